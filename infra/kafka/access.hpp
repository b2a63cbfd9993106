// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "events/failure.hpp"

namespace parcours::kafka {

// How a process and the brokers make sure of each other. Files are read for each client that is made, so a renewed one is
// taken by the next.
struct broker_access {
    std::string protocol = "plaintext";  // as Kafka calls them: also ssl, sasl_plaintext, sasl_ssl
    std::string ca_file;                 // PEM; empty: the authorities that this machine trusts
    std::string certificate_file;        // PEM, ours; empty: none is shown
    std::string key_file;                // PEM, readable by its owner alone
    std::string sasl_mechanism;
    std::string sasl_user;
    std::string sasl_password_file;  // one line, readable by its owner alone
};

// What librdkafka is told: names and values, a password among them. `invalid`, naming the setting, where a file cannot
// be used.
expected<std::vector<std::pair<std::string, std::string>>> security_properties(const broker_access& given);

}  // namespace parcours::kafka
