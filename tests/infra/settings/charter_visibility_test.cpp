// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/infra/settings/vocabulary.hpp"

// The matrices of the platforms written by hand from their documents, one row a field group, and compared cell by cell
// with what the charters say: R read, E edit, - nothing.
namespace parcours {
namespace {

struct row {
    group what;
    const char* cells;
};

right right_of(char letter) { return letter == 'E' ? right::edit : letter == 'R' ? right::read : right::none; }

const std::vector<audience> columns{audience::self,
                                    audience::companion,
                                    audience::companion_requested,
                                    audience::companion_export_blocked,
                                    audience::supervisor,
                                    audience::recruiter_of_target,
                                    audience::recruiter,
                                    audience::directory_reader,
                                    audience::member,
                                    audience::participant,
                                    audience::administrator,
                                    audience::public_};
const std::vector<audience> without_any_right{audience::officer, audience::auditor, audience::worker,
                                              audience::analyst};

void expect_matrix(const visibility& visible, const std::vector<row>& expected) {
    ASSERT_EQ(expected.size(), group_count) << "every field group has a row";
    for (const auto& [what, cells] : expected) {
        std::string letters;
        for (const char* at = cells; *at != 0; ++at)
            if (*at != ' ') letters += *at;
        ASSERT_EQ(letters.size(), columns.size()) << to_string(what);
        for (std::size_t i = 0; i < columns.size(); ++i)
            EXPECT_EQ(visible.of(what, columns[i]), right_of(letters[i]))
                << to_string(what) << " for " << to_string(columns[i]);
        for (const auto whom : without_any_right) EXPECT_EQ(visible.of(what, whom), right::none) << to_string(what);
    }
}

// shows APT-VIS-01, APT-VIS-02, APT-VIS-03, APT-VIS-04, APT-VIS-05, APT-VIS-08, APT-VIS-12, APT-VIS-13, APT-VIS-16,
// shows APT-VIS-17, APT-VIS-18, APT-VIS-19, APT-VIS-21, APT-CAN-12
TEST(VisibilityOfAtoutsPourTous, IsWhatItsDocumentsSay) {
    using enum group;
    //                       self comp req blk superv target rec dir mem part adm pub
    expect_matrix(shipped_charter("atouts-pour-tous").visible,
                  {{identity, "E    E   -   -   E      -     -   -   -   -   R   -"},
                   {documents, "E    E   -   -   E      R     -   -   -   -   R   -"},
                   {attachments, "E    E   -   -   E      -     -   -   -   -   R   -"},
                   {draft, "E    -   -   -   -      -     -   -   -   -   R   -"},
                   {application, "E    R   -   -   R      R     -   -   -   -   R   -"},
                   {outcome_message, "R    R   -   -   R      E     -   -   -   -   R   -"},
                   {meetings, "R    R   -   -   R      E     -   -   -   -   R   -"},
                   {followup, "E    E   -   -   E      -     -   -   -   -   R   -"},
                   {exchange, "E    R   -   -   -      E     -   -   -   -   R   -"},
                   {private_note, "-    -   -   -   -      E     -   -   -   -   R   -"},
                   {sponsorship, "E    R   -   -   R      R     -   -   -   -   R   -"},
                   {conversation, "E    E   -   -   R      -     -   -   -   -   R   -"},
                   {directory, "E    -   -   -   E      -     -   R   -   -   R   -"},
                   {offers, "-    -   -   -   -      E     -   -   -   R   R   -"},
                   {spaces, "-    -   -   -   -      -     -   -   E   -   R   -"},
                   {account, "E    -   -   -   -      -     -   -   -   -   R   -"},
                   {administration, "-    -   -   -   -      -     -   -   -   -   R   -"}});
}

TEST(VisibilityOfNosEmplois, IsWhatItsDocumentsSay) {
    using enum group;
    //                       self comp req blk superv target rec dir mem part adm pub
    expect_matrix(shipped_charter("nosemplois").visible,
                  {{identity, "E    E   -   -   -      -     -   -   -   -   R   -"},
                   {documents, "E    E   -   -   -      R     -   -   -   -   R   -"},
                   {attachments, "E    E   -   -   -      -     -   -   -   -   R   -"},
                   {draft, "E    -   -   -   -      -     -   -   -   -   R   -"},
                   {application, "E    R   -   -   -      R     -   -   -   -   R   -"},
                   {outcome_message, "R    R   -   -   -      E     -   -   -   -   R   -"},
                   {meetings, "R    R   -   -   -      E     -   -   -   -   R   -"},
                   {followup, "E    E   -   -   -      -     -   -   -   -   R   -"},
                   {exchange, "E    R   -   -   -      E     -   -   -   -   R   -"},
                   {private_note, "-    -   -   -   -      E     -   -   -   -   R   -"},
                   {sponsorship, "-    -   -   -   -      -     -   -   -   -   -   -"},
                   {conversation, "E    E   -   -   -      -     -   -   -   -   R   -"},
                   {directory, "E    -   -   -   -      -     -   R   -   -   R   -"},
                   {offers, "-    -   -   -   -      E     -   -   -   R   R   R"},
                   {spaces, "-    -   -   -   -      -     -   -   -   -   -   -"},
                   {account, "E    -   -   -   -      -     -   -   -   -   R   -"},
                   {administration, "-    -   -   -   -      -     -   -   -   -   R   -"}});
}

}  // namespace
}  // namespace parcours
