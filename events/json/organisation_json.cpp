// SPDX-License-Identifier: Apache-2.0
#include "events/json/stream_json.hpp"
#include "events/streams/organisation.hpp"

namespace parcours {

template expected<void> render_event<organisation_stream>(const organisation_stream::event&, std::string_view,
                                                          std::uint16_t, const field_filter&, const cell_opener&,
                                                          boost::json::object&);
template stream_json json_of<organisation_stream>();

}  // namespace parcours
