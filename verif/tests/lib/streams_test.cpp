// SPDX-License-Identifier: Apache-2.0
// The ports of the five streams are those of docs/streams.md, on either side; a stream passes through a fifo
// and a register slice unchanged; what is emitted draws no warning.
#include "gen/lib/streams/streams.hpp"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <deque>
#include <filesystem>
#include <fstream>

#include "gen/hdl/evaluator/evaluator.hpp"
#include "gen/hdl/passes/passes.hpp"
#include "gen/hdl/verilog/port_comment.hpp"
#include "gen/hdl/verilog/writer.hpp"
#include "gen/process/process.hpp"
#include "verif/harness/random.hpp"
#include "verif/tests/lib/stream_subject.hpp"

using namespace winnow;
using namespace winnow::lib;
using namespace winnow::lib::test;

namespace {

// T = 3, P = 4, n = 20, so K = 5.
constexpr streams::Shape shape{.tokens = 3,
                               .keys_per_cycle = 4,
                               .maximum_keys = 20,
                               .score_bits = 7,
                               .dimension = 6,
                               .element_bits = 5,
                               .id_bits = 9};

template <template <class> class Stream>
const hdl::Module& elaborated(hdl::Design& design, const streams::Shape& of = shape) {
  const hdl::Module& top = design.elaborate<Passage<Stream>>({of});
  design.finish();
  return top;
}

// "name direction width, how its elements are read" of every port.
std::vector<std::string> described(const hdl::Module& top) {
  std::vector<std::string> ports;
  for (const hdl::Port& port : top.ports) {
    ports.push_back(port.name + (port.is_input ? " < " : " > ") + std::to_string(port.width) + ", " +
                    hdl::verilog::port_shape(port));
    BOOST_TEST(!port.layout.meaning.empty(), port.name);
  }
  return ports;
}

template <template <class> class Stream>
void require_ports(const std::vector<std::string>& expected) {
  hdl::Design design;
  BOOST_TEST(described(elaborated<Stream>(design)) == expected, boost::test_tools::per_element());
}

// Both sides of a stream, given the sink's fields as "name width, reading".
std::vector<std::string> both_sides(const std::vector<std::string>& fields) {
  std::vector<std::string> ports = {"in_valid_i < 1, 1 bit", "in_ready_o > 1, 1 bit"};
  const auto add = [&](const char* prefix, const char* suffix) {
    for (const std::string& field : fields) {
      const std::size_t space = field.find(' ');
      ports.push_back(prefix + field.substr(0, space) + suffix + field.substr(space + 1));
    }
  };
  add("in_", "_i < ");
  ports.insert(ports.end(), {"out_valid_o > 1, 1 bit", "out_ready_i < 1, 1 bit"});
  add("out_", "_o > ");
  return ports;
}

// Random transfers at random paces, every field at once.
template <template <class> class Stream>
void require_passage() {
  hdl::Design design;
  const hdl::Module& top = elaborated<Stream>(design);
  hdl::Evaluator device(top, 3);
  verif::Random random(1);
  const std::size_t fields = top.ports.size() / 2 - 2;
  const auto poke = [&](std::size_t port, bool value) {
    const std::uint32_t word = value ? 1 : 0;
    device.poke(port, {&word, 1});
  };
  device.set_reset_n(false);
  device.tick();
  device.set_reset_n(true);
  std::deque<std::vector<hdl::Bits>> under_way;
  unsigned transfers = 0;
  for (unsigned cycle = 0; cycle < 500; ++cycle) {
    poke(0, random.one_in(2));
    poke(fields + 3, random.one_in(2));
    for (std::size_t field = 0; field < fields; ++field) {
      std::vector<std::uint32_t> words((top.ports[2 + field].width + 31) / 32);
      for (std::uint32_t& word : words) word = static_cast<std::uint32_t>(random.next());
      device.poke(2 + field, words);
    }
    device.settle();
    std::vector<hdl::Bits> in, out;
    for (std::size_t field = 0; field < fields; ++field) {
      in.push_back(device.value(2 + field));
      out.push_back(device.value(fields + 4 + field));
    }
    if (device.value(fields + 2).low_word() == 1 && device.value(fields + 3).low_word() == 1) {
      BOOST_REQUIRE(!under_way.empty());
      BOOST_REQUIRE(under_way.front() == out);
      under_way.pop_front();
      ++transfers;
    }
    if (device.value(0).low_word() == 1 && device.value(1).low_word() == 1) under_way.push_back(in);
    device.tick();
  }
  BOOST_TEST(transfers > 150U);
  BOOST_TEST(under_way.size() <= 5U);
}

template <template <class> class Stream>
void require_lint_clean(const streams::Shape& of) {
  hdl::Design design;
  const hdl::Module& top = elaborated<Stream>(design, of);
  hdl::run_passes(design);
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("winnow_streams_" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  process::Command command;
  command.arguments = {"verilator", "--lint-only", "-Wall", "--top-module", top.name()};
  for (const hdl::verilog::SourceFile& file : hdl::verilog::print_design(top, {}).files) {
    std::ofstream(folder / file.name) << file.text;
    command.arguments.push_back(file.name);
  }
  command.directory = folder;
  command.capture = true;
  const process::Outcome outcome = process::run(command);
  BOOST_TEST(outcome.exit_code == 0);
  BOOST_TEST(outcome.output == "");
  std::filesystem::remove_all(folder);
}

}  // namespace

BOOST_AUTO_TEST_CASE(ports_of_vectors) {
  require_ports<streams::Vectors>(
      both_sides({"element 30, [element 6] x 5 bits signed", "id 9, 9 bits unsigned", "last 1, 1 bit"}));
}

BOOST_AUTO_TEST_CASE(ports_of_scores) {
  require_ports<streams::Scores>(both_sides({"score 84, [row 3][key 4] x 7 bits signed", "last 1, 1 bit"}));
}

BOOST_AUTO_TEST_CASE(ports_of_selections) {
  require_ports<streams::Selections>(
      both_sides({"key 5, 5 bits unsigned", "keep 1, 1 bit", "last 1, 1 bit", "end 1, 1 bit"}));
}

BOOST_AUTO_TEST_CASE(ports_of_candidates) {
  require_ports<streams::Candidates>(
      both_sides({"base 5, 5 bits unsigned", "mask 12, [key 4][row 3] x 1 bit", "last 1, 1 bit"}));
}

BOOST_AUTO_TEST_CASE(ports_of_connections) {
  require_ports<streams::Connections>(
      both_sides({"key 15, [row 3] x 5 bits unsigned", "row_valid 3, [row 3] x 1 bit",
                  "load 3, [row 3] x 1 bit", "last 1, 1 bit"}));
}

BOOST_AUTO_TEST_CASE(a_key_has_at_least_one_bit) {
  for (const auto& [keys, bits] : {std::pair(1U, 1U), {2U, 1U}, {3U, 2U}, {4U, 2U}, {5U, 3U}, {4096U, 12U}}) {
    BOOST_TEST((streams::Shape{.maximum_keys = keys}.key_bits()) == bits);
  }
  BOOST_TEST((streams::Shape{.keys_per_cycle = 4, .maximum_keys = 20}.tiles()) == 5U);
  BOOST_TEST((streams::Shape{.keys_per_cycle = 4, .maximum_keys = 21}.tiles()) == 6U);
  BOOST_TEST((streams::Shape{.keys_per_cycle = 32, .maximum_keys = 1}.tiles()) == 1U);
}

BOOST_AUTO_TEST_CASE(every_stream_passes_unchanged) {
  require_passage<streams::Vectors>();
  require_passage<streams::Scores>();
  require_passage<streams::Selections>();
  require_passage<streams::Candidates>();
  require_passage<streams::Connections>();
}

BOOST_AUTO_TEST_SUITE(lint)

BOOST_AUTO_TEST_CASE(emitted_streams_are_clean) {
  for (const streams::Shape& of : {shape, streams::Shape{}}) {
    require_lint_clean<streams::Vectors>(of);
    require_lint_clean<streams::Scores>(of);
    require_lint_clean<streams::Selections>(of);
    require_lint_clean<streams::Candidates>(of);
    require_lint_clean<streams::Connections>(of);
  }
}

BOOST_AUTO_TEST_SUITE_END()
