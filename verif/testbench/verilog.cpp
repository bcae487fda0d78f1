// SPDX-License-Identifier: Apache-2.0
#include "verif/testbench/verilog.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <map>

#include "verif/testbench/verilog_text.hpp"

namespace winnow::verif {
namespace {

using Values = std::map<std::string, std::string>;

// Replaces every @NAME@; an unknown name is a defect of this file.
std::string fill(std::string_view text, const Values& values) {
  std::string filled;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find('@', at);
    if (begin == std::string_view::npos) return filled + std::string(text.substr(at));
    const std::size_t end = text.find('@', begin + 1);
    filled += text.substr(at, begin - at);
    filled += values.at(std::string(text.substr(begin + 1, end - begin - 1)));
    at = end + 1;
  }
  return filled;
}

// A port's bits in the packed vector `name`.
std::string slice(const char* name, const PackedPort& port) {
  const std::size_t low = 32 * port.first_word;
  if (port.width == 1) return fmt::format("{}[{}]", name, low);
  return fmt::format("{}[{}:{}]", name, low + port.width - 1, low);
}

const PackedPort* find(const PackedPorts& packed, const std::string& name) {
  const auto found = std::find_if(packed.ports.begin(), packed.ports.end(),
                                  [&name](const PackedPort& port) { return port.name == name; });
  return found == packed.ports.end() ? nullptr : &*found;
}

std::string pins(const Recording& recording) {
  std::string text;
  for (const DutPort& port : recording.ports) {
    const PackedPort* input = find(recording.inputs, port.name);
    const PackedPort* output = find(recording.outputs, port.name);
    const std::string net = input != nullptr    ? slice("inputs", *input)
                            : output != nullptr ? slice("outputs", *output)
                                                : "clock";
    text += fmt::format("{}    .{}({})", text.empty() ? "" : ",\n", port.name, net);
  }
  return text;
}

std::string comparisons(const PackedPorts& outputs) {
  std::string text;
  for (const PackedPort& port : outputs.ports) {
    const std::string zero = fmt::format("{}'h0", port.width);
    text += fmt::format(
        "      if ({0} !== {1}) begin\n        comparisons = comparisons + 1;\n"
        "        if ((({2} ^ {3}) & {0}) !== {1})\n          report(\"{4}\", {5}, {6});\n      end\n",
        slice("defined", port), zero, slice("outputs", port), slice("expected", port), port.name,
        port.first_word, port.width);
  }
  return text;
}

std::string segment_list(const Recording& recording) {
  std::string text;
  for (const Segment& segment : recording.segments) {
    text += fmt::format("//   {:>7}  {} (seed {}): {}\n", segment.first_cycle, segment.test, segment.seed,
                        segment.description);
  }
  return text;
}

std::size_t longest_name(const PackedPorts& packed) {
  std::size_t longest = 1;
  for (const PackedPort& port : packed.ports) longest = std::max(longest, port.name.size());
  return longest;
}

}  // namespace

std::string icarus_compile_command(const std::string& top) {
  return fmt::format("iverilog -g2005 -Wall -s {0}_tb -o tb/{0}_tb.vvp -f {0}.f tb/{0}_tb.v", top);
}

std::string icarus_run_command(const std::string& top) {
  return fmt::format("vvp -n tb/{}_tb.vvp", top);
}

std::string testbench_verilog(const Recording& recording, const TestbenchRequest& request,
                              std::uint32_t fingerprint) {
  const bool is_clocked = std::any_of(recording.ports.begin(), recording.ports.end(),
                                      [](const DutPort& port) { return port.name == "clk_i"; });
  const Values values = {
      {"TOP", request.top},
      {"GENERATOR", request.generator},
      {"CONFIGURATION", request.configuration},
      {"CYCLES", std::to_string(recording.cycles())},
      {"SEED", std::to_string(request.stimulus.seed)},
      {"BITS", std::to_string(recording.defined_bits)},
      {"COMPILE", icarus_compile_command(request.top)},
      {"RUN", icarus_run_command(request.top)},
      {"SEGMENTS", segment_list(recording)},
      {"COMPARISONS", std::to_string(recording.comparisons)},
      {"INPUT_WORDS", std::to_string(recording.inputs.words)},
      {"OUTPUT_WORDS", std::to_string(recording.outputs.words)},
      {"STIMULUS_LENGTH", std::to_string(1 + recording.stimulus.data().size())},
      {"EXPECTED_LENGTH", std::to_string(1 + recording.expected.data().size())},
      {"FINGERPRINT", fmt::format("{:08x}", fingerprint)},
      {"CLOCK_DECLARATION", is_clocked ? "  reg  clock;\n" : ""},
      {"PINS", pins(recording)},
      {"NAME_LENGTH", std::to_string(longest_name(recording.outputs))},
      {"COMPARE", comparisons(recording.outputs)},
      {"CLOCK_START", is_clocked ? "    clock = 1'b0;\n" : ""},
      {"CLOCK_PULSE", is_clocked ? "        clock = 1'b1;\n        #5 clock = 1'b0;\n" : "        #5;\n"}};
  return fill(testbench_text::header, values) + fill(testbench_text::declarations, values) +
         fill(testbench_text::load, values) + fill(testbench_text::main, values);
}

}  // namespace winnow::verif
