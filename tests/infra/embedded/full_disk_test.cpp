// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/contracts/chain.hpp"
#include "tests/contracts/told.hpp"
#include "tests/infra/embedded/embedded_under_test.hpp"

namespace parcours {
namespace {

bool run(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()) == 0; }

// A file system of its own, as small as this, in a file.
class small_disk {
  public:
    bool mount(int megabytes) {
        const std::string image = folder_ / "image";
        std::ofstream(image) << "";
        std::filesystem::resize_file(image, static_cast<std::uintmax_t>(megabytes) << 20);
        std::filesystem::create_directory(path());
        mounted_ = run("mkfs.ext4 -q -F " + image) && run("mount -o loop " + image + " " + path());
        return mounted_;
    }
    ~small_disk() {
        if (mounted_) run("umount " + path());
    }
    std::string path() const { return folder_ / "disk"; }

  private:
    scratch_folder folder_;
    bool mounted_ = false;
};

TEST(AFullDisk, StopsTheLogAndLosesNothingThatWasTold) {
    if (::geteuid() != 0 || !run("command -v losetup mkfs.ext4"))
        GTEST_SKIP() << "a small file system needs root, losetup and mkfs.ext4";
    small_disk disk;
    if (!disk.mount(48)) GTEST_SKIP() << "no file system can be mounted here";
    const std::string ballast = disk.path() + "/ballast";
    ASSERT_TRUE(run("dd if=/dev/zero of=" + ballast + " bs=1M count=12"));

    told listener;
    told again;
    embedded_under_test log;
    log.settings.folder = disk.path() + "/log";
    ASSERT_TRUE(log.open(listener, listener));
    chain ours = chain::begin(log.history().shape(), 0);
    std::uint64_t tokens = 0;
    for (std::uint64_t version = 1; version <= 400 && listener.stopped().empty(); ++version) {
        commit large = ours.next_commit(static_cast<unsigned char>(version));
        large.parts = {{ours.stream(version), 1, {{"something_happened", 1, bytes(256U << 10, 'x')}}}};
        log.writer().append({0, ++tokens, 0, {ours.append(large)}});
        ASSERT_TRUE(listener.await(
            [] {}, [&](const told& all) { return all.taken().size() == version || !all.stopped().empty(); }));
    }
    const auto partitions = log.history().shape().partitions;
    ASSERT_TRUE(listener.await([] {}, [&](const told& all) { return all.stopped().size() == partitions; }));
    EXPECT_EQ(listener.stopped().at(0).code, failure_code::io);
    const auto told_of = listener.taken().size();
    EXPECT_GT(told_of, 0U);
    log.close();

    ASSERT_TRUE(std::filesystem::remove(ballast));
    ASSERT_TRUE(log.open(again, again));
    EXPECT_GE(log.history().end(0)->height, told_of);
    EXPECT_EQ(replay(log.records(), 0).end.at, log.history().end(0)->at);
    ours = chain::go_on(*log.history().end(0), 0);
    log.writer().append({0, ++tokens, 0, {ours.append(7, ours.stream(9999), 1)}});
    EXPECT_TRUE(again.await([] {}, [](const told& all) { return all.taken().size() == 1; }));
    log.close();
}

}  // namespace
}  // namespace parcours
