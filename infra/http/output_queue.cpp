// SPDX-License-Identifier: Apache-2.0
#include "infra/http/output_queue.hpp"

#include <algorithm>
#include <utility>

namespace parcours::http {

namespace {

constexpr std::size_t copied_bytes_max = 4 * 1024;  // below, a copy is cheaper than a segment of its own
constexpr std::size_t text_bytes_max = 64 * 1024;   // of one segment of text
constexpr std::size_t spare_bytes_max = 16 * 1024;  // memory an idle connection may keep

}  // namespace

std::string& output_queue::text() {
    if (segments_.empty() || !segments_.back().open || segments_.back().owned.size() > text_bytes_max) {
        segment& added = segments_.emplace_back();
        added.open = true;
        added.owned = std::exchange(spare_, {});
        added.owned.clear();
    }
    return segments_.back().owned;
}

void output_queue::append(std::string_view bytes) {
    text().append(bytes);
    bytes_ += bytes.size();
}

void output_queue::append_owned(std::string&& bytes) {
    if (bytes.size() <= copied_bytes_max) return append(bytes);
    bytes_ += bytes.size();
    segments_.emplace_back().owned = std::move(bytes);
}

void output_queue::append_shared(std::shared_ptr<const std::string> bytes) {
    if (bytes->size() <= copied_bytes_max) return append(*bytes);
    bytes_ += bytes->size();
    segments_.emplace_back().shared = std::move(bytes);
}

std::span<const std::string_view> output_queue::front() {
    std::size_t count = 0;
    for (const segment& s : segments_) {
        if (count == views_max) break;
        if (const std::string_view rest = s.rest(); !rest.empty()) views_[count++] = rest;
    }
    return std::span(views_).first(count);
}

void output_queue::consume(std::size_t bytes) {
    bytes_ -= bytes;
    while (!segments_.empty()) {
        segment& first = segments_.front();
        const std::size_t taken = std::min(bytes, first.rest().size());
        first.sent += taken;
        bytes -= taken;
        if (!first.rest().empty()) return;
        if (first.open && first.owned.capacity() <= spare_bytes_max) spare_ = std::move(first.owned);
        segments_.pop_front();
    }
}

}  // namespace parcours::http
