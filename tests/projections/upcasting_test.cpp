// SPDX-License-Identifier: Apache-2.0
// An event of a superseded version goes through folds as one of the present version that says the same.
#include <gtest/gtest.h>

#include "events/cell.hpp"
#include "projections/folds/applications.hpp"
#include "projections/table_keys.hpp"
#include "tests/support/folded.hpp"
#include "tests/support/former_version.hpp"
#include "tests/support/keys_in_memory.hpp"
#include "tests/support/print_events.hpp"
#include "tests/support/sealing.hpp"

namespace parcours {
namespace {

const person_id ana{{1, 1}};
const organisation_id company{{1, 3}};
const offer_id offer{{1, 4}};
const application_id application{{1, 5}};
const stream_id stream{stream_kind::application, application.value};

application_submitted sent() {
    application_submitted made;
    made.candidate = ana;
    made.organisation = company;
    made.offer = offer;
    made.message = cell_of("message");
    made.headline = cell_of("headline");
    made.snapshot = cell_of("snapshot");
    made.facets = cell_of("facets");
    return made;
}
application_refused_v1 refused_then() { return {ana, company, offer, cell_of("why")}; }

// A table that saw an application being sent, then this.
class table_after {
  public:
    explicit table_after(const stored_event& last) {
        take(history_.add<application_stream>(application, {sent()}));
        take(history_.add_parts({{stream, 2, {last}}}));
    }
    tables_in_memory::pairs pairs() const { return tables_.content(applications::name, applications::version); }
    application_row row() const {
        return read_row<applications>(*where_->snapshot(), application.value).value().value().row;
    }

  private:
    void take(const accepted& next) {
        check(apply_group(*fold_, *where_, std::span(&next, 1)).has_value(), "an old event can be folded");
    }
    written_history history_;
    tables_in_memory tables_;
    std::unique_ptr<fold> fold_ = make_fold<applications>();
    std::unique_ptr<table> where_ = tables_.open(applications::name, applications::version).value();
};

TEST(AnOldRefusal, StandsInRowsListsCountsAndActionsAsANewOneWithoutACode) {
    const table_after old(stored_then<application_stream>(refused_then(), stream));
    const table_after now(stored_then<application_stream>(upcast(refused_then()), stream));
    auto row = old.row();
    EXPECT_EQ(row.status, application_status::refused);
    EXPECT_EQ(row.reason_code, std::nullopt);
    EXPECT_EQ(row.outcome_message.event_version, 1);
    row.outcome_message.event_version = 2;
    EXPECT_TRUE(row == now.row());
    auto pairs = old.pairs();
    auto expected_pairs = now.pairs();
    EXPECT_EQ(pairs.erase(row_key(application.value)), expected_pairs.erase(row_key(application.value)));
    EXPECT_EQ(pairs, expected_pairs);
}

// What an upcast may not do, told by the compiler: a cell that a row keeps would open no more.
struct words_v1 {
    person_id candidate;
    personal<std::string> words;
    static constexpr std::string_view name = "words_said";
    static constexpr auto fields() {
        using e = words_v1;
        return std::tuple{field{"candidate", &e::candidate, clear::auditor, group::application, "who"},
                          field{"words", &e::words, under::application{}, group::application, "what"}};
    }
};
template <class Category, category_name Added = category_name::application>
struct words_later {
    person_id candidate;
    personal<std::string> words;
    std::optional<personal<std::string>> more;
    static constexpr std::string_view name = "words_said";
    static constexpr auto fields() {
        using e = words_later;
        return std::tuple{field{"candidate", &e::candidate, clear::auditor, group::application, "who"},
                          field{"words", &e::words, Category{}, group::application, "what"},
                          field{"more", &e::more, category_tag<Added>{}, group::application, "what else"}};
    }
};
struct words_renamed {
    personal<std::string> text;
    static constexpr std::string_view name = "words_said";
    static constexpr auto fields() {
        return std::tuple{
            field{"text", &words_renamed::text, under::application{}, group::application, "what was said"}};
    }
};
struct words_of_another_event : words_v1 {
    static constexpr std::string_view name = "words_written";
};
static_assert(codec::binds_alike<application_refused_v1, application_refused>());
static_assert(codec::binds_alike<words_v1, words_later<under::application>>());
static_assert(codec::binds_alike<words_v1, words_later<under::alone<under::application>, category_name::followup>>());
static_assert(!codec::binds_alike<words_v1, words_later<under::followup>>(), "the category is another");
static_assert(!codec::binds_alike<words_v1, words_renamed>(), "no field tells from where its words come");
static_assert(!codec::binds_alike<words_v1, words_of_another_event>(), "the event's name is another");

// A cell is bound to the version under which it was sealed, and the row keeps that.
TEST(TheWordsOfAnOldRefusal, AreOpenedFromTheRow) {
    keys_in_memory vault;
    sealing seal(vault);
    auto refusal = refused_then();
    refusal.message = seal(ana, &application_refused_v1::message, "Trop loin", application.value);
    const auto kept = table_after(stored_then<application_stream>(refusal, stream)).row().outcome_message;
    const auto header = read_cell_header(kept.cell);
    ASSERT_TRUE(header.has_value());
    const auto keys = vault.to_open(std::span(&header->key, 1)).value();
    ASSERT_EQ(keys.size(), 1U);
    const auto* secret = std::get_if<std::array<unsigned char, 32>>(&keys.front());
    ASSERT_NE(secret, nullptr);
    const auto clear = open_cell(*secret, {kept.person, kept.category, kept.event_name, kept.event_version}, kept.cell);
    ASSERT_TRUE(clear.has_value()) << clear.error().context;
    EXPECT_EQ(decode_sealed<std::string>(*clear).value(), "Trop loin");
}

}  // namespace
}  // namespace parcours
