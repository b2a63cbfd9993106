// SPDX-License-Identifier: Apache-2.0
#include "infra/access_log/access_chain.hpp"

#include <map>
#include <optional>

#include "infra/access_log/access_reader.hpp"

namespace parcours {
namespace {

class checking {
  public:
    // Which record each file begins after; their files are looked for in the one reading that follows.
    void note_beginning(const std::filesystem::path& file) {
        std::optional<digest> begins_after;
        (void)read_access_file(file, [&](const stored_access& first, std::uint64_t /*octet*/) {
            begins_after = first.previous;
            return false;
        });
        if (begins_after) wanted_.emplace(*begins_after, false);
        begin_after_.push_back(begins_after);
    }

    void read(const std::filesystem::path& file, std::size_t number) {
        name_ = file.filename().string();
        // What it begins after must have been met before it, or there was nothing.
        const auto& before = begin_after_[number];
        const bool begins = found.entries == 0 && before == digest{};
        if (number > 0 && before && !begins && !wanted_.at(*before) && !damaged_)
            tell(0,
                 "the entries that it begins after are not there: the end of an earlier day was cut off, or a file is "
                 "gone");
        std::optional<digest> last;
        bool linked = false;
        const auto whole = read_access_file(file, [&](const stored_access& each, std::uint64_t octet) {
            ++found.entries;
            const bool broken = last && (each.previous ? *each.previous != *last : linked);
            if (broken)
                tell(octet, "the entry does not follow the one before it: one was changed, taken out or put in");
            linked = each.previous.has_value();
            last = each.hash;
            if (const auto place = wanted_.find(each.hash); place != wanted_.end()) place->second = true;
            return true;
        });
        if (whole) return;
        damaged_ = true;
        tell(0, whole.error().context, true);
    }

    checked_accesses found;

  private:
    void tell(std::uint64_t octet, std::string what, bool unreadable = false) {
        if (found.faults.size() < access_faults_max)
            found.faults.push_back({unreadable, name_, octet, std::move(what)});
    }

    std::map<digest, bool> wanted_;  // hashes that files begin after: whether met
    std::vector<std::optional<digest>> begin_after_;
    std::string name_;
    bool damaged_ = false;  // an earlier file was read in part alone
};

}  // namespace

expected<checked_accesses> check_access_chain(const std::filesystem::path& folder) {
    const auto files = access_files_in(folder);
    if (!files) return tl::unexpected(files.error());
    checking all;
    for (const auto& each : *files) all.note_beginning(each);
    for (std::size_t each = 0; each < files->size(); ++each) all.read((*files)[each], each);
    return std::move(all.found);
}

}  // namespace parcours
