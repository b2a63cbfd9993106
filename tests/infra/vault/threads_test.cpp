// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <latch>
#include <thread>

#include "tests/infra/vault/vault_under_test.hpp"
#include "tests/support/random_source.hpp"

namespace parcours {
namespace {

using enum category_name;

constexpr std::size_t threads = 6;

// Runs it on that many threads at once, with the number of each.
template <class Work>
void run_together(const Work& work) {
    std::latch begin(threads);
    std::vector<std::thread> all;
    for (std::size_t number = 0; number < threads; ++number)
        all.emplace_back([&, number] {
            begin.arrive_and_wait();
            work(number);
        });
    for (auto& each : all) each.join();
}

TEST(ManyThreads, ThatSealForTheSamePurposeGetOneKey) {
    vault_under_test kept;
    kept.settings.persons_cached_max = 64;
    kept.open();
    constexpr std::uint64_t persons = 200;
    std::vector<std::vector<key_id>> ids(threads);
    run_together([&](std::size_t number) {
        for (std::uint64_t person = 1; person <= persons; ++person)
            for (const auto& purpose : {purpose_of(person, identity), purpose_of(person, profile)}) {
                const auto key = kept->to_seal(purpose);
                ASSERT_TRUE(key) << key.error().context;
                ids[number].push_back(key->id);
                if (person % 50 == number) {
                    ASSERT_TRUE(kept->make_durable(key->ticket));
                }
            }
    });
    for (std::size_t number = 1; number < threads; ++number) EXPECT_EQ(ids[number], ids[0]);
    kept.open();
    for (std::uint64_t person = 1; person <= persons; ++person)
        EXPECT_EQ(kept.key_for(purpose_of(person, profile)).id, ids[0][2 * person - 1]);
}

TEST(ManyThreads, GetTheSameKeyFromATinyCache) {
    vault_under_test kept;
    kept.settings.keys_cached_max = 64;
    kept.settings.persons_cached_max = 64;
    kept.open();
    constexpr std::uint64_t persons = 150;
    std::vector<sealing_key> texts;
    for (std::uint64_t person = 0; person < persons; ++person) texts.push_back(kept.key_for(text_of(person, followup)));
    run_together([&](std::size_t number) {
        random_source random(number);
        for (int times = 0; times < 300; ++times) {
            const auto& text = texts[random.below(persons)];
            EXPECT_EQ(kept.answer_to(text), "the key");
            EXPECT_TRUE(kept->to_seal(text_of(random.below(persons), followup)));
        }
    });
}

TEST(ManyThreads, GetNoKeyOnceAFenceIsUp) {  // shows APT-RGT-04
    vault_under_test kept;
    kept.settings.persons_cached_max = 64;
    kept.open();
    constexpr std::uint64_t persons = 60;
    std::vector<sealing_key> names;
    for (std::uint64_t person = 0; person < persons; ++person)
        names.push_back(kept.key_for(purpose_of(person, identity)));
    std::vector<std::atomic<bool>> closed(persons);
    std::atomic<std::uint64_t> closed_count{0};
    run_together([&](std::size_t number) {
        if (number == 0) {
            for (std::uint64_t person = 0; person < persons; ++person) {
                const fence around = person % 2 == 0 ? fence{person_number(person), {}, {}, {}}
                                                     : fence{person_number(person), identity, {}, {}};
                ASSERT_TRUE(kept->put_up(around));
                closed[person] = true;
                ++closed_count;
            }
            return;
        }
        random_source random(number);
        while (closed_count < persons) {
            const std::uint64_t person = random.below(persons);
            const bool was_closed = closed[person];
            const auto answer = kept.answer_to(names[person]);
            const auto sealing = kept->to_seal(purpose_of(person, identity));
            ASSERT_TRUE(answer == "the key" || answer == "erased") << answer;
            if (was_closed) {
                EXPECT_EQ(answer, "erased");
                EXPECT_FALSE(sealing);
            }
            if (sealing)
                EXPECT_EQ(sealing->id, names[person].id);
            else
                EXPECT_EQ(sealing.error().code, failure_code::invalid);
        }
    });
    for (const auto& key : names) EXPECT_EQ(kept.answer_to(key), "erased");
}

TEST(ManyThreads, ShareTheSyncsThatTheyWaitFor) {
    vault_under_test kept;
    kept.open();
    const auto before = kept->store().syncs();
    std::atomic<std::uint64_t> waited{0};
    run_together([&](std::size_t number) {
        for (std::uint64_t each = 0; each < 50; ++each) {
            const auto key = kept->to_seal(purpose_of(1'000 * (number + 1) + each, identity));
            ASSERT_TRUE(key && kept->make_durable(key->ticket));
            EXPECT_EQ(kept->store().open_ticket(key->ticket), 0U);
            ++waited;
        }
    });
    EXPECT_EQ(waited, 50 * threads);
    EXPECT_LE(kept->store().syncs() - before, waited);
}

}  // namespace
}  // namespace parcours
