// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "infra/vault/vault.hpp"

// How a vault answers with keys to open with: from the slab, else from the store.

namespace parcours {
namespace {

tl::unexpected<failure> corrupt(const char* what) { return failed(failure_code::corrupt, what); }

// A disk that does not answer is no erasure, and may answer later.
bool is_outage(const failure& why) { return why.code != failure_code::corrupt; }

}  // namespace

expected<std::vector<opening_key>> vault::to_open(std::span<const key_id> ids) {
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
    std::vector<bytes> keys;
    keys.reserve(ids.size());
    for (const auto& id : ids) keys.push_back(key_key_of(id));
    auto values = store_->get_many(keys);
    if (!values) return tl::unexpected(values.error());
    std::vector<asked_record> records;
    records.reserve(ids.size());
    for (auto& value : *values) {
        if (!value) return corrupt("a key id that the vault never knew");
        const auto record = decode_key(*value);
        if (!record) return corrupt("a key's record in the vault has an unknown form");
        records.emplace_back(*std::move(value), *record);
    }
    return records;
}

expected<vault::standings> vault::stand(const std::vector<asked_record>& records) {
    standings all;
    std::vector<person_id> unknown;
    std::vector<bytes> keys;
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
            keys.push_back(person_key_of(bucket_of(record.person), record.person));
        }
    }
    const auto values = store_->get_many(keys);
    if (!values) return tl::unexpected(values.error());
    for (std::size_t i = 0; i < unknown.size(); ++i) {
        auto read = decode_reading(unknown[i], (*values)[i]);
        if (!read) return tl::unexpected(read.error());
        if (!read->entry.exists) return corrupt("a key in the vault is of nobody");
        standing& of = all[unknown[i]];
        of.record = read->entry.record;
        of.fences = read->entry.fences;
        admit(unknown[i], of.seen, *read);
        wipe(read->secret);
    }
    return all;
}

// Nothing: its person key is not in the slab, and not the present one on disk either.
expected<std::optional<secret_key>> vault::wrapping_of(const key_record& record, const standing& of) {
    secret_key wrapping;
    if (slab_.get(record.wrapped_by, wrapping)) return wrapping;
    if (record.use == ring_use::own) {
        auto opened = open_from_store(std::span(&record.wrapped_by, 1));
        if (!opened) return tl::unexpected(opened.error());
        const auto* secret = std::get_if<secret_key>(&opened->front());
        return secret == nullptr ? std::nullopt : std::optional(*secret);
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
    auto secret = open_key(value, id, **wrapping);
    wipe(**wrapping);
    if (!secret) return tl::unexpected(secret.error());
    keep_secret(record.person, person.seen, id, *secret);
    opening_key answer(*secret);
    wipe(*secret);
    return answer;
}

expected<std::vector<opening_key>> vault::open_from_store(std::span<const key_id> ids) {
    const auto records = read_records(ids);
    if (!records) return tl::unexpected(records.error());
    const auto persons = stand(*records);
    if (!persons) return tl::unexpected(persons.error());
    std::vector<opening_key> answers;
    answers.reserve(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        auto answer = open_record(ids[i], (*records)[i], *persons);
        if (!answer) return tl::unexpected(answer.error());
        answers.push_back(*answer);
    }
    return answers;
}

}  // namespace parcours
