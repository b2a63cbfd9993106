// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "infra/http/transport.hpp"
#include "infra/tls/engine.hpp"

namespace boost::asio {
class io_context;
}

namespace parcours::http {

// Both take the descriptor of a connected, non-blocking stream socket, and close it.
std::unique_ptr<transport> make_plain_transport(boost::asio::io_context& loop, int descriptor);
std::unique_ptr<transport> make_tls_transport(boost::asio::io_context& loop, int descriptor,
                                              std::unique_ptr<tls::engine> engine);

}  // namespace parcours::http
