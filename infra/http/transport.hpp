// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace parcours::http {

// Bytes to and from one client, in clear or through TLS. Everything happens on one I/O thread; at most one read and one
// write are under way; each completes by one call of the listener, never from inside the call which began it.
class transport {
  public:
    class listener {
      public:
        virtual ~listener() = default;
        // Zero bytes: the client has ended its side, or is gone.
        virtual void on_read(std::size_t bytes) = 0;
        // Zero bytes: the client is gone.
        virtual void on_written(std::size_t bytes) = 0;
    };

    virtual ~transport() = default;
    // The memory stays valid until the call of on_read.
    virtual void read(std::span<char> into, listener& whom) = 0;
    // What the system takes at once; zero where it would have to wait, or only write() can tell.
    virtual std::size_t write_now(std::span<const std::string_view> pieces) = 0;
    // Some of the pieces, which stay valid until the call of on_written.
    virtual void write(std::span<const std::string_view> pieces, listener& whom) = 0;
    // No more will be written: lets the client read to the end.
    virtual void end_writing() = 0;
    // What is under way completes with zero bytes.
    virtual void close() = 0;
    // Whether nothing is under way, so that it may be destroyed.
    virtual bool is_quiet() const = 0;
    virtual bool is_tls() const = 0;
};

}  // namespace parcours::http
