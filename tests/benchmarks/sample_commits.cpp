// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmarks/sample_commits.hpp"

#include <cstdlib>
#include <filesystem>

#include "events/check.hpp"

namespace parcours {
namespace {

constexpr std::size_t cell_octets = 760;

// Octets as little compressible as sealed ones.
bytes scattered(std::size_t size, std::uint64_t seed) {
    bytes out;
    out.reserve(size + 8);
    while (out.size() < size) {
        seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
        append_u64(out, seed ^ (seed >> 29));
    }
    out.resize(size);
    return out;
}

}  // namespace

commit sample_commit(partition_number partition, std::uint64_t height) {
    commit content;
    for (std::size_t octet = 0; octet < 8; ++octet)
        content.command[octet] = static_cast<unsigned char>(height >> (8 * octet));
    content.command[8] = static_cast<unsigned char>(partition);
    content.command_name = "application.submit";
    content.request_digest = {1};
    content.dedupe_key = {2};
    content.by = {person_id{{6, height}}, "candidate", {}};
    content.charter = {3};
    content.recorded_at = {1'700'000'000'000 + static_cast<std::int64_t>(height / 16)};
    content.writer = {4};
    content.height = height;
    content.outcome = R"({"application":"app_01hf7yat0g0000000000000000"})";
    const stream_id stream{stream_kind::application,
                           id128::make(content.recorded_at, static_cast<route_number>(partition), height)};
    content.parts = {{stream, 1, {{"application_submitted", 1, scattered(cell_octets, height)}}}};
    return content;
}

std::vector<bytes> sample_frames(const log_shape& shape, partition_number partition, std::size_t count) {
    std::vector<bytes> frames;
    frames.reserve(count);
    digest head = first_head(shape.generation, partition).hash;
    for (std::uint64_t height = 1; height <= count; ++height) {
        auto made = make_frame(frame_kind::commit, head, encode(sample_commit(partition, height)));
        head = made.hash;
        frames.push_back(std::move(made.octets));
    }
    return frames;
}

bench_folder::bench_folder() : path_((std::filesystem::temp_directory_path() / "parcours-bench.XXXXXX").string()) {
    check(::mkdtemp(path_.data()) != nullptr, "a folder can be made where temporary files go");
}
bench_folder::~bench_folder() {
    std::error_code left;
    std::filesystem::remove_all(path_, left);
}

}  // namespace parcours
