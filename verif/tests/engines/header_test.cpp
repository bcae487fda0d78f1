// SPDX-License-Identifier: Apache-2.0
#include "verif/engines/verilated_header.hpp"

#include <boost/test/unit_test.hpp>

using namespace winnow::verif;

BOOST_AUTO_TEST_CASE(ports_of_a_generated_header) {
  const auto ports = read_verilated_ports(
      "    VL_IN8(&clk_i,0,0);\n    VL_INW(&w_i,129,0,5);\n    VL_IN(&a___05Fb_i,16,0);\n"
      "    VL_OUT64(&__SYM__delete,63,0);\n    VL_IN8(&esc__05b0__05d,0,0);\n    VL_UNCOPYABLE(Vdut);\n");
  BOOST_REQUIRE(ports.size() == 5U);
  BOOST_TEST(ports[1].port.width == 130U);
  BOOST_TEST(ports[1].port.is_input);
  BOOST_TEST(ports[2].port.name == "a__b_i");
  BOOST_TEST(ports[2].member == "a___05Fb_i");
  BOOST_TEST(ports[3].port.name == "delete");
  BOOST_TEST(!ports[3].port.is_input);
  BOOST_TEST(ports[4].port.name == "esc[0]");
  BOOST_CHECK_THROW(read_verilated_ports("VL_INOUT8(&pad,0,0);"), std::runtime_error);
}
