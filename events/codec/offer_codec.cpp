// SPDX-License-Identifier: Apache-2.0
#include "events/codec/stream_codec.hpp"
#include "events/streams/offer.hpp"

namespace parcours {

template expected<stored_event> encode_event<offer_stream>(const offer_stream::event&, const stream_id&, const sealer&);
template expected<offer_stream::event> decode_event<offer_stream>(const stored_event&);

}  // namespace parcours
