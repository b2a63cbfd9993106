// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/gateway.hpp"

#include <algorithm>

#include "commands/command_id.hpp"
#include "infra/calendar/zones.hpp"
#include "infra/processes/command_under_way.hpp"

namespace parcours {
namespace {

using kind = command_answer::kind;

// Whoever has no account can only begin one; whether the platform lets them is the charter's matter.
constexpr int charter_retry_s = 60;
constexpr std::string_view command_of_visitors = "account.register";

std::vector<command_description> describe(const command_registry& registry) {
    std::vector<command_description> all;
    for (const auto& family : registry.families())
        for (const auto& each : family.commands) {
            if (each.by != issued_by::people) continue;
            command_description one{std::string(each.name),
                                    std::string(each.meaning),
                                    {},
                                    each.rejections,
                                    each.results,
                                    each.target,
                                    false};
            for (const auto& input : each.inputs)
                one.fields.push_back({input.name, input.schema, input.meaning, input.mandatory});
            one.visitors = each.name == command_of_visitors;
            all.push_back(std::move(one));
        }
    return all;
}

bool changes_a_relation(const commit& content) {
    return std::any_of(content.parts.begin(), content.parts.end(), [](const stream_part& part) {
        return part.stream.kind == stream_kind::companion_link || part.stream.kind == stream_kind::account;
    });
}

}  // namespace

gateway::gateway(const gateway_ports& ports, const gateway_settings& settings)
    : ports_(ports), settings_(settings), catalogue_(describe(ports.registry)) {}

void gateway::submit(command_request request, std::function<void(command_result)> then) {
    auto one = std::make_shared<under_way>();
    one->request = std::move(request);
    one->then = std::move(then);
    if (ports_.by_its_charter()) return begin(one);
    // Told of its own: nothing is behind that would come after a while.
    one->begun_ms = ports_.time.since_boot_ms();
    command_result result;
    result.status = 503;
    result.code = "charter_differs";
    result.retry_after_s = charter_retry_s;
    tell(one, std::move(result));
}

void gateway::submit_own(std::string name, std::string body, std::function<void(command_result)> then) {
    auto one = std::make_shared<under_way>();
    one->request.name = std::move(name);
    one->request.body = std::move(body);
    one->request.on_proof = true;
    one->request.by.who.role = "system";
    one->then = std::move(then);
    begin(one);
}

void gateway::begin(const shared_command& one) {
    const auto& request = one->request;
    one->begun_ms = ports_.time.since_boot_ms();
    one->terms = ports_.sources.terms();
    const std::string key = request.idempotency_key.value_or(make_idempotency_key(ports_.random));

    request_context context;
    context.by = {request.by.who.account, request.by.who.role, {}};
    context.system = request.on_proof;
    context.id = make_command_id(context.by.account, key);
    context.client_key = request.idempotency_key.has_value();
    context.terms = one->terms.get();
    context.now = ports_.time.now();
    context.if_version = request.if_version;
    context.correlation = request.by.trace;
    context.deadline_ms = one->begun_ms + settings_.command_deadline_ms;
    context.knows_zone = &knows_zone;
    one->by = context.by;
    one->id = context.id;

    auto prepared = ports_.registry.prepare(request.name, request.body, context);
    if (!prepared) return refuse(one, prepared.error());
    one->partition = prepared->route() % ports_.history.shape().partitions;
    one->prepared = std::make_unique<prepared_command>(*std::move(prepared));
    if (request.read_after.empty()) return read_facts(one);
    ports_.models.when_reached(request.read_after, settings_.read_after_wait_ms, [this, one](bool reached) {
        if (!reached) return refuse(one, {failure_code::unavailable, "the read models are behind Read-After"});
        read_facts(one);
    });
}

void gateway::read_facts(const shared_command& one) {
    ports_.facts.read(one->by, one->prepared->needs(), [this, one](expected<remote_facts> known) {
        if (!known) return refuse(one, known.error());
        if (one->prepared->needs().unique.empty()) return decide(one, *std::move(known));
        reserve(one, *std::move(known));
    });
}

void gateway::reserve(const shared_command& one, remote_facts known) {
    one->reserves = true;
    auto shared = std::make_shared<remote_facts>(std::move(known));
    ports_.uniques.reserve(one->prepared->needs().unique, one->id, one->partition,
                           [this, one, shared](expected<std::set<std::string>> taken) {
                               if (!taken) return refuse(one, taken.error());
                               shared->taken = *std::move(taken);
                               decide(one, std::move(*shared));
                           });
}

void gateway::decide(const shared_command& one, remote_facts known) {
    one->audiences = known.audiences;
    const auto asked = ports_.vault.dedupe_digest(one->prepared->request());
    if (!asked) return refuse(one, asked.error());
    auto ready = one->prepared->ready(std::move(known), *asked);
    if (!ready) return refuse(one, ready.error());
    for (const auto& each : one->request.read_after)
        if (each.partition == one->partition) ready->read_after = each;
    if (one->reserves) ports_.uniques.hand_over(one->id);
    ports_.executors.submit(*std::move(ready), [this, one](const command_answer& said) { answered(one, said); });
}

void gateway::answered(const shared_command& one, const command_answer& said) {
    if (said.what == kind::done) one->versions = versions_seen(*one, said);
    if (!one->reserves) return tell_after_relations(one, said);
    one->settled = true;
    ports_.uniques.answered(one->id, said.content, [this, one, said] { tell_after_relations(one, said); });
}

// So that who was just turned away, or let in, is so at the next request (architecture.md, "Answers").
void gateway::tell_after_relations(const shared_command& one, const command_answer& said) {
    if (said.what != kind::done || !changes_a_relation(*said.content)) return tell(one, result_of(*one, said));
    ports_.models.when_relations_reached({said.at}, settings_.relations_wait_ms, [this, one, said](bool reached) {
        if (!reached) return refuse(one, {failure_code::unavailable, "the relations are behind the command"});
        tell(one, result_of(*one, said));
    });
}

void gateway::refuse(const shared_command& one, const refusal& why) {
    command_result result;
    switch (why.why) {
        case refusal::reason::unknown_command: result.status = 404, result.code = "not_found"; break;
        case refusal::reason::forbidden: result.status = 403, result.code = "forbidden"; break;
        case refusal::reason::malformed: result.status = 400, result.code = "malformed"; break;
        case refusal::reason::invalid: result.status = 422, result.code = "invalid"; break;
        case refusal::reason::hidden: result.status = 404, result.code = "not_found"; break;
    }
    for (const auto& each : why.faults) result.fields.push_back({each.pointer, each.code, each.limit});
    tell(one, std::move(result));
}

void gateway::refuse(const shared_command& one, const failure& why) {
    ports_.log.write(
        log_level::warning, "command_not_decided",
        {log_field::name(one->request.name), log_field::trace(one->request.by.trace), log_field::failed(why)});
    command_result result;
    result.status = 503;
    result.code = "unavailable";
    result.retry_after_s = 1;
    tell(one, std::move(result));
}

void gateway::tell(const shared_command& one, command_result result) {
    result.command = command_text(one->id);
    const double seconds = static_cast<double>(ports_.time.since_boot_ms() - one->begun_ms) / 1e3;
    const bool known = ports_.registry.find(one->request.name) != nullptr;
    ports_.counted.on_command(known ? one->request.name : "unknown", result.status == 200 ? "done" : result.code,
                              seconds);
    const bool still_reserved = one->reserves && result.status != 200 && !one->settled;
    if (!still_reserved) return one->then(std::move(result));
    one->settled = true;
    ports_.uniques.withdrawn(one->id, [one, result = std::move(result)]() mutable { one->then(std::move(result)); });
}

}  // namespace parcours
