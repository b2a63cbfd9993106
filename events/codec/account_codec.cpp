// SPDX-License-Identifier: Apache-2.0
#include "events/codec/stream_codec.hpp"
#include "events/streams/account.hpp"

namespace parcours {

template expected<stored_event> encode_event<account_stream>(const account_stream::event&, const stream_id&,
                                                             const sealer&);
template expected<account_stream::event> decode_event<account_stream>(const stored_event&);

}  // namespace parcours
