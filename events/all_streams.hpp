// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/streams/account.hpp"
#include "events/streams/application.hpp"
#include "events/streams/candidate_file.hpp"
#include "events/streams/companion_link.hpp"
#include "events/streams/offer.hpp"
#include "events/streams/organisation.hpp"
#include "events/streams/platform.hpp"
#include "events/streams/sponsorship.hpp"

namespace parcours {

// Every stream family, in the order of the catalogue.
using all_streams = type_list<platform_stream, account_stream, candidate_file_stream, companion_link_stream,
                              organisation_stream, offer_stream, application_stream, sponsorship_stream>;

}  // namespace parcours
