// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::filter {

// The ports of a module inside that are ports of the module around it, with the same names and meanings.
class PassedPorts {
 public:
  // Those whose name `passes`, in the order of `inner`.
  PassedPorts(hdl::Io& io, const hdl::Module& inner,
              const std::function<bool(const std::string& name)>& passes);
  void connect(const hdl::Pins& inner) const;

 private:
  template <class Port>
  using Named = std::vector<std::pair<std::string, Port>>;
  Named<hdl::In<hdl::UInt>> inputs_;
  Named<hdl::In<hdl::SInt>> signed_inputs_;
  Named<hdl::Out<hdl::UInt>> outputs_;
  Named<hdl::Out<hdl::SInt>> signed_outputs_;
};

}  // namespace winnow::cores::filter
