// SPDX-License-Identifier: Apache-2.0
#include "events/json/stream_json.hpp"
#include "events/streams/offer.hpp"

namespace parcours {

template expected<void> render_event<offer_stream>(const offer_stream::event&, std::string_view, std::uint16_t,
                                                   const field_filter&, const cell_opener&, boost::json::object&);
template stream_json json_of<offer_stream>();

}  // namespace parcours
