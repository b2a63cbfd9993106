// SPDX-License-Identifier: Apache-2.0
#include "events/json/repeated_names.hpp"

#include <cstdint>
#include <limits>
#include <set>

#include <boost/json/basic_parser_impl.hpp>

#include "events/json/value_json.hpp"

namespace parcours {
namespace {

using boost::json::error_code;
using boost::json::string_view;

// Follows the parser through the text and remembers the names of the objects that are open.
class name_watcher {
  public:
    static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_array_size = max_object_size;
    static constexpr std::size_t max_key_size = max_object_size;
    static constexpr std::size_t max_string_size = max_object_size;

    explicit name_watcher(std::size_t most) : most_(most) {}
    std::vector<std::string> found;

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code&) { return enter(false); }
    bool on_object_end(std::size_t, error_code&) { return leave(); }
    bool on_array_begin(error_code&) { return enter(true); }
    bool on_array_end(std::size_t, error_code&) { return leave(); }
    bool on_key_part(string_view part, std::size_t, error_code&) {
        key_.append(part.data(), part.size());
        return true;
    }
    bool on_key(string_view rest, std::size_t, error_code&) {
        key_.append(rest.data(), rest.size());
        auto& inside = open_.back();
        inside.place = key_;
        if (!inside.names.insert(std::move(key_)).second && found.size() < most_) found.push_back(pointer());
        key_.clear();
        return true;
    }
    bool on_string_part(string_view, std::size_t, error_code&) { return true; }
    bool on_string(string_view, std::size_t, error_code&) { return step(); }
    bool on_number_part(string_view, error_code&) { return true; }
    bool on_int64(std::int64_t, string_view, error_code&) { return step(); }
    bool on_uint64(std::uint64_t, string_view, error_code&) { return step(); }
    bool on_double(double, string_view, error_code&) { return step(); }
    bool on_bool(bool, error_code&) { return step(); }
    bool on_null(error_code&) { return step(); }
    bool on_comment_part(string_view, error_code&) { return true; }
    bool on_comment(string_view, error_code&) { return true; }

  private:
    struct container {
        bool list = false;
        std::size_t items = 0;
        std::string place;  // the name whose value is read
        std::set<std::string> names;
    };

    bool enter(bool list) {
        open_.push_back({list, 0, {}, {}});
        return true;
    }
    bool leave() {
        open_.pop_back();
        return step();
    }
    bool step() {
        if (!open_.empty()) ++open_.back().items;
        return true;
    }
    std::string pointer() const {
        std::string text;
        for (const auto& each : open_) text = json_pointer(text, each.list ? std::to_string(each.items) : each.place);
        return text;
    }

    std::size_t most_;
    std::string key_;
    std::vector<container> open_;
};

}  // namespace

std::vector<std::string> repeated_names(std::string_view json, std::size_t depth_max, std::size_t most) {
    boost::json::parse_options options;
    options.max_depth = depth_max;
    boost::json::basic_parser<name_watcher> parser(options, most);
    error_code error;
    parser.write_some(false, json.data(), json.size(), error);
    return std::move(parser.handler().found);
}

}  // namespace parcours
