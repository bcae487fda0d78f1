// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/hdl/triangle.hpp"

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "gen/hdl/netlist/builder.hpp"
#include "verif/tests/hdl/graph_component.hpp"

namespace winnow::verif {
namespace {

constexpr std::uint64_t default_seed = 20;
constexpr unsigned corner_cycles = 7;

// Cycle 0 to 6: one corner on all inputs. Then each input takes a corner, a random value, or holds.
std::vector<Integer> next_inputs(const Graph& graph, unsigned cycle, Random& random,
                                 std::vector<Integer> inputs) {
  inputs.resize(graph.top().inputs.size());
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const unsigned width = graph.top().inputs[i].width;
    if (cycle < corner_cycles) {
      inputs[i] = corner_bits(random, width, cycle);
    } else if (!random.one_in(4)) {
      inputs[i] = corner_bits(random, width, static_cast<unsigned>(random.below(14)));
    }
  }
  return inputs;
}

// Runs the integers over a trace's cycles; `at_cycle` sees the model before each clock edge.
template <class AtCycle>
void run_model(const Graph& graph, const std::vector<bool>& resets, GraphModel& model, AtCycle at_cycle) {
  Random random(graph.seed ^ 0x5717ULL);
  std::vector<Integer> inputs;
  for (unsigned cycle = 0; cycle < resets.size(); ++cycle) {
    inputs = next_inputs(graph, cycle, random, std::move(inputs));
    model.set_inputs(inputs);
    at_cycle(cycle, inputs);
    model.clock(resets[cycle]);
  }
}

Type output_type(const Graph& graph, std::size_t output) {
  return graph.top().terms[graph.top().outputs[output]].type;
}

std::optional<PortHandle> find_port(const Dut& dut, const std::string& name) {
  for (std::size_t i = 0; i < dut.ports().size(); ++i) {
    if (dut.ports()[i].name == name) return i;
  }
  return std::nullopt;
}

}  // namespace

std::uint64_t base_seed() {
  const char* text = std::getenv("WINNOW_SEED");
  return text == nullptr ? default_seed : std::strtoull(text, nullptr, 0);
}

std::uint64_t graph_seed(std::uint64_t base, unsigned graph) {
  return Random(base * 1000003ULL + graph).next();
}

std::vector<bool> make_resets(std::uint64_t base, unsigned cycles) {
  Random random(base);
  std::vector<bool> resets(cycles);
  for (unsigned cycle = 0; cycle < cycles; ++cycle) {
    resets[cycle] = cycle < 2 || (cycle > 12 && random.one_in(16));
  }
  return resets;
}

Trace make_trace(const Graph& graph, const std::vector<bool>& resets) {
  Trace trace;
  GraphModel model(graph);
  run_model(graph, resets, model, [&](unsigned, const std::vector<Integer>& inputs) {
    Trace::Cycle cycle;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      cycle.inputs.push_back(to_words(inputs[i], graph.top().inputs[i].width));
    }
    for (unsigned i = 0; i < graph.top().outputs.size(); ++i) {
      cycle.outputs.push_back(to_words(model.output(i), output_type(graph, i).width));
      cycle.known.push_back(model.output_known(i));
    }
    trace.cycles.push_back(std::move(cycle));
  });
  trace.properties = model.counts();
  return trace;
}

Batch::Batch(std::uint64_t base, unsigned first, unsigned count, unsigned cycles)
    : base_(base), first_(first), name_("batch" + std::to_string(first)), resets_(make_resets(base, cycles)) {
  for (unsigned i = first; i < first + count; ++i) {
    graphs_.push_back(generate_graph(graph_seed(base, i), "graph" + std::to_string(i)));
  }
  make_traces();
}

Batch::Batch(Graph graph, std::uint64_t base, unsigned number, unsigned cycles)
    : base_(base),
      first_(number),
      name_("batch" + std::to_string(number)),
      graphs_({std::move(graph)}),
      resets_(make_resets(base, cycles)) {
  // Throws for a graph that the builder refuses; the integers would follow a loop for ever.
  hdl::Design design;
  build(design);
  make_traces();
}

void Batch::make_traces() {
  for (const Graph& graph : graphs_) traces_.push_back(make_trace(graph, resets_));
}

const hdl::Module& Batch::build(hdl::Design& design) const {
  const hdl::Module& top = design.elaborate<BatchComponent>({name_, &graphs_});
  design.finish();
  return top;
}

std::string Batch::compare(Dut& dut, const std::string& who, std::size_t* graph) const {
  const std::optional<PortHandle> port = find_port(dut, "rst_ni");
  const auto reset = [&](bool active) {
    const std::uint32_t word = active ? 0 : 1;
    if (port) dut.poke(*port, {&word, 1});
  };
  return play(dut, who, graph, reset);
}

std::string Batch::compare(EvaluatorDut& dut, const std::string& who, std::size_t* graph) const {
  return play(dut, who, graph, [&](bool active) { dut.evaluator().set_reset_n(!active); });
}

