// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "infra/vault/vault.hpp"

// How a vault answers with keys to open with: from the slab, else from the store.

namespace parcours {
namespace {

tl::unexpected<failure> corrupt(const char* what) { return failed(failure_code::corrupt, what); }
tl::unexpected<failure> unknown_id() { return corrupt("a key id that the vault never knew"); }

// A disk that does not answer is no erasure, and may answer later.
bool is_outage(const failure& why) { return why.code != failure_code::corrupt; }

}  // namespace

expected<std::vector<opening_key>> vault::to_open(std::span<const key_id> ids) {
    if (std::any_of(ids.begin(), ids.end(), [](const key_id& id) { return work_of(id) == key_work::wraps; }))
        return unknown_id();
    std::vector<secret_key> secrets(ids.size());
    std::vector<bool> known;
    slab_.get(ids, secrets, known);
    std::vector<opening_key> answers;
    answers.reserve(ids.size());
    std::vector<key_id> missing;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (known[i]) {
            answers.emplace_back(secrets[i]);
        } else {
            answers.emplace_back(unavailable{});
            missing.push_back(ids[i]);
        }
    }
    wipe(secrets.data(), secrets.size() * sizeof(secret_key));
    if (missing.empty()) return answers;
    auto found = open_from_store(missing);
    if (!found && is_outage(found.error())) return answers;
    if (!found) return tl::unexpected(found.error());
    auto next = found->begin();
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (!known[i]) answers[i] = *next++;
    return answers;
}

expected<std::vector<vault::asked_record>> vault::read_records(std::span<const key_id> ids) const {
    std::vector<bytes> asked;
    asked.reserve(ids.size());
    for (const auto& id : ids) asked.push_back(key_key_of(id));
    auto values = store_->get_many(asked);
    if (!values) return tl::unexpected(values.error());
    const auto proof = page_->latest(page_key_use::proofs);
    std::vector<asked_record> records;
    records.reserve(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        auto& value = (*values)[i];
        if (!value) return unknown_id();
        const auto record = decode_key(ids[i], *value, *proof.secret);
        if (!record) return tl::unexpected(record.error());
        records.emplace_back(*std::move(value), *record);
    }
    return records;
}

expected<void> vault::stand(const std::vector<asked_record>& records, standings& all) {
    std::vector<person_id> unknown;
    std::vector<bytes> asked;
    for (const auto& [value, record] : records) {
        const auto [place, fresh] = all.try_emplace(record.person);
        if (!fresh) continue;
        auto& shard = persons_.of(record.person);
        const std::lock_guard hold(shard.guard);
        place->second.seen = shard.changes;
        const person_entry* entry = shard.find(record.person);
        if (entry != nullptr && entry->exists) {
            place->second.record = entry->record;
            place->second.fences = entry->fences;
        } else {
            unknown.push_back(record.person);
            asked.push_back(person_key_of(bucket_of(record.person), record.person));
        }
    }
    const auto values = store_->get_many(asked);
    if (!values) return tl::unexpected(values.error());
    for (std::size_t i = 0; i < unknown.size(); ++i) {
        auto read = decode_reading(unknown[i], (*values)[i]);
        if (!read) return tl::unexpected(read.error());
        if (!read->entry.exists) return corrupt("a key in the vault is of nobody");
        standing& of = all[unknown[i]];
        of.record = read->entry.record;
        of.fences = read->entry.fences;
        admit(unknown[i], of.seen, *read);
    }
    return {};
}

// Nothing: its person key is not in the slab, and not the present one on disk either.
expected<std::optional<held_secret>> vault::wrapping_of(const key_record& record, const standing& of) {
    held_secret wrapping;
    if (slab_.get(record.wrapped_by, *wrapping)) return wrapping;
    if (record.use == ring_use::own) {
        standings persons;
        auto opened = open_once(std::span(&record.wrapped_by, 1), persons);
        if (!opened) return tl::unexpected(opened.error());
        auto* secret = std::get_if<secret_key>(&opened->front());
        if (secret == nullptr) return std::nullopt;
        wrapping = *secret;
        wipe(*secret);
        return wrapping;
    }
    auto read = read_person(record.person, false);
    if (!read) return tl::unexpected(read.error());
    admit(record.person, of.seen, *read);
    if (read->entry.record.person_key != record.wrapped_by) return std::nullopt;
    return read->secret;
}

expected<opening_key> vault::open_record(const key_id& id, const asked_record& asked, const standings& of) {
    const auto& [value, record] = asked;
    const standing& person = of.at(record.person);
    const bool closed =
        person.record.erased || std::any_of(person.fences.begin(), person.fences.end(),
                                            [&](const fence& each) { return closes(each, record, id); });
    if (closed) return opening_key(erased{});
    auto wrapping = wrapping_of(record, person);
    if (!wrapping) return tl::unexpected(wrapping.error());
    if (!*wrapping) return corrupt("a key in the vault is wrapped by one that is gone, and no fence says why");
    auto secret = open_key(value, id, ***wrapping);
    if (!secret) return tl::unexpected(secret.error());
    keep_secret(record.person, person.seen, id, *secret);
    opening_key answer(*secret);
    wipe(*secret);
    return answer;
}

expected<std::vector<opening_key>> vault::open_once(std::span<const key_id> ids, standings& persons) {
    const auto records = read_records(ids);
    if (!records) return tl::unexpected(records.error());
    if (const auto stood = stand(*records, persons); !stood) return tl::unexpected(stood.error());
    std::vector<opening_key> answers;
    answers.reserve(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        auto answer = open_record(ids[i], (*records)[i], persons);
        if (!answer) return tl::unexpected(answer.error());
        answers.push_back(*answer);
    }
    return answers;
}

bool vault::overtaken(const standings& persons) {
    return std::any_of(persons.begin(), persons.end(), [this](const auto& each) {
        auto& shard = persons_.of(each.first);
        const std::lock_guard hold(shard.guard);
        return shard.changes != each.second.seen;
    });
}

expected<std::vector<opening_key>> vault::open_from_store(std::span<const key_id> ids) {
    for (int attempt = 0;; ++attempt) {
        standings persons;
        auto answers = open_once(ids, persons);
        const bool torn = !answers && !is_outage(answers.error());
        // Once more at least: the key's record is read before its person's.
        if (!torn || attempt == readings_max || (attempt > 0 && !overtaken(persons))) return answers;
    }
}

}  // namespace parcours
