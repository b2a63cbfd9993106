// SPDX-License-Identifier: Apache-2.0
// Mistakes that a fold could make, planted: each law must find its own, for a law that cannot fail says nothing.
#include <gtest/gtest.h>

#include "projections/folds/applications.hpp"
#include "projections/folds/companion_links.hpp"
#include "projections/make_folds.hpp"
#include "projections/typed_fold.hpp"
#include "tests/projections/laws.hpp"
#include "tests/projections/recount.hpp"
#include "tests/support/random_history.hpp"

namespace parcours {
namespace {

constexpr std::uint64_t seeds = 40;
constexpr std::size_t commits = 120;

// What a real fold does, but for what the mistake changes.
template <class Mistake>
class mistaken : public fold {
  public:
    explicit mistaken(std::unique_ptr<fold> right) : right_(std::move(right)) {}
    std::string_view name() const override { return right_->name(); }
    int version() const override { return right_->version(); }
    stream_kind streams() const override { return right_->streams(); }
    expected<void> open(const table_snapshot& now) override { return right_->open(now); }
    expected<void> apply(std::span<const accepted> group, const table_snapshot& before, table_batch& batch) override {
        return right_->apply(group, before, batch);
    }
    void written() override { right_->written(); }
    const std::vector<parked>& newly_parked() const override { return right_->newly_parked(); }
    expected<void> take_up(const stream_id& stream, bool leave_out, std::span<const accepted> commits_of,
                           const table_snapshot& before, table_batch& batch) override {
        return right_->take_up(stream, leave_out, commits_of, before, batch);
    }
    std::unique_ptr<fold> again() const override { return std::make_unique<Mistake>(right_->again()); }
    std::unique_ptr<fold_from_scratch> from_scratch() const override { return right_->from_scratch(); }

  protected:
    std::unique_ptr<fold> right_;
};

// What no longer follows from a row stays in its lists and counts.
struct takes_nothing_away final : mistaken<takes_nothing_away> {
    using mistaken::mistaken;
    expected<void> apply(std::span<const accepted> group, const table_snapshot& before, table_batch& batch) override {
        table_batch whole;
        if (auto done = right_->apply(group, before, whole); !done) return done;
        for (const auto& each : whole.changes()) {
            if (each.what == table_batch::kind::put) batch.put(each.key, each.value);
            if (each.what == table_batch::kind::add && each.delta > 0) batch.add(each.key, each.delta);
        }
        return {};
    }
};

// Rows begin anew with the process.
struct forgets_its_rows final : mistaken<forgets_its_rows> {
    using mistaken::mistaken;
    expected<void> apply(std::span<const accepted> group, const table_snapshot&, table_batch& batch) override {
        tables_in_memory none;
        return right_->apply(group, *none.open("none", 1).value()->snapshot(), batch);
    }
};

// What was folded and could not be written is taken for written.
struct keeps_what_was_not_written final : mistaken<keeps_what_was_not_written> {
    using mistaken::mistaken;
    expected<void> open(const table_snapshot& now) override {
        if (std::exchange(opened_, true)) return {};
        return right_->open(now);
    }
    bool opened_ = false;
};

// A commit that comes again is folded again: versions are counted as they come.
struct folds_what_comes_again final : mistaken<folds_what_comes_again> {
    using mistaken::mistaken;
    expected<void> apply(std::span<const accepted> group, const table_snapshot& before, table_batch& batch) override {
        std::vector<accepted> counted(group.begin(), group.end());
        for (auto& each : counted) {
            if (!each.content) continue;
            auto content = std::make_shared<commit>(*each.content);
            for (auto& part : content->parts) {
                auto& last = last_[part.stream];
                part.first_version = std::max(part.first_version, last + 1);
                last = part.first_version - 1 + part.events.size();
            }
            each.content = std::move(content);
        }
        return right_->apply(counted, before, batch);
    }
    std::map<stream_id, std::uint64_t> last_;
};

// A row holds what another stream said last.
struct listens_to_others : companion_links {
    using events = handles<companion_link_assigned, companion_link_revoked>;
    static void on(row& r, const companion_link_assigned& e, const stamp& at) {
        companion_links::on(r, e, at);
        r.companion = std::exchange(heard, e.companion);
    }
    static void on(row& r, const companion_link_revoked& e, const stamp& at) { companion_links::on(r, e, at); }
    inline static person_id heard;
};

using law = std::function<std::string(const fold& what, const written_history& history, std::uint64_t seed)>;

bool finds(const law& holds, const fold& what) {
    const std::uint64_t first = seed_or(1);
    for (std::uint64_t seed = first; seed < first + seeds; ++seed)
        if (!holds(what, *random_history(seed, 3, commits), seed).empty()) return true;
    return false;
}
std::string recount(const fold& what, const written_history& history, std::uint64_t seed) {
    random_source course(seed);
    auto tables = kept_live(what, history, course);
    return breach_of_recount_of_applications(*tables.open(what.name(), what.version()).value()->snapshot());
}
std::string follows(const fold& what, const written_history& history, std::uint64_t seed) {
    random_source course(seed);
    auto tables = kept_live(what, history, course);
    return breach_of_consequences(what.name(), *tables.open(what.name(), what.version()).value()->snapshot(), 3);
}
std::string alone(const fold& what, const written_history& history, std::uint64_t) {
    return breach_of_single_streams(what, history);
}
std::unique_ptr<fold> right_fold() {
    for (auto& each : make_folds())
        if (each->name() == applications::name) return std::move(each);
    return nullptr;
}
template <class Mistake>
Mistake of_applications() {
    return Mistake(right_fold());
}

TEST(AFoldWithoutAMistake, BreaksNoLaw) {
    const auto right = right_fold();
    for (const law& each : {law(breach_of_rebuild), law(breach_of_any_order), law(alone), law(recount), law(follows)})
        EXPECT_FALSE(finds(each, *right));
}

TEST(AFoldThatTakesNothingAway, IsFound) {
    const auto wrong = of_applications<takes_nothing_away>();
    EXPECT_TRUE(finds(breach_of_rebuild, wrong));
    EXPECT_TRUE(finds(recount, wrong));
    EXPECT_TRUE(finds(follows, wrong));
}

TEST(AFoldThatForgetsItsRows, IsFound) { EXPECT_TRUE(finds(breach_of_rebuild, of_applications<forgets_its_rows>())); }

TEST(AFoldThatKeepsWhatWasNotWritten, IsFound) {
    EXPECT_TRUE(finds(breach_of_rebuild, of_applications<keeps_what_was_not_written>()));
}

TEST(AFoldThatFoldsWhatComesAgain, IsFound) {
    EXPECT_TRUE(finds(breach_of_rebuild, of_applications<folds_what_comes_again>()));
}

TEST(AFoldWhoseRowListensToOthers, IsFound) {
    const auto wrong = make_fold<listens_to_others>();
    EXPECT_TRUE(finds(breach_of_rebuild, *wrong));
    EXPECT_TRUE(finds(breach_of_any_order, *wrong));
    EXPECT_TRUE(finds(alone, *wrong));
}

}  // namespace
}  // namespace parcours
