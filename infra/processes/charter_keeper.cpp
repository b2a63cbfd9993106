// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/charter_keeper.hpp"

#include "commands/deciders/platform.hpp"
#include "events/codec/codec.hpp"

namespace parcours {

expected<void> charter_keeper::load(const journal& history, charter at_first) {
    file_text_ = at_first.text;
    terms_ = std::make_shared<const charter>(std::move(at_first));
    const stream_id stream = platform::only_stream;
    const auto end = history.end(stream.route() % history.shape().partitions);
    if (!end) return tl::unexpected(end.error());
    std::optional<stored_event> last;
    const auto read =
        history.read_stream(stream, 1, end->offset, [&](const position&, const commit&, const stream_part& part) {
            for (const auto& each : part.events)
                if (each.name == charter_adopted::name) last = each;
            return true;
        });
    if (!read) return read;
    return last ? take(*last) : expected<void>{};
}

bool charter_keeper::adopted() const {
    const std::lock_guard hold(guard_);
    return adopted_;
}

bool charter_keeper::is_this_files() const {
    const std::lock_guard hold(guard_);
    return understood_ && terms_->text == file_text_;
}

void charter_keeper::take_file(std::string text) {
    const std::lock_guard hold(guard_);
    file_text_ = std::move(text);
}

std::shared_ptr<const charter> charter_keeper::terms() const {
    const std::lock_guard hold(guard_);
    return terms_;
}

void charter_keeper::on_accepted(std::span<const accepted> group) {
    for (const auto& each : group) {
        if (!each.content) continue;
        for (const auto& part : each.content->parts) {
            if (part.stream != platform::only_stream) continue;
            for (const auto& happened : part.events) {
                if (happened.name != charter_adopted::name) continue;
                if (const auto taken = take(happened); !taken) {
                    const std::lock_guard hold(guard_);
                    understood_ = false;
                    log_.write(log_level::error, "charter_not_understood", {log_field::failed(taken.error())});
                    continue;
                }
                log_.write(log_level::info, "charter_adopted", {log_field::at(each.at)});
                if (then_) then_(terms());
            }
        }
    }
}

expected<void> charter_keeper::take(const stored_event& happened) {
    const auto decoded = decode_event<platform_stream>(happened);
    if (!decoded) return tl::unexpected(decoded.error());
    const auto* adopted = std::get_if<charter_adopted>(&*decoded);
    if (adopted == nullptr) return {};
    auto read = parse_charter(adopted->text, adopted->name_, known_);
    if (!read)
        return failed(failure_code::corrupt, "the adopted charter has names that this program does not know: " +
                                                 to_string(read.error().front()));
    const std::lock_guard hold(guard_);
    terms_ = std::make_shared<const charter>(*std::move(read));
    adopted_ = true;
    understood_ = true;
    return {};
}

}  // namespace parcours
