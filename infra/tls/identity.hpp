// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "events/failure.hpp"

struct ssl_ctx_st;

namespace parcours::tls {

struct files {
    std::string certificate;  // PEM, the whole chain, the server's own first
    std::string key;          // PEM, readable by its owner alone
};

// Who a server is to those who connect: a certificate and its key, which can be replaced while it serves.
class identity {
  public:
    // `invalid` where a file is missing, cannot be read, is no certificate or key, the two do not belong together, or
    // the key's file may be read by others than its owner.
    static expected<std::unique_ptr<identity>> load(files from);
    ~identity();

    // Reads the files again; on failure what was loaded stays in use. Any thread.
    expected<void> reload();

    // Why clients will turn away from the certificate today: it holds no longer, or not yet. Empty: they need not. Any thread.
    std::string doubt() const;

    // What new connections use. Shared, for connections go on with what they began with. Any thread.
    std::shared_ptr<ssl_ctx_st> current() const;

  private:
    explicit identity(files from);

    const files from_;
    mutable std::mutex lock_;  // guards current_
    std::shared_ptr<ssl_ctx_st> current_;
};

}  // namespace parcours::tls
