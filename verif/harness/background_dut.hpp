// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>
#include <thread>

#include "verif/harness/dut.hpp"

namespace winnow::verif {

// A device that computes in a thread of its own: settle() and tick() start it and return, and every other
// call waits until it is done. The model and the test work in between, so a cycle takes as long as the slower
// of the two. What the device throws comes out of the call that waits for it.
//
// Both threads spin for a short time before they sleep: a cycle is shorter than waking a thread. Where there
// is no core to spare, handing over costs many times a cycle; so now and then both ways are timed over some
// cycles, and the quicker is kept for a while.
class BackgroundDut final : public Dut {
 public:
  explicit BackgroundDut(std::unique_ptr<Dut> dut);
  ~BackgroundDut() override;

  const std::vector<DutPort>& ports() const override { return dut_->ports(); }
  void poke(PortHandle port, std::span<const std::uint32_t> words) override;
  void peek(PortHandle port, std::span<std::uint32_t> words) const override;
  void settle() override { start(Work::settle); }
  void tick() override;
  bool open_wave(const std::filesystem::path& file) override;
  void close_wave() override;

 private:
  enum class Work : std::uint8_t { none, settle, tick, stop };

  // Which way is the quicker at present.
  class Pace {
   public:
    bool is_beside() const { return is_beside_; }
    void count_cycle();

   private:
    using Clock = std::chrono::steady_clock;
    unsigned cycle_ = 0;
    bool is_beside_ = true;
    Clock::time_point begin_ = Clock::now();
    Clock::duration beside_{};
  };

  void start(Work work);
  void finish() const;
  void serve();
  void perform(Work work);

  Pace pace_;
  std::unique_ptr<Dut> dut_;
  std::atomic<Work> work_{Work::none};
  mutable std::exception_ptr error_;  // of the last work; read after it is done
  std::thread thread_;
};

}  // namespace winnow::verif
