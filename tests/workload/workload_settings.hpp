// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace parcours::workload {

// What a platform's life is made of; every figure is a key of profiles.toml, which says what it means. Counts are whole
// numbers, shares lie between 0 and 1, durations are in days.
struct workload_settings {
    double days = 0;
    double seed = 0;
    double candidates = 0;
    double companies = 0;
    double recruiters = 0;
    double schools = 0;
    double supervisors = 0;
    double companions = 0;
    double offers = 0;
    double links_per_candidate = 0;
    double links_revoked = 0;
    double sensitive_sections = 0;
    double spontaneous_organisations = 0;
    double la_poste = 0;
    double offer_days_median = 0;
    double offer_days_p95 = 0;
    double busiest_share = 0;
    double applications_median = 0;
    double applications_sigma = 0;
    double applications_most = 0;
    double drafted_first = 0;
    double never_sent = 0;
    double spontaneous = 0;
    double validation_days_median = 0;
    double validation_days_p95 = 0;
    double never_validated = 0;
    double returned = 0;
    double sent_again = 0;
    double sent_again_days_median = 0;
    double no_answer = 0;
    double no_answer_spontaneous = 0;
    double viewed = 0;
    double answer_days_median = 0;
    double answer_days_p95 = 0;
    double taken_in_charge = 0;
    double refused_no_position = 0;
    double refused_lacking_skills = 0;
    double refused_not_mobile = 0;
    double refused_training = 0;
    double refused_unreachable = 0;
    double refused_not_interested = 0;
    double refused_hired_elsewhere = 0;
    double refused_duplicate = 0;
    double refused_other = 0;
    double meetings_none = 0;
    double meetings_one = 0;
    double meetings_two = 0;
    double meetings_three = 0;
    double meeting_lead_days = 0;
    double meeting_accepted = 0;
    double meeting_declined = 0;
    double meeting_held = 0;
    double meeting_no_show = 0;
    double meeting_rescheduled = 0;
    double meeting_on_clock_change = 0;
    double favourable = 0;
    double unfavourable = 0;
    double outcome_days_median = 0;
    double outcome_days_p95 = 0;
    double withdrawn = 0;
    double cancelled = 0;
    double followups = 0;
    double exchanges = 0;
    double private_notes = 0;
    double sponsorships_per_candidate = 0;
    double sponsorship_validated = 0;
    double sponsorship_accepted = 0;
    double sponsorship_refused = 0;
    double sponsorship_days_median = 0;
    double sponsorship_days_p95 = 0;
};

