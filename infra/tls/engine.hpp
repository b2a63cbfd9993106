// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct ssl_st;
struct bio_st;
struct ssl_ctx_st;

namespace parcours::tls {

// The server's side of one TLS connection, without a socket: bytes of the wire go in and come out here, and whoever
// owns the socket carries them. One thread.
class engine {
  public:
    enum class outcome {
        done,    // bytes were given
        hungry,  // more bytes of the wire are needed
        ended,   // the client said that it is done
        broken,  // this is not TLS, or not any more; what wire() holds tells the client why
    };
    struct step {
        outcome what;
        std::size_t bytes;
    };

    // Null where memory is short.
    static std::unique_ptr<engine> make(const std::shared_ptr<ssl_ctx_st>& from);
    ~engine();

    // Bytes from the wire, kept until they are read.
    void feed(std::string_view wire_bytes);
    // Goes on with the handshake where it is not done, then gives what the client said.
    step read(std::span<char> into);
    // Takes plain bytes, all of them. REQUIRES: read() has given bytes before. False: broken.
    bool write(std::string_view bytes);
    // Tells the client that nothing more comes.
    void end();
    // What must be sent now; empties it.
    void take_wire(std::string& into);

  private:
    engine() = default;

    struct freed {
        void operator()(ssl_st* tls) const;
    };
    std::unique_ptr<ssl_st, freed> tls_;
    bio_st* from_wire_ = nullptr;  // both owned by tls_
    bio_st* to_wire_ = nullptr;
};

}  // namespace parcours::tls
