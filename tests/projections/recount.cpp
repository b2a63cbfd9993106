// SPDX-License-Identifier: Apache-2.0
#include "tests/projections/recount.hpp"

#include <map>

#include "events/check.hpp"
#include "projections/all_projections.hpp"
#include "projections/fold_part.hpp"
#include "projections/typed_rows.hpp"

namespace parcours {
namespace {

using sums = std::map<bytes, std::int64_t>;
constexpr auto ascending = table_snapshot::direction::ascending;

template <projection P>
std::vector<std::pair<id128, versioned_row<P>>> all_rows(const table_snapshot& from) {
    std::vector<std::pair<id128, versioned_row<P>>> all;
    const auto done = from.scan("r", {}, ascending, [&](byte_view key, byte_view value) {
        all.emplace_back(id_at(key.substr(1)), decode_versioned<P>(value).value());
        return true;
    });
    check(done.has_value(), "a table in memory can be read");
    return all;
}

template <class... Enum>
bytes octets_of(Enum... values) {
    return {static_cast<char>(values)...};
}

std::string difference(const std::string& what, const sums& kept, const sums& plain) {
    if (kept == plain) return {};
    std::string said = what + ":";
    for (const auto& [key, amount] : kept) said += " " + to_hex(key) + "=" + std::to_string(amount);
    said += " where a plain count gives";
    for (const auto& [key, amount] : plain) said += " " + to_hex(key) + "=" + std::to_string(amount);
    return said;
}

sums counts_under(const table_snapshot& from, const entry_key& prefix) {
    sums all;
    const auto counts = read_counts(from, prefix).value();
    for (const auto& [key, amount] : counts) all[key] += amount;
    return all;
}

// How often each value stands in a list.
sums values_listed(const table_snapshot& from, const entry_key& list) {
    sums all;
    const auto done = scan_entries(from, list, {}, ascending, [&](const found_entry& each) {
        ++all[bytes(each.value)];
        return true;
    });
    check(done.has_value(), "a table in memory can be read");
    return all;
}

// Lists that rows stand in, each with what stands beside them there.
class plain_lists {
  public:
    void add(const entry_key& list, const bytes& value) { ++lists_[list.octets()][value]; }
    std::string breach(const table_snapshot& from) const {
        for (const auto& [octets, values] : lists_) {
            entry_key list(octets.front());
            list.beginning(byte_view(octets).substr(1));
            if (auto found = difference("list " + to_hex(octets), values_listed(from, list), values); !found.empty())
                return found;
        }
        return {};
    }

  private:
    std::map<bytes, sums> lists_;
};

using pairs = std::map<bytes, bytes>;

template <projection P>
std::string breach_of_consequences_of(const table_snapshot& from, std::uint32_t partitions) {
    pairs wanted;
    sums counts;
    for (const auto& [stream, row] : all_rows<P>(from)) {
        auto followed = follow<P>(row, stream, stream.route() % partitions);
        for (auto& [key, value] : followed.entries) wanted.emplace(std::move(key), std::move(value));
        for (const auto& [key, amount] : followed.counts) counts[key] += amount;
    }
    for (const auto& [key, amount] : counts) append_u64(wanted[key], static_cast<std::uint64_t>(amount));
    pairs kept;
    for (const auto* kind : {"c", "e"}) {
        const auto done = from.scan(kind, {}, ascending,
                                    [&](byte_view key, byte_view value) { return kept.emplace(key, value).second; });
        check(done.has_value(), "a table in memory can be read");
    }
    if (kept == wanted) return {};
    return std::string(P::name) + " holds " + std::to_string(kept.size()) +
           " entries and counts; from its rows follow " + std::to_string(wanted.size()) + ", or others";
}

template <projection... P>
std::string consequences_among(std::string_view projection, const table_snapshot& from, std::uint32_t partitions,
                               type_list<P...>) {
    std::string found;
    const bool known =
        ((P::name == projection && (found = breach_of_consequences_of<P>(from, partitions), true)) || ...);
    return known ? found : "no such projection";
}

}  // namespace

std::string breach_of_recount_of_applications(const table_snapshot& rows) {
    sums all;
    std::map<organisation_id, sums> of_organisation;
    plain_lists lists;
    for (const auto& [stream, kept] : all_rows<applications>(rows)) {
        const auto& row = kept.row;
        const bytes listed = octets_of(row.status, row.kind, row.reach());
        lists.add(applications::of_candidate(row.candidate), listed);
        const bytes counted = octets_of(row.reach(), row.status, row.kind);
        ++of_organisation[row.organisation][counted];
        ++all[bytes(view(row.organisation.value.octets())) + counted];
        lists.add(applications::all(), listed);
        lists.add(applications::of_organisation(row.organisation), listed);
        if (row.offer) lists.add(applications::of_offer(*row.offer), listed);
    }
    auto found = difference("applications", counts_under(rows, entry_key('o')), all);
    for (const auto& [organisation, plain] : of_organisation)
        if (found.empty())
            found =
                difference(to_string(organisation), counts_under(rows, applications::counts_of(organisation)), plain);
    return found.empty() ? lists.breach(rows) : found;
}

std::string breach_of_recount_of_sponsorships(const table_snapshot& rows) {
    plain_lists lists;
    for (const auto& [stream, kept] : all_rows<sponsorships>(rows)) {
        const auto& row = kept.row;
        const bytes listed = octets_of(row.status, row.reach());
        lists.add(sponsorships::of_candidate(row.candidate), listed);
        lists.add(sponsorships::of_organisation(row.organisation), listed);
        lists.add(sponsorships::all(), listed);
        if (row.sponsor) lists.add(sponsorships::of_sponsor(*row.sponsor), listed);
    }
    return lists.breach(rows);
}

std::string breach_of_consequences(std::string_view projection, const table_snapshot& rows, std::uint32_t partitions) {
    return consequences_among(projection, rows, partitions, all_projections{});
}

}  // namespace parcours
