// SPDX-License-Identifier: Apache-2.0
#include "tests/wire/certificate.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sys/stat.h>

#include "events/check.hpp"

namespace parcours {
namespace {

template <auto Release>
struct released {
    template <class T>
    void operator()(T* what) const {
        Release(what);
    }
};
using key_handle = std::unique_ptr<EVP_PKEY, released<EVP_PKEY_free>>;
using certificate_handle = std::unique_ptr<X509, released<X509_free>>;

certificate_handle self_signed(EVP_PKEY* key, const std::string& name, long from_s, long until_s) {
    certificate_handle made(X509_new());
    X509_set_version(made.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), from_s);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), until_s);
    X509_set_pubkey(made.get(), key);
    X509_NAME* subject = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.c_str()), -1,
                               -1, 0);
    X509_set_issuer_name(made.get(), subject);
    check(X509_sign(made.get(), key, EVP_sha256()) > 0, "a certificate can be signed");
    return made;
}

}  // namespace

certificate_folder::certificate_folder(const std::string& name) {
    std::string pattern = (std::filesystem::temp_directory_path() / "parcours-tls-XXXXXX").string();
    check(mkdtemp(pattern.data()) != nullptr, "a temporary folder can be made");
    folder_ = pattern;
    renew(name);
}

certificate_folder::~certificate_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void certificate_folder::renew(const std::string& name, long from_s, long until_s) {
    const key_handle pair(EVP_EC_gen("P-256"));
    check(pair != nullptr, "a key can be made");
    const certificate_handle signed_by_itself = self_signed(pair.get(), name, from_s, until_s);
    std::FILE* file = std::fopen(certificate().c_str(), "w");
    check(file != nullptr && PEM_write_X509(file, signed_by_itself.get()) == 1, "a certificate can be written");
    std::fclose(file);
    file = std::fopen(key().c_str(), "w");
    check(file != nullptr && chmod(key().c_str(), 0600) == 0, "a key's file can be closed to others");
    check(PEM_write_PrivateKey(file, pair.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1, "a key can be written");
    std::fclose(file);
}

}  // namespace parcours
