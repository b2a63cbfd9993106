// SPDX-License-Identifier: Apache-2.0
#include "events/codec/stream_codec.hpp"
#include "events/streams/companion_link.hpp"

namespace parcours {

template expected<stored_event> encode_event<companion_link_stream>(const companion_link_stream::event&,
                                                                    const stream_id&, const sealer&);
template expected<companion_link_stream::event> decode_event<companion_link_stream>(const stored_event&);

}  // namespace parcours
