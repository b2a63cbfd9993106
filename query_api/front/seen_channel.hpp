// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include "query_api/front/front.hpp"

namespace parcours {

// Stands between a call and the server: adds what every answer carries and tells how the request ended.
class seen_channel final : public http::answer_channel {
  public:
    static http::responder between(http::responder to, request_seen what, const services& with,
                                   const std::function<void(const request_seen&)>& seen);

    seen_channel(http::responder to, request_seen what, const services& with,
                 const std::function<void(const request_seen&)>& seen);

    void answer(const ticket& which, http::response&& what) override;
    void abandon(const ticket& which) override;

  private:
    void tell(int status);

    http::responder to_;
    request_seen what_;
    const services& with_;
    const std::function<void(const request_seen&)>& seen_;
    const std::int64_t since_ms_;
};

}  // namespace parcours
