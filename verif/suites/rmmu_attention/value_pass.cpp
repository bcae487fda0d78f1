// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "sim/metrics.hpp"
#include "verif/suites/rmmu_attention/array_driver.hpp"
#include "verif/suites/rmmu_attention/real_input.hpp"
#include "verif/suites/rmmu_attention/result_check.hpp"
#include "verif/suites/rmmu_attention/tile.hpp"

namespace winnow::verif {
namespace {

using Codes = sim::BasicMatrix<std::int32_t>;

// weights [queries][keys] times V [keys][d], exact.
sim::BasicMatrix<std::int64_t> integer_sums(const Codes& weights, const Codes& v) {
  sim::BasicMatrix<std::int64_t> sums(weights.rows, v.columns);
  for (std::size_t query = 0; query < weights.rows; ++query) {
    for (std::size_t key = 0; key < v.rows; ++key) {
      for (std::size_t i = 0; i < v.columns; ++i) {
        sums.at(query, i) += std::int64_t{weights.at(query, key)} * v.at(key, i);
      }
    }
  }
  return sums;
}

// A group of D rows holds one query's output, D * C elements of it a pass; the rows of V are streamed, S at a
// time, and each group takes them from the sources in its own turn (as ScorePass does). The weight of a step
// is broadcast one cycle ahead, because a write is visible to the next cycle's operand.
class ValuePass {
 public:
  ValuePass(Bench& bench, const RmmuShape& shape, Codes weights, Codes v)
      : driver_(bench, shape),
        shape_(shape),
        weights_(std::move(weights)),
        v_(std::move(v)),
        check_(bench, integer_sums(weights_, v_)) {}

  const ResultCheck& run() {
    driver_.start(0, true);
    const std::size_t width = std::size_t{shape_.chunks} * shape_.columns;
    const std::size_t steps = (v_.rows + shape_.sources - 1) / shape_.sources * shape_.sources;
    for (batch_ = 0; batch_ < weights_.rows; batch_ += shape_.groups) {
      for (element_ = 0; element_ < v_.columns; element_ += width) {
        broadcast(0);
        driver_.cycle();
        for (std::size_t step = 0; step < steps; ++step) {
          stage(step);
          if (step + 1 < steps) broadcast(step + 1);
          if (step + 1 == steps) expect_results();
          driver_.cycle();
        }
      }
    }
    driver_.drain();
    check_.require_complete();
    return check_;
  }

 private:
  bool has_query(unsigned group) const { return batch_ + group < weights_.rows; }

  unsigned source_of(unsigned group, std::size_t step) const {
    return static_cast<unsigned>((group + step) % shape_.sources);
  }

  // The key that a group takes in a step; at or beyond v_.rows: none.
  std::size_t key_of(unsigned group, std::size_t step) const {
    return step / shape_.sources * shape_.sources + source_of(group, step);
  }

  // The first step in which a group has a key; the last block may have fewer keys than sources.
  std::size_t first_step(unsigned group) const {
    std::size_t step = 0;
    while (key_of(group, step) >= v_.rows) ++step;
    return step;
  }

  void broadcast(std::size_t step) {
    for (unsigned row = 0; row < shape_.rows; ++row) {
      const unsigned group = row / shape_.chunks;
      const std::size_t key = key_of(group, step);
      if (has_query(group) && key < v_.rows) driver_.write_multiplier(row, weights_.at(batch_ + group, key));
    }
  }

  void stage(std::size_t step) {
    for (unsigned source = 0; source < shape_.sources; ++source) {
      stream_value(source, step / shape_.sources * shape_.sources + source);
    }
    for (unsigned row = 0; row < shape_.rows; ++row) {
      const unsigned group = row / shape_.chunks;
      if (!has_query(group) || key_of(group, step) >= v_.rows) continue;
      driver_.select_source(row, source_of(group, step));
      driver_.enable_row(row, step == first_step(group));
    }
  }

  void stream_value(unsigned source, std::size_t key) {
    const std::uint64_t mask = (1ULL << shape_.operand_bits) - 1U;
    for (unsigned chunk = 0; chunk < shape_.chunks; ++chunk) {
      for (unsigned column = 0; column < shape_.columns; ++column) {
        const std::size_t element = element_ + std::size_t{chunk} * shape_.columns + column;
        const bool exists = key < v_.rows && element < v_.columns;
        const std::uint64_t word = exists ? static_cast<std::uint64_t>(v_.at(key, element)) & mask : 0;
        driver_.stream(source, chunk, column, word);
      }
    }
  }

