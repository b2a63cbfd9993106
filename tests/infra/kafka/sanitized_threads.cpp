// SPDX-License-Identifier: Apache-2.0
// The thread sanitizer does not know C11's threads, which librdkafka makes, and falls over the first of them: with it
// they are made as POSIX threads, which it knows.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)

#include <cstdint>

#include <pthread.h>
#include <threads.h>

namespace {

struct beginning {
    thrd_start_t run;
    void* with;
};

void* begin(void* given) {
    const beginning what = *static_cast<beginning*>(given);
    delete static_cast<beginning*>(given);
    return reinterpret_cast<void*>(static_cast<std::intptr_t>(what.run(what.with)));
}

}  // namespace

extern "C" {

int thrd_create(thrd_t* made, thrd_start_t run, void* with) {
    return pthread_create(made, nullptr, begin, new beginning{run, with}) == 0 ? thrd_success : thrd_error;
}

int thrd_join(thrd_t thread, int* result) {
    void* ended = nullptr;
    if (pthread_join(thread, &ended) != 0) return thrd_error;
    if (result != nullptr) *result = static_cast<int>(reinterpret_cast<std::intptr_t>(ended));
    return thrd_success;
}

}  // extern "C"

#endif
#endif
