// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "events/ports/clock.hpp"
#include "events/ports/entropy.hpp"
#include "events/ports/keys.hpp"
#include "infra/vault/anchor.hpp"
#include "infra/vault/files.hpp"
#include "infra/vault/kept_page.hpp"
#include "infra/vault/locked_slab.hpp"
#include "infra/vault/person_cache.hpp"
#include "infra/vault/store.hpp"

namespace parcours {

// Where a vault lies, and how much of it is at hand.
struct vault_settings {
    std::filesystem::path folder;
    bool cut_at_damage = false;               // store_settings
    rocksdb::Env* environment = nullptr;      // store_settings
    std::size_t keys_cached_max = 60'000;     // opened keys in locked memory; some for each thread that asks
    std::size_t persons_cached_max = 20'000;  // whose rings are at hand
    std::int64_t upkeep_every_ms = 1'000;     // what nobody waits for is on disk so much later
    // The generation of the log whose cells it seals; nothing: not asked. Another log's vault is refused, and where the
    // log has a history none is made anew.
    std::optional<token128> log{};
    bool log_has_history = false;
};

// The keys of all persons (privacy.md, "Keys"): each wrapped by the person's, that by its bucket's, that by the page,
// that by the anchor. One process per folder. Threads: any; one thread of its own, for what is due now and then.
class vault final : public keys {
  public:
    // Makes it where there is none. `corrupt`: a part is missing or is not what was written; nothing is made anew then,
    // for that would be an erasure of everybody. `memory`, `time` and `random` outlive it.
    static expected<std::unique_ptr<vault>> open(const vault_settings& settings, std::unique_ptr<anchor> held_by,
                                                 const storage_memory& memory, const clock& time, entropy& random);
    ~vault() override;  // all that was written is durable then
    vault(const vault&) = delete;
    vault& operator=(const vault&) = delete;

    expected<sealing_key> to_seal(const key_purpose& purpose) override;
    expected<void> make_durable(std::uint64_t ticket) override { return store_->make_durable(ticket); }
    expected<std::vector<opening_key>> to_open(std::span<const key_id> ids) override;
    expected<keyed_digest> dedupe_digest(byte_view request) override;
    expected<keyed_digest> dedupe_digest(byte_view request, const token128& key) override;

    // Closes what it names to opening and to minting, for ever; durable when it returns, and repeatable. The keys are
    // still there: destroying them is the next step of erasing (privacy.md, "Erasing").
    expected<void> put_up(const fence& what);
    // What is due now and then; the vault's own thread calls it, and whoever moved the clock may.
    expected<void> renew() { return page_->renew(); }

    // Greater at each opening: whoever heard of a later one refuses this one.
    std::uint64_t term() const { return term_; }
    // What the operator should know about where secrets lie, one sentence each: for the start and /readyz.
    std::vector<std::string> warnings() const;

    // For what else is kept in this folder: the unique index, credentials, tokens.
    vault_store& store() { return *store_; }
    kept_page& keys_of_page() { return *page_; }

  private:
    vault(const vault_settings& settings, const clock& time, entropy& random);

    // A shard that is written all the time makes a reading worthless again and again; then the caller may come back.
    static constexpr int readings_max = 64;

    // A person as read from disk, and the key that wraps their keys.
    struct reading {
        person_entry entry;
        held_secret secret;
    };
    // What opening needs to know of a person.
    struct standing {
        person_record record;
        std::vector<fence> fences;
        std::uint64_t seen = 0;  // the shard's `changes` at that time
    };
    using standings = std::map<person_id, standing>;
    using asked_record = std::pair<bytes, key_record>;  // as stored, and as read

    expected<void> start(std::unique_ptr<anchor> held_by, const storage_memory& memory);
    expected<void> start_store(const storage_memory& memory, bool creating);
    expected<void> open_term(bool creating);
    expected<void> check_log(const secret_key& proof) const;
    void keep_up();

    expected<reading> read_person(const person_id& person, bool with_ring) const;
    expected<reading> decode_reading(const person_id& person, const std::optional<bytes>& value) const;
    expected<void> read_ring(const person_id& person, person_entry& entry) const;
    std::vector<store_change> closing(const fence& what, reading& read);
    // Into the caches, unless something of this shard was written since.
    void admit(const person_id& person, std::uint64_t seen, const reading& read);

    // REQUIRES, of these: the person's shard is locked. Nothing: a secret fell out of the slab; read the person again.
    expected<std::optional<sealing_key>> seal_with(person_entry& entry, const key_purpose& purpose);
    expected<std::optional<sealing_key>> mint(person_entry& entry, const key_purpose& purpose);

    // Reads again where something was written meanwhile that explains a failure.
    expected<std::vector<opening_key>> open_from_store(std::span<const key_id> ids);
    expected<std::vector<opening_key>> open_once(std::span<const key_id> ids, standings& persons);
    expected<std::vector<asked_record>> read_records(std::span<const key_id> ids) const;
    expected<void> stand(const std::vector<asked_record>& records, standings& all);
    bool overtaken(const standings& persons);
    expected<opening_key> open_record(const key_id& id, const asked_record& record, const standings& of);
    expected<std::optional<held_secret>> wrapping_of(const key_record& record, const standing& of);
    // Into the slab, unless the person's shard changed since `seen`.
    void keep_secret(const person_id& person, std::uint64_t seen, const key_id& id, const secret_key& secret);

    vault_settings settings_;
    const clock& time_;
    entropy& random_;
    open_file lock_;
    std::unique_ptr<vault_store> store_;
    std::unique_ptr<kept_page> page_;
    locked_slab slab_;
    person_cache persons_;
    std::uint64_t term_ = 0;
    std::vector<std::string> doubts_;

    std::mutex upkeep_guard_;
    std::condition_variable upkeep_wakes_;
    bool stopping_ = false;
    std::thread upkeep_;
};

}  // namespace parcours
