// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "events/bytes.hpp"
#include "events/charter/audience.hpp"

namespace parcours {

// A text in the languages of the platform: "fr" is always there.
using localized = std::map<std::string, std::string>;

// What a role needs to issue a command: to be in one of these audiences of the command's target; empty: nothing more.
struct permission {
    std::vector<audience> relations;
    bool operator==(const permission&) const = default;
};

struct role_terms {
    localized label;
    std::set<std::string> creates;        // roles whose accounts this role may create; candidates included
    bool same_organisation_only = false;  // … and only within its own organisation
    bool self_registration = false;
    bool in_organisation = false;  // an account in this role belongs to an organisation
    bool operator==(const role_terms&) const = default;
};

// Who answers for the platform before the law, and how mails leave it; published as it stands.
struct legal_terms {
    std::string controller;          // who decides on purposes and means
    std::string controller_address;  // postal
    std::string officer_email;       // of the data protection officer
    std::string officer_address;
    std::string authority;  // where a complaint goes: the CNIL
    std::string authority_url;
    std::string hosting_region;  // "EU"
    std::string hosting_provider;
    std::string sender;                      // the address that mails come from
    std::map<std::string, localized> texts;  // "privacy_policy", "terms_of_use", "legal_notice"
    bool operator==(const legal_terms&) const = default;
};

// How a companion link may begin.
enum class link_mode : std::uint8_t { assigned, requested, invited };

// How many there may be at once; 0: no limit.
struct caps {
    std::uint32_t live_applications_of_candidate = 0;
    std::uint32_t live_applications_to_offer_of_candidate = 1;  // the duplicate guard
    std::uint32_t live_sponsorships_of_candidate = 0;
    std::uint32_t meetings_of_application = 200;
    std::uint32_t messages_of_application = 2000;
    bool operator==(const caps&) const = default;
};

// What a platform allows: a value, parsed from one file, whose digest stands in every commit (architecture.md, idea 5).
struct charter {
    std::string name;  // "atouts-pour-tous"
    localized title;
    std::string time_zone;  // IANA, "Europe/Paris"
    std::string text;       // the file as adopted
    digest text_digest{};   // SHA-256 of it

    std::vector<std::string> languages;  // "fr" first

    std::vector<std::string> role_order;  // as the file lists them; a sign-in without a role takes the account's first
    std::map<std::string, role_terms> roles;                            // by canonical role
    std::map<std::string, std::map<std::string, permission>> commands;  // command → role → what it needs
    visibility visible;

    bool companion_gate = false;  // must a companion validate before the recruiter sees?
    bool applications = true;
    bool spontaneous = true;
    bool sponsorship = false;
    bool public_offers = false;            // are open offers read without signing in?
    bool directory = false;                // do professionals find each other without being acquainted?
    bool submit_on_behalf = false;         // may companions submit and withdraw for the candidate?
    bool validate_own_submission = false;  // may who submitted on behalf also validate?
    std::set<link_mode> companion_links;
    caps limits;
    std::uint32_t minimum_age = 0;  // years; 0: none is asked

    std::map<std::string, localized> refusal_reasons;  // reason codes of refusals
    std::map<std::string, localized> outcome_reasons;  // of unfavourable outcomes
    std::vector<std::string>
        snapshot;  // what a recruiter gets of a candidate: "identity.first_name", "profile.skills" …
    std::vector<std::string> facets;
    std::map<std::string, std::set<std::string>> mandatory_fields;  // role → field names that registration must give
    std::map<std::string, std::set<std::string>> forbidden_fields;
    legal_terms legal;
    std::map<std::string, localized> labels;  // what the platform calls things: "application.status.visible" …

    bool operator==(const charter&) const = default;

    // May this role issue the command at all, and what relation does it need?
    const permission* allows(const std::string& role, const std::string& command) const {
        const auto found = commands.find(command);
        if (found == commands.end()) return nullptr;
        const auto terms = found->second.find(role);
        return terms == found->second.end() ? nullptr : &terms->second;
    }
};

}  // namespace parcours