  // Results hold until the row's next enable, at the earliest one cycle after the last operand's result.
  void expect_results() {
    const std::size_t last_step = (v_.rows + shape_.sources - 1) / shape_.sources * shape_.sources - 1;
    driver_.when_due(driver_.element_latency(), [this, batch = batch_, first = element_, last_step] {
      for (unsigned row = 0; row < shape_.rows; ++row) {
        const std::size_t query = batch + row / shape_.chunks;
        if (query >= weights_.rows) continue;
        // A group without a key in the last step had its last result earlier; it holds, without valid.
        const bool has_key = key_of(row / shape_.chunks, last_step) < v_.rows;
        const bool valid = driver_.output_bit("element_valid_o", row) == has_key;
        for (unsigned column = 0; column < shape_.columns; ++column) {
          const std::size_t element = first + std::size_t{row % shape_.chunks} * shape_.columns + column;
          if (element >= v_.columns) continue;
          const std::size_t offset = (std::size_t{row} * shape_.columns + column) * shape_.element_bits;
          check_.record(query, element, driver_.output("element_result_o", offset, shape_.element_bits),
                        valid, "element_result_o", offset);
        }
      }
    });
  }

  ArrayDriver driver_;
  const RmmuShape& shape_;
  Codes weights_, v_;
  ResultCheck check_;
  std::size_t batch_ = 0, element_ = 0;
};

std::uint64_t cost(const RmmuShape& shape, std::size_t dimension, const Tile& tile) {
  const std::size_t width = std::size_t{shape.chunks} * shape.columns;
  const std::size_t steps = (tile.keys + shape.sources - 1) / shape.sources * shape.sources;
  return (tile.queries + shape.groups - 1) / shape.groups * ((dimension + width - 1) / width) * (steps + 1);
}

}  // namespace

RealInputReport run_weighted_values(Bench& bench, const RmmuShape& shape, const RealInput& input,
                                    const RealInputLimits& limits) {
  const std::size_t dimension = input.data.v.columns;
  RealInputLimits bounded = limits;
  // Sums of more products than the accumulator's growth allows would wrap or saturate.
  bounded.keys = std::min(limits.keys, std::size_t{1} << (shape.element_bits - 2 * shape.operand_bits));
  const Tile tile = fit_tile(input, bounded, [&](const Tile& t) { return cost(shape, dimension, t); });
  sim::Head head = input.data;
  head.q = sim::corner(head.q, tile.queries, dimension);
  head.k = sim::corner(head.k, tile.keys, dimension);
  head.v = sim::corner(head.v, tile.keys, dimension);
  const unsigned bits = shape.operand_bits;
  const sim::Matrix exact_weights = sim::probabilities(sim::scores(head), head.scale, head.mask);
  const sim::Quantised weights = sim::quantise_fixed(exact_weights, bits, bits - 1);
  const sim::Quantised v =
      bits == 16 ? sim::quantise_fixed(head.v, 16, 10) : sim::quantise(head.v, bits, sim::default_rule(bits));

  const std::uint64_t start = bench.cycle_count();
  ValuePass pass(bench, shape, weights.codes, v.codes);
  const ResultCheck& check = pass.run();

  RealInputReport report = describe_tile("weighted_values", input, tile);
  report.precision = shape.modes.front().name;
  report.range_rule =
      bits == 16 ? "weights u0.15, values s5.10"
                 : fmt::format("weights u0.{}, values {}", bits - 1, sim::to_string(sim::default_rule(bits)));
  report.dimension = dimension;
  report.passes = (dimension + std::size_t{shape.chunks} * shape.columns - 1) /
                  (std::size_t{shape.chunks} * shape.columns);
  report.cycles = bench.cycle_count() - start;
  take_results(report, check);
  report.relative_error = sim::relative_l2_error(sim::weighted_values(exact_weights, head.v),
                                                 sim::scaled(check.got(), weights.scale * v.scale));
  return report;
}

}  // namespace winnow::verif
