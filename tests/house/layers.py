# SPDX-License-Identifier: Apache-2.0
"""The architecture as a table: which folders a folder may include, and where a library may be seen."""

ALL = ["events", "commands", "projections", "query_api", "infra", "replay_tools", "tests"]

# The longest folder that holds a file decides. A folder may always include itself.
FOLDERS = {
    "events": [],
    "commands": ["events"],
    "projections": ["events"],
    "query_api": ["events", "projections"],
    "infra/calendar": ["events"],
    "infra/command_line": ["infra/settings"],
    "infra/control": ["events"],
    "infra/access_log": ["events", "query_api"],
    "infra/credentials": ["events", "query_api", "infra/vault"],
    "infra/embedded": ["events", "infra/journal", "infra/rocksdb"],
    "infra/http": ["events", "query_api", "infra/tls"],
    "infra/journal": ["events", "infra/rocksdb"],
    "infra/kafka": ["events", "infra/journal", "infra/settings", "infra/system"],
    "infra/keys_first": ["events"],
    "infra/log_reach": ["events", "infra/embedded", "infra/settings", "infra/rocksdb", "infra/tables", "infra/vault"],
    "infra/logging": ["events"],
    "infra/operator": ["events", "projections", "query_api"],
    "infra/rocksdb": ["events"],
    "infra/settings": ["events"],
    "infra/system": ["events"],
    "infra/tables": ["events", "projections", "infra/rocksdb"],
    "infra/texts": ["events", "query_api", "infra/settings"],
    "infra/tls": ["events", "infra/system"],
    "infra/vault": ["events", "infra/rocksdb"],
    "infra/processes": ["events", "commands", "projections", "query_api", "infra"],
    "replay_tools": ["events", "projections", "query_api", "infra"],
    "tests": ALL,
}

# Where the include of a library may stand. The longest prefix of the include decides; every folder may use the first.
EVERYWHERE = ["fmt/", "tl/expected.hpp", "boost/pfr.hpp", "boost/pfr/"]
VENDORS = {
    "cereal/": ["events/codec"],
    "boost/json": ["events/json", "query_api", "infra/logging", "infra/operator", "infra/control", "infra/processes", "replay_tools", "commands/parsing", "tests"],
    "boost/asio": ["infra", "tests"],
    "boost/asio/ssl": ["infra/tls", "infra/http", "tests"],
    "boost/beast": ["infra/http", "tests"],
    "boost/url": ["infra/http", "query_api", "tests"],
    "boost/": ["infra/http", "infra/processes", "tests"],
    "rocksdb/": ["infra/rocksdb", "infra/journal", "infra/embedded", "infra/tables", "infra/vault",
                 "tests/infra", "tests/benchmarks"],
    "librdkafka/": ["infra/kafka", "tests/infra/kafka", "tests/benchmarks"],
    "pistache/": ["infra/operator"],
    "prometheus/": ["infra/operator"],
    "openssl/evp.h": ["events/commit", "infra/tls", "tests/wire"],
    "openssl/": ["infra/tls", "tests/wire"],
    "sodium": ["events/cell", "infra/vault", "infra/credentials", "tests/support"],
    "curl/": ["infra/transfer"],
    "spdlog/": ["infra/logging"],
    "CLI/": ["infra/command_line", "infra/processes", "replay_tools", "tests"],
    "toml++/": ["infra/settings"],
    "unicode/": ["infra/calendar"],
    "sqlite3.h": ["infra/search", "replay_tools", "tests"],
    "cjose/": ["infra/credentials"],
    "jansson.h": ["infra/credentials"],
    "libical/": ["infra/calendar"],
    "pugixml.hpp": ["infra/feeds"],
    "gmime/": ["infra/mail"],
    "cairo": ["infra/documents"],
    "pango/": ["infra/documents"],
    "magic.h": ["infra/documents"],
    "gtest/": ["tests"],
    "gmock/": ["tests"],
    "rapidcheck": ["tests"],
    "benchmark/": ["tests"],
}

# Libraries that a header of the folder may show; elsewhere they stay in .cpp files. Tests may do as they like.
IN_HEADERS = {
    "tl/expected.hpp": ["events", "commands", "projections", "query_api", "infra", "replay_tools"],
    "fmt/": ["events", "commands", "projections", "query_api", "infra", "replay_tools"],
    "boost/pfr": ["events", "commands"],
    "cereal/": ["events/codec"],
    # Coroutines are declared with Asio's types, so the headers of this folder show them to each other.
    "boost/asio": ["infra/http"],
    "boost/beast": ["infra/http"],
    "boost/json": ["events/json"],
    "boost/json/fwd.hpp": ["events/json", "query_api"],
}

# The operating system and what makes a run differ from another: where they may be seen.
SYSTEM = ["infra", "replay_tools", "tests"]
IMPURE = {"random": SYSTEM, "fstream": SYSTEM, "iostream": SYSTEM, "thread": SYSTEM + ["projections"]}
