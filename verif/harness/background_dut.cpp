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
  constexpr int patience = 2000;  // questions, some tens of microseconds: the work of a cycle
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

void BackgroundDut::Pace::count_cycle() {
  constexpr unsigned tried = 64, kept = 16384;  // cycles
  if (++cycle_ == tried) {
    beside_ = Clock::now() - begin_;
    begin_ = Clock::now();
    is_beside_ = false;
  } else if (cycle_ == 2 * tried) {
    is_beside_ = beside_ < Clock::now() - begin_;
  } else if (cycle_ == 2 * tried + kept) {
    cycle_ = 0;
    begin_ = Clock::now();
    is_beside_ = true;
  }
}

void BackgroundDut::tick() {
  start(Work::tick);
  pace_.count_cycle();
}

void BackgroundDut::start(Work work) {
  finish();
  if (!pace_.is_beside()) {
    perform(work);
    return;
  }
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
    perform(work);
    work_.store(Work::none, std::memory_order_release);
    work_.notify_one();
  }
}

void BackgroundDut::perform(Work work) {
  try {
    if (work == Work::settle) {
      dut_->settle();
    } else {
      dut_->tick();
    }
  } catch (...) {
    error_ = std::current_exception();
  }
}

}  // namespace winnow::verif
