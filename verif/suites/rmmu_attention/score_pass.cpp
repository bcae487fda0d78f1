// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "sim/metrics.hpp"
#include "verif/suites/rmmu_attention/array_driver.hpp"
#include "verif/suites/rmmu_attention/real_input.hpp"
#include "verif/suites/rmmu_attention/result_check.hpp"
#include "verif/suites/rmmu_attention/tile.hpp"

namespace winnow::verif {
namespace {

using Codes = sim::BasicMatrix<std::int32_t>;

// Runs one tile: batches of queries held in the array, blocks of S keys, one key per source. Each unit takes
// the keys of a block in turn from the S sources, each unit another one at a time, so that every path of the
// source multiplexers is used and a block is done in S cycles.
class ScorePass {
 public:
  ScorePass(Bench& bench, const RmmuShape& shape, const ScoreMapping& mapping, std::size_t mode, Codes q,
            Codes k)
      : driver_(bench, shape),
        shape_(shape),
        mapping_(mapping),
        mode_(mode),
        q_(std::move(q)),
        k_(std::move(k)),
        check_(bench, sim::integer_scores(q_, k_)) {}

  const ResultCheck& run() {
    driver_.start(mode_, false);
    for (std::size_t first = 0; first < q_.rows; first += mapping_.slots()) {
      batch_ = first;
      batch_size_ = std::min(mapping_.slots(), q_.rows - first);
      run_batch();
    }
    driver_.drain();
    check_.require_complete();
    return check_;
  }

 private:
  void run_batch() {
    const bool stays = mapping_.passes() == 1;
    if (stays) load(0);
    for (block_ = 0; block_ < k_.rows; block_ += shape_.sources) {
      for (unsigned step = 0; step < shape_.sources; ++step) {
        // Longer vectors: the weights change from pass to pass while the accumulators keep the sum.
        for (std::size_t pass = 0; pass < mapping_.passes(); ++pass) {
          if (!stays) load(pass);
          stage(step, pass);
          if (stays) driver_.cycle();
        }
      }
    }
    if (!stays) driver_.cycle();
  }

  // The operand staged before it, if any, shares the load's first cycle: a write takes effect on the next.
  void load(std::size_t pass) {
    std::vector<WeightWrite> writes;
    for (unsigned row = 0; row < shape_.rows; ++row) {
      for (unsigned set = 0; set < shape_.modes[mode_].outputs; ++set) {
        if (!mapping_.occupied(row, set, batch_size_)) continue;
        WeightWrite write{row, set, std::vector<std::uint64_t>(shape_.columns)};
        for (unsigned column = 0; column < shape_.columns; ++column) {
          const std::size_t slot = mapping_.slot(row, column, set);
          const std::size_t query = slot < batch_size_ ? batch_ + slot : q_.rows;  // beyond the end: zeros
          write.words[column] = mapping_.word(q_, query, pass, row % shape_.chunks, column);
        }
        writes.push_back(std::move(write));
      }
    }
    driver_.queue_weights(std::move(writes));
    driver_.finish_weights();
  }

  void stage(unsigned step, std::size_t pass) {
    for (unsigned source = 0; source < shape_.sources; ++source) stream_key(source, block_ + source, pass);
    for (unsigned row = 0; row < shape_.rows; ++row) {
      const unsigned source = source_of(mapping_.unit_of_row(row), step);
      if (!mapping_.occupied(row, 0, batch_size_) || block_ + source >= k_.rows) continue;
      driver_.select_source(row, source);
      driver_.enable_row(row, pass == 0);
    }
    if (pass + 1 == mapping_.passes()) expect_results(step);
  }

  void stream_key(unsigned source, std::size_t key, std::size_t pass) {
    for (unsigned chunk = 0; chunk < shape_.chunks; ++chunk) {
      for (unsigned column = 0; column < shape_.columns; ++column) {
        driver_.stream(source, chunk, column, mapping_.word(k_, key, pass, chunk, column));
      }
    }
  }

