// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include <cmath>

#include "verif/harness/random.hpp"
#include "verif/tests/models/rmmu_inputs.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

using Operand = std::vector<std::vector<int>>;  // [column][operand]

int random_value(Random& random, unsigned bits) {
  const int low = -(1 << (bits - 1));
  const int corners[] = {low, -low - 1, 0, -1, 1};
  if (random.one_in(2)) return corners[random.below(5)];
  return low + static_cast<int>(random.below(1ULL << bits));
}

Operand random_operands(Random& random, const RmmuShape& shape, const RmmuMode& mode) {
  Operand x(shape.columns, std::vector<int>(mode.operands));
  for (auto& column : x) {
    for (int& value : column) value = random_value(random, mode.bits);
  }
  return x;
}

// Operand k of an element at bits [k*m +: m], written through the port one field at a time.
void put_operands(ModelRig& rig, const std::string& port, std::size_t first_element, const RmmuMode& mode,
                  const Operand& values) {
  const std::size_t per_word = rig.shape().word_bits / mode.bits;
  for (std::size_t column = 0; column < values.size(); ++column) {
    for (std::size_t k = 0; k < values[column].size(); ++k) {
      rig.set(port, (first_element + column) * per_word + k, mode.bits, values[column][k]);
    }
  }
}

void select_mode(ModelRig& rig, unsigned mode) {
  const RmmuShape& shape = rig.shape();
  if (shape.precision_bits == 0) return;
  rig.set("weight_precision_i", 0, shape.precision_bits, mode);
  rig.fill("row_precision_i", shape.rows, shape.precision_bits, mode);
}

void load_set(ModelRig& rig, unsigned row, unsigned set, const RmmuMode& mode, const Operand& values) {
  put_operands(rig, "weight_data_i", 0, mode, values);
  if (rig.shape().lanes > 1) rig.set("weight_set_i", 0, rig.shape().lanes, 1 << set);
  rig.set("weight_row_i", row, 1, 1);
  rig.clock();
  rig.set("weight_row_i", row, 1, 0);
}

// Loads all sets of all rows with one value and holds it on the stream.
void uniform(ModelRig& rig, unsigned mode_index, int x, int w) {
  const RmmuShape& shape = rig.shape();
  const RmmuMode& mode = shape.modes[mode_index];
  select_mode(rig, mode_index);
  const Operand weights(shape.columns, std::vector<int>(mode.operands, w));
  for (unsigned row = 0; row < shape.rows; ++row) {
    for (unsigned set = 0; set < mode.outputs; ++set) load_set(rig, row, set, mode, weights);
  }
  const Operand values(shape.columns, std::vector<int>(mode.operands, x));
  for (std::size_t v = 0; v < std::size_t{shape.sources} * shape.chunks; ++v) {
    put_operands(rig, "stream_i", v * shape.columns, mode, values);
  }
}

void run(ModelRig& rig, bool element, bool clear, unsigned cycles) {
  const RmmuShape& shape = rig.shape();
  if (shape.has_row && shape.has_element) rig.fill("row_element_i", shape.rows, 1, element ? 1 : 0);
  rig.fill("row_enable_i", shape.rows, 1, 1);
  rig.fill("row_clear_i", shape.rows, 1, clear ? 1 : 0);
  rig.clock(cycles);
  rig.fill("row_enable_i", shape.rows, 1, 0);
}

config::RmmuParameters plain(unsigned columns, std::vector<unsigned> precisions) {
  config::RmmuParameters p;
  p.rows = 2;
  p.columns = columns;
  p.precisions = std::move(precisions);
  p.pe_stages = 0;
  return p;
}

}  // namespace

