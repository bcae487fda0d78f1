// SPDX-License-Identifier: Apache-2.0
// The mapping of Q K^T onto the array, against a few lines that multiply the packed words as the contract's
// "What a PE computes" says.
#include "verif/suites/rmmu_attention/score_mapping.hpp"

#include <boost/test/unit_test.hpp>
#include <set>

#include "sim/quantise.hpp"
#include "verif/harness/random.hpp"
#include "verif/tests/sim/array_parameters.hpp"

namespace winnow::verif::test {
namespace {

using Codes = sim::BasicMatrix<std::int32_t>;

Codes random_codes(Random& random, std::size_t rows, std::size_t columns, unsigned bits) {
  Codes codes(rows, columns);
  for (auto& code : codes.values) {
    code = static_cast<std::int32_t>(random.below(1ULL << bits)) - (1 << (bits - 1));
  }
  return codes;
}

std::int64_t operand(std::uint64_t word, unsigned index, unsigned bits) {
  const auto value = static_cast<std::int64_t>((word >> (index * bits)) & ((1ULL << bits) - 1U));
  return value >= (1LL << (bits - 1)) ? value - (1LL << bits) : value;
}

// One query-key product per slot, summed over all PEs, sets and passes.
std::vector<std::int64_t> emulate(const RmmuShape& shape, const RmmuMode& mode, const ScoreMapping& mapping,
                                  const Codes& q, const Codes& k, std::size_t key) {
  std::vector<std::int64_t> sums(mapping.slots());
  for (std::size_t pass = 0; pass < mapping.passes(); ++pass) {
    for (unsigned row = 0; row < shape.rows; ++row) {
      for (unsigned column = 0; column < shape.columns; ++column) {
        const unsigned chunk = row % shape.chunks;
        const std::uint64_t stream = mapping.word(k, key, pass, chunk, column);
        for (unsigned set = 0; set < mode.outputs; ++set) {
          const std::size_t slot = mapping.slot(row, column, set);
          const std::uint64_t weights = mapping.word(q, slot, pass, chunk, column);
          for (unsigned i = 0; i < mode.operands; ++i) {
            sums.at(slot) += operand(stream, i, mode.bits) * operand(weights, i, mode.bits);
          }
        }
      }
    }
  }
  return sums;
}

void check_mapping(const RmmuShape& shape, std::size_t mode, std::size_t dimension, ScoreLayout layout) {
  const ScoreMapping mapping(shape, mode, dimension, layout);
  Random random(dimension);
  const unsigned bits = shape.modes[mode].bits;
  const Codes q = random_codes(random, mapping.slots(), mapping.dimension(), bits);
  const Codes k = random_codes(random, 2, mapping.dimension(), bits);
  const auto expected = sim::integer_scores(q, k);
  const auto got = emulate(shape, shape.modes[mode], mapping, q, k, 1);
  for (std::size_t slot = 0; slot < mapping.slots(); ++slot)
    BOOST_REQUIRE_EQUAL(got[slot], expected.at(slot, 1));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(score_mapping)

BOOST_AUTO_TEST_CASE(packed_words_multiply_to_the_scores) {
  for (const config::RmmuParameters& parameters : array_parameters()) {
    const RmmuShape shape(parameters);
    for (std::size_t mode = 0; mode < shape.modes.size(); ++mode) {
      for (const std::size_t dimension : {1U, 7U, 52U, 64U}) {
        for (const ScoreLayout layout : score_layouts(shape, mode, dimension)) {
          check_mapping(shape, mode, dimension, layout);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(results_of_all_slots_lie_apart_within_the_port) {
  for (const config::RmmuParameters& parameters : array_parameters()) {
    const RmmuShape shape(parameters);
    for (std::size_t mode = 0; mode < shape.modes.size(); ++mode) {
      for (const ScoreLayout layout : score_layouts(shape, mode, 64)) {
        const ScoreMapping mapping(shape, mode, 64, layout);
        const std::string name = layout == ScoreLayout::groups ? "group_result_o" : "row_result_o";
        const auto port = std::find_if(shape.ports.begin(), shape.ports.end(),
                                       [&](const RmmuPort& candidate) { return candidate.name == name; });
        std::set<std::size_t> offsets;
        for (std::size_t slot = 0; slot < mapping.slots(); ++slot) {
          const std::size_t offset = mapping.result_offset(slot);
          BOOST_REQUIRE(offset % mapping.result_width() == 0);
          BOOST_REQUIRE(offset + mapping.result_width() <= port->width);
          offsets.insert(offset);
        }
        BOOST_REQUIRE_EQUAL(offsets.size(), mapping.slots());
      }
    }
  }
}

// The published array (32 x 16, D = 4) by hand: FX16 takes a 64-long vector in one pass over a group of four
// rows; one INT4 segment of 8 columns holds 64 elements.
BOOST_AUTO_TEST_CASE(published_array_by_hand) {
  config::RmmuParameters parameters;
  parameters.chunks = 4;
  parameters.segments = 2;
  const RmmuShape shape(parameters);
  const ScoreMapping fixed(shape, 0, 64, ScoreLayout::groups);
  BOOST_TEST(fixed.capacity() == 64U);
  BOOST_TEST(fixed.passes() == 1U);
  BOOST_TEST(fixed.slots() == 8U);
  BOOST_TEST(fixed.element(0, 3, 2, 0) == 50U);
  const ScoreMapping low(shape, 2, 64, ScoreLayout::segments);
  BOOST_TEST(low.capacity() == 64U);
  BOOST_TEST(low.slots() == 128U);  // 32 rows, 2 segments, 2 weight sets
  BOOST_TEST(low.element(0, 3, 9, 5) == 13U);
  BOOST_TEST(low.slot(1, 8, 1) == 7U);
}

BOOST_AUTO_TEST_CASE(vectors_beyond_the_accumulators_length_are_cut) {
  config::RmmuParameters parameters;
  parameters.rows = 2;
  parameters.columns = 4;
  parameters.precisions = {16};
  parameters.maximum_length = 10;
  const RmmuShape shape(parameters);
  const ScoreMapping mapping(shape, 0, 64, ScoreLayout::segments);
  BOOST_TEST(mapping.passes() == 2U);  // 8 products of at most 10
  BOOST_TEST(mapping.dimension() == 8U);
}

BOOST_AUTO_TEST_CASE(arrays_without_the_reduction_are_refused) {
  config::RmmuParameters parameters;
  BOOST_CHECK_THROW(ScoreMapping(RmmuShape(parameters), 0, 64, ScoreLayout::groups), std::invalid_argument);
  parameters.reductions = {"element"};
  BOOST_CHECK_THROW(ScoreMapping(RmmuShape(parameters), 0, 64, ScoreLayout::segments), std::invalid_argument);
  BOOST_TEST(score_layouts(RmmuShape(parameters), 0, 64).empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace winnow::verif::test