  unsigned source_of(std::size_t unit, unsigned step) const {
    return static_cast<unsigned>((unit + step) % shape_.sources);
  }

  void expect_results(unsigned step) {
    const bool groups = mapping_.layout() == ScoreLayout::groups;
    const unsigned latency = groups ? driver_.group_latency() : driver_.row_latency();
    driver_.when_due(latency, [this, step, groups, batch = batch_, size = batch_size_, block = block_] {
      const std::string valid = groups ? "group_valid_o" : "row_valid_o";
      const std::string result = groups ? "group_result_o" : "row_result_o";
      const std::size_t slots_of_unit = mapping_.slots() / mapping_.units();
      for (std::size_t slot = 0; slot < size; ++slot) {
        const std::size_t unit = slot / slots_of_unit;
        const std::size_t key = block + source_of(unit, step);
        if (key >= k_.rows) continue;
        const std::size_t offset = mapping_.result_offset(slot);
        check_.record(batch + slot, key, driver_.output(result, offset, mapping_.result_width()),
                      driver_.output_bit(valid, unit), result, offset);
      }
    });
  }

  ArrayDriver driver_;
  const RmmuShape& shape_;
  const ScoreMapping& mapping_;
  std::size_t mode_;
  Codes q_, k_;
  ResultCheck check_;
  std::size_t batch_ = 0, batch_size_ = 0, block_ = 0;
};

// Cycles of a tile, a close upper bound.
std::uint64_t cost(const RmmuShape& shape, const ScoreMapping& mapping, const Tile& tile) {
  const std::size_t queries = std::min(tile.queries, mapping.slots());
  const std::size_t batches = (tile.queries + mapping.slots() - 1) / mapping.slots();
  const std::size_t rows_of_unit = shape.rows / mapping.units();
  const std::size_t steps = (tile.keys + shape.sources - 1) / shape.sources * shape.sources;
  const std::uint64_t load = queries * rows_of_unit + 2;
  const std::uint64_t loads = mapping.passes() == 1 ? 1 : steps * mapping.passes();
  return batches * (loads * load + steps * mapping.passes());
}

}  // namespace

RealInputReport run_scores(Bench& bench, const RmmuShape& shape, const RealInput& input, std::size_t mode,
                           ScoreLayout layout, const RealInputLimits& limits) {
  const RmmuMode& precision = shape.modes.at(mode);
  const ScoreMapping mapping(shape, mode, input.data.q.columns, layout);
  const Tile tile = fit_tile(input, limits, [&](const Tile& t) { return cost(shape, mapping, t); });
  const sim::RangeRule rule = sim::default_rule(precision.bits);
  const sim::Quantised q = sim::quantise(input.data.q, precision.bits, rule);
  const sim::Quantised k = sim::quantise(input.data.k, precision.bits, rule);

  const std::uint64_t start = bench.cycle_count();
  ScorePass pass(bench, shape, mapping, mode, sim::corner(q.codes, tile.queries, mapping.dimension()),
                 sim::corner(k.codes, tile.keys, mapping.dimension()));
  const ResultCheck& check = pass.run();

  RealInputReport report = describe_tile("scores", input, tile);
  report.precision = precision.name;
  report.layout = to_string(layout);
  report.range_rule = sim::to_string(rule);
  report.dimension = mapping.dimension();
  report.passes = mapping.passes();
  report.cycles = bench.cycle_count() - start;
  take_results(report, check);
  sim::Head exact = input.data;
  exact.q = sim::corner(input.data.q, tile.queries, mapping.dimension());
  exact.k = sim::corner(input.data.k, tile.keys, mapping.dimension());
  const sim::Matrix reference = sim::scores(exact);
  const sim::Matrix estimate = sim::scaled(check.got(), q.scale * k.scale);
  report.relative_error = sim::relative_l2_error(reference, estimate, exact.mask);
  report.top10_recall = sim::top_recall(reference, estimate, 10.0, exact.mask);
  return report;
}

}  // namespace winnow::verif
