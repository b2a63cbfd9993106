// SPDX-License-Identifier: Apache-2.0
#include "tests/support/credentials_in_memory.hpp"

#include <algorithm>

#include "events/values/email.hpp"

namespace parcours {

void credentials_in_memory::know(const std::string& email, const person_id& account) {
    const std::lock_guard hold(guard_);
    addresses_[normalised_email(email)] = account;
}

void credentials_in_memory::set_outcome(std::optional<verification> every) {
    const std::lock_guard hold(guard_);
    outcome_ = every;
}

void credentials_in_memory::set_outage(bool lasts) {
    const std::lock_guard hold(guard_);
    outage_ = lasts;
}

expected<void> credentials_in_memory::reach() const {
    if (outage_) return failed(failure_code::unavailable, "the credentials cannot be reached");
    return {};
}

void credentials_in_memory::verify(std::string email, std::string password, std::string,
                                   std::function<void(expected<verification>)> then) {
    expected<verification> found = verification{};
    {
        const std::lock_guard hold(guard_);
        const auto known = addresses_.find(normalised_email(email));
        const auto set = known == addresses_.end() ? passwords_.end() : passwords_.find(known->second);
        if (set != passwords_.end() && set->second == password)
            found = verification{sign_in_outcome::right, known->second, 0, bytes(password)};
        if (outcome_) found = *outcome_;
        if (const auto there = reach(); !there) found = tl::unexpected(there.error());
    }
    then(found);
}

void credentials_in_memory::set_password(person_id account, std::string password,
                                         std::function<void(expected<void>)> then) {
    expected<void> done;
    {
        const std::lock_guard hold(guard_);
        done = reach();
        if (done) passwords_[account] = std::move(password);
    }
    then(done);
}

expected<opened_session> credentials_in_memory::open_session(const person_id& account, const std::string& role) {
    const std::lock_guard hold(guard_);
    if (const auto there = reach(); !there) return tl::unexpected(there.error());
    const instant now = time_.now();
    const session begun{
        id128::make(now, account.route(), random_.number()), account, role, now, now, {now.ms + session_idle_ms_max}};
    const std::string token = to_hex(view(random_.token())) + to_hex(view(random_.token()));
    sessions_[token] = begun;
    return opened_session{token, begun};
}

expected<std::optional<opened_session>> credentials_in_memory::open_session(const verification& right,
                                                                            const std::string& role) {
    {
        const std::lock_guard hold(guard_);
        const auto set = passwords_.find(right.account);
        if (set == passwords_.end() || set->second != right.password) return std::nullopt;
    }
    return open_session(right.account, role);
}

expected<std::optional<session>> credentials_in_memory::find_session(std::string_view token) {
    const std::lock_guard hold(guard_);
    if (const auto there = reach(); !there) return tl::unexpected(there.error());
    const auto found = sessions_.find(token);
    const instant now = time_.now();
    if (found == sessions_.end() || found->second.expires_at <= now) return std::nullopt;
    session& open = found->second;
    open.used_at = now;
    open.expires_at = {std::min(now.ms + session_idle_ms_max, open.begun_at.ms + session_age_ms_max)};
    return open;
}

expected<bool> credentials_in_memory::switch_role(const person_id& account, const id128& session,
                                                  const std::string& role) {
    const std::lock_guard hold(guard_);
    if (const auto there = reach(); !there) return tl::unexpected(there.error());
    for (auto& [token, open] : sessions_) {
        if (open.id != session || open.account != account || open.expires_at <= time_.now()) continue;
        open.role = role;
        return true;
    }
    return false;
}

expected<std::vector<session>> credentials_in_memory::sessions_of(const person_id& account) const {
    const std::lock_guard hold(guard_);
    if (const auto there = reach(); !there) return tl::unexpected(there.error());
    std::vector<session> found;
    for (const auto& [token, open] : sessions_)
        if (open.account == account && open.expires_at > time_.now()) found.push_back(open);
    std::sort(found.begin(), found.end(), [](const session& a, const session& b) { return a.id > b.id; });
    return found;
}

expected<bool> credentials_in_memory::close_session(const person_id& account, const id128& session) {
    const std::lock_guard hold(guard_);
    if (const auto there = reach(); !there) return tl::unexpected(there.error());
    bool was_open = false;
    std::erase_if(sessions_, [&](const auto& each) {
        const bool that = each.second.id == session && each.second.account == account;
        was_open = was_open || (that && each.second.expires_at > time_.now());
        return that;
    });
    return was_open;
}

expected<void> credentials_in_memory::close_sessions(const person_id& account) {
    const std::lock_guard hold(guard_);
    if (auto there = reach(); !there) return there;
    std::erase_if(sessions_, [&](const auto& each) { return each.second.account == account; });
    return {};
}

expected<std::string> credentials_in_memory::make_token(token_purpose purpose, const person_id& account) {
    const std::lock_guard hold(guard_);
    if (const auto there = reach(); !there) return tl::unexpected(there.error());
    std::erase_if(tokens_,
                  [&](const auto& each) { return each.second.purpose == purpose && each.second.account == account; });
    const std::string token = to_hex(view(random_.token()));
    tokens_[token] = {purpose, account, {time_.now().ms + age_ms_max(purpose)}};
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
    if (const auto there = reach(); !there) return tl::unexpected(there.error());
    const auto* found = valid(purpose, token);
    return found == nullptr ? std::nullopt : std::optional(found->account);
}

void credentials_in_memory::choose_password(token_purpose purpose, std::string token, std::string password,
                                            std::function<void(expected<std::optional<person_id>>)> then) {
    expected<std::optional<person_id>> done = std::nullopt;
    {
        const std::lock_guard hold(guard_);
        const auto there = reach();
        if (!there) {
            done = tl::unexpected(there.error());
        } else if (const auto* found = valid(purpose, token)) {
            const person_id account = found->account;
            tokens_.erase(tokens_.find(token));
            passwords_[account] = std::move(password);
            std::erase_if(sessions_, [&](const auto& each) { return each.second.account == account; });
            done = account;
        }
    }
    then(done);
}

}  // namespace parcours