struct setting_key {
    std::string_view name;
    double workload_settings::*member;
};
inline constexpr std::array setting_keys{
    setting_key{"days", &workload_settings::days},
    setting_key{"seed", &workload_settings::seed},
    setting_key{"candidates", &workload_settings::candidates},
    setting_key{"companies", &workload_settings::companies},
    setting_key{"recruiters", &workload_settings::recruiters},
    setting_key{"schools", &workload_settings::schools},
    setting_key{"supervisors", &workload_settings::supervisors},
    setting_key{"companions", &workload_settings::companions},
    setting_key{"offers", &workload_settings::offers},
    setting_key{"links_per_candidate", &workload_settings::links_per_candidate},
    setting_key{"links_revoked", &workload_settings::links_revoked},
    setting_key{"sensitive_sections", &workload_settings::sensitive_sections},
    setting_key{"spontaneous_organisations", &workload_settings::spontaneous_organisations},
    setting_key{"la_poste", &workload_settings::la_poste},
    setting_key{"offer_days_median", &workload_settings::offer_days_median},
    setting_key{"offer_days_p95", &workload_settings::offer_days_p95},
    setting_key{"busiest_share", &workload_settings::busiest_share},
    setting_key{"applications_median", &workload_settings::applications_median},
    setting_key{"applications_sigma", &workload_settings::applications_sigma},
    setting_key{"applications_most", &workload_settings::applications_most},
    setting_key{"drafted_first", &workload_settings::drafted_first},
    setting_key{"never_sent", &workload_settings::never_sent},
    setting_key{"spontaneous", &workload_settings::spontaneous},
    setting_key{"validation_days_median", &workload_settings::validation_days_median},
    setting_key{"validation_days_p95", &workload_settings::validation_days_p95},
    setting_key{"never_validated", &workload_settings::never_validated},
    setting_key{"returned", &workload_settings::returned},
    setting_key{"sent_again", &workload_settings::sent_again},
    setting_key{"sent_again_days_median", &workload_settings::sent_again_days_median},
    setting_key{"no_answer", &workload_settings::no_answer},
    setting_key{"no_answer_spontaneous", &workload_settings::no_answer_spontaneous},
    setting_key{"viewed", &workload_settings::viewed},
    setting_key{"answer_days_median", &workload_settings::answer_days_median},
    setting_key{"answer_days_p95", &workload_settings::answer_days_p95},
    setting_key{"taken_in_charge", &workload_settings::taken_in_charge},
    setting_key{"refused_no_position", &workload_settings::refused_no_position},
    setting_key{"refused_lacking_skills", &workload_settings::refused_lacking_skills},
    setting_key{"refused_not_mobile", &workload_settings::refused_not_mobile},
    setting_key{"refused_training", &workload_settings::refused_training},
    setting_key{"refused_unreachable", &workload_settings::refused_unreachable},
    setting_key{"refused_not_interested", &workload_settings::refused_not_interested},
    setting_key{"refused_hired_elsewhere", &workload_settings::refused_hired_elsewhere},
    setting_key{"refused_duplicate", &workload_settings::refused_duplicate},
    setting_key{"refused_other", &workload_settings::refused_other},
    setting_key{"meetings_none", &workload_settings::meetings_none},
    setting_key{"meetings_one", &workload_settings::meetings_one},
    setting_key{"meetings_two", &workload_settings::meetings_two},
    setting_key{"meetings_three", &workload_settings::meetings_three},
    setting_key{"meeting_lead_days", &workload_settings::meeting_lead_days},
    setting_key{"meeting_accepted", &workload_settings::meeting_accepted},
    setting_key{"meeting_declined", &workload_settings::meeting_declined},
    setting_key{"meeting_held", &workload_settings::meeting_held},
    setting_key{"meeting_no_show", &workload_settings::meeting_no_show},
    setting_key{"meeting_rescheduled", &workload_settings::meeting_rescheduled},
    setting_key{"meeting_on_clock_change", &workload_settings::meeting_on_clock_change},
    setting_key{"favourable", &workload_settings::favourable},
    setting_key{"unfavourable", &workload_settings::unfavourable},
    setting_key{"outcome_days_median", &workload_settings::outcome_days_median},
    setting_key{"outcome_days_p95", &workload_settings::outcome_days_p95},
    setting_key{"withdrawn", &workload_settings::withdrawn},
    setting_key{"cancelled", &workload_settings::cancelled},
    setting_key{"followups", &workload_settings::followups},
    setting_key{"exchanges", &workload_settings::exchanges},
    setting_key{"private_notes", &workload_settings::private_notes},
    setting_key{"sponsorships_per_candidate", &workload_settings::sponsorships_per_candidate},
    setting_key{"sponsorship_validated", &workload_settings::sponsorship_validated},
    setting_key{"sponsorship_accepted", &workload_settings::sponsorship_accepted},
    setting_key{"sponsorship_refused", &workload_settings::sponsorship_refused},
    setting_key{"sponsorship_days_median", &workload_settings::sponsorship_days_median},
    setting_key{"sponsorship_days_p95", &workload_settings::sponsorship_days_p95}};

// Reads a profile of such a file over what holds for all; a sentence where the file, the profile or a key is not sound.
tl::expected<workload_settings, std::string> read_workload_settings(const std::string& path, std::string_view profile);

}  // namespace parcours::workload
