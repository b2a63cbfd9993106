// SPDX-License-Identifier: Apache-2.0
#include "replay_tools/verification.hpp"

#include "replay_tools/chain_check.hpp"
#include "replay_tools/content_check.hpp"
#include "replay_tools/journal_check.hpp"
#include "replay_tools/walk.hpp"

namespace parcours::replay {
namespace {

constexpr std::size_t shares_max = 4'096;
constexpr std::uint64_t records_between_words = 256;

void take_charters(const met_record& met, const commit& content, named_charters& charters, fault_list& faults) {
    if (content.charter != digest{} && charters.named.size() < named_charters::charters_max)
        charters.named.try_emplace(content.charter, met.at);
    for (const auto& part : content.parts)
        for (const auto& each : part.events)
            if (const auto adopted = adopted_charter(part.stream, each, met.at, faults))
                charters.adopted.insert(*adopted);
}

// One reading of a partition for one share of its streams; the first one looks at everything else too.
class reading {
  public:
    reading(const journal* kept, partition_number partition, std::size_t share, std::size_t shares,
            read_partition& into, named_charters& charters, fault_list& faults)
        : first_(share == 0),
          into_(into),
          charters_(charters),
          faults_(faults),
          chain_(faults),
          content_(share, shares, faults) {
        if (first_ && kept != nullptr) journal_.emplace(*kept, partition, faults);
    }

    bool take(const met_record& met) {
        if (met.is != standing::accepted) {
            if (first_) pass(met);
            return true;
        }
        if (first_) {
            ++into_.records;
            ++into_.accepted;
            into_.last_offset = met.at.offset;
            chain_.take_accepted(met);
        }
        auto content = chain_.decode(met, first_);
        if (journal_) journal_->take(met, content ? &*content : nullptr);
        if (!content) return true;
        if (first_) {
            ++into_.commits;
            into_.recorded_at = content->recorded_at;
            for (const auto& part : content->parts) into_.events += part.events.size();
            take_charters(met, *content, charters_, faults_);
        }
        content_.take(met.at, *content);
        return true;
    }
    std::size_t size_in_bytes() const { return content_.size_in_bytes(); }
    const chain_check& chain() const { return chain_; }
    void end(const walk_end& reached) {
        into_.at = reached.at;
        if (journal_) journal_->end(into_);
    }

  private:
    void pass(const met_record& met) {
        ++into_.records;
        if (met.is == standing::ignored) ++into_.ignored;
        if (met.is == standing::foreign || met.is == standing::damaged) ++into_.foreign;
        chain_.take_other(met);
        if (journal_) journal_->take(met, nullptr);
    }

    bool first_;
    read_partition& into_;
    named_charters& charters_;
    fault_list& faults_;
    chain_check chain_;
    content_check content_;
    std::optional<journal_check> journal_;
};

struct attempt {
    read_partition found;
    named_charters charters;
    fault_list faults;
    bool fits = true;  // in the memory given
};

expected<attempt> read_in(std::size_t shares, const log_reader& records, const journal* kept,
                          partition_number partition, const verification_settings& settings) {
    attempt made;
    made.found.partition = partition;
    std::uint64_t read = 0;
    for (std::size_t share = 0; share < shares && made.fits; ++share) {
        reading one(kept, partition, share, shares, made.found, made.charters, made.faults);
        const auto reached = walk(records, partition, [&](const met_record& met) {
            if (++read % records_between_words == 0) settings.tell(read);
            one.take(met);
            made.fits = one.size_in_bytes() <= settings.memory_max || shares >= shares_max;
            return made.fits;
        });
        if (!reached) return tl::unexpected(reached.error());
        if (!made.fits || share != 0) continue;
        one.end(*reached);
        if (auto done = one.chain().settle(records, partition, made.faults); !done)
            return tl::unexpected(std::move(done).error());
    }
    return made;
}

}  // namespace

expected<read_partition> verify_partition(const log_reader& records, const journal* kept, partition_number partition,
                                          const verification_settings& settings, named_charters& charters,
                                          fault_list& faults) {
    for (std::size_t shares = 1;; shares *= 4) {
        auto made = read_in(shares, records, kept, partition, settings);
        if (!made) return tl::unexpected(std::move(made).error());
        if (!made->fits) continue;
        faults.add_all(made->faults);
        charters.named.merge(made->charters.named);
        charters.adopted.merge(made->charters.adopted);
        return made->found;
    }
}

void verify_charters(const named_charters& charters, fault_list& faults) {
    for (const auto& [named, where] : charters.named)
        if (!charters.adopted.contains(named))
            faults.add({"unknown_charter", where, "",
                        "a commit names the charter " + to_hex(view(named)) + ", which was never adopted"});
}

}  // namespace parcours::replay
