// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <future>
#include <memory>
#include <ostream>
#include <string>

#include <gtest/gtest.h>

#include "query_api/credentials.hpp"
#include "tests/support/fake_clock.hpp"

namespace parcours {

// Credentials on their own ground, at a time that the test makes pass.
class credentials_under_test {
  public:
    virtual ~credentials_under_test() = default;
    virtual credentials& all() = 0;
    virtual void know(const std::string& email, const person_id& account) = 0;
    virtual void reopen() = 0;  // as a later process would; nothing for those without a disk
    fake_clock time;
};

struct credentials_kind {
    std::string name;
    std::function<std::unique_ptr<credentials_under_test>()> make;
};
inline std::ostream& operator<<(std::ostream& to, const credentials_kind& kind) { return to << kind.name; }
inline std::string credentials_kind_name(const testing::TestParamInfo<credentials_kind>& info) {
    return info.param.name;
}

// What is called back, once; waits at most a minute.
template <class T>
class awaited {
  public:
    std::function<void(expected<T>)> taking() {
        return [told = told_](expected<T> what) { told->set_value(std::move(what)); };
    }
    expected<T> wait() {
        auto coming = told_->get_future();
        if (coming.wait_for(std::chrono::minutes(1)) != std::future_status::ready)
            return failed(failure_code::unavailable, "nothing was called back within a minute");
        return coming.get();
    }

  private:
    std::shared_ptr<std::promise<expected<T>>> told_ = std::make_shared<std::promise<expected<T>>>();
};

// As words, so that a test can say which of all outcomes it expects.
inline std::string in_words(const expected<verification>& what) {
    if (!what) return std::string(to_string(what.error().code));
    switch (what->what) {
        case sign_in_outcome::right: return "right";
        case sign_in_outcome::wrong: return "wrong";
        case sign_in_outcome::too_many: return "too many";
        case sign_in_outcome::busy: return "busy";
    }
    return "?";
}

inline expected<verification> verify(credentials& all, const std::string& email, const std::string& password,
                                     const std::string& peer = "192.0.2.1") {
    awaited<verification> told;
    all.verify(email, password, peer, told.taking());
    return told.wait();
}
inline expected<void> set_password(credentials& all, const person_id& account, const std::string& password) {
    awaited<void> told;
    all.set_password(account, password, told.taking());
    return told.wait();
}
inline expected<std::optional<person_id>> choose_password(credentials& all, token_purpose purpose,
                                                          const std::string& token, const std::string& password) {
    awaited<std::optional<person_id>> told;
    all.choose_password(purpose, token, password, told.taking());
    return told.wait();
}

inline const person_id ana{id128::make({1'700'000'000'000}, 3, 1)};
inline const person_id ben{id128::make({1'700'000'000'000}, 4, 2)};

class SomeCredentials : public testing::TestWithParam<credentials_kind> {
  protected:
    void SetUp() override { under_test = GetParam().make(); }

    credentials& all() { return under_test->all(); }
    fake_clock& time() { return under_test->time; }
    std::string signed_in(const person_id& who, const std::string& role = "candidate") {
        const auto opened = all().open_session(who, role);
        EXPECT_TRUE(opened) << opened.error().context;
        return opened ? opened->token : std::string();
    }
    std::optional<session> found(const std::string& token) {
        const auto read = all().find_session(token);
        EXPECT_TRUE(read) << read.error().context;
        return read ? *read : std::nullopt;
    }
    std::string made(token_purpose purpose, const person_id& who) { return all().make_token(purpose, who).value(); }
    std::optional<person_id> holder(token_purpose purpose, const std::string& token) {
        return all().look_at_token(purpose, token).value();
    }

    std::unique_ptr<credentials_under_test> under_test;
};

}  // namespace parcours
