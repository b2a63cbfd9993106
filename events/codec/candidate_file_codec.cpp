// SPDX-License-Identifier: Apache-2.0
#include "events/codec/stream_codec.hpp"
#include "events/streams/candidate_file.hpp"

namespace parcours {

template expected<stored_event> encode_event<candidate_file_stream>(const candidate_file_stream::event&,
                                                                    const stream_id&, const sealer&);
template expected<candidate_file_stream::event> decode_event<candidate_file_stream>(const stored_event&);

}  // namespace parcours
