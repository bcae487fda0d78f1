// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>
#include <map>
#include <sstream>

#include "verif/harness/random.hpp"
#include "verif/testbench/testbench.hpp"
#include "verif/tests/testbench/sample_core.hpp"

using namespace winnow::verif;
using namespace winnow::verif::test;

namespace {

// Plays a trace back, as the testbench does.
class Player {
 public:
  Player(const Words& data, std::size_t words) : data_(data), values_(words, 0U) {}
  const Words& next() {
    while (data_.at(at_) != 0) {
      const std::size_t first = data_[at_] >> 12U, count = data_[at_] & 0xFFFU;
      BOOST_REQUIRE(count > 0);
      for (std::size_t i = 0; i < count; ++i) values_.at(first + i) = data_.at(at_ + 1 + i);
      at_ += 1 + count;
    }
    ++at_;
    return values_;
  }
  bool at_end() const { return at_ == data_.size(); }

 private:
  const Words& data_;
  Words values_;
  std::size_t at_ = 0;
};

Recording record_sample(std::uint64_t cycles, std::uint64_t seed = 1) {
  return record(sample_suite(), make_sample_model, sample_ports, {cycles, seed});
}

std::string all_text(std::uint64_t cycles, std::uint64_t seed) {
  std::string text;
  const Testbench testbench = make_testbench(sample_suite(), make_sample_model, sample_ports,
                                             {"sample", "winnow", "a config", {cycles, seed}});
  for (const TestbenchFile& file : testbench.files) text += file.path + "\n" + file.text;
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_trace_plays_back_what_went_in) {
  Random random(5);
  for (const std::size_t words : {1U, 2U, 5U, 64U, 9000U}) {
    ChangeTrace trace(words);
    std::vector<Words> all;
    Words values(words, 0U);
    for (unsigned cycle = 0; cycle < 40; ++cycle) {
      const std::uint64_t share = cycle == 20 ? 1 : 1 + random.below(8);
      for (std::uint32_t& word : values) {
        if (random.one_in(share)) word = static_cast<std::uint32_t>(random.next());
      }
      trace.add(values);
      all.push_back(values);
    }
    Player player(trace.data(), words);
    for (const Words& expected : all) BOOST_REQUIRE(player.next() == expected);
    BOOST_TEST(player.at_end());
    // The text is the data.
    Words read;
    for (std::size_t cycle = 0; cycle < trace.cycles(); ++cycle) {
      std::istringstream text(trace.text(cycle));
      for (std::string word; text >> word;)
        read.push_back(static_cast<std::uint32_t>(std::stoul(word, nullptr, 16)));
    }
    BOOST_TEST((read == trace.data()));
  }
}

BOOST_AUTO_TEST_CASE(a_trace_of_what_holds_costs_one_word_a_cycle) {
  ChangeTrace trace(100);
  const Words values(100, 7U);
  for (unsigned cycle = 0; cycle < 10; ++cycle) trace.add(values);
  BOOST_TEST(trace.data().size() == 1 + 100 + 10);
}

BOOST_AUTO_TEST_CASE(a_trace_refuses_more_words_than_a_run_can_address) {
  BOOST_CHECK_NO_THROW(ChangeTrace(1U << 20U));
  BOOST_CHECK_THROW(ChangeTrace((1U << 20U) + 1U), std::length_error);
}

BOOST_AUTO_TEST_CASE(directed_tests_that_fit_come_first_and_random_ones_fill_the_rest) {
  const auto tests = [](const Recording& recording) {
    std::string text;
    for (const Segment& segment : recording.segments) {
      text += segment.test + ":" + std::to_string(segment.first_cycle) + "+" +
              std::to_string(segment.cycles) + " ";
    }
    return text;
  };
  BOOST_TEST(tests(record_sample(40)) == "short:0+6 middle:6+8 random:14+13 random_more:27+13 ");
  BOOST_TEST(tests(record_sample(88)) == "short:0+6 long:6+30 middle:36+8 random:44+22 random_more:66+22 ");
  BOOST_TEST(tests(record_sample(87)) == "short:0+6 long:6+30 random:36+26 random_more:62+25 ");
  BOOST_TEST(tests(record_sample(5)) == "random:0+3 random_more:3+2 ");
  for (const std::uint64_t cycles : {2U, 3U, 11U, 100U, 1000U}) {
    BOOST_TEST(record_sample(cycles).cycles() == cycles);
    BOOST_TEST(record_sample(cycles).expected.cycles() == cycles);
  }
}

BOOST_AUTO_TEST_CASE(one_model_lives_through_all_tests) {
  // What is expected and defined in every cycle, by a model that is stepped by hand along the stimulus.
  const Recording recording = record_sample(60);
  Player stimulus(recording.stimulus.data(), recording.inputs.words);
  Player expected(recording.expected.data(), 2 * recording.outputs.words);
  SampleModel model;
  model.power_up();
  std::uint64_t comparisons = 0, bits = 0, undefined_data = 0;
  for (std::uint64_t cycle = 0; cycle < recording.cycles(); ++cycle) {
    // Packed in the order of the device's ports: rst_ni, load_i, data_i; data_o, valid_o, flag_o.
    const Words& in = stimulus.next();
    const std::vector<Words> inputs = {{in[0]}, {in[1]}, {in[2], in[3]}};
    const Words& out = expected.next();
    std::vector<Expected> said(3);
    model.outputs(inputs, said);
    const Words data_known = said[1].known.empty() ? Words{~0U, 0xFFU} : said[1].known;
    BOOST_REQUIRE((Words{out[4], out[5]} == data_known));
    BOOST_REQUIRE((Words{out[6], out[7]} == Words{said[0].known[0], said[2].known[0]}));
    BOOST_REQUIRE((out[0] & out[4]) == (said[1].value[0] & data_known[0]));
    BOOST_REQUIRE((out[1] & out[5]) == (said[1].value[1] & data_known[1]));
    BOOST_REQUIRE((out[2] & out[6]) == (said[0].value[0] & out[6]));
    BOOST_REQUIRE((out[3] & out[7]) == (said[2].value[0] & out[7]));
    undefined_data += data_known[0] == 0 ? 1 : 0;
    comparisons += (data_known[0] != 0 ? 1U : 0U) + out[6] + (out[7] != 0 ? 1U : 0U);
    bits += (data_known[0] != 0 ? 40U : 0U) + out[6] + (out[7] != 0 ? 2U : 0U);
    model.clock(inputs);
  }
  BOOST_TEST(stimulus.at_end());
  BOOST_TEST(expected.at_end());
  // Undefined before the first load only, not again at the start of each test.
  BOOST_TEST(undefined_data > 1);
  BOOST_TEST(undefined_data < 8);
  BOOST_TEST(recording.comparisons == comparisons);
  BOOST_TEST(recording.defined_bits == bits);
}

BOOST_AUTO_TEST_CASE(the_same_arguments_give_the_same_bytes) {
  BOOST_TEST((all_text(50, 3) == all_text(50, 3)));
  BOOST_TEST((all_text(50, 3) != all_text(50, 4)));
  BOOST_TEST((all_text(50, 3) != all_text(51, 3)));
}

BOOST_AUTO_TEST_CASE(files_have_the_names_and_lines_stay_readable) {
  const Testbench testbench = make_testbench(sample_suite(), make_sample_model, sample_ports,
                                             {"sample", "winnow", "a config", {50, 1}});
  BOOST_REQUIRE(testbench.files.size() == 3U);
  BOOST_TEST(testbench.files[0].path == "tb/sample_tb.v");
  BOOST_TEST(testbench.files[1].path == "tb/sample_stimulus.hex");
  BOOST_TEST(testbench.files[2].path == "tb/sample_expected.hex");
  BOOST_TEST(testbench.files[0].text.find(testbench.compile_command) != std::string::npos);
  BOOST_TEST(testbench.files[0].text.find(testbench.run_command) != std::string::npos);
  for (const TestbenchFile& file : testbench.files) {
    BOOST_TEST(file.text.ends_with('\n'));
    BOOST_TEST(file.text.find('@') == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_recorded_is_refused) {
  // Nothing is defined in the first cycle of this core.
  BOOST_CHECK_THROW(record_sample(1), std::invalid_argument);
  auto ports = sample_ports;
  ports.back().width = 4;
  BOOST_CHECK_THROW(record(sample_suite(), make_sample_model, ports, {20, 1}), std::logic_error);
  ports = sample_ports;
  ports.push_back({"more_o", 1, false});
  BOOST_CHECK_THROW(record(sample_suite(), make_sample_model, ports, {20, 1}), std::logic_error);
  Suite suite = sample_suite();
  std::erase_if(suite, is_random_test);
  BOOST_CHECK_THROW(record(suite, make_sample_model, sample_ports, {20, 1}), std::logic_error);
  suite.push_back({"random_nothing", "no cycle at all", [](Bench&, std::uint64_t) {}});
  BOOST_CHECK_THROW(record(suite, make_sample_model, sample_ports, {20, 1}), std::logic_error);
}
