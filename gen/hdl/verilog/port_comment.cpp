// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/verilog/port_comment.hpp"

namespace winnow::hdl::verilog {

std::string port_shape(const Port& port) {
  std::string text;
  for (const PortLayout::Index& index : port.layout.shape) {
    text += "[" + index.name + " " + std::to_string(index.count) + "]";
  }
  if (!text.empty()) text += " x ";
  const unsigned width = port.layout.element_width == 0 ? port.width : port.layout.element_width;
  text += std::to_string(width) + (width == 1 ? " bit" : " bits");
  if (width > 1) text += port.is_signed || port.layout.element_signed ? " signed" : " unsigned";
  return text;
}

std::string port_comment(const Port& port) {
  std::string text;
  if (!port.layout.shape.empty() || !port.layout.meaning.empty()) text = port_shape(port);
  if (!port.layout.meaning.empty()) text += "; " + port.layout.meaning;
  if (!port.layout.clocking.empty()) text += "; " + port.layout.clocking;
  return text;
}

}  // namespace winnow::hdl::verilog