std::string Batch::play(Dut& dut, const std::string& who, std::size_t* graph,
                        const std::function<void(bool)>& reset) const {
  std::vector<std::vector<PortHandle>> inputs, outputs;
  for (std::size_t g = 0; g < graphs_.size(); ++g) {
    const std::string prefix = "g" + std::to_string(g);
    inputs.emplace_back();
    outputs.emplace_back();
    for (std::size_t i = 0; i < graphs_[g].top().inputs.size(); ++i) {
      inputs.back().push_back(dut.port(prefix + "_in" + std::to_string(i)));
    }
    for (std::size_t i = 0; i < graphs_[g].top().outputs.size(); ++i) {
      outputs.back().push_back(dut.port(prefix + "_out" + std::to_string(i)));
    }
  }
  for (unsigned cycle = 0; cycle < resets_.size(); ++cycle) {
    reset(resets_[cycle]);
    for (std::size_t g = 0; g < graphs_.size(); ++g) {
      for (std::size_t i = 0; i < inputs[g].size(); ++i)
        dut.poke(inputs[g][i], traces_[g].cycles[cycle].inputs[i]);
    }
    dut.settle();
    for (std::size_t g = 0; g < graphs_.size(); ++g) {
      for (std::size_t i = 0; i < outputs[g].size(); ++i) {
        if (!traces_[g].cycles[cycle].known[i]) continue;
        const std::vector<std::uint32_t>& expected = traces_[g].cycles[cycle].outputs[i];
        std::vector<std::uint32_t> got(expected.size());
        dut.peek(outputs[g][i], got);
        if (got == expected) continue;
        if (graph != nullptr) *graph = g;
        return explain({g, i, cycle, got}, who);
      }
    }
    dut.tick();
  }
  return "";
}

std::string Batch::compare_evaluator(const hdl::Module& top, const std::string& who) const {
  EvaluatorDut dut(top);
  const std::string difference = compare(dut, who);
  return difference.empty() ? compare_properties(dut.evaluator(), who) : difference;
}

std::string Batch::compare_properties(const hdl::Evaluator& evaluator, const std::string& who) const {
  std::ostringstream text;
  GraphModel::Counts sum;
  for (std::size_t g = 0; g < graphs_.size(); ++g) {
    const std::string prefix = "graph" + std::to_string(g) + ".";
    std::uint64_t hits = 0;
    for (std::size_t i = 0; i < evaluator.properties().size(); ++i) {
      if (evaluator.properties()[i].path.starts_with(prefix)) hits += evaluator.hits(i);
    }
    const GraphModel::Counts& expected = traces_[g].properties;
    sum.unknown += expected.unknown;
    sum.violations += expected.violations;
    if (expected.unknown > 0 || hits == expected.hits) continue;
    text << who << " differs from the integers: WINNOW_SEED=" << base_ << " WINNOW_GRAPH=" << first_ + g
         << ": conditions of properties held " << hits << " times, expected " << expected.hits << "\n"
         << print(graphs_[g]);
  }
  if (sum.unknown == 0 && evaluator.violation_count() != sum.violations) {
    text << who << ", WINNOW_SEED=" << base_ << ": " << evaluator.violation_count()
         << " violations, expected " << sum.violations << "\n";
  }
  return text.str();
}

double Batch::known_share() const {
  std::size_t known = 0, all = 0;
  for (const Trace& trace : traces_) {
    for (const Trace::Cycle& cycle : trace.cycles) {
      known += static_cast<std::size_t>(std::count(cycle.known.begin(), cycle.known.end(), true));
      all += cycle.known.size();
    }
  }
  return static_cast<double>(known) / static_cast<double>(all);
}

std::string Batch::explain(const Difference& difference, const std::string& who) const {
  const Graph& graph = graphs_[difference.graph];
  std::ostringstream text;
  const unsigned number = first_ + static_cast<unsigned>(difference.graph);
  text << who << " differs from the integers: WINNOW_SEED=" << base_ << " WINNOW_GRAPH=" << number
       << ", cycle " << difference.cycle << ", output " << difference.output << " (t"
       << graph.top().outputs[difference.output] << "): got 0x" << std::hex << from_words(difference.got)
       << ", expected 0x"
       << from_words(traces_[difference.graph].cycles[difference.cycle].outputs[difference.output])
       << std::dec << "\n"
       << print(graph) << "values of the top's terms in that cycle:\n";
  GraphModel model(graph);
  run_model(graph, resets_, model, [&](unsigned cycle, const std::vector<Integer>&) {
    if (cycle != difference.cycle) return;
    for (unsigned i = 0; i < graph.top().terms.size(); ++i) {
      text << "  " << print(graph.top(), i) << " = " << model.value(i)
           << (model.known(i) ? "\n" : " (not known)\n");
    }
  });
  return text.str();
}

}  // namespace winnow::verif
