// SPDX-License-Identifier: Apache-2.0
#include "infra/vault/vault.hpp"

#include <chrono>

#include <fmt/format.h>

namespace parcours {
vault::vault(const vault_settings& settings, const clock& time, entropy& random)
    : settings_(settings),
      time_(time),
      random_(random),
      slab_(settings.keys_cached_max),
      persons_(settings.persons_cached_max) {}

expected<std::unique_ptr<vault>> vault::open(const vault_settings& settings, std::unique_ptr<anchor> held_by,
                                             const storage_memory& memory, const clock& time, entropy& random) {
    std::unique_ptr<vault> opened(new vault(settings, time, random));
    if (auto started = opened->start(std::move(held_by), memory); !started) return tl::unexpected(started.error());
    return opened;
}

vault::~vault() {
    if (!upkeep_.joinable()) return;
    {
        const std::lock_guard hold(upkeep_guard_);
        stopping_ = true;
    }
    upkeep_wakes_.notify_all();
    upkeep_.join();
}

// What nobody waits for (a confirmed reservation, a session's last use) reaches the disk all the same.
void vault::keep_up() {
    const std::chrono::milliseconds every(settings_.upkeep_every_ms);
    std::unique_lock hold(upkeep_guard_);
    while (!upkeep_wakes_.wait_for(hold, every, [this] { return stopping_; })) {
        hold.unlock();
        (void)store_->make_durable(store_->last_ticket());  // a failure stays, and the next write tells it
        (void)page_->renew();                               // a failure leaves the present key in use
        hold.lock();
    }
}

expected<void> vault::start(std::unique_ptr<anchor> held_by, const storage_memory& memory) {
    const auto& folder = settings_.folder;
    std::error_code problem;
    if (std::filesystem::create_directories(folder, problem))
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, problem);
    if (problem) return failed(failure_code::io, fmt::format("cannot make {}: {}", folder.string(), problem.message()));
    auto lock = lock_folder(folder);
    if (!lock) return tl::unexpected(lock.error());
    lock_ = std::move(*lock);

    // While this file is there the vault was never used, so what is there may be thrown away.
    const auto marker = folder / "creating";
    bool creating = std::filesystem::exists(marker, problem);
    auto secret = held_by->read();
    if (!secret) return tl::unexpected(secret.error());
    page_file file(folder, random_);
    const bool begun = creating || *secret || std::filesystem::exists(folder / "store", problem) || file.any();
    if (settings_.log_has_history && (creating || !begun))
        return failed(
            failure_code::corrupt,
            fmt::format("the log has a history, and in {} there is no vault that opens it: put back the vault "
                        "and its anchor that belong to this log; nothing was made anew",
                        folder.string()));
    if (!*secret && !creating) {
        if (std::filesystem::exists(folder / "store", problem) || file.any())
            return failed(failure_code::corrupt,
                          fmt::format("the anchor of the vault in {} is gone: restore it, or nobody can read anything",
                                      folder.string()));
        if (auto marked = replace_file(marker, ""); !marked) return marked;
        creating = true;
    }
    if (!*secret) {
        *secret = anchor_secret{1, make_secret(random_)};
        if (auto put = held_by->write(**secret); !put) return put;
    }
    if (creating) {
        page fresh = make_page(time_.now(), random_);
        fresh.anchor_place = held_by->ground().place;
        if (auto put = file.write(fresh, **secret); !put) return put;
    }
    auto content = file.read(**secret);
    if (!content) return tl::unexpected(content.error());
    if (auto gone = held_by->destroy_earlier(); !gone) return gone;
    if (auto tidy = file.remove_others((*secret)->generation); !tidy) return tidy;

    const anchor_ground ground = held_by->ground();
    doubts_ = ground.doubts;
    if (ground.place != content->anchor_place)
        doubts_.emplace_back("the vault's anchor was moved on its device: an earlier copy of it may still be there");
    page_ = std::make_unique<kept_page>(std::move(*content), **secret, std::move(file), time_, random_);
    wipe((*secret)->secret);
    if (auto renewed = page_->renew(); !renewed) return renewed;
    return start_store(memory, creating);
}

expected<void> vault::start_store(const storage_memory& memory, bool creating) {
    const auto folder = settings_.folder / "store";
    std::error_code problem;
    if (creating) std::filesystem::remove_all(folder, problem);
    if (problem)
        return failed(failure_code::io, fmt::format("cannot empty {}: {}", folder.string(), problem.message()));
    if (!creating && !std::filesystem::exists(folder, problem))
        return failed(failure_code::corrupt, fmt::format("the vault's store {} is missing", folder.string()));
    auto opened = vault_store::open({folder, settings_.cut_at_damage, settings_.environment}, memory);
    if (!opened) return tl::unexpected(opened.error());
    store_ = std::move(*opened);

    if (auto opened_term = open_term(creating); !opened_term) return opened_term;
    if (creating) {
        std::filesystem::remove(settings_.folder / "creating", problem);
        if (problem) return failed(failure_code::io, "cannot end the vault's creation: " + problem.message());
        if (auto synced = sync_folder(settings_.folder); !synced) return synced;
    }
    upkeep_ = std::thread([this] { keep_up(); });
    return {};
}

expected<void> vault::open_term(bool creating) {
    const auto proof = page_->latest(page_key_use::proofs);
    about_vault about{page_->vault(), 0};
    if (!creating) {
        const auto stored = store_->get(about_key());
        if (!stored) return tl::unexpected(stored.error());
        const auto known = *stored ? decode_about(**stored, *proof.secret) : std::nullopt;
        if (!known || known->vault != about.vault)
            return failed(failure_code::corrupt, "the vault's store does not say that it is of this page's vault");
        about = *known;
        if (auto same = check_log(*proof.secret); !same) return same;
    }
    term_ = ++about.term;
    std::vector<store_change> changes{{about_key(), encode_about(about, *proof.secret)}};
    if (settings_.log) changes.push_back({log_key(), encode_log(*settings_.log, *proof.secret)});
    const auto written = store_->write(changes);
    if (!written) return tl::unexpected(written.error());
    return store_->make_durable(*written);
}

// Before anything is written. A vault of before logs were named takes the one that it is opened with.
expected<void> vault::check_log(const secret_key& proof) const {
    if (!settings_.log) return {};
    const auto stored = store_->get(log_key());
    if (!stored) return tl::unexpected(stored.error());
    if (!*stored) return {};
    const auto known = decode_log(**stored, proof);
    if (!known) return failed(failure_code::corrupt, "the vault's store does not say which log it is of");
    if (*known == *settings_.log) return {};
    return failed(
        failure_code::corrupt,
        fmt::format("the vault in {} is of the log {}, not of this one ({}): put back the vault and its anchor "
                    "that belong to this log",
                    settings_.folder.string(), to_hex(view(*known)), to_hex(view(*settings_.log))));
}

std::vector<std::string> vault::warnings() const {
    auto all = doubts_;
    if (!slab_.locked() || !page_->locked())
        all.emplace_back(
            "keys lie in memory that may be swapped out: raise the limit of locked memory (RLIMIT_MEMLOCK)");
    return all;
}

expected<keyed_digest> vault::dedupe_digest(byte_view request) { return page_->keyed(page_key_use::dedupe, request); }

expected<keyed_digest> vault::dedupe_digest(byte_view request, const token128& key) {
    return page_->keyed(page_key_use::dedupe, request, key);
}

}  // namespace parcours
