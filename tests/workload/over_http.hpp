// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "events/ports/clock.hpp"
#include "query_api/command_gateway.hpp"
#include "query_api/credentials.hpp"

namespace parcours::workload {

// Issues commands as people's programs do: over HTTP, each under a session of whoever acts. What is issued on proof goes
// straight on, for no program of theirs could say it. Threads: any.
class over_http final : public command_gateway {
  public:
    // All outlive it. REQUIRES: the port is open.
    over_http(command_gateway& within, credentials& accounts, const clock& time, std::uint16_t port);
    // Waits for the requests that are under way.
    ~over_http() override;

    const std::vector<command_description>& catalogue() const override { return within_.catalogue(); }
    // A session that has ended is told as 503: the step comes again, under another one.
    void submit(command_request request, std::function<void(command_result)> then) override;
    expected<std::vector<std::string>> allowed(const caller& by, const stream_id& stream) const override {
        return within_.allowed(by, stream);
    }
    std::string write_position(const position& at) const override { return within_.write_position(at); }
    std::optional<std::vector<position>> read_positions(std::string_view text, bool& same) const override {
        return within_.read_positions(text, same);
    }

  private:
    struct open_one {
        std::string token;
        instant since;
    };
    // Of this account in this role; empty where none can be opened.
    std::string token_of(const viewer& who);
    void forget(const viewer& who);

    command_gateway& within_;
    credentials& accounts_;
    const clock& time_;
    std::mutex guard_;
    std::map<std::string, open_one> sessions_;
    std::unique_ptr<struct requester> requester_;
};

}  // namespace parcours::workload
