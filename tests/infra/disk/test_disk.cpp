// SPDX-License-Identifier: Apache-2.0
#include "tests/infra/disk/test_disk.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

namespace parcours {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

// How the disk behaves now, and how much of each file it has synced.
struct disk_state {
    std::atomic<bool> syncs_fail = false;
    std::atomic<bool> writes_fail = false;
    std::atomic<bool> power_cut = false;
    std::atomic<std::int64_t> sync_delay_us = 0;
    std::atomic<std::uint64_t> syncs = 0;
    std::mutex guard;
    std::map<std::string, std::uint64_t> synced_octets;

    bool refuses_writes() const { return writes_fail || power_cut; }
    void wait_for_sync() {
        const auto delay = std::chrono::microseconds(sync_delay_us);
        if (delay.count() == 0) return;
        std::mutex nobody;
        std::condition_variable never;
        std::unique_lock hold(nobody);
        never.wait_for(hold, delay, [] { return false; });
    }
};

namespace {

class watched_file final : public rocksdb::FSWritableFileOwnerWrapper {
  public:
    watched_file(std::unique_ptr<rocksdb::FSWritableFile> file, std::string name, std::shared_ptr<disk_state> state)
        : FSWritableFileOwnerWrapper(std::move(file)), name_(std::move(name)), state_(std::move(state)) {}

    IOStatus Append(const Slice& octets, const IOOptions& options, IODebugContext* context) override {
        if (state_->refuses_writes()) return IOStatus::NoSpace("the disk takes nothing");
        written_ += octets.size();
        return target()->Append(octets, options, context);
    }
    IOStatus Append(const Slice& octets, const IOOptions& options, const rocksdb::DataVerificationInfo& verified,
                    IODebugContext* context) override {
        if (state_->refuses_writes()) return IOStatus::NoSpace("the disk takes nothing");
        written_ += octets.size();
        return target()->Append(octets, options, verified, context);
    }
    IOStatus Sync(const IOOptions& options, IODebugContext* context) override {
        return synced([&] { return target()->Sync(options, context); });
    }
    IOStatus Fsync(const IOOptions& options, IODebugContext* context) override {
        return synced([&] { return target()->Fsync(options, context); });
    }
    IOStatus Close(const IOOptions& options, IODebugContext* context) override {
        return target()->Close(options, context);
    }

  private:
    template <class Sync>
    IOStatus synced(Sync sync) {
        if (state_->power_cut) return IOStatus::IOError("the power is cut");
        const std::uint64_t reached = written_;
        auto status = sync();
        state_->wait_for_sync();
        if (state_->syncs_fail) return IOStatus::IOError("the disk says that it could not sync");
        ++state_->syncs;
        const std::lock_guard hold(state_->guard);
        // A sync that the power cut overtook was not told of, or what it told would be lost below.
        if (state_->power_cut) return IOStatus::IOError("the power is cut");
        if (status.ok()) state_->synced_octets[name_] = reached;
        return status;
    }

    std::string name_;
    std::shared_ptr<disk_state> state_;
    std::atomic<std::uint64_t> written_ = 0;
};

}  // namespace

class test_disk::file_system final : public rocksdb::FileSystemWrapper {
  public:
    file_system() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}
    const char* Name() const override { return "parcours.test_disk"; }

    IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                             std::unique_ptr<rocksdb::FSWritableFile>* result, IODebugContext* context) override {
        if (state->power_cut) return IOStatus::IOError("the power is cut");
        std::unique_ptr<rocksdb::FSWritableFile> file;
        auto status = target()->NewWritableFile(name, options, &file, context);
        if (!status.ok()) return status;
        {
            const std::lock_guard hold(state->guard);
            state->synced_octets[name] = 0;
        }
        *result = std::make_unique<watched_file>(std::move(file), name, state);
        return status;
    }
    IOStatus RenameFile(const std::string& from, const std::string& to, const IOOptions& options,
                        IODebugContext* context) override {
        if (state->power_cut) return IOStatus::IOError("the power is cut");
        const std::lock_guard hold(state->guard);
        if (auto moved = state->synced_octets.extract(from)) {
            moved.key() = to;
            state->synced_octets.erase(to);
            state->synced_octets.insert(std::move(moved));
        }
        return target()->RenameFile(from, to, options, context);
    }
    IOStatus DeleteFile(const std::string& name, const IOOptions& options, IODebugContext* context) override {
        if (state->power_cut) return IOStatus::IOError("the power is cut");
        const std::lock_guard hold(state->guard);
        state->synced_octets.erase(name);
        return target()->DeleteFile(name, options, context);
    }

    std::shared_ptr<disk_state> state = std::make_shared<disk_state>();
};

test_disk::test_disk() : files_(std::make_shared<file_system>()), environment_(rocksdb::NewCompositeEnv(files_)) {}
test_disk::~test_disk() = default;

rocksdb::Env* test_disk::environment() const { return environment_.get(); }
void test_disk::fail_syncs() { files_->state->syncs_fail = true; }
void test_disk::fail_writes() { files_->state->writes_fail = true; }
void test_disk::heal() { files_->state->syncs_fail = files_->state->writes_fail = false; }
void test_disk::delay_syncs_us(std::int64_t by_us) { files_->state->sync_delay_us = by_us; }
std::uint64_t test_disk::syncs() const { return files_->state->syncs; }
void test_disk::cut_power() {
    const std::lock_guard hold(files_->state->guard);
    files_->state->power_cut = true;
}

void test_disk::lose_unsynced() {
    auto& state = *files_->state;
    const std::lock_guard hold(state.guard);
    for (const auto& [name, octets] : state.synced_octets) {
        std::error_code gone;
        if (std::filesystem::file_size(name, gone) > octets && !gone) std::filesystem::resize_file(name, octets, gone);
    }
    state.synced_octets.clear();
    state.power_cut = false;
}

}  // namespace parcours
