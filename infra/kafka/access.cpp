// SPDX-License-Identifier: Apache-2.0
#include "infra/kafka/access.hpp"

#include <cerrno>
#include <cstring>

#include <unistd.h>

#include "infra/system/private_file.hpp"

namespace parcours::kafka {
namespace {

using pairs = std::vector<std::pair<std::string, std::string>>;

expected<void> must_be_readable(const std::string& setting, const std::string& path) {
    if (access(path.c_str(), R_OK) == 0) return {};
    return failed(failure_code::invalid, setting + " " + path + " cannot be opened: " + std::strerror(errno));
}

expected<void> add_tls(const broker_access& given, pairs& into) {
    // Brokers are who their certificate says, or are not spoken to.
    into.emplace_back("ssl.endpoint.identification.algorithm", "https");
    if (!given.ca_file.empty()) {
        if (auto found = must_be_readable("kafka.ca_file", given.ca_file); !found) return found;
        into.emplace_back("ssl.ca.location", given.ca_file);
    }
    if (given.certificate_file.empty()) return {};
    if (auto found = must_be_readable("kafka.certificate_file", given.certificate_file); !found) return found;
    auto key = read_private_file("kafka.key_file", given.key_file);
    if (!key) return tl::unexpected(std::move(key).error());
    into.emplace_back("ssl.certificate.location", given.certificate_file);
    into.emplace_back("ssl.key.pem", *std::move(key));
    return {};
}

expected<void> add_sasl(const broker_access& given, pairs& into) {
    auto password = read_private_file("kafka.sasl_password_file", given.sasl_password_file);
    if (!password) return tl::unexpected(std::move(password).error());
    while (!password->empty() && (password->back() == '\n' || password->back() == '\r')) password->pop_back();
    if (password->empty() || password->find('\n') != std::string::npos)
        return failed(failure_code::invalid,
                      "kafka.sasl_password_file " + given.sasl_password_file + " holds not one line, the password");
    into.emplace_back("sasl.mechanism", given.sasl_mechanism);
    into.emplace_back("sasl.username", given.sasl_user);
    into.emplace_back("sasl.password", *std::move(password));
    return {};
}

}  // namespace

expected<pairs> security_properties(const broker_access& given) {
    pairs all{{"security.protocol", given.protocol}};
    if (given.protocol.ends_with("ssl"))
        if (auto added = add_tls(given, all); !added) return tl::unexpected(std::move(added).error());
    if (given.protocol.starts_with("sasl"))
        if (auto added = add_sasl(given, all); !added) return tl::unexpected(std::move(added).error());
    return all;
}

}  // namespace parcours::kafka
