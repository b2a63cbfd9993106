// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "infra/vault/anchor.hpp"

namespace parcours {

// Whether what is overwritten in this file is gone from its device: its file system (ext4 or XFS, data not journaled),
// and one extent that nothing else shares (FIEMAP).
anchor_ground look_at_ground(const std::filesystem::path& path);

// The options of the mount that holds device `major:minor`, from the text of /proc/self/mountinfo (proc(5)); its file
// system's own options stand last. Empty: no such mount.
std::string mount_options(std::string_view mountinfo, unsigned major, unsigned minor);

}  // namespace parcours
