// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/log_hub.hpp"

namespace parcours {

void log_hub::on_accepted(std::span<const accepted> group) {
    for (const auto& each : parts_) each.on_accepted(group);
}

void log_hub::on_ignored(const ignored& record) {
    counted_.on_ignored_record();
    for (const auto& each : parts_)
        if (each.on_ignored) each.on_ignored(record);
}

void log_hub::on_stopped(partition_number partition, const failure& why) {
    log_.write(log_level::error, "partition_stopped", {log_field::partition(partition), log_field::failed(why)});
    for (const auto& each : parts_)
        if (each.on_stopped) each.on_stopped(partition, why);
}

}  // namespace parcours
