// SPDX-License-Identifier: Apache-2.0
#include "query_api/route.hpp"

namespace parcours {
namespace {

std::vector<std::string> split(std::string_view path) {
    std::vector<std::string> parts;
    while (!path.empty()) {
        path.remove_prefix(1);  // the slash
        const auto end = std::min(path.find('/'), path.size());
        parts.emplace_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return parts;
}

bool is_parameter(std::string_view part) { return part.starts_with('{'); }

bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& parts) {
    if (pattern.size() != parts.size()) return false;
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (is_parameter(pattern[i]) ? parts[i].empty() : pattern[i] != parts[i]) return false;
    return true;
}

}  // namespace

router::router(std::vector<route> routes) : routes_(std::move(routes)) {
    for (std::size_t i = 0; i < routes_.size(); ++i) patterns_.push_back({split(routes_[i].pattern), i});
}

router::match router::find(http::method method, std::string_view path) const {
    match found;
    if (!path.starts_with('/') || path.size() > 2048) return found;
    const auto parts = split(path);
    const bool reads = method == http::method::head;
    for (const auto& [pattern, index] : patterns_) {
        if (!fits(pattern, parts)) continue;
        const auto& candidate = routes_[index];
        found.allowed.push_back(candidate.method);
        if (candidate.method != method && !(reads && candidate.method == http::method::get)) continue;
        if (found.found != nullptr) continue;  // an earlier route is the more exact one
        found.found = &candidate;
        for (std::size_t i = 0; i < parts.size(); ++i)
            if (is_parameter(pattern[i])) found.parameters[pattern[i].substr(1, pattern[i].size() - 2)] = parts[i];
    }
    return found;
}

}  // namespace parcours
