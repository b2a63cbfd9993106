// SPDX-License-Identifier: Apache-2.0
#include "events/json/stream_json.hpp"
#include "events/streams/application.hpp"

namespace parcours {

template expected<void> render_event<application_stream>(const application_stream::event&, std::string_view,
                                                         std::uint16_t, const field_filter&, const cell_opener&,
                                                         boost::json::object&);
template stream_json json_of<application_stream>();

}  // namespace parcours
