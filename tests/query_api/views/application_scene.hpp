// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/query_api/api_under_test.hpp"

namespace parcours {

// A candidate, those around them and those who must not see, and applications told as events, sealed for real.
class application_scene : public api_under_test {
  public:
    static constexpr person_id ana{{7, 1}};
    static constexpr person_id zoe{{8, 1}};
    static constexpr person_id bruno{{9, 2}};
    static constexpr person_id carl{{9, 3}};
    static constexpr person_id carla{{10, 4}};
    static constexpr person_id colin{{10, 5}};
    static constexpr person_id denis{{5, 6}};
    static constexpr person_id rita{{5, 7}};
    static constexpr organisation_id company{{6, 8}};
    static constexpr organisation_id rival{{6, 9}};
    static constexpr organisation_id school{{11, 10}};
    static constexpr organisation_id other_school{{11, 11}};
    static constexpr offer_id an_offer{{6, 12}};
    static constexpr link_id link{{7, 13}};
    static constexpr meeting_id meeting{{7, 14}};
    static constexpr application_id application{{7, 15}};
    static constexpr sponsorship_id sponsorship{{7, 16}};

    static inline const viewer candidate{ana, "candidate", {}};
    static inline const viewer other_candidate{zoe, "candidate", {}};
    static inline const viewer companion{bruno, "companion", school};
    static inline const viewer other_companion{carl, "companion", other_school};
    static inline const viewer supervisor{carla, "supervisor", school};
    static inline const viewer other_supervisor{colin, "supervisor", other_school};
    static inline const viewer recruiter{denis, "recruiter", company};
    static inline const viewer other_recruiter{rita, "recruiter", rival};
    static viewer in_office(const std::string& role) {
        std::uint64_t letters = 0;
        for (const char each : role) letters = letters * 31 + static_cast<unsigned char>(each);
        return {person_id{{12, letters}}, role, {}};
    }

    explicit application_scene(const charter& shipped = atouts()) : api_under_test(shipped) {
        for (const auto& each : {candidate, other_candidate, companion, other_companion, supervisor, other_supervisor,
                                 recruiter, other_recruiter})
            is_there(each);
        is_linked(link, ana, bruno);
    }

    template <class E>
    static E about(const person_id& who = ana, const organisation_id& whom = company) {
        E made;
        made.candidate = who;
        made.organisation = whom;
        if constexpr (requires { made.offer; }) made.offer = an_offer;
        return made;
    }
    application_drafted drafted() {
        auto made = about<application_drafted>();
        made.message = seal(ana, &application_drafted::message, "a draft", application.value);
        made.documents = {document_id{{7, 20}}};
        return made;
    }
    application_edited edited(const std::string& message) {
        auto made = about<application_edited>();
        made.message = seal(ana, &application_edited::message, message, application.value);
        return made;
    }
    application_submitted submitted(const std::string& message = "my application", application_id id = application,
                                    const person_id& who = ana, const organisation_id& whom = company) {
        auto made = about<application_submitted>(who, whom);
        made.submitted_by = who;
        made.message = seal(who, &application_submitted::message, message, id.value);
        made.headline = seal(who, &application_submitted::headline, {"Ana Roy", "Vendeuse"}, id.value);
        snapshot_body body;
        body.first_name = "Ana";
        made.snapshot = seal(who, &application_submitted::snapshot, body, id.value);
        made.facets = seal(who, &application_submitted::facets, application_facets{}, id.value);
        made.documents = {document_id{{7, 20}}};
        return made;
    }
    application_returned returned() {
        auto made = about<application_returned>();
        made.reason = seal(ana, &application_returned::reason, "too short", application.value);
        return made;
    }
    application_validated validated() {
        auto made = about<application_validated>();
        made.comment = seal(ana, &application_validated::comment, "well done", application.value);
        return made;
    }
    application_refused refused() {
        auto made = about<application_refused>();
        made.reason_code = "no_position";
        made.message = seal(ana, &application_refused::message, "we are sorry", application.value);
        return made;
    }
    meeting_proposed proposed() {
        auto made = about<meeting_proposed>();
        made.meeting = meeting;
        made.starts_at = seal(ana, &meeting_proposed::starts_at, instant{1'800'000'000'000}, application.value);
        made.ends_at = seal(ana, &meeting_proposed::ends_at, instant{1'800'003'600'000}, application.value);
        made.time_zone = seal(ana, &meeting_proposed::time_zone, "Europe/Paris", application.value);
        made.message = seal(ana, &meeting_proposed::message, "come and see", application.value);
        return made;
    }
    template <class E>
    E posted(const person_id& author, const std::string& text, std::uint64_t number = 30) {
        auto made = about<E>();
        made.message = message_id{{7, number}};
        made.author = author;
        made.text = seal(ana, &E::text, text, application.value);
        return made;
    }

    position tell(const std::vector<application_stream::event>& events, actor by = {ana, "candidate", {}},
                  application_id id = application) {
        return models.given<application_stream>(id, events, std::move(by));
    }
    // All that can happen, to the end.
    void tell_all() {
        tell({drafted(), submitted("first try")});
        tell({posted<followup_posted>(bruno, "let us talk", 31), returned()}, {bruno, "companion", {}});
        tell({submitted()});
        tell({validated()}, {bruno, "companion", {}});
        tell({about<application_viewed>(), about<application_taken_in_charge>(), proposed(),
              posted<exchange_posted>(denis, "hello", 32), posted<private_note_written>(denis, "promising", 33),
              refused()},
             {denis, "recruiter", {}});
    }
    // An application that says nothing beyond its sending, from a minute after the one before.
    void sends(application_id id, bool through = true, const person_id& who = ana,
               const organisation_id& whom = company) {
        tell({submitted("one of many", id, who, whom)}, {who, "candidate", {}}, id);
        if (through) tell({about<application_validated>(who, whom)}, {bruno, "companion", {}}, id);
    }
    static std::string path(const std::string& under = {}) {
        return "/v1/applications/" + to_string(application) + under;
    }
};

}  // namespace parcours
