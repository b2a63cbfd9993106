// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "infra/settings/charter_sections.hpp"

namespace parcours {
namespace {

class contradictions {
  public:
    contradictions(const toml_node& root, const charter& terms, problem_list& problems)
        : root_(root), terms_(terms), problems_(problems) {}

    void all() {
        gate();
        roles();
        commands();
        switches();
        links();
        awaiting_applications();
        audiences_without_role();
    }

  private:
    void say(const std::vector<std::string_view>& where, std::string reason) {
        problems_.add(place_of(root_, where), std::move(reason));
    }
    bool issued(const std::string& command) const {
        const auto found = terms_.commands.find(command);
        return found != terms_.commands.end() && !found->second.empty();
    }
    bool issued_by(const std::string& command, const std::string& role) const {
        return terms_.allows(role, command) != nullptr;
    }
    bool any_issued(std::string_view stream) const {
        return std::any_of(terms_.commands.begin(), terms_.commands.end(),
                           [&](const auto& each) { return each.first.starts_with(stream); });
    }

    void gate() {
        if (!terms_.companion_gate) {
            if (issued("application.validate"))
                say({"commands", "application.validate"},
                    "there is no gate (companion_gate = false), so nothing to validate");
            return;
        }
        if (!terms_.roles.contains("companion") || terms_.companion_links.empty())
            say({"switches", "companion_gate"}, "a gate without companions: nobody could validate an application");
        else if (!issued("application.validate"))
            say({"switches", "companion_gate"}, "a gate that nobody opens: no role may issue \"application.validate\"");
    }

    bool somebody_creates(const std::string& role) const {
        return std::any_of(terms_.roles.begin(), terms_.roles.end(),
                           [&](const auto& each) { return each.second.creates.contains(role); });
    }

    void roles() {
        for (const auto& [name, role] : terms_.roles) {
            for (const auto& other : role.creates)
                if (!terms_.roles.contains(other))
                    say({"roles", name, "creates"},
                        fmt::format("\"{}\" creates \"{}\", a role that this charter does not have", name, other));
            // The first administrator is made by the operator.
            if (!role.self_registration && !somebody_creates(name) && name != "administrator")
                say({"roles", name}, fmt::format("nobody creates a \"{}\", and none registers itself", name));
            if (!role.creates.empty() && !issued_by("account.create", name))
                say({"roles", name, "creates"},
                    fmt::format("\"{}\" creates accounts, but may not issue \"account.create\"", name));
            for (const auto& field : terms_.mandatory_fields.at(name))
                if (terms_.forbidden_fields.at(name).contains(field))
                    say({"roles", name, "forbidden"}, fmt::format("\"{}\" is mandatory and forbidden at once", field));
            if (role.same_organisation_only && !role.in_organisation)
                say({"roles", name, "same_organisation_only"}, fmt::format("a \"{}\" is in no organisation", name));
        }
        if (!terms_.roles.contains("administrator")) say({"roles"}, "there is no \"administrator\"");
        if (terms_.roles.contains("supervisor") && !terms_.roles.contains("companion"))
            say({"roles", "supervisor"}, "supervisors without companions to supervise");
    }

    // Which audiences an actor in this role can ever be in.
    static bool can_be(const std::string& role, audience whom) {
        switch (whom) {
            case audience::companion:
            case audience::companion_requested:
            case audience::companion_export_blocked: return role == "companion";
            case audience::supervisor: return role == "supervisor";
            case audience::recruiter_of_target:
            case audience::recruiter: return role == "recruiter";
            case audience::administrator:
            case audience::officer:
            case audience::auditor:
            case audience::worker:
            case audience::analyst: return role == to_string(whom);
            case audience::participant:
            case audience::directory_reader:
                return role == "candidate" || role == "companion" || role == "supervisor" || role == "recruiter";
            case audience::self:
            case audience::member: return role != "visitor" && role != "system";
            case audience::public_: return true;
        }
        return false;
    }

    void commands() {
        for (const auto& [command, roles] : terms_.commands) {
            if (roles.empty())
                say({"commands", command}, fmt::format("\"{}\" is a command that nobody may issue", command));
            for (const auto& [role, needed] : roles)
                for (const auto whom : needed.relations)
                    if (!can_be(role, whom))
                        say({"commands", command, role},
                            fmt::format("a \"{}\" is never \"{}\"", role, to_string(whom)));
        }
    }

    void stream_switch(bool on, std::string_view key, const std::string& stream, const std::string& first) {
        if (!on && any_issued(stream + "."))
            for (const auto& [command, roles] : terms_.commands)
                if (command.starts_with(stream + "."))
                    say({"commands", command},
                        fmt::format("\"{}\" is switched off, yet \"{}\" may be issued", key, command));
        if (on && !issued(first)) say({"switches", key}, fmt::format("nobody may issue \"{}\"", first));
    }

