// SPDX-License-Identifier: Apache-2.0
#include "infra/tls/engine.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace parcours::tls {

void engine::freed::operator()(ssl_st* tls) const { SSL_free(tls); }

std::unique_ptr<engine> engine::make(const std::shared_ptr<ssl_ctx_st>& from) {
    std::unique_ptr<engine> made(new engine);
    made->tls_.reset(SSL_new(from.get()));
    BIO* in = BIO_new(BIO_s_mem());
    BIO* out = BIO_new(BIO_s_mem());
    if (!made->tls_ || in == nullptr || out == nullptr) {
        BIO_free(in);
        BIO_free(out);
        return nullptr;
    }
    BIO_set_mem_eof_return(in, -1);  // empty means "wait", not "the end"
    SSL_set_bio(made->tls_.get(), in, out);
    SSL_set_accept_state(made->tls_.get());
    made->from_wire_ = in;
    made->to_wire_ = out;
    return made;
}

engine::~engine() = default;

void engine::feed(std::string_view wire_bytes) {
    BIO_write(from_wire_, wire_bytes.data(), static_cast<int>(wire_bytes.size()));
}

engine::step engine::read(std::span<char> into) {
    ERR_clear_error();
    std::size_t count = 0;
    const int result = SSL_read_ex(tls_.get(), into.data(), into.size(), &count);
    if (result == 1) return {outcome::done, count};
    switch (SSL_get_error(tls_.get(), result)) {
        case SSL_ERROR_WANT_READ:
        case SSL_ERROR_WANT_WRITE: return {outcome::hungry, 0};
        case SSL_ERROR_ZERO_RETURN: return {outcome::ended, 0};
        default: ERR_clear_error(); return {outcome::broken, 0};
    }
}

bool engine::write(std::string_view bytes) {
    while (!bytes.empty()) {
        ERR_clear_error();
        std::size_t count = 0;
        if (SSL_write_ex(tls_.get(), bytes.data(), bytes.size(), &count) != 1) return false;
        bytes.remove_prefix(count);
    }
    return true;
}

void engine::end() {
    ERR_clear_error();
    if (SSL_is_init_finished(tls_.get()) == 1) SSL_shutdown(tls_.get());
    ERR_clear_error();
}

void engine::take_wire(std::string& into) {
    char* bytes = nullptr;
    const long count = BIO_get_mem_data(to_wire_, &bytes);
    if (count > 0) into.append(bytes, static_cast<std::size_t>(count));
    (void)BIO_reset(to_wire_);
}

}  // namespace parcours::tls
