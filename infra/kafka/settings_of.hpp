// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "infra/kafka/settings.hpp"
#include "infra/settings/process_settings.hpp"

namespace parcours::kafka {

// What a process was told of its Kafka log.
settings settings_of(const process_settings& told);

// Whether clients can be made so: files, certificates and keys are looked at, no broker is asked. `invalid`, with the
// reason, where not.
expected<void> check_settings(const settings& given);

}  // namespace parcours::kafka
