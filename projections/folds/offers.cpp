// SPDX-License-Identifier: Apache-2.0
#include "projections/folds/offers.hpp"

#include "projections/typed_fold.hpp"

namespace parcours {
namespace {

using row = offers::row;

constexpr std::size_t listed_offer_size = 1 + 16 + 4;  // contract, organisation, length of the ROME code

template <class Event>
void describe(row& r, const Event& e, const stamp& at) {
    r.organisation = e.organisation;
    r.author = e.author;
    r.title = e.title;
    r.description = e.description;
    r.rome = e.rome;
    r.contract = e.contract;
    r.place = e.place;
    r.closes_on = e.closes_on;
    r.contact = keep(e, &Event::contact, at);
    if (at.version == 1) r.began_at = at.at;
}

void open_offer(row& r, const stamp& at) {
    r.status = offer_status::open;
    r.published_at = at.at;
    r.close_reason.reset();
}

void take(row& r, const offer_drafted& e, const stamp& at) { describe(r, e, at); }
void take(row& r, const offer_published& e, const stamp& at) {
    describe(r, e, at);
    open_offer(r, at);
}
void take(row& r, const offer_updated& e, const stamp& at) { describe(r, e, at); }
void take(row& r, const offer_closed& e, const stamp& at) {
    r.status = offer_status::closed;
    r.closed_at = at.at;
    r.close_reason = e.reason;
}
void take(row& r, const offer_reopened& e, const stamp& at) {
    open_offer(r, at);
    r.closes_on = e.closes_on;
}

}  // namespace

template <class Event>
void offers::on(row& r, const Event& e, const stamp& at) {
    take(r, e, at);
    tally(r.seen, Event::in, at.at);
}

bytes write_listed(const listed_offer& value) {
    bytes out(1, static_cast<char>(value.contract));
    out += view(value.organisation.value.octets());
    append_u32(out, static_cast<std::uint32_t>(value.rome.size()));
    return out + value.rome + value.place;
}

listed_offer read_listed_offer(byte_view value) {
    if (value.size() < listed_offer_size) return {};
    listed_offer read;
    read.contract = static_cast<contract_kind>(value.front());
    read.organisation.value = id_at(value.substr(1));
    const std::size_t rome_size = read_u32(value.data() + listed_offer_size - 4);
    const byte_view words = value.substr(listed_offer_size);
    read.rome = std::string(words.substr(0, rome_size));
    read.place = rome_size < words.size() ? std::string(words.substr(rome_size)) : std::string();
    return read;
}

void offers::entries(const row& r, entry_sink& put) {
    put(std::move(of_organisation(r.organisation) << r.began_at), bytes(1, static_cast<char>(r.status)));
    if (r.status == offer_status::open && r.published_at)
        put(std::move(open() << *r.published_at),
            write_listed(listed_offer{r.contract, r.organisation, r.rome.value_or(""), r.place.value_or("")}));
}

template std::unique_ptr<fold> make_fold<offers>();
template expected<std::optional<versioned_row<offers>>> read_row<offers>(const table_snapshot&, const id128&);
template expected<std::vector<std::optional<versioned_row<offers>>>> read_rows<offers>(const table_snapshot&,
                                                                                       std::span<const id128>);

}  // namespace parcours