    void switches() {
        stream_switch(terms_.applications, "applications", "application", "application.submit");
        stream_switch(terms_.sponsorship, "sponsorship", "sponsorship", "sponsorship.request");
        if (terms_.spontaneous && !terms_.applications)
            say({"switches", "spontaneous"}, "spontaneous applications without applications");
        const bool others_submit =
            issued_by("application.submit", "companion") || issued_by("application.submit", "supervisor");
        if (terms_.submit_on_behalf != others_submit)
            say({"switches", "submit_on_behalf"},
                others_submit ? "companions may issue \"application.submit\", yet submit_on_behalf is false"
                              : "submit_on_behalf is true, yet no companion may issue \"application.submit\"");
        if (terms_.validate_own_submission && !terms_.submit_on_behalf)
            say({"switches", "validate_own_submission"}, "nobody submits on behalf of a candidate");
        const bool shown = terms_.visible.of(group::offers, audience::public_) != right::none;
        if (terms_.public_offers != shown)
            say(shown ? std::vector<std::string_view>{"visibility", "offers", "public"}
                      : std::vector<std::string_view>{"switches", "public_offers"},
                "public_offers and visibility.offers.public contradict each other");
        const bool registers = std::any_of(terms_.roles.begin(), terms_.roles.end(),
                                           [](const auto& each) { return each.second.self_registration; });
        if (registers != issued_by("account.register", "visitor"))
            say({"commands", "account.register"},
                registers ? "a role registers itself, but no visitor may issue \"account.register\""
                          : "visitors may issue \"account.register\", but no role registers itself");
    }

    void links() {
        const auto mode = [&](link_mode which, std::string_view name, const std::string& command) {
            const bool on = terms_.companion_links.contains(which);
            if (on && !issued(command))
                say({"switches", "companion_links"},
                    fmt::format("links are {}, but nobody may issue \"{}\"", name, command));
            if (!on && issued(command))
                say({"commands", command}, fmt::format("links are never {}, yet \"{}\" may be issued", name, command));
        };
        mode(link_mode::assigned, "assigned", "companion_link.assign");
        mode(link_mode::requested, "requested", "companion_link.request");
        mode(link_mode::invited, "invited", "companion_link.invite");
        if (!terms_.companion_links.empty() && !terms_.roles.contains("companion"))
            say({"switches", "companion_links"}, "companion links without companions");
    }

    // What an application shows before its first validation, or ever, to whom it must not (domain.md).
    void awaiting_applications() {
        using enum group;
        const auto refuse = [&](group what, audience whom, std::string reason) {
            if (terms_.visible.of(what, whom) != right::none)
                say({"visibility", to_string(what), to_string(whom)}, std::move(reason));
        };
        for (const auto what : {documents, attachments, application, outcome_message, meetings, followup, exchange,
                                private_note, sponsorship, identity, conversation}) {
            for (const auto whom : {audience::recruiter, audience::participant, audience::public_}) {
                if (terms_.companion_gate)
                    refuse(what, whom,
                           fmt::format("under a gate, \"{}\" would see \"{}\" of an application that awaits validation",
                                       to_string(whom), to_string(what)));
            }
        }
        for (std::size_t i = 0; i < audience_count; ++i) {
            const auto whom = static_cast<audience>(i);
            if (whom != audience::self && whom != audience::administrator)
                refuse(draft, whom, "a draft is the candidate's alone");
        }
        for (const auto whom :
             {audience::recruiter_of_target, audience::recruiter, audience::public_, audience::participant})
            refuse(followup, whom, "follow-up messages are never a recruiter's");
        for (const auto whom : {audience::recruiter, audience::public_, audience::participant, audience::self})
            refuse(private_note, whom, "a private note is read by the recruiters of its organisation alone");
    }

    void audiences_without_role() {
        for (std::size_t i = 0; i < group_count; ++i)
            for (std::size_t j = 0; j < audience_count; ++j) {
                const auto what = static_cast<group>(i);
                const auto whom = static_cast<audience>(j);
                if (terms_.visible.of(what, whom) == right::none || whom == audience::public_) continue;
                const bool reachable = std::any_of(terms_.role_order.begin(), terms_.role_order.end(),
                                                   [&](const auto& role) { return can_be(role, whom); });
                if (!reachable)
                    say({"visibility", to_string(what), to_string(whom)},
                        fmt::format("no role of this charter is ever \"{}\"", to_string(whom)));
            }
    }

    const toml_node& root_;
    const charter& terms_;
    problem_list& problems_;
};

}  // namespace

void refuse_contradictions(const toml_node& root, const charter& terms, problem_list& problems) {
    contradictions(root, terms, problems).all();
}

}  // namespace parcours
