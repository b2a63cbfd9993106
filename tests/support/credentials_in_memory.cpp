// SPDX-License-Identifier: Apache-2.0
#include "tests/support/credentials_in_memory.hpp"

#include <algorithm>

namespace parcours {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t idle_ms = 12 * hour_ms;
constexpr std::int64_t longest_ms = 30 * 24 * hour_ms;

}  // namespace

void credentials_in_memory::know(const std::string& email, const person_id& account) {
    const std::lock_guard hold(guard_);
    addresses_[email] = account;
}

void credentials_in_memory::verify(std::string email, std::string password, std::string,
                                   std::function<void(expected<verification>)> then) {
    verification found;
    {
        const std::lock_guard hold(guard_);
        const auto known = addresses_.find(email);
        const auto set = known == addresses_.end() ? passwords_.end() : passwords_.find(known->second);
        if (set != passwords_.end() && set->second == password) found = {sign_in_outcome::right, known->second, 0};
    }
    then(found);
}

void credentials_in_memory::set_password(person_id account, std::string password,
                                         std::function<void(expected<void>)> then) {
    {
        const std::lock_guard hold(guard_);
        passwords_[account] = std::move(password);
    }
    then({});
}

expected<opened_session> credentials_in_memory::open_session(const person_id& account, const std::string& role) {
    const std::lock_guard hold(guard_);
    const instant now = time_.now();
    const session begun{
        id128::make(now, account.route(), random_.number()), account, role, now, now, {now.ms + idle_ms}};
    const std::string token = to_hex(view(random_.token())) + to_hex(view(random_.token()));
    sessions_[token] = begun;
    return opened_session{token, begun};
}

expected<std::optional<session>> credentials_in_memory::find_session(std::string_view token) {
    const std::lock_guard hold(guard_);
    const auto found = sessions_.find(token);
    const instant now = time_.now();
    if (found == sessions_.end() || found->second.expires_at <= now) return std::nullopt;
    session& open = found->second;
    open.used_at = now;
    open.expires_at = {std::min(now.ms + idle_ms, open.begun_at.ms + longest_ms)};
    return open;
}

expected<void> credentials_in_memory::switch_role(const id128& session, const std::string& role) {
    const std::lock_guard hold(guard_);
    for (auto& [token, open] : sessions_)
        if (open.id == session) open.role = role;
    return {};
}

expected<std::vector<session>> credentials_in_memory::sessions_of(const person_id& account) const {
    const std::lock_guard hold(guard_);
    std::vector<session> found;
    for (const auto& [token, open] : sessions_)
        if (open.account == account && open.expires_at > time_.now()) found.push_back(open);
    return found;
}

expected<bool> credentials_in_memory::close_session(const person_id& account, const id128& session) {
    const std::lock_guard hold(guard_);
    return std::erase_if(sessions_, [&](const auto& each) {
               return each.second.id == session && each.second.account == account;
           }) != 0;
}

expected<void> credentials_in_memory::close_sessions(const person_id& account) {
    const std::lock_guard hold(guard_);
    std::erase_if(sessions_, [&](const auto& each) { return each.second.account == account; });
    return {};
}

expected<std::string> credentials_in_memory::make_token(token_purpose purpose, const person_id& account) {
    const std::lock_guard hold(guard_);
    std::erase_if(tokens_,
                  [&](const auto& each) { return each.second.purpose == purpose && each.second.account == account; });
    const std::int64_t life_ms = purpose == token_purpose::activation ? 7 * 24 * hour_ms : hour_ms;
    const std::string token = to_hex(view(random_.token()));
    tokens_[token] = {purpose, account, {time_.now().ms + life_ms}};
    return token;
}

const credentials_in_memory::single_use* credentials_in_memory::valid(token_purpose purpose,
                                                                      std::string_view token) const {
    const auto found = tokens_.find(token);
    const bool holds =
        found != tokens_.end() && found->second.purpose == purpose && found->second.expires_at > time_.now();
    return holds ? &found->second : nullptr;
}

expected<std::optional<person_id>> credentials_in_memory::look_at_token(token_purpose purpose,
                                                                        std::string_view token) const {
    const std::lock_guard hold(guard_);
    const auto* found = valid(purpose, token);
    return found == nullptr ? std::nullopt : std::optional(found->account);
}

expected<std::optional<person_id>> credentials_in_memory::take_token(token_purpose purpose, std::string_view token) {
    const std::lock_guard hold(guard_);
    const auto* found = valid(purpose, token);
    if (found == nullptr) return std::nullopt;
    const person_id account = found->account;
    tokens_.erase(tokens_.find(token));
    return account;
}

}  // namespace parcours
