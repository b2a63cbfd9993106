// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/streams/application.hpp"
#include "projections/folds/application_rows.hpp"
#include "projections/projection.hpp"

namespace parcours {

// Where each application stands and how many of an organisation stand where: the row and counts of `applications`, without
// its lists, messages and actions, so that what a row costs can be measured.
struct application_tracking {
    static constexpr std::string_view name = "application_tracking";
    static constexpr int version = 1;
    using stream = application_stream;
    using events = handles_all<stream>;
    using row = application_row;

    template <class Event>
    static void on(row& r, const Event& e, const stamp& at);
    static void counts(const row& r, count_sink& add);
};
static_assert(projection<application_tracking> && has_counts<application_tracking>);

}  // namespace parcours
