// SPDX-License-Identifier: Apache-2.0
#include "infra/rocksdb/missing_files.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include <rocksdb/env.h>

namespace parcours {
namespace {

// None of them is made before CURRENT: a MANIFEST alone is what a crash leaves of a database that was just begun.
bool is_of_a_database(std::string_view name) {
    return name.ends_with(".sst") || name.ends_with(".blob") || name.ends_with(".log");
}

}  // namespace

expected<void> check_no_file_is_missing(const std::string& folder, rocksdb::Env* environment) {
    rocksdb::Env& files = environment != nullptr ? *environment : *rocksdb::Env::Default();
    std::vector<std::string> names;
    if (!files.GetChildren(folder, &names).ok()) return {};  // whoever opens it hears why
    if (std::find(names.begin(), names.end(), "CURRENT") == names.end()) {
        if (std::none_of(names.begin(), names.end(), is_of_a_database)) return {};
        return failed(failure_code::corrupt, folder + " lacks its file CURRENT, and holds other files of a database");
    }
    std::string named;
    if (!rocksdb::ReadFileToString(&files, folder + "/CURRENT", &named).ok()) return {};
    while (named.ends_with('\n')) named.pop_back();
    if (!named.starts_with("MANIFEST-") || named.find('/') != std::string::npos)
        return failed(failure_code::corrupt, folder + "/CURRENT is damaged: it names no MANIFEST");
    if (files.FileExists(folder + "/" + named).ok()) return {};
    return failed(failure_code::corrupt, folder + " lacks its file " + named.substr(0, 40) + ", which CURRENT names");
}

}  // namespace parcours
