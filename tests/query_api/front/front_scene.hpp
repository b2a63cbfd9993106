// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "infra/texts/text_files.hpp"
#include "projections/folds/accounts.hpp"
#include "query_api/front/front.hpp"
#include "query_api/relations/account_rows.hpp"
#include "query_api/routes.hpp"
#include "tests/support/accesses_in_memory.hpp"
#include "tests/support/credentials_in_memory.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/keys_in_memory.hpp"
#include "tests/support/read_models_in_memory.hpp"

namespace parcours {

// Commands as a test answers them: what was submitted waits until `answer`.
class gateway_double final : public command_gateway {
  public:
    const std::vector<command_description>& catalogue() const override { return known; }
    void submit(command_request request, std::function<void(command_result)> then) override {
        submitted.push_back(std::move(request));
        if (result)
            then(*result);
        else
            waiting.push_back(std::move(then));
    }
    expected<std::vector<std::string>> allowed(const caller&, const stream_id&) const override { return permitted; }
    std::string write_position(const position& at) const override {
        return "g." + std::to_string(at.partition) + "." + std::to_string(at.offset);
    }
    // "g…" is of this generation, "h…" of another.
    std::optional<std::vector<position>> read_positions(std::string_view text, bool& same_generation) const override {
        same_generation = !text.starts_with('h');
        if (!text.starts_with('g')) return std::nullopt;
        return std::vector<position>{{0, 7}};
    }

    std::vector<command_description> known;
    expected<std::vector<std::string>> permitted;  // told of every stream
    std::vector<command_request> submitted;
    std::vector<std::function<void(command_result)>> waiting;
    std::optional<command_result> result;
};

// Seals by saying what it is for, each time in other words: enough to see that a cursor of one list opens no other.
class sealer_double final : public token_sealer {
  public:
    std::string seal(std::string_view purpose, byte_view content) override {
        return to_hex(purpose) + "-" + to_hex(content) + "_" + std::to_string(++sealed_);
    }
    std::optional<bytes> open(std::string_view purpose, std::string_view sealed) override {
        const std::string start = to_hex(purpose) + "-";
        if (!sealed.starts_with(start)) return std::nullopt;
        bytes content;
        const auto end = std::min(sealed.find('_'), sealed.size());
        for (std::size_t i = start.size(); i + 1 < end; i += 2)
            content += static_cast<char>(std::stoi(std::string(sealed.substr(i, 2)), nullptr, 16));
        return content;
    }

  private:
    std::size_t sealed_ = 0;
};

// The front over a few routes of a test's own, or those of the program; one answer at a time.
class front_scene {
  public:
    explicit front_scene(std::vector<route> routes, front_settings limits = {});

    // Sends and takes the answer; a failed check where there is none yet.
    http::response ask(http::request asked);
    // Sends; the answer comes with `answered`.
    void send(http::request asked);
    std::optional<http::response> take_answer();

    static http::request to(http::method method, const std::string& path, std::string body = {});
    // A session of an active account in this role.
    std::string signed_in(const person_id& who, const std::string& role);

    // The platforms of these tests are at home where the clock is.
    static expected<calendar_day> day_of(instant at) { return *parse_calendar_day(to_string(at).substr(0, 10)); }

    fake_clock time;
    keys_in_memory vault;
    accesses_in_memory accesses;
    fixed_entropy random{3};
    read_models_in_memory models;
    credentials_in_memory accounts{time};
    gateway_double commands;
    sealer_double tokens;
    text_files words;
    std::shared_ptr<charter> terms = std::make_shared<charter>();
    services with{models,   models.history(), vault, accesses, time,   random,
                  commands, accounts,         words, day_of,   tokens, [this] { return terms; }};
    account_rows directory{models};
    std::vector<request_seen> seen;
    front under_test;

  private:
    class one_answer;
    std::shared_ptr<one_answer> last_;
};

// A field of the answer's head; empty where there is none.
std::string header_of(const http::response& answer, std::string_view name);
std::string body_of(const http::response& answer);
// The value of a member of the body's JSON object, as JSON text without quotes; empty where there is none.
std::string member(const http::response& answer, const std::string& name);

}  // namespace parcours
