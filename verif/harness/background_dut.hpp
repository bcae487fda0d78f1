// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
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
// Both threads spin for a short time before they sleep: a cycle is shorter than waking a thread. For long
// runs on a machine with a core to spare.
class BackgroundDut final : public Dut {
 public:
  explicit BackgroundDut(std::unique_ptr<Dut> dut);
  ~BackgroundDut() override;

  const std::vector<DutPort>& ports() const override { return dut_->ports(); }
  void poke(PortHandle port, std::span<const std::uint32_t> words) override;
  void peek(PortHandle port, std::span<std::uint32_t> words) const override;
  void settle() override { start(Work::settle); }
  void tick() override { start(Work::tick); }
  bool open_wave(const std::filesystem::path& file) override;
  void close_wave() override;

 private:
  enum class Work : std::uint8_t { none, settle, tick, stop };

  void start(Work work);
  void finish() const;
  void serve();
  void perform(Work work);

  std::unique_ptr<Dut> dut_;
  std::atomic<Work> work_{Work::none};
  mutable std::exception_ptr error_;  // of the last work; read after it is done
  std::thread thread_;
};

}  // namespace winnow::verif