// Every precision set, every mode, random and corner operands, against sums written out operand by operand in
// wide integers and, independently rounded, in long double (exact: all values are far below 2^64).
BOOST_AUTO_TEST_CASE(dot_products_are_exact) {
  Random random(1);
  for (unsigned mask = 1; mask < 16; ++mask) {
    std::vector<unsigned> precisions;
    for (unsigned bit = 0; bit < 4; ++bit) {
      if (((mask >> bit) & 1U) != 0) precisions.push_back(16U >> bit);
    }
    config::RmmuParameters p = plain(6, precisions);
    p.segments = 2;
    ModelRig rig(p);
    rig.reset();
    const RmmuShape& shape = rig.shape();
    for (unsigned i = 0; i < 40; ++i) {
      const auto mode_index = static_cast<unsigned>(random.below(shape.modes.size()));
      const RmmuMode& mode = shape.modes[mode_index];
      select_mode(rig, mode_index);
      std::vector<Operand> weights;
      for (unsigned set = 0; set < mode.outputs; ++set) {
        weights.push_back(random_operands(random, shape, mode));
        load_set(rig, 1, set, mode, weights.back());
      }
      const Operand x = random_operands(random, shape, mode);
      put_operands(rig, "stream_i", 0, mode, x);
      rig.set("row_element_i", 1, 1, 0);
      rig.set("row_clear_i", 1, 1, 1);
      rig.set("row_enable_i", 1, 1, 1);
      rig.clock();
      rig.set("row_enable_i", 1, 1, 0);
      for (unsigned lane = 0; lane < shape.lanes; ++lane) {
        for (unsigned segment = 0; segment < 2; ++segment) {
          __int128 sum = 0;
          long double check = 0;
          for (unsigned c = 3 * segment; c < 3 * segment + 3 && lane < mode.outputs; ++c) {
            for (unsigned k = 0; k < mode.operands; ++k) {
              sum += static_cast<__int128>(x[c][k]) * weights[lane][c][k];
              check += static_cast<long double>(x[c][k]) * static_cast<long double>(weights[lane][c][k]);
            }
          }
          BOOST_TEST(rig.row_result(1, segment, lane) == static_cast<std::int64_t>(sum));
          BOOST_TEST(static_cast<long double>(rig.row_result(1, segment, lane)) == check);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(element_products_are_exact) {
  Random random(2);
  ModelRig rig(plain(5, {16, 8, 4, 2}));
  rig.reset();
  const RmmuMode& mode = rig.shape().modes[0];
  std::vector<__int128> sums(5, 0);
  rig.set("row_element_i", 1, 1, 1);
  for (unsigned i = 0; i < 200; ++i) {
    const int multiplier = random_value(random, 16);
    rig.set("multiplier_i", 1, 16, multiplier);
    rig.set("multiplier_write_i", 1, 1, 1);
    rig.set("row_enable_i", 1, 1, 0);
    rig.clock();
    rig.set("multiplier_write_i", 1, 1, 0);
    const Operand x = random_operands(random, rig.shape(), mode);
    put_operands(rig, "stream_i", 0, mode, x);
    const bool clear = i == 0 || random.one_in(20);
    rig.set("row_clear_i", 1, 1, clear ? 1 : 0);
    rig.set("row_enable_i", 1, 1, 1);
    rig.clock();
    for (std::size_t c = 0; c < 5; ++c) {
      sums[c] = (clear ? 0 : sums[c]) + static_cast<__int128>(multiplier) * x[c][0];
      BOOST_TEST(rig.get("element_result_o", 5 + c, rig.shape().element_bits) ==
                 static_cast<std::int64_t>(sums[c]));
    }
  }
}

// n cycles of the most negative value squared: n * N * 2^(2m-2) in every lane that the mode has.
BOOST_AUTO_TEST_CASE(most_negative_squared_closed_form) {
  for (unsigned mode_index = 0; mode_index < 4; ++mode_index) {
    config::RmmuParameters p = plain(8, {16, 8, 4, 2});
    p.segments = 4;
    ModelRig rig(p);
    rig.reset();
    const RmmuMode& mode = rig.shape().modes[mode_index];
    uniform(rig, mode_index, -(1 << (mode.bits - 1)), -(1 << (mode.bits - 1)));
    run(rig, false, true, 1);
    run(rig, false, false, 6);
    const auto expected = static_cast<std::int64_t>(
        std::ldexp(7.0L * 2.0L * mode.operands, 2 * static_cast<int>(mode.bits) - 2));
    for (unsigned lane = 0; lane < 4; ++lane) {
      BOOST_TEST(rig.row_result(1, 3, lane) == (lane < mode.outputs ? expected : 0));
    }
  }
}

// Exactly maximum_length products of the most negative value squared do not overflow; twice as many reach the
// end of the range (2^(W-1)) where maximum_length is a power of two: one more wraps, or clamps.
BOOST_AUTO_TEST_CASE(maximum_length_is_the_bound) {
  for (const bool saturate : {false, true}) {
    for (unsigned mode_index = 0; mode_index < 4; ++mode_index) {
      config::RmmuParameters p = plain(4, {16, 8, 4, 2});
      p.maximum_length = 1024;
      p.overflow = saturate ? "saturate" : "wrap";
      ModelRig rig(p);
      rig.reset();
      const RmmuMode& mode = rig.shape().modes[mode_index];
      uniform(rig, mode_index, -(1 << (mode.bits - 1)), -(1 << (mode.bits - 1)));
      const unsigned per_cycle = 4 * mode.operands, cycles = 1024 / per_cycle;
      run(rig, false, true, 1);
      run(rig, false, false, cycles - 1);
      const auto full = static_cast<std::int64_t>(std::ldexp(1024.0L, 2 * static_cast<int>(mode.bits) - 2));
      const unsigned last = mode.outputs - 1;
      BOOST_TEST(rig.row_result(0, 0, last) == full);
      const unsigned own_lane = mode_index == 1 ? 4U : last;  // INT8 has no lane of its own
      if (own_lane == 4U) continue;
      run(rig, false, false, cycles);
      const std::int64_t top = std::int64_t{1} << (rig.shape().lane_bits[last] - 1);
      BOOST_TEST(2 * full == top);
      BOOST_TEST(rig.row_result(0, 0, last) == (saturate ? top - 1 : -top));
    }
  }
}

BOOST_AUTO_TEST_CASE(element_range) {
  for (const bool saturate : {false, true}) {
    config::RmmuParameters p = plain(3, {8, 4});
    p.maximum_length = 64;
    p.overflow = saturate ? "saturate" : "wrap";
    ModelRig rig(p);
    rig.reset();
    BOOST_REQUIRE(rig.shape().element_bits == 22U);
    uniform(rig, 0, -128, 127);  // -16256 a cycle, down to -2^21
    run(rig, true, true, 1);
    run(rig, true, false, 128);
    BOOST_TEST(rig.get("element_result_o", 2, 22) == -16256 * 129);
    run(rig, true, false, 1);
    BOOST_TEST(rig.get("element_result_o", 2, 22) == (saturate ? -2097152 : -16256 * 130 + 4194304));
  }
}

// A clamped accumulator comes back from the end of its range, not from where it would have been.
BOOST_AUTO_TEST_CASE(a_clamped_accumulator_returns_from_the_end) {
  config::RmmuParameters p = plain(1, {4});
  p.maximum_length = 2;
  p.overflow = "saturate";
  ModelRig rig(p);
  rig.reset();
  uniform(rig, 0, -8, -8);
  run(rig, false, true, 1);
  run(rig, false, false, 9);
  BOOST_TEST(rig.row_result(0, 0, 0) == 255);  // 9 bits
  uniform(rig, 0, 7, -8);
  run(rig, false, false, 1);
  BOOST_TEST(rig.row_result(0, 0, 0) == 255 - 56);
}
