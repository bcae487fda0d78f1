// SPDX-License-Identifier: Apache-2.0
#include "gen/lib/templates/sram_shell.hpp"

#include <algorithm>
#include <bit>
#include <vector>

namespace winnow::lib {
namespace {

using hdl::Bit;
using hdl::UInt;

// A zero would make the port list impossible before the error could be told.
SramShell::Params usable(SramShell::Params p) {
  p.width = std::max(p.width, 1U);
  p.depth = std::max(p.depth, 1U);
  p.mask_granularity = std::clamp(p.mask_granularity, 1U, p.width);
  return p;
}

void check_parameters(hdl::Builder& b, const SramShell::Params& p) {
  const auto refuse = [&b](const std::string& what) {
    b.module().design().error(b.module().location, "sram_shell: " + what);
  };
  if (p.width == 0) refuse("width is 0; give the bits of a word");
  if (p.depth == 0) refuse("depth is 0; give the number of words");
  if (p.mask_granularity == 0 || p.mask_granularity > std::max(p.width, 1U)) {
    refuse("mask_granularity is " + std::to_string(p.mask_granularity) + "; give 1 to " +
           std::to_string(std::max(p.width, 1U)) + ", the width of a word");
  }
  if (p.read_latency != 1 && p.read_latency != 2) {
    refuse("read_latency is " + std::to_string(p.read_latency) + "; give 1 or 2");
  }
}

}  // namespace

unsigned SramShell::Params::address_width() const {
  return depth > 1 ? static_cast<unsigned>(std::bit_width(depth - 1)) : 1;
}

unsigned SramShell::Params::mask_width() const {
  const Params p = usable(*this);
  return (p.width - 1) / p.mask_granularity + 1;
}

SramShell::Ports::Ports(hdl::Io& io, const Params& p)
    : req(io.in<Bit>("req_i", 1)),
      we(io.in<Bit>("we_i", 1)),
      addr(io.in<UInt>("addr_i", p.address_width())),
      wdata(io.in<UInt>("wdata_i", usable(p).width)),
      wmask(io.in<UInt>("wmask_i", p.mask_width())),
      rdata(io.out<UInt>("rdata_o", usable(p).width)) {}

std::string SramShell::name(const Params& p) {
  return "sram_shell_" + std::to_string(p.depth) + "x" + std::to_string(p.width) + "_mask" +
         std::to_string(p.mask_granularity) + "_latency" + std::to_string(p.read_latency);
}

hdl::ExternalModule SramShell::external(const Params& p) {
  return {.verilog_name = "sram_shell",
          .file = "sram_shell.v",
          .parameters = {{"WIDTH", p.width},
                         {"DEPTH", p.depth},
                         {"MASK_GRANULARITY", p.mask_granularity},
                         {"READ_LATENCY", p.read_latency}}};
}

// One memory per mask group, because a memory of the netlist is written in whole words.
void SramShell::build(hdl::Builder& b, Ports& io, const Params& p) {
  check_parameters(b, p);
  const Params used = usable(p);
  const Bit in_range = io.addr < b.constant(32, used.depth);
  // Reading beyond the end is undefined in the contract; like the template, the model reads word 0 then.
  const UInt address = mux(in_range, io.addr, b.constant(used.address_width(), 0));
  const Bit reads = io.req & !io.we;
  const Bit writes = io.req & io.we & in_range;
  std::vector<hdl::Value> groups;
  for (unsigned group = 0; group < used.mask_width(); ++group) {
    const unsigned low = group * used.mask_granularity;
    const unsigned bits = std::min(used.mask_granularity, used.width - low);
    const auto memory = b.memory("words_" + std::to_string(group), bits, used.depth);
    memory.write(address, io.wdata.bits(low + bits - 1, low), writes & io.wmask.bit(group));
    groups.push_back(memory.read_registered(address, reads, hdl::ReadDuringWrite::old_data));
  }
  std::reverse(groups.begin(), groups.end());
  UInt word = concatenate(groups);
  if (p.read_latency == 2) {
    const auto read_word = b.reg<UInt>("read_word", used.width, hdl::Reset::none);
    read_word.next(word);
    word = read_word;
  }
  io.rdata.drive(word);
}

}  // namespace winnow::lib
