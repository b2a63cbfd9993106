// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "projections/make_folds.hpp"
#include "projections/table_keys.hpp"
#include "query_api/services.hpp"
#include "tests/support/tables_in_memory.hpp"
#include "tests/support/written_history.hpp"

namespace parcours {

// All read models over a history that a test writes; level with it, but while they are held back. Not thread-safe.
class read_models_in_memory final : public read_models {
  public:
    explicit read_models_in_memory(partition_number partitions = 1) : written_(partitions) {
        for (auto& each : make_folds()) {
            auto where = tables_.open(each->name(), each->version());
            folds_.push_back({std::move(each), *std::move(where)});
        }
    }

    // Each event in a commit of its own; answers the position of the last.
    template <stream_family Stream>
    position given(const typename Stream::id& id, const std::vector<typename Stream::event>& events,
                   actor by = written_history::some_actor()) {
        position last;
        for (const auto& each : events) last = written_.add<Stream>(id, {each}, by).at;
        if (!held_) catch_up();
        return last;
    }
    // While held back, nothing new is folded and who waits for it waits.
    void hold_back() { held_ = true; }
    void let_go() {
        held_ = false;
        catch_up();
        tell_waiters(true);
    }
    // As when the time of who waits is over.
    void give_up_waiting() { tell_waiters(false); }
    void set_fresh(bool fresh) { fresh_ = fresh; }
    // As when an event of the stream could not be applied.
    void park(std::string_view projection, const stream_id& stream) {
        table_batch batch;
        batch.put(parked_key(stream.id), parked_value({stream, {}, "parked by a test"}));
        for (auto& each : folds_)
            if (each.one->name() == projection)
                check(each.where->write(batch).has_value(), "a table in memory can be written");
    }
    std::size_t waiting() const { return waiters_.size(); }
    const written_history& written() const { return written_; }
    const journal& history() const { return written_.journal(); }

    std::unique_ptr<table_snapshot> snapshot(std::string_view projection) const override {
        for (const auto& each : folds_)
            if (each.one->name() == projection) return each.where->snapshot();
        check(false, "a projection that is asked for is one of all");
        return nullptr;
    }
    void when_reached(std::vector<position>, std::int64_t, std::function<void(bool)> then) const override {
        if (!held_) return then(true);
        waiters_.push_back(std::move(then));
    }
    bool relations_are_fresh() const override { return fresh_; }

  private:
    struct at_work {
        std::unique_ptr<fold> one;
        std::unique_ptr<table> where;
    };
    void catch_up() {
        for (; applied_ < written_.all().size(); ++applied_) {
            const accepted& next = written_.all()[applied_];
            for (auto& each : folds_) apply(each, next);
        }
    }
    void apply(at_work& to, const accepted& next) {
        table_batch batch;
        const auto before = to.where->snapshot();
        check(to.one->apply(std::span(&next, 1), *before, batch).has_value(), "a fold applies what a test gives it");
        batch.put(position_key(next.at.partition), position_value(written_history::generation, next.at.offset));
        check(to.where->write(batch).has_value(), "a table in memory can be written");
        to.one->written();
    }
    void tell_waiters(bool reached) {
        for (auto& each : std::exchange(waiters_, {})) each(reached);
    }

    written_history written_;
    tables_in_memory tables_;
    std::vector<at_work> folds_;
    std::size_t applied_ = 0;
    bool held_ = false;
    bool fresh_ = true;
    mutable std::vector<std::function<void(bool)>> waiters_;
};

}  // namespace parcours
