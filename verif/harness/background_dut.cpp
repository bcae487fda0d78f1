// SPDX-License-Identifier: Apache-2.0
#include "verif/harness/background_dut.hpp"

#include <utility>

namespace winnow::verif {
namespace {

// Tells the core that this is a waiting loop, where it has a word for that.
void relax() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

// Waits until `value` is (`equal`) or is no longer `wanted`; asks a while before it sleeps.
template <class T>
T await(const std::atomic<T>& value, T wanted, bool equal) {
  constexpr int patience = 20000;  // questions, about 100 us
  T seen = value.load(std::memory_order_acquire);
  for (int i = 0; i < patience && (seen == wanted) != equal; ++i) {
    relax();
    seen = value.load(std::memory_order_acquire);
  }
  while ((seen == wanted) != equal) {
    value.wait(seen, std::memory_order_acquire);
    seen = value.load(std::memory_order_acquire);
  }
  return seen;
}

}  // namespace

BackgroundDut::BackgroundDut(std::unique_ptr<Dut> dut) : dut_(std::move(dut)), thread_([this] { serve(); }) {}

BackgroundDut::~BackgroundDut() {
  await(work_, Work::none, true);
  work_.store(Work::stop, std::memory_order_release);
  work_.notify_one();
  thread_.join();
}

void BackgroundDut::poke(PortHandle port, std::span<const std::uint32_t> words) {
  finish();
  dut_->poke(port, words);
}

void BackgroundDut::peek(PortHandle port, std::span<std::uint32_t> words) const {
  finish();
  dut_->peek(port, words);
}

bool BackgroundDut::open_wave(const std::filesystem::path& file) {
  finish();
  return dut_->open_wave(file);
}

void BackgroundDut::close_wave() {
  finish();
  dut_->close_wave();
}

void BackgroundDut::start(Work work) {
  finish();
  work_.store(work, std::memory_order_release);
  work_.notify_one();
}

void BackgroundDut::finish() const {
  await(work_, Work::none, true);
  if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
}

void BackgroundDut::serve() {
  for (;;) {
    const Work work = await(work_, Work::none, false);
    if (work == Work::stop) return;
    try {
      perform(work);
    } catch (...) {
      error_ = std::current_exception();
    }
    work_.store(Work::none, std::memory_order_release);
    work_.notify_one();
  }
}

void BackgroundDut::perform(Work work) {
  if (work == Work::settle) {
    dut_->settle();
  } else {
    dut_->tick();
  }
}

}  // namespace winnow::verif
