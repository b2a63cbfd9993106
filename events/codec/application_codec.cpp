// SPDX-License-Identifier: Apache-2.0
#include "events/codec/stream_codec.hpp"
#include "events/streams/application.hpp"

namespace parcours {

template expected<stored_event> encode_event<application_stream>(const application_stream::event&, const stream_id&,
                                                                 const sealer&);
template expected<application_stream::event> decode_event<application_stream>(const stored_event&);

}  // namespace parcours
