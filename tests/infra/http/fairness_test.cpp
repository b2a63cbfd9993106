// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <thread>

#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/infra/http/routes_double.hpp"
#include "tests/support/sanitized.hpp"

namespace parcours::http {
namespace {

// Runs a client of its own until it is told to stop.
struct nuisance {
    template <class Work>
    nuisance(std::uint16_t port, Work work)
        : thread([this, port, work] {
              while (!over) {
                  wire_client client(port);
                  while (!over && work(client)) {
                  }
              }
          }) {}
    ~nuisance() {
        over = true;
        thread.join();
    }
    std::atomic<bool> over{false};
    std::thread thread;
};

std::chrono::milliseconds slowest_of(const served& with, int requests) {
    auto client = with.connect();
    std::chrono::milliseconds slowest{0};
    for (int i = 0; i < requests; ++i) {
        const auto from = std::chrono::steady_clock::now();
        EXPECT_EQ(client.ask(get("/echo"))->status, 200);
        const auto took = std::chrono::steady_clock::now() - from;
        slowest = std::max(slowest, std::chrono::duration_cast<std::chrono::milliseconds>(took));
    }
    return slowest;
}

TEST(AFlood, OfUploadsRequestsOrGarbageStarvesNobody) {
    auto limits = served::quick();
    limits.threads = 1;
    served with(limits);
    const std::string piece = "4000\r\n" + std::string(0x4000, 'f') + "\r\n";
    bool begun = false;
    const nuisance uploading(with.port, [&](wire_client& client) {
        if (!std::exchange(begun, true))
            client.send("POST /upload HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        return client.send(piece);
    });
    const nuisance pipelining(with.port, [batch = get("/echo") + get("/echo") + get("/echo")](wire_client& client) {
        return client.send(batch) && client.answer() && client.answer() && client.answer();
    });
    const nuisance babbling(with.port, [](wire_client& client) {
        client.send("\xff\xfe garbage\r\n\r\n");
        return !client.read_to_end().empty() && false;
    });
    EXPECT_TRUE(comes_true([&] { return with.routes.upload_bytes >= 10'000'000; }));
    EXPECT_LT(slowest_of(with, 300).count(), 1'000);
}

std::size_t resident_kib() {
    std::ifstream status("/proc/self/statm");
    std::size_t pages = 0;
    status >> pages >> pages;
    return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) / 1024;
}

TEST(Memory, StaysSteadyOverManyConnectionsAndRequests) {
    if (sanitized) GTEST_SKIP() << "a sanitizer takes memory of its own";
    served with;
    const auto round = [&](int connections) {
        for (int i = 0; i < connections; ++i) {
            auto client = with.connect();
            client.ask(post("/echo", std::string(10'000, 'm')));
            client.ask(get("/pieces/100000"));
            client.ask(get("/text/100000", "Accept-Encoding: gzip\r\n"));
            if (i % 3 == 0) client.send("GET / HTTP/1.1\nbad\n");
            if (i % 3 == 1) client.reset();
        }
        EXPECT_TRUE(comes_true([&] { return with.under_test.counts().connections_open == 0; }));
    };
    round(300);
    const std::size_t before = resident_kib();
    round(1'000);
    EXPECT_LT(resident_kib(), before + 8 * 1024);
}

}  // namespace
}  // namespace parcours::http
