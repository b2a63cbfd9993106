// SPDX-License-Identifier: Apache-2.0
#include "replay_tools/content_check.hpp"

#include "events/codec/codec.hpp"
#include "events/commit/digest.hpp"
#include "events/streams/platform.hpp"
#include "projections/make_folds.hpp"
#include "replay_tools/shown_json.hpp"
#include "replay_tools/stream_name.hpp"

namespace parcours::replay {
namespace {

constexpr std::size_t around_entry = 64;  // of a hash table: what a node takes beside its value

}  // namespace

content_check::content_check(std::size_t share, std::size_t shares, fault_list& faults)
    : share_(share), shares_(shares), faults_(faults) {
    for (const auto& each : make_folds()) folds_.emplace_back(each->streams(), each->from_scratch());
}
content_check::~content_check() = default;

std::size_t content_check::size_in_bytes() const {
    std::size_t octets = (versions_.size() + commands_.size()) * around_entry;
    for (const auto& [kind, each] : folds_) octets += each->size_in_bytes();
    return octets;
}

void content_check::take(const position& at, const commit& content) {
    take_command(at, content);
    for (const auto& part : content.parts)
        if (is_ours(id_hash{}(part.stream))) take_part(at, content, part);
}

void content_check::take_command(const position& at, const commit& content) {
    const id128 id = id128::of(content.command);
    if (!is_ours(id_hash{}(id)) || commands_.insert(id).second) return;
    faults_.add(
        {"doubled_command", at, "", "the command " + command_text(content.command) + " has an outcome already"});
}

void content_check::take_part(const position& at, const commit& content, const stream_part& part) {
    auto& last = versions_[part.stream];
    bool sound = true;
    if (part.first_version != last + 1) {
        sound = false;
        faults_.add({"wrong_version", at, to_string(part.stream),
                     told(part.stream) + ": version " + std::to_string(part.first_version) + " follows version " +
                         std::to_string(last)});
    }
    last = part.first_version - 1 + part.events.size();
    for (std::size_t i = 0; i < part.events.size(); ++i) {
        const auto decoded = try_decoding(part.stream.kind, part.events[i]);
        if (decoded) continue;
        sound = false;
        faults_.add({"undecodable_event", at, to_string(part.stream),
                     told(part.stream) + ", version " + std::to_string(part.first_version + i) + ": " +
                         decoded.error().context});
    }
    if (!sound) unfoldable_.insert(part.stream);  // said already
    if (unfoldable_.contains(part.stream)) return;
    for (const auto& [kind, each] : folds_) {
        if (kind != part.stream.kind) continue;
        const auto done = each->add(at, content, part);
        if (done) continue;
        unfoldable_.insert(part.stream);
        faults_.add({"unfoldable_stream", at, to_string(part.stream), told(part.stream) + ": " + done.error().context});
    }
}

std::optional<digest> adopted_charter(const stream_id& stream, const stored_event& stored, const position& at,
                                      fault_list& faults) {
    if (stream != platform_only || stored.name != charter_adopted::name) return std::nullopt;
    const auto decoded = decode_event<platform_stream>(stored);
    const auto* adopted = decoded ? std::get_if<charter_adopted>(&*decoded) : nullptr;
    if (adopted == nullptr) return std::nullopt;
    if (sha256(adopted->text) != adopted->digest_)
        faults.add(
            {"wrong_charter_digest", at, to_string(stream), "an adopted charter whose digest is not its text's"});
    return adopted->digest_;
}

}  // namespace parcours::replay
