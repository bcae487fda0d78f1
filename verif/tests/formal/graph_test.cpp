// SPDX-License-Identifier: Apache-2.0
// Random modules as Verilog before and after the builder's passes, proven equal: in every cycle after a first
// one in reset, for all inputs, and for resets at any time. What powers up unknown is taken as 0 on both
// sides.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cctype>
#include <chrono>
#include <fstream>
#include <functional>
#include <set>

#include "gen/hdl/passes/dead.hpp"
#include "gen/hdl/passes/legalise.hpp"
#include "gen/hdl/passes/passes.hpp"
#include "gen/hdl/verilog/writer.hpp"
#include "verif/tests/formal/prover.hpp"
#include "verif/tests/hdl/graph_component.hpp"
#include "verif/tests/passes/random_graph.hpp"

using namespace winnow;
using namespace winnow::formal;

namespace {

namespace fs = std::filesystem;

constexpr unsigned time_limit = 600;  // seconds per tool, on a machine that may be busy
// Where "undecided" is an answer: what is proven at all takes a few seconds.
constexpr unsigned patience = 60;
using Transform = std::function<void(hdl::Design&)>;

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("winnow_formal_graph_" + std::to_string(::getpid()))) {
    fs::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// What printing needs, and no more.
void prepare_only(hdl::Design& design) {
  for (hdl::Module* module : design.modules()) {
    hdl::passes::dead(*module);
    hdl::passes::legalise(*module);
  }
}

void all_passes(hdl::Design& design) {
  hdl::run_passes(design);
}

// A pass that is wrong: it takes the other value of every choice.
void wrong_passes(hdl::Design& design) {
  for (hdl::Module* module : design.modules()) {
    for (hdl::Node& node : module->nodes) {
      if (node.op == hdl::Op::mux) std::swap(node.operands[1], node.operands[2]);
    }
  }
  hdl::run_passes(design);
}

// Verilog with `prefix` before the name of every module of the design.
std::string prefixed(const std::string& text, const std::set<std::string>& modules,
                     const std::string& prefix) {
  const auto in_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  std::string result;
  for (std::size_t place = 0; place < text.size();) {
    std::size_t end = place;
    while (end < text.size() && in_word(text[end])) ++end;
    const std::string word = text.substr(place, std::max<std::size_t>(end - place, 1));
    result += (modules.contains(word) ? prefix : "") + word;
    place += word.size();
  }
  return result;
}

// One side of the comparison.
struct Side {
  hdl::Design design;
  const hdl::Module* top = nullptr;
  std::vector<fs::path> files{};

  void print(const std::string& prefix, const fs::path& folder) {
    std::set<std::string> names;
    for (const hdl::Module* module : hdl::verilog::hierarchy(*top)) names.insert(module->name());
    for (const auto& file : hdl::verilog::print_design(*top, {}).files) {
      files.push_back(folder / (prefix + file.name));
      std::ofstream(files.back()) << prefixed(file.text, names, prefix);
    }
  }
};

std::string range(unsigned width) {
  return fmt::format("[{}:0]", width - 1);
}

// Both modules with the same inputs; an output that is 1 where theirs differ.
std::string comparison(const hdl::Module& top, const hdl::Module& top_after) {
  std::string ports = "  input wire clk_i,\n  input wire reset_n";
  std::string nets;
  std::string differences;
  std::string pins[2];
  for (const hdl::Port& port : top.ports) {
    if (port.is_input) ports += fmt::format(",\n  input wire {} {}", range(port.width), port.name);
    for (const int side : {0, 1}) {
      const std::string net = port.is_input ? port.name : fmt::format("{}_{}", port.name, side);
      pins[side] += fmt::format(", .{} ({})", port.name, net);
      if (!port.is_input) nets += fmt::format("  wire {} {};\n", range(port.width), net);
    }
    if (!port.is_input) differences += fmt::format(" | ({0}_0 != {0}_1)", port.name);
  }
  // The passes may leave nothing that needs a clock or a reset.
  const auto connections = [&pins](int side, const hdl::Module& module) {
    const std::string clock = module.is_clocked() ? ", .clk_i (clk_i)" : "";
    const std::string reset = module.has_reset() ? ", .rst_ni (rst_n)" : "";
    return (clock + reset + pins[side]).substr(2);
  };
  return fmt::format(
      "module comparison (\n{},\n  output wire differs_o\n);\n"
      "  reg started = 0;\n  always @(posedge clk_i) started <= 1;\n  wire rst_n = started & reset_n;\n"
      "{}  before_{} before ({});\n  after_{} after ({});\n  assign differs_o = started & "
      "(1'b0{});\nendmodule\n",
      ports, nets, top.name(), connections(0, top), top.name(), connections(1, top_after), differences);
}

template <class Component>
Verdict compare(const typename Component::Params& params, const Transform& transform,
                unsigned seconds = time_limit) {
  const Folder folder;
  Side sides[2];
  for (Side& side : sides) {
    side.top = &side.design.elaborate<Component>(params);
    side.design.finish();
  }
  prepare_only(sides[0].design);
  transform(sides[1].design);
  sides[0].print("before_", folder.path());
  sides[1].print("after_", folder.path());
  Claim claim{.top = "comparison", .files = sides[0].files, .keeps_memories = true, .folder = folder.path()};
  claim.files.insert(claim.files.end(), sides[1].files.begin(), sides[1].files.end());
  claim.files.push_back(folder.path() / "comparison.v");
  std::ofstream(claim.files.back()) << comparison(*sides[0].top, *sides[1].top);
  const auto begin = std::chrono::steady_clock::now();
  const Verdict verdict = decide_for_ever(claim, seconds);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  BOOST_TEST_MESSAGE(sides[0].top->name() << ": "
                                          << (verdict == Verdict::proven    ? "equal"
                                              : verdict == Verdict::refuted ? "different"
                                                                            : "undecided")
                                          << ", " << taken.count() << " s");
  return verdict;
}

// Graphs made of nodes, with combinations that the builder's handles never make.
Verdict compare_nodes(std::uint64_t seed, const Transform& transform) {
  return compare<hdl::test::RandomGraph>({seed, 120, 1}, transform);
}

// Graphs made through the builder, where everything reaches an output.
Verdict compare_built(std::uint64_t seed, const Transform& transform, unsigned seconds = time_limit) {
  const verif::Graph graph = verif::generate_graph(seed, "graph");
  return compare<verif::GraphComponent>({&graph, static_cast<unsigned>(graph.modules.size() - 1)}, transform,
                                        seconds);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sample)

BOOST_AUTO_TEST_CASE(the_passes_keep_what_modules_do) {
  for (std::uint64_t seed = 1; seed <= 16; ++seed)
    BOOST_TEST((compare_nodes(seed, all_passes) == Verdict::proven), "graph of nodes, seed " << seed);
  for (std::uint64_t seed = 2; seed <= 3; ++seed)
    BOOST_TEST((compare_built(seed, all_passes) == Verdict::proven), "built graph, seed " << seed);
}

// Not every graph shows it: some have no choice that matters.
BOOST_AUTO_TEST_CASE(a_wrong_pass_is_found) {
  unsigned found = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed)
    found += compare_nodes(seed, wrong_passes) == Verdict::refuted ? 1 : 0;
  BOOST_TEST_MESSAGE(found << " of 12 graphs show the wrong pass");
  BOOST_TEST(found >= 4U);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(many, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(the_passes_keep_what_modules_do) {
  for (std::uint64_t seed = 100; seed < 300; ++seed)
    BOOST_TEST((compare_nodes(seed, all_passes) == Verdict::proven), "graph of nodes, seed " << seed);
}

// Some hold products of hundreds of bits that a pass has narrowed, which is beyond the provers.
BOOST_AUTO_TEST_CASE(the_passes_keep_what_built_modules_do) {
  unsigned proven = 0;
  for (std::uint64_t seed = 100; seed < 150; ++seed) {
    const Verdict verdict = compare_built(seed, all_passes, patience);
    BOOST_TEST((verdict != Verdict::refuted), "built graph, seed " << seed);
    proven += verdict == Verdict::proven ? 1 : 0;
  }
  BOOST_TEST_MESSAGE(proven << " of 50 proven");
  BOOST_TEST(proven >= 25U);
}

BOOST_AUTO_TEST_SUITE_END()
