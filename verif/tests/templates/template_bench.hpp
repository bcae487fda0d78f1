// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "gen/lib/templates/clock_gate.hpp"
#include "gen/lib/templates/sram_shell.hpp"
#include "gen/lib/templates/synchroniser.hpp"

namespace winnow::lib::testing {

// One instance of each template at each of the given parameter values, with all their pins as ports.
struct TemplateBench {
  struct Params {
    std::vector<SramShell::Params> memories;
    std::vector<Synchroniser::Params> synchronisers;
    bool operator==(const Params&) const = default;
  };
  struct MemoryPorts {
    hdl::In<hdl::Bit> req, we;
    hdl::In<hdl::UInt> addr, wdata, wmask;
    hdl::Out<hdl::UInt> rdata;
  };
  struct SynchroniserPorts {
    hdl::In<hdl::UInt> data;
    hdl::Out<hdl::UInt> synchronised;
  };
  struct Ports {
    hdl::In<hdl::Bit> enable, test_enable;
    hdl::Out<hdl::Bit> clock;
    std::vector<MemoryPorts> memories;
    std::vector<SynchroniserPorts> synchronisers;
    Ports(hdl::Io& io, const Params& p)
        : enable(io.in<hdl::Bit>("enable_i", 1)),
          test_enable(io.in<hdl::Bit>("test_enable_i", 1)),
          clock(io.out<hdl::Bit>("clock_o", 1)) {
      for (std::size_t i = 0; i < p.memories.size(); ++i) {
        const SramShell::Params& memory = p.memories[i];
        const std::string prefix = memory_prefix(i);
        memories.push_back({io.in<hdl::Bit>(prefix + "req_i", 1), io.in<hdl::Bit>(prefix + "we_i", 1),
                            io.in<hdl::UInt>(prefix + "addr_i", memory.address_width()),
                            io.in<hdl::UInt>(prefix + "wdata_i", memory.width),
                            io.in<hdl::UInt>(prefix + "wmask_i", memory.mask_width()),
                            io.out<hdl::UInt>(prefix + "rdata_o", memory.width)});
      }
      for (std::size_t i = 0; i < p.synchronisers.size(); ++i) {
        const std::string prefix = "synchroniser_" + std::to_string(i) + "_";
        const unsigned width = p.synchronisers[i].width;
        synchronisers.push_back(
            {io.in<hdl::UInt>(prefix + "data_i", width), io.out<hdl::UInt>(prefix + "data_o", width)});
      }
    }
  };
  static std::string memory_prefix(std::size_t index) { return "memory_" + std::to_string(index) + "_"; }
  static std::string name(const Params&) { return "template_bench"; }

  static void build(hdl::Builder& b, Ports& io, const Params& p) {
    const auto gate = b.instance<ClockGate>("gate", {});
    gate.enable.drive(io.enable);
    gate.test_enable.drive(io.test_enable);
    io.clock.drive(gate.clock);
    for (std::size_t i = 0; i < p.memories.size(); ++i) {
      const auto memory = b.instance<SramShell>("memory_" + std::to_string(i), p.memories[i]);
      memory.req.drive(io.memories[i].req);
      memory.we.drive(io.memories[i].we);
      memory.addr.drive(io.memories[i].addr);
      memory.wdata.drive(io.memories[i].wdata);
      memory.wmask.drive(io.memories[i].wmask);
      io.memories[i].rdata.drive(memory.rdata);
    }
    for (std::size_t i = 0; i < p.synchronisers.size(); ++i) {
      const auto synchroniser =
          b.instance<Synchroniser>("synchroniser_" + std::to_string(i), p.synchronisers[i]);
      synchroniser.data.drive(io.synchronisers[i].data);
      io.synchronisers[i].synchronised.drive(synchroniser.synchronised);
    }
  }
};

}  // namespace winnow::lib::testing
