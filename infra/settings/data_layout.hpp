// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace parcours {

// Where things lie below a process's data folder: what serves and what replays agree on it here.
struct data_layout {
    std::string folder;

    std::string log() const { return folder + "/log"; }          // the embedded log with its journal
    std::string journal() const { return folder + "/journal"; }  // of a log elsewhere
    std::string tables() const { return folder + "/tables"; }
    std::string vault() const { return folder + "/vault"; }
    std::string anchor() const { return folder + "/anchor"; }  // outside every backup
    std::string accesses() const { return folder + "/accesses"; }
    std::string control_socket() const { return folder + "/control.socket"; }
};

}  // namespace parcours
