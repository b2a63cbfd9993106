// SPDX-License-Identifier: Apache-2.0
#include "query_api/http.hpp"

#include <algorithm>

#include "events/check.hpp"

namespace parcours::http {

namespace {

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

}  // namespace

std::string_view to_string(method which) {
    switch (which) {
        case method::get: return "GET";
        case method::head: return "HEAD";
        case method::post: return "POST";
        case method::put: return "PUT";
        case method::patch: return "PATCH";
        case method::delete_: return "DELETE";
        case method::options: return "OPTIONS";
    }
    return "";
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lowered(x) == lowered(y); });
}

void fields::add(std::string_view name, std::string_view value) {
    const auto at = static_cast<std::uint32_t>(text_.size());
    text_.append(name).append(value);
    places_.push_back({at, static_cast<std::uint32_t>(name.size()), static_cast<std::uint32_t>(value.size())});
}

void fields::reserve(std::size_t count, std::size_t bytes) {
    places_.reserve(count);
    text_.reserve(bytes);
}

fields::field fields::operator[](std::size_t index) const {
    const place& p = places_[index];
    const std::string_view text = text_;
    return {text.substr(p.name_at, p.name_bytes), text.substr(p.name_at + p.name_bytes, p.value_bytes)};
}

std::optional<std::string_view> fields::find(std::string_view name) const {
    for (std::size_t i = 0; i < size(); ++i) {
        const field f = (*this)[i];
        if (equals_ignoring_case(f.name, name)) return f.value;
    }
    return std::nullopt;
}

std::optional<std::string_view> request_head::parameter_named(std::string_view name) const {
    for (const parameter& p : query) {
        if (p.name == name) return p.value;
    }
    return std::nullopt;
}

responder& responder::operator=(responder&& other) noexcept {
    if (this != &other) {
        if (channel_) channel_->abandon(ticket_);
        channel_ = std::move(other.channel_);
        ticket_ = other.ticket_;
    }
    return *this;
}

responder::~responder() {
    if (channel_) channel_->abandon(ticket_);
}

void responder::operator()(response what) {
    check(channel_ != nullptr, "a request is answered once");
    const std::shared_ptr<answer_channel> channel = std::move(channel_);
    channel_.reset();
    channel->answer(ticket_, std::move(what));
}

}  // namespace parcours::http
