// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "tests/workload/workload_settings.hpp"

// What a load asks for: each kind of work knows its next request.
namespace parcours::workload {

// Somebody signed in, as a line of the file of sessions says: role, id, token.
struct signed_in {
    std::string role;
    std::string id;
    std::string token;
};

// One request, by whom and what for.
struct load_request {
    const signed_in* by = nullptr;
    std::string target;
    std::string body;      // of a command; empty: a read
    std::string followed;  // what a follow-up may be written to once this is answered: told back, not sent
};

// A supply of requests. One thread at a time.
class load_work {
  public:
    virtual ~load_work() = default;
    // The next request; nothing where all work is done.
    virtual std::optional<load_request> next() = 0;
    // How it was answered.
    virtual void told(const load_request& /*asked*/, int /*status*/, std::string_view /*body*/) {}
};

// Where a work looks for what there is to do before the load begins.
struct load_place {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;
    std::uint64_t seed = 1;
};

struct load_mixture {
    double commands_share = 0.15;  // of the requests; the others read
    std::vector<std::string> reads{"/v1/me", "/v1/dashboard", "/v1/applications?limit=50", "/v1/offers?limit=50"};
};

// The same short document again and again, by nobody in particular: what a server's HTTP costs.
std::unique_ptr<load_work> make_hello_work();
// Reads, and commands that change an own setting or section: any number of them.
std::unique_ptr<load_work> make_mixed_work(const load_place& at, const load_mixture& of,
                                           const std::vector<signed_in>& people);
// Candidates apply to offers, and write a follow-up as often as in a life: commands that make a key.
tl::expected<std::unique_ptr<load_work>, std::string> make_sending_work(const load_place& at,
                                                                        const workload_settings& life,
                                                                        const std::vector<signed_in>& people);
// Companions validate what waits for them.
tl::expected<std::unique_ptr<load_work>, std::string> make_validating_work(const load_place& at,
                                                                           const std::vector<signed_in>& people);
// Recruiters take in charge, refuse and write to candidates, in the shares of a life, what they see: no new key.
tl::expected<std::unique_ptr<load_work>, std::string> make_answering_work(const load_place& at,
                                                                          const workload_settings& life,
                                                                          const std::vector<signed_in>& people);
// One application after the other is looked at by its recruiter.
tl::expected<std::unique_ptr<load_work>, std::string> make_detail_work(const load_place& at,
                                                                       const std::vector<signed_in>& people);

}  // namespace parcours::workload
