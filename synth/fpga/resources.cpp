// SPDX-License-Identifier: Apache-2.0
#include "synth/fpga/resources.hpp"

#include <array>

namespace winnow::synth::fpga {
namespace {

struct Kind {
  std::string_view family;
  std::string_view prefix;  // of the cell's type; the first that fits counts
  std::uint64_t Resources::*member;
};

constexpr std::array kinds = {
    Kind{"ice40", "SB_LUT4", &Resources::luts},
    Kind{"ice40", "SB_CARRY", &Resources::carries},
    Kind{"ice40", "SB_DFF", &Resources::flip_flops},
    Kind{"ice40", "SB_MAC16", &Resources::dsps},
    Kind{"ice40", "SB_RAM40_4K", &Resources::block_rams},
    Kind{"ecp5", "LUT4", &Resources::luts},
    Kind{"ecp5", "PFUMX", &Resources::multiplexers},
    Kind{"ecp5", "L6MUX21", &Resources::multiplexers},
    Kind{"ecp5", "CCU2C", &Resources::carries},
    Kind{"ecp5", "TRELLIS_FF", &Resources::flip_flops},
    Kind{"ecp5", "MULT", &Resources::dsps},
    Kind{"ecp5", "DP16KD", &Resources::block_rams},
    Kind{"ecp5", "PDPW16KD", &Resources::block_rams},
    Kind{"ecp5", "TRELLIS_DPR16X4", &Resources::distributed_rams},
    Kind{"xilinx", "LUT", &Resources::luts},
    Kind{"xilinx", "INV", &Resources::luts},
    Kind{"xilinx", "MUXF", &Resources::multiplexers},
    Kind{"xilinx", "CARRY4", &Resources::carries},
    Kind{"xilinx", "FD", &Resources::flip_flops},
    Kind{"xilinx", "DSP48", &Resources::dsps},
    Kind{"xilinx", "RAMB", &Resources::block_rams},
    Kind{"xilinx", "RAM", &Resources::distributed_rams},
    Kind{"xilinx", "SRL", &Resources::distributed_rams},
};

}  // namespace

void Resources::add(const Resources& more, std::uint64_t count) {
  luts += more.luts * count;
  multiplexers += more.multiplexers * count;
  carries += more.carries * count;
  flip_flops += more.flip_flops * count;
  dsps += more.dsps * count;
  block_rams += more.block_rams * count;
  distributed_rams += more.distributed_rams * count;
  others += more.others * count;
}

std::vector<std::pair<std::string_view, std::uint64_t>> Resources::named() const {
  return {{"luts", luts},
          {"multiplexers", multiplexers},
          {"carries", carries},
          {"flip_flops", flip_flops},
          {"dsps", dsps},
          {"block_rams", block_rams},
          {"distributed_rams", distributed_rams},
          {"others", others}};
}

Resources resources_of(const std::string& family, const std::string& cell_type, std::uint64_t count) {
  Resources result;
  if (cell_type == "GND" || cell_type == "VCC") return result;
  for (const Kind& kind : kinds) {
    if (kind.family != family || !cell_type.starts_with(kind.prefix)) continue;
    result.*kind.member = count;
    return result;
  }
  result.others = count;
  return result;
}

}  // namespace winnow::synth::fpga
