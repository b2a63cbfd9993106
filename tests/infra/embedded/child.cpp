// SPDX-License-Identifier: Apache-2.0
#include "tests/infra/embedded/child.hpp"

#include <condition_variable>
#include <mutex>

#include <unistd.h>

#include "infra/embedded/embedded_log.hpp"
#include "infra/rocksdb/storage_memory.hpp"
#include "tests/contracts/chain.hpp"
#include "tests/support/fixed_entropy.hpp"

namespace parcours {
namespace {

constexpr std::size_t under_way_max = 64;

// Prints each commit, and lets only so many be under way.
class printing final : public log_listener, public append_listener {
  public:
    void on_accepted(std::span<const accepted> group) override {
        for (const auto& each : group) {
            const std::string line =
                std::to_string(each.at.partition) + " " + std::to_string(each.content->height) + "\n";
            if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) ::_exit(1);
        }
        const std::lock_guard hold(guard_);
        under_way_ -= group.size();
        turn_.notify_one();
    }
    void on_ignored(const ignored& /*record*/) override { ::_exit(2); }
    void on_stopped(partition_number /*partition*/, const failure& /*why*/) override { ::_exit(3); }
    void on_append_failed(const append_failure& /*failed*/) override { ::_exit(4); }
    void wait_for_room() {
        std::unique_lock hold(guard_);
        turn_.wait(hold, [this] { return under_way_ < under_way_max; });
        ++under_way_;
    }

  private:
    std::mutex guard_;
    std::condition_variable turn_;
    std::size_t under_way_ = 0;
};

}  // namespace

int append_until_killed(const std::string& folder) {
    const storage_memory memory(std::size_t{32} << 20);
    fixed_entropy random;
    embedded_settings settings;
    settings.folder = folder;
    settings.partitions = 2;
    printing listener;
    auto log = embedded_log::open(settings, random, memory);
    if (!log) return 5;
    (*log)->start(listener, listener);
    chain chains[2] = {chain::go_on(*(*log)->history().end(0), 0), chain::go_on(*(*log)->history().end(1), 1)};
    for (std::uint64_t number = chains[0].height;; ++number) {
        chain& one = chains[number % 2];
        listener.wait_for_room();
        (*log)->append({one.partition,
                        number,
                        0,
                        {one.append(static_cast<unsigned char>(number), one.stream(one.height + 1), 1)}});
    }
}

}  // namespace parcours
