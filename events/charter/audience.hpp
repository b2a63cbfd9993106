// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>

#include "events/group.hpp"

namespace parcours {

// What a viewer is to a row: follows from relations at the moment of reading, never stored with a person (domain.md).
enum class audience : std::uint8_t {
    self,
    companion,
    companion_requested,
    companion_export_blocked,
    supervisor,           // of the candidate's companion
    recruiter_of_target,  // of the organisation that an application or sponsorship goes to
    recruiter,            // any other
    directory_reader,     // of rows of professionals
    member,               // of the row's organisation or space
    administrator,
    officer,
    auditor,
    worker,
    analyst,
    participant,  // signed in as candidate, companion, supervisor or recruiter
    public_,      // everybody, visitors too
};
inline constexpr std::size_t audience_count = static_cast<std::size_t>(audience::public_) + 1;

std::string_view to_string(audience value);
std::optional<audience> parse_audience(std::string_view text);

class audience_set {
  public:
    audience_set() = default;
    audience_set(std::initializer_list<audience> all) {
        for (const auto each : all) add(each);
    }
    void add(audience value) { bits_.set(static_cast<std::size_t>(value)); }
    bool has(audience value) const { return bits_.test(static_cast<std::size_t>(value)); }
    void add(const audience_set& others) { bits_ |= others.bits_; }
    bool empty() const { return bits_.none(); }
    // Is any of these among ours?
    bool meets(const audience_set& others) const { return (bits_ & others.bits_).any(); }
    bool operator==(const audience_set&) const = default;

  private:
    std::bitset<audience_count> bits_;
};

enum class right : std::uint8_t { none, read, edit };
std::string_view to_string(right value);
std::optional<right> parse_right(std::string_view text);

// Field group × audience: what nobody declared is denied.
class visibility {
  public:
    void grant(group what, audience whom, right how) { at(what, whom) = how; }
    bool operator==(const visibility&) const = default;
    right of(group what, audience whom) const {
        return cells_[static_cast<std::size_t>(what)][static_cast<std::size_t>(whom)];
    }
    // The best right that any of the audiences has.
    right best(group what, const audience_set& whom) const;
    bool reads(group what, const audience_set& whom) const { return best(what, whom) != right::none; }

  private:
    right& at(group what, audience whom) {
        return cells_[static_cast<std::size_t>(what)][static_cast<std::size_t>(whom)];
    }
    std::array<std::array<right, audience_count>, group_count> cells_{};
};

}  // namespace parcours
