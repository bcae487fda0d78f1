// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include <map>
#include <stdexcept>

#include "verif/models/rmmu/model.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

std::map<std::string, unsigned> ports_of(const config::RmmuParameters& p) {
  std::map<std::string, unsigned> widths;
  for (const RmmuPort& port : RmmuShape(p).ports) widths[port.name] = port.width;
  return widths;
}

}  // namespace

BOOST_AUTO_TEST_CASE(modes_are_the_papers_table) {
  const RmmuShape shape{config::RmmuParameters{}};
  const unsigned operands[] = {1, 4, 8, 16}, outputs[] = {1, 1, 2, 4};
  const char* names[] = {"fx16", "int8", "int4", "int2"};
  BOOST_REQUIRE(shape.modes.size() == 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    BOOST_TEST(shape.modes[i].operands == operands[i]);
    BOOST_TEST(shape.modes[i].outputs == outputs[i]);
    BOOST_TEST(shape.modes[i].name == names[i]);
  }
  // The paper's own example: 4 bits highest, INT2: four operands, one sum of four.
  config::RmmuParameters small;
  small.precisions = {4, 2};
  const RmmuShape paper(small);
  BOOST_TEST(paper.modes[1].operands == 4U);
  BOOST_TEST(paper.modes[1].outputs == 1U);
  BOOST_TEST(paper.word_bits == 8U);
}

// By hand for the defaults: l = 4096, lanes 32+12, 8+12, 4+12, 4+12 bits.
BOOST_AUTO_TEST_CASE(default_widths) {
  const RmmuShape shape{config::RmmuParameters{}};
  BOOST_TEST(shape.lane_bits == (std::vector<unsigned>{44, 20, 16, 16}), boost::test_tools::per_element());
  const std::map<std::string, unsigned> expected = {{"rst_ni", 1},           {"stream_i", 512},
                                                    {"row_enable_i", 32},    {"row_clear_i", 32},
                                                    {"row_precision_i", 64}, {"row_element_i", 32},
                                                    {"weight_data_i", 512},  {"weight_row_i", 32},
                                                    {"weight_set_i", 4},     {"weight_precision_i", 2},
                                                    {"multiplier_i", 512},   {"multiplier_write_i", 32},
                                                    {"row_valid_o", 32},     {"row_result_o", 32 * 4 * 44},
                                                    {"element_valid_o", 32}, {"element_result_o", 512 * 44}};
  BOOST_TEST((ports_of({}) == expected));
}

BOOST_AUTO_TEST_CASE(widths_with_groups_sources_and_a_short_length) {
  config::RmmuParameters p;
  p.rows = 6;
  p.columns = 12;
  p.precisions = {8, 2};  // r = 1 and 4: two lanes, 8 operands
  p.sources = 5;
  p.chunks = 3;
  p.segments = 4;
  p.maximum_length = 5;  // less than N(2) = 12 / 4 * 8 = 24, so l = 24
  p.shadow = true;
  const RmmuShape shape(p);
  BOOST_TEST(shape.effective_length == 24U);
  BOOST_TEST(shape.lane_bits == (std::vector<unsigned>{16 + 5, 4 + 5}), boost::test_tools::per_element());
  BOOST_TEST(shape.element_bits == 16U + 3U);
  const std::map<std::string, unsigned> ports = ports_of(p);
  BOOST_TEST(ports.at("stream_i") == 5U * 3U * 12U * 16U);
  BOOST_TEST(ports.at("row_source_i") == 18U);
  BOOST_TEST(ports.at("row_precision_i") == 6U);
  BOOST_TEST(ports.at("weight_set_i") == 2U);
  BOOST_TEST(ports.at("weight_commit_i") == 6U);
  BOOST_TEST(ports.at("group_valid_o") == 2U);
  BOOST_TEST(ports.at("group_result_o") == 2U * 2U * (21U + 4U));
}

BOOST_AUTO_TEST_CASE(a_single_precision_has_a_narrow_word_and_few_ports) {
  config::RmmuParameters p;
  p.precisions = {16};
  p.reductions = {"row"};
  const std::map<std::string, unsigned> ports = ports_of(p);
  BOOST_TEST(ports.at("stream_i") == 256U);
  BOOST_TEST(ports.at("row_result_o") == 32U * 44U);
  for (const char* absent : {"row_precision_i", "row_source_i", "row_element_i", "weight_set_i",
                             "weight_precision_i", "weight_commit_i", "multiplier_i", "multiplier_write_i",
                             "group_valid_o", "group_result_o", "element_valid_o", "element_result_o"}) {
    BOOST_TEST(ports.count(absent) == 0U, absent);
  }
}

// Lanes by the lowest precision of all 15 sets: r = 1, 2: one, r = 4: two, r = 8: four.
BOOST_AUTO_TEST_CASE(lanes_of_every_precision_set) {
  const std::map<unsigned, unsigned> lanes = {{1, 1}, {2, 1}, {4, 2}, {8, 4}};
  for (unsigned mask = 1; mask < 16; ++mask) {
    config::RmmuParameters p;
    p.precisions.clear();
    for (unsigned bit = 0; bit < 4; ++bit) {
      if (((mask >> bit) & 1U) != 0) p.precisions.push_back(16U >> bit);
    }
    BOOST_TEST(RmmuShape(p).lanes == lanes.at(p.precisions.front() / p.precisions.back()));
  }
}

// The widest possible result still fits the model's 64-bit sums.
BOOST_AUTO_TEST_CASE(the_widest_group_result_fits) {
  config::RmmuParameters p;
  p.rows = p.columns = p.segments = 128;
  p.chunks = 16;
  p.maximum_length = 1048576;
  BOOST_TEST(RmmuShape(p).group_bits == 63U);
}

BOOST_AUTO_TEST_CASE(parameters_outside_the_contract_are_refused) {
  const auto refused = [](auto change) {
    config::RmmuParameters p;
    change(p);
    BOOST_CHECK_THROW(RmmuShape{p}, std::invalid_argument);
  };
  refused([](auto& p) { p.rows = 0; });
  refused([](auto& p) { p.columns = 129; });
  refused([](auto& p) { p.chunks = 3; });
  refused([](auto& p) { p.segments = 3; });
  refused([](auto& p) { p.precisions = {8, 16}; });
  refused([](auto& p) { p.precisions = {}; });
  refused([](auto& p) { p.reductions = {}; });
  refused([](auto& p) { p.pe_stages = 3; });
  refused([](auto& p) { p.maximum_length = 0; });
  refused([](auto& p) { p.overflow = "clip"; });
}

BOOST_AUTO_TEST_CASE(codes_beyond_the_list) {
  config::RmmuParameters p;
  p.precisions = {16, 8, 4};
  p.sources = 5;
  const RmmuShape shape(p);
  BOOST_TEST(shape.mode_of_code(1) == 1U);
  BOOST_TEST(shape.mode_of_code(3) == 2U);
  BOOST_TEST(shape.source_of_code(4) == 4U);
  BOOST_TEST(shape.source_of_code(7) == 4U);
}
