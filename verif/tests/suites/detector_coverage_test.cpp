// SPDX-License-Identifier: Apache-2.0
// Full coverage is a condition of passing, so it must not hang on luck: the directed tests alone reach every
// point, whatever the seed and the parameters. The device is the model itself: what counts is what was
// driven.
#include <boost/test/unit_test.hpp>

#include "verif/models/detector/model.hpp"
#include "verif/suites/detector/suite.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

// A device made of a second model. Undefined bits read as ones.
class ModelDevice : public Dut {
 public:
  explicit ModelDevice(const config::DetectorParameters& parameters) : model_(parameters) {
    model_.power_up();
    add(model_.input_names(), model_.input_widths(), true);
    add(model_.output_names(), model_.output_widths(), false);
    inputs_count_ = model_.input_names().size();
    for (std::size_t i = 0; i < ports_.size(); ++i) {
      if (i < inputs_count_) inputs_.emplace_back(words_for(ports_[i].width), 0);
      if (i >= inputs_count_) outputs_.push_back({Words(words_for(ports_[i].width), 0), {}});
    }
  }
  const std::vector<DutPort>& ports() const override { return ports_; }
  void poke(PortHandle port, std::span<const std::uint32_t> words) override {
    inputs_[port].assign(words.begin(), words.end());
  }
  void peek(PortHandle port, std::span<std::uint32_t> words) const override {
    const Words& value = outputs_[port - inputs_count_].value;
    std::copy(value.begin(), value.end(), words.begin());
  }
  void settle() override { model_.outputs(inputs_, outputs_); }
  void tick() override { model_.clock(inputs_); }
  bool open_wave(const std::filesystem::path& /*file*/) override { return false; }
  void close_wave() override {}

 private:
  void add(const std::vector<std::string>& names, const std::vector<unsigned>& widths, bool is_input) {
    for (std::size_t i = 0; i < names.size(); ++i) ports_.push_back({names[i], widths[i], is_input});
  }
  DetectorModel model_;
  std::vector<DutPort> ports_;
  std::size_t inputs_count_ = 0;
  std::vector<Words> inputs_;
  std::vector<Expected> outputs_;
};

void require_covered(const config::DetectorParameters& p, std::uint64_t seed) {
  const auto coverage = make_detector_coverage(p);
  for (const SuiteTest& test : detector_suite(p, coverage)) {
    if (test.random) continue;
    ModelDevice device(p);
    DetectorModel model(p);
    Bench bench(device, model, test.name, seed);
    test.run(bench, 0);
  }
  std::string missing;
  for (const std::string& name : coverage->missing()) missing += "\n  " + name;
  BOOST_TEST(missing.empty(), "T " << p.tokens << " P " << p.keys_per_cycle << " n " << p.maximum_keys
                                   << " b " << p.score_bits << " passes " << p.passes << missing);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_directed_tests_reach_every_point_of_random_configurations) {
  Random random(3);
  for (unsigned i = 0; i < 80; ++i) require_covered(random_detector_parameters(random, 60), i);
}

BOOST_AUTO_TEST_CASE(the_smallest_are_covered) {
  for (const unsigned tokens : {1U, 2U, 8U}) {
    for (const unsigned keys : {1U, 2U, 3U}) {
      for (const unsigned maximum : {1U, 2U, 3U}) {
        require_covered(
            {.tokens = tokens, .keys_per_cycle = keys, .maximum_keys = maximum, .score_bits = 2, .passes = 1},
            5);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(points_follow_from_the_parameters) {
  const auto declared = [](const config::DetectorParameters& p, const std::string& point) {
    return make_detector_coverage(p)->points().count(point) == 1U;
  };
  config::DetectorParameters p{
      .tokens = 1, .keys_per_cycle = 4, .maximum_keys = 3, .score_bits = 2, .passes = 1};
  for (const char* impossible : {"topk tile left out", "rows fewer than tokens", "rows beyond tokens",
                                 "length beyond maximum_keys", "fewer tiles than length"}) {
    BOOST_TEST(!declared(p, impossible), impossible);
  }
  p.tokens = 2;
  p.maximum_keys = 5;
  for (const char* possible : {"topk tile left out", "rows fewer than tokens", "rows beyond tokens",
                               "length beyond maximum_keys", "fewer tiles than length"}) {
    BOOST_TEST(declared(p, possible), possible);
  }
}
