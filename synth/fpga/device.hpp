// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "synth/job.hpp"

namespace winnow::synth::fpga {

// An iCE40 that nextpnr knows, in a package that is made for it.
struct Device {
  std::string_view name;
  std::string_view package;
  bool has_dsp;
};

// The device of a target; nullptr for families without place and route. Throws InputError when the family or
// the device is not known, or a device is given for a family that has none to choose.
const Device* find_device(const FpgaTarget& target);

// Whether products may become multiplier blocks.
bool uses_dsp(const FpgaTarget& target);

}  // namespace winnow::synth::fpga
