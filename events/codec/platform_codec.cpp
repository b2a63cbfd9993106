// SPDX-License-Identifier: Apache-2.0
#include "events/codec/stream_codec.hpp"
#include "events/streams/platform.hpp"

namespace parcours {

template expected<stored_event> encode_event<platform_stream>(const platform_stream::event&, const stream_id&,
                                                              const sealer&);
template expected<platform_stream::event> decode_event<platform_stream>(const stored_event&);

}  // namespace parcours
