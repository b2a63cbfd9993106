// SPDX-License-Identifier: Apache-2.0
#include "infra/tls/identity.hpp"

#include <array>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <unistd.h>

#include "infra/system/private_file.hpp"

namespace parcours::tls {

namespace {

using context = std::shared_ptr<ssl_ctx_st>;

tl::unexpected<failure> refused(const std::string& what) {
    ERR_clear_error();
    return failed(failure_code::invalid, what);
}

// HTTP/1.1 is all that is spoken; a client that offers other protocols only is told so in the handshake.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_bytes, const unsigned char* offered,
                    unsigned offered_bytes, void*) {
    static constexpr std::array<unsigned char, 9> spoken{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    unsigned char* selected = nullptr;
    const int found =
        SSL_select_next_proto(&selected, chosen_bytes, spoken.data(), spoken.size(), offered, offered_bytes);
    if (found != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_ALERT_FATAL;
    *chosen = selected;
    return SSL_TLSEXT_ERR_OK;
}

int no_pass_phrase(char*, int, int, void*) { return 0; }

expected<context> load_context(const files& from) {
    context made(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    if (!made) return refused("TLS cannot be set up.");
    SSL_CTX_set_min_proto_version(made.get(), TLS1_2_VERSION);
    SSL_CTX_set_options(made.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(made.get(),
                     SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_cipher_list(made.get(), "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_alpn_select_cb(made.get(), choose_protocol, nullptr);
    SSL_CTX_set_default_passwd_cb(made.get(), no_pass_phrase);
    if (::access(from.certificate.c_str(), R_OK) != 0)
        return refused("The TLS certificate file " + from.certificate + " is not there, or cannot be read.");
    if (SSL_CTX_use_certificate_chain_file(made.get(), from.certificate.c_str()) != 1) {
        return refused("The TLS certificate file " + from.certificate + " holds no certificate that can be used.");
    }
    expected<std::string> text = read_private_file("The TLS key file", from.key);
    if (!text) return tl::unexpected(text.error());
    const std::unique_ptr<BIO, decltype(&BIO_free)> reader(
        BIO_new_mem_buf(text->data(), static_cast<int>(text->size())), BIO_free);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        PEM_read_bio_PrivateKey(reader.get(), nullptr, no_pass_phrase, nullptr), EVP_PKEY_free);
    OPENSSL_cleanse(text->data(), text->size());
    if (!key) return refused("The TLS key file " + from.key + " holds no key without a pass phrase.");
    if (SSL_CTX_use_PrivateKey(made.get(), key.get()) != 1 || SSL_CTX_check_private_key(made.get()) != 1) {
        return refused("The TLS key in " + from.key + " is not that of the certificate in " + from.certificate + ".");
    }
    return made;
}

}  // namespace

identity::identity(files from) : from_(std::move(from)) {}

identity::~identity() = default;

expected<std::unique_ptr<identity>> identity::load(files from) {
    std::unique_ptr<identity> made(new identity(std::move(from)));
    if (expected<void> loaded = made->reload(); !loaded) return tl::unexpected(loaded.error());
    return made;
}

expected<void> identity::reload() {
    expected<context> loaded = load_context(from_);
    if (!loaded) return tl::unexpected(loaded.error());
    const std::lock_guard hold(lock_);
    current_.swap(*loaded);
    return {};
}

std::string identity::doubt() const {
    const auto now = current();
    const X509* shown = SSL_CTX_get0_certificate(now.get());
    if (X509_cmp_current_time(X509_get0_notAfter(shown)) < 0)
        return "The TLS certificate in " + from_.certificate + " has expired.";
    if (X509_cmp_current_time(X509_get0_notBefore(shown)) > 0)
        return "The TLS certificate in " + from_.certificate + " is not valid yet.";
    return {};
}

std::shared_ptr<ssl_ctx_st> identity::current() const {
    const std::lock_guard hold(lock_);
    return current_;
}

}  // namespace parcours::tls
