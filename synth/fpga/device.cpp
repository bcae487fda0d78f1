// SPDX-License-Identifier: Apache-2.0
#include "synth/fpga/device.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "synth/errors.hpp"

namespace winnow::synth::fpga {
namespace {

constexpr std::array families = {"ice40", "ecp5", "xilinx"};
constexpr std::string_view default_device = "hx8k";
constexpr std::array devices = {
    Device{"hx1k", "tq144", false}, Device{"hx4k", "tq144", false}, Device{"hx8k", "ct256", false},
    Device{"lp1k", "cm121", false}, Device{"lp8k", "cm225", false}, Device{"up5k", "sg48", true},
};

}  // namespace

const Device* find_device(const FpgaTarget& target) {
  if (std::ranges::find(families, target.family) == families.end()) {
    throw InputError(fmt::format("FPGA family '{}' is not known; use ice40, ecp5 or xilinx", target.family));
  }
  if (target.family != "ice40") {
    if (target.device.empty()) return nullptr;
    throw InputError(fmt::format("device '{}': only ice40 is placed and routed; leave the device out for {}",
                                 target.device, target.family));
  }
  const std::string_view wanted = target.device.empty() ? default_device : target.device;
  const auto found = std::ranges::find(devices, wanted, &Device::name);
  if (found != devices.end()) return &*found;
  throw InputError(
      fmt::format("device '{}' is not known; use hx1k, hx4k, hx8k, lp1k, lp8k or up5k", target.device));
}

bool uses_dsp(const FpgaTarget& target) {
  const Device* device = find_device(target);
  return target.dsp && (device == nullptr || device->has_dsp);
}

}  // namespace winnow::synth::fpga
