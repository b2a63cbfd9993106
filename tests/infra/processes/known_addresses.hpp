// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "events/ports/unique_index.hpp"

namespace parcours {

// Addresses as the vault would tell them; nothing is ever reserved here.
class known_addresses final : public unique_index {
  public:
    std::map<std::string, id128, std::less<>> holders;
    bool answers = true;

    expected<bool> reserve(unique_kind, std::string_view, const command_id&, partition_number, const id128&) override {
        return failed(failure_code::invalid, "nobody reserves here");
    }
    expected<void> confirm(const command_id&, unique_kind, const id128&) override { return {}; }
    expected<void> release(const command_id&) override { return {}; }
    expected<std::optional<id128>> find(unique_kind, std::string_view value) const override {
        if (!answers) return failed(failure_code::unavailable, "the vault does not answer");
        const auto found = holders.find(value);
        return found == holders.end() ? std::nullopt : std::optional(found->second);
    }
    expected<std::vector<open_reservation>> open_reservations(instant) const override {
        return std::vector<open_reservation>{};
    }
};

}  // namespace parcours
