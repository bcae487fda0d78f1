// SPDX-License-Identifier: Apache-2.0
#include "verif/harness/dut.hpp"

#include <stdexcept>

namespace winnow::verif {

PortHandle Dut::port(std::string_view name) const {
  const std::vector<DutPort>& all = ports();
  for (PortHandle handle = 0; handle < all.size(); ++handle) {
    if (all[handle].name == name) return handle;
  }
  throw std::out_of_range("the device has no port '" + std::string(name) + "'");
}

}  // namespace winnow::verif
