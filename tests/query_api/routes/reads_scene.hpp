// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/query_api/api_under_test.hpp"

// A candidate with a file, who accompanies and supervises that, a recruiter and what their organisation offers.
namespace parcours {

class reads_scene : public api_under_test {
  public:
    explicit reads_scene(const charter& shipped = atouts()) : api_under_test(shipped) {
        is_registered(company, "Électricité du Lac");
        is_there(recruiter, "Rossi");
    }

    void is_registered(const organisation_id& which, std::string name,
                       organisation_kind kind = organisation_kind::company) {
        organisation_registered made;
        made.kind = kind;
        made.name_ = std::move(name);
        models.given<organisation_stream>(which, {std::move(made)});
    }
    template <class Event>
    static Event offered(std::string title, contract_kind contract = contract_kind::permanent) {
        Event made;
        made.organisation = company;
        made.author = recruiter.account;
        made.title = std::move(title);
        made.contract = contract;
        return made;
    }
    void is_drafted(const offer_id& which, std::string title) {
        models.given<offer_stream>(which, {offered<offer_drafted>(std::move(title))});
    }
    void is_published(const offer_id& which, std::string title, contract_kind contract = contract_kind::permanent) {
        auto made = offered<offer_published>(std::move(title), contract);
        made.contact = seal(recruiter.account, &offer_published::contact, {"Mme Rossi", std::nullopt, std::nullopt});
        models.given<offer_stream>(which, {std::move(made)});
    }
    // A candidate's account and file, with a presentation and what is sensitive.
    void has_file(const person_id& who, const std::string& last_name = "Da Silva") {
        is_there({who, "candidate", {}}, last_name);
        section_content text;
        text.title = "Vendeuse";
        candidate_section_updated section{profile_section::presentation,
                                          seal(who, &candidate_section_updated::content, text), who};
        sensitive_content health;
        health.text = "appareil auditif";
        candidate_sensitive_section_updated sensitive{seal(who, &candidate_sensitive_section_updated::content, health),
                                                      who};
        models.given<candidate_file_stream>(who, {candidate_file_opened{}, std::move(section), std::move(sensitive)});
    }
    void is_accompanied() {
        has_file(ana);
        is_there(companion, "Moreau");
        is_there(supervisor, "Petit");
        is_linked(link, ana, companion.account);
    }

    static constexpr person_id ana{{70'000, 1}};
    static constexpr person_id benoit{{80'000, 2}};
    static constexpr organisation_id company{{6, 5}};
    static constexpr organisation_id school{{11, 6}};
    static constexpr offer_id offer{{5, 7}};
    static constexpr offer_id another_offer{{5, 8}};
    static constexpr link_id link{{7, 8}};
    static inline const viewer candidate{ana, "candidate", {}};
    static inline const viewer companion{person_id{{9, 2}}, "companion", school};
    static inline const viewer another_companion{person_id{{9, 3}}, "companion", school};
    static inline const viewer supervisor{person_id{{10, 3}}, "supervisor", school};
    static inline const viewer recruiter{person_id{{5, 4}}, "recruiter", company};
    static inline const viewer another_recruiter{person_id{{5, 5}}, "recruiter", {{6, 6}}};
    static inline const viewer administrator{person_id{{3, 1}}, "administrator", {}};
};

template <class Id>
std::string path_of(const std::string& list, const Id& which, const std::string& more = {}) {
    return "/v1/" + list + "/" + to_string(which) + more;
}

}  // namespace parcours
