// SPDX-License-Identifier: Apache-2.0
#include "projections/folds/organisations.hpp"

#include "projections/typed_fold.hpp"

namespace parcours {
namespace {

using row = organisations::row;

constexpr std::size_t sorting_name_max = 64;
// The letters U+00C0 to U+00FF without their accents; a space where the sign is no letter.
constexpr std::string_view plain_letters = "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty";
static_assert(plain_letters.size() == 64);

void take(row& r, const organisation_registered& e, const stamp& at) {
    r.kind = e.kind;
    r.siret = e.siret;
    r.name_ = e.name_;
    r.sector = e.sector;
    r.size = e.size;
    r.start_up = e.start_up;
    r.description = e.description;
    r.website = e.website;
    r.place = e.place;
    r.registered_by = e.by;
    r.registered_at = at.at;
}
void take(row& r, const organisation_profile_updated& e, const stamp&) {
    r.name_ = e.name_;
    r.sector = e.sector;
    r.size = e.size;
    r.start_up = e.start_up;
    r.description = e.description;
    r.website = e.website;
    r.place = e.place;
}
void take(row& r, const organisation_spontaneous_opened&, const stamp&) { r.takes_spontaneous = true; }
void take(row& r, const organisation_spontaneous_closed&, const stamp&) { r.takes_spontaneous = false; }

// One letter of UTF-8 at `at`, which moves on: what it sorts as.
char sorted_letter(std::string_view name, std::size_t& at) {
    const auto octet = static_cast<unsigned char>(name[at++]);
    if (octet >= 'A' && octet <= 'Z') return static_cast<char>(octet - 'A' + 'a');
    if (octet < 0x80) return octet < ' ' ? ' ' : static_cast<char>(octet);
    if (octet == 0xC3 && at < name.size())
        return plain_letters[static_cast<unsigned char>(name[at++]) & 0x3FU];  // U+00C0 to U+00FF
    return static_cast<char>(octet);
}

}  // namespace

template <class Event>
void organisations::on(row& r, const Event& e, const stamp& at) {
    take(r, e, at);
    tally(r.seen, Event::in, at.at);
}

bytes write_listed(const listed_organisation& value) {
    bytes out{static_cast<char>(value.kind), value.takes_spontaneous ? '\1' : '\0'};
    return out + value.sector;
}

listed_organisation read_listed_organisation(byte_view value) {
    if (value.size() < 2) return {};
    return {static_cast<organisation_kind>(value[0]), value[1] != '\0', std::string(value.substr(2))};
}

std::string sorting_name(std::string_view name) {
    std::string sorted;
    for (std::size_t at = 0; at < name.size() && sorted.size() < sorting_name_max;) sorted += sorted_letter(name, at);
    return sorted;
}

entry_key organisations::by_name(std::string_view beginning) {
    return std::move(by_name().beginning(sorting_name(beginning)));
}

void organisations::entries(const row& r, entry_sink& put) {
    put(std::move(by_name() << sorting_name(r.name_)),
        write_listed({r.kind, r.takes_spontaneous, r.sector.value_or("")}));
}

template std::unique_ptr<fold> make_fold<organisations>();
template expected<std::optional<versioned_row<organisations>>> read_row<organisations>(const table_snapshot&,
                                                                                       const id128&);
template expected<std::vector<std::optional<versioned_row<organisations>>>> read_rows<organisations>(
    const table_snapshot&, std::span<const id128>);

}  // namespace parcours
