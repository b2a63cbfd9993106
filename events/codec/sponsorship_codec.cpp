// SPDX-License-Identifier: Apache-2.0
#include "events/codec/stream_codec.hpp"
#include "events/streams/sponsorship.hpp"

namespace parcours {

template expected<stored_event> encode_event<sponsorship_stream>(const sponsorship_stream::event&, const stream_id&,
                                                                 const sealer&);
template expected<sponsorship_stream::event> decode_event<sponsorship_stream>(const stored_event&);

}  // namespace parcours
