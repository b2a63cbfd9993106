// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace parcours {

// A key and a certificate that it signed itself, in PEM files of a new folder, which goes with this.
class certificate_folder {
  public:
    explicit certificate_folder(const std::string& name = "localhost");
    ~certificate_folder();
    certificate_folder(const certificate_folder&) = delete;
    certificate_folder& operator=(const certificate_folder&) = delete;

    std::string certificate() const { return folder_ + "/certificate.pem"; }
    std::string key() const { return folder_ + "/key.pem"; }
    // Another key and certificate, under the same names; when it begins and ends to hold, in seconds from now.
    void renew(const std::string& name, long from_s = -60, long until_s = 3'600);

  private:
    std::string folder_;
};

}  // namespace parcours
