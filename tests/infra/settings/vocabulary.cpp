// SPDX-License-Identifier: Apache-2.0
#include "tests/infra/settings/vocabulary.hpp"

#include <cstdlib>
#include <stdexcept>

#include <gtest/gtest.h>

#include "infra/settings/toml_file.hpp"

namespace parcours {
namespace {

std::string path_of(const std::string& name) {
    const char* root = std::getenv("PARCOURS_SOURCE_DIR");
    return std::string(root == nullptr ? "." : root) + "/charters/" + name + ".toml";
}

const std::set<std::string> command_names = {"application.draft",
                                             "application.edit",
                                             "application.submit",
                                             "application.validate",
                                             "application.return",
                                             "application.mark_viewed",
                                             "application.take_in_charge",
                                             "application.refuse",
                                             "application.propose_meeting",
                                             "application.accept_meeting",
                                             "application.decline_meeting",
                                             "application.reschedule_meeting",
                                             "application.cancel_meeting",
                                             "application.confirm_meeting_held",
                                             "application.report_no_show",
                                             "application.declare_hiring",
                                             "application.declare_no_hiring",
                                             "application.withdraw",
                                             "application.cancel",
                                             "application.post_followup",
                                             "application.post_exchange",
                                             "application.write_private_note",
                                             "sponsorship.request",
                                             "sponsorship.validate",
                                             "sponsorship.return",
                                             "sponsorship.accept",
                                             "sponsorship.refuse",
                                             "sponsorship.withdraw",
                                             "sponsorship.cancel",
                                             "sponsorship.reassign_sponsor",
                                             "sponsorship.end",
                                             "account.register",
                                             "account.create",
                                             "account.invite",
                                             "account.update_identity",
                                             "account.set_preferences",
                                             "account.join_organisation",
                                             "account.leave_organisation",
                                             "account.set_supervisor",
                                             "account.revoke_session",
                                             "account.deactivate",
                                             "organisation.register",
                                             "organisation.update_profile",
                                             "organisation.open_spontaneous",
                                             "organisation.close_spontaneous",
                                             "offer.draft",
                                             "offer.publish",
                                             "offer.update",
                                             "offer.close",
                                             "offer.reopen",
                                             "candidate.update_section",
                                             "candidate.update_sensitive_section",
                                             "companion_link.assign",
                                             "companion_link.request",
                                             "companion_link.accept",
                                             "companion_link.decline",
                                             "companion_link.revoke"};

}  // namespace

charter_vocabulary tested_vocabulary() {
    charter_vocabulary known;
    known.commands = command_names;
    known.personal_fields = {"identity.first_name", "identity.last_name", "contact.email",     "contact.phone",
                             "profile.title",       "profile.skills",     "profile.education", "profile.languages"};
    known.facets = {"age_band", "level", "contract", "departement"};
    known.registration_fields = {"first_name", "last_name", "email", "birth_date", "organisation"};
    for (const auto* status : {"draft", "awaiting_validation", "returned", "visible", "in_progress", "refused", "hired",
                               "not_hired", "withdrawn", "cancelled"})
        known.labels.insert(std::string("application.") + status);
    for (const auto* status :
         {"awaiting_validation", "returned", "visible", "accepted", "refused", "withdrawn", "cancelled", "ended"})
        known.labels.insert(std::string("sponsorship.") + status);
    for (const auto* status : {"proposed", "accepted", "declined", "cancelled", "held", "no_show"})
        known.labels.insert(std::string("meeting.") + status);
    for (const auto* contract : {"internship", "apprenticeship", "fixed_term", "permanent", "other"})
        known.labels.insert(std::string("contract.") + contract);
    known.labels.insert({"kind.offer", "kind.spontaneous"});
    known.knows_zone = [](const std::string& zone) { return zone == "Europe/Paris"; };
    return known;
}

std::string shipped_charter_text(const std::string& name) {
    const auto text = read_text_file(path_of(name));
    if (!text) throw std::runtime_error(to_string(text.error()));
    return *text;
}

charter shipped_charter(const std::string& name) {
    const auto found = read_charter_file(path_of(name), tested_vocabulary());
    if (!found) {
        ADD_FAILURE() << to_string(found.error());
        return {};
    }
    return *found;
}

}  // namespace parcours
