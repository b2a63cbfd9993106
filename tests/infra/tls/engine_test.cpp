// SPDX-License-Identifier: Apache-2.0
#include "infra/tls/engine.hpp"

#include <gtest/gtest.h>

#include "infra/tls/identity.hpp"
#include "tests/wire/certificate.hpp"

namespace parcours::tls {
namespace {

struct an_engine {
    an_engine()
        : loaded(*identity::load({folder.certificate(), folder.key()})), made(engine::make(loaded->current())) {}
    engine::step say(std::string_view wire) {
        made->feed(wire);
        return made->read(room);
    }
    certificate_folder folder;
    std::unique_ptr<identity> loaded;
    std::unique_ptr<engine> made;
    std::array<char, 1024> room{};
};

TEST(AnEngine, WaitsForTheWire) {
    an_engine one;
    EXPECT_EQ(one.made->read(one.room).what, engine::outcome::hungry);
    EXPECT_EQ(one.say("\x16").what, engine::outcome::hungry);
}

TEST(AnEngine, IsBrokenByWhatIsNoTlsAndSaysSo) {
    an_engine one;
    EXPECT_EQ(one.say("GET / HTTP/1.1\r\nHost: a\r\n\r\n").what, engine::outcome::broken);
    EXPECT_FALSE(one.made->write("never"));
    one.made->end();
    std::string wire;
    one.made->take_wire(wire);
    EXPECT_EQ(wire.find("never"), std::string::npos);
}

TEST(AnEngine, HasNoPlainTextBeforeTheHandshake) {
    an_engine one;
    EXPECT_FALSE(one.made->write("early"));
    std::string wire;
    one.made->take_wire(wire);
    EXPECT_EQ(wire, "");
}

}  // namespace
}  // namespace parcours::tls
