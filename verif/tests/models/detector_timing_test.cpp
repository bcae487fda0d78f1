// SPDX-License-Identifier: Apache-2.0
// The cycle counts that docs/cores/detector.md promises ("Timing"), measured at the model's ports.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <map>

#include "verif/models/detector/model.hpp"
#include "verif/models/words.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

// Offers full-size groups without a pause to a receiver that is always ready. Every key of row 0 is selected,
// so that every tile is seen.
class Run {
 public:
  explicit Run(const config::DetectorParameters& parameters) : shape_(parameters), model_(parameters) {
    model_.power_up();
    const auto names = model_.input_names();
    const auto widths = model_.input_widths();
    for (std::size_t i = 0; i < names.size(); ++i) {
      index_[names[i]] = i;
      inputs_.emplace_back(words_for(widths[i]), 0);
    }
    for (const unsigned width : model_.output_widths()) outputs_.push_back({Words(words_for(width), 0), {}});
    model_.clock(inputs_);  // reset
    set("rst_ni", 1);
    set("candidates_ready_i", 1);
    set("limit_i", shape_.maximum_keys);
    set("length_i", shape_.maximum_keys);
    set("rows_i", 1);
    set("shared_threshold_i", std::uint64_t{1} << (shape_.sum_bits - 1));  // the lowest
    put_bits(inputs_[index_["threshold_i"]], 0, shape_.score_bits,
             std::uint64_t{1} << (shape_.score_bits - 1));
  }

  void groups(const std::vector<DetectorMode>& modes) {
    for (const DetectorMode mode : modes) {
      for (unsigned tile = 0; tile < shape_.tiles; ++tile) {
        set("mode_i", static_cast<unsigned>(mode));
        set("scores_valid_i", 1);
        set("scores_last_i", tile + 1 == shape_.tiles ? 1 : 0);
        while (!cycle()) {
        }
        taken.push_back(now_ - 1);
      }
    }
    set("scores_valid_i", 0);
    for (unsigned i = 0; i < 4 * shape_.tiles + 60; ++i) cycle();
  }

  std::vector<std::uint64_t> taken, given;  // cycles of the transfers of scores and of candidates

 private:
  void set(const std::string& port, std::uint64_t value) {
    inputs_[index_.at(port)][0] = static_cast<std::uint32_t>(value);
  }
  // True when a transfer of scores took place.
  bool cycle() {
    model_.outputs(inputs_, outputs_);
    if (get_bit(outputs_[1].value, 0)) given.push_back(now_);
    const bool accepted = get_bit(outputs_[0].value, 0) && inputs_[index_["scores_valid_i"]][0] != 0;
    model_.clock(inputs_);
    ++now_;
    return accepted;
  }

  DetectorShape shape_;
  DetectorModel model_;
  std::map<std::string, std::size_t> index_;
  std::vector<Words> inputs_;
  std::vector<Expected> outputs_;
  std::uint64_t now_ = 0;
};

const std::vector<config::DetectorParameters> configurations = {
    {.tokens = 4, .keys_per_cycle = 16, .maximum_keys = 1024, .score_bits = 8, .passes = 2},
    {.tokens = 4, .keys_per_cycle = 16, .maximum_keys = 1024, .score_bits = 8, .passes = 1},
    {.tokens = 2, .keys_per_cycle = 1, .maximum_keys = 50, .score_bits = 5, .passes = 1},
    {.tokens = 2, .keys_per_cycle = 1, .maximum_keys = 50, .score_bits = 5, .passes = 2},
    {.tokens = 1, .keys_per_cycle = 3, .maximum_keys = 10, .score_bits = 16, .passes = 2},
    {.tokens = 8, .keys_per_cycle = 32, .maximum_keys = 20, .score_bits = 2, .passes = 2},
};

}  // namespace

BOOST_AUTO_TEST_CASE(other_modes_stream_with_a_latency_of_four) {
  for (const auto& p : configurations) {
    for (const DetectorMode mode : {DetectorMode::threshold, DetectorMode::cap, DetectorMode::shared}) {
      Run run(p);
      run.groups({mode, mode, mode});
      BOOST_REQUIRE_EQUAL(run.taken.size(), run.given.size());
      for (std::size_t i = 0; i < run.taken.size(); ++i) {
        BOOST_TEST(run.taken[i] == i);
        BOOST_TEST(run.given[i] == run.taken[i] + 4);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(topk_has_the_latency_of_its_passes) {
  for (const auto& p : configurations) {
    const DetectorShape shape(p);
    Run run(p);
    run.groups({DetectorMode::topk});
    BOOST_REQUIRE_EQUAL(run.given.size(), shape.tiles);
    const std::uint64_t first = p.passes == 1 ? p.score_bits + 8 : p.score_bits + 11 + shape.tiles;
    BOOST_TEST(run.given.front() == run.taken.back() + first);
    BOOST_TEST(run.given.back() == run.given.front() + shape.tiles - 1);
  }
}

BOOST_AUTO_TEST_CASE(topk_sustains_a_group_per_its_tiles_and_a_constant) {
  for (const auto& p : configurations) {
    const DetectorShape shape(p);
    const unsigned period =
        shape.tiles + (p.passes == 1 ? p.score_bits + 2 : std::max(shape.high_bits, shape.low_bits + 1) + 2);
    Run run(p);
    run.groups(std::vector<DetectorMode>(8, DetectorMode::topk));
    BOOST_REQUIRE_EQUAL(run.given.size(), 8 * shape.tiles);
    // The last tiles of the last groups: in steady state on both sides.
    for (unsigned group = 5; group < 8; ++group) {
      const std::size_t last = (group + 1) * shape.tiles - 1;
      BOOST_TEST(run.given[last] - run.given[last - shape.tiles] == period);
      BOOST_TEST(run.taken[last] - run.taken[last - shape.tiles] == period);
    }
  }
}

BOOST_AUTO_TEST_CASE(topk_arrives_behind_another_mode_without_a_gap) {
  for (const auto& p : configurations) {
    Run run(p);
    run.groups({DetectorMode::cap, DetectorMode::topk});
    for (std::size_t i = 0; i < run.taken.size(); ++i) BOOST_TEST(run.taken[i] == i);
  }
}
