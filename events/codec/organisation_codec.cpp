// SPDX-License-Identifier: Apache-2.0
#include "events/codec/stream_codec.hpp"
#include "events/streams/organisation.hpp"

namespace parcours {

template expected<stored_event> encode_event<organisation_stream>(const organisation_stream::event&, const stream_id&,
                                                                  const sealer&);
template expected<organisation_stream::event> decode_event<organisation_stream>(const stored_event&);

}  // namespace parcours
