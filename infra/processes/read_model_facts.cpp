// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/read_model_facts.hpp"

#include <set>

#include "infra/processes/fact_gathering.hpp"

namespace parcours {
namespace {

std::set<route_number> routes_of(const actor& by, const fact_needs& needs) {
    std::set<route_number> routes;
    const auto add = [&](const auto& id) {
        if (id) routes.insert(id->route());
    };
    if (!by.account.empty()) routes.insert(by.account.route());
    add(needs.judged_by);
    add(needs.offer);
    add(needs.organisation);
    add(needs.application_target);
    add(needs.sponsorship_target);
    add(needs.other);
    add(needs.snapshot);
    return routes;
}

// The journal's end where these routes lie.
expected<std::vector<position>> ends_of(const std::set<route_number>& routes, const journal& history) {
    std::set<partition_number> partitions;
    for (const auto route : routes) partitions.insert(route % history.shape().partitions);
    std::vector<position> ends;
    for (const auto each : partitions) {
        const auto end = history.end(each);
        if (!end) return tl::unexpected(end.error());
        if (end->offset >= 0) ends.push_back({each, end->offset});
    }
    return ends;
}

}  // namespace

void read_model_facts::read(const actor& by, const fact_needs& needs,
                            std::function<void(expected<remote_facts>)> then) {
    fact_gathering first(from_, by, needs);
    auto found = first.run(false);
    if (!found || !first.behind()) return tell(std::move(found), first, std::move(then));
    auto ends = ends_of(routes_of(by, needs), from_.history);
    if (!ends) return then(tl::unexpected(std::move(ends).error()));
    from_.models.when_reached(*std::move(ends), wait_ms_, [this, by, needs, then = std::move(then)](bool) {
        fact_gathering again(from_, by, needs);
        auto found_now = again.run(true);
        tell(std::move(found_now), again, then);
    });
}

void read_model_facts::tell(expected<remote_facts> found, const fact_gathering& by,
                            std::function<void(expected<remote_facts>)> then) const {
    if (!found || !by.opened()) return then(std::move(found));
    from_.accesses.enter(*by.opened(), [found = std::move(found), then = std::move(then)](expected<void> done) mutable {
        if (!done) return then(tl::unexpected(std::move(done).error()));
        then(std::move(found));
    });
}

}  // namespace parcours
