// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/evaluator/coverage.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "gen/hdl/evaluator/evaluator.hpp"
#include "gen/hdl/evaluator/flatten.hpp"

namespace winnow::hdl {
namespace {

// Collects the points of one module.
class PointCollector {
 public:
  explicit PointCollector(const Module& module) : module_(module) {}

  std::vector<CoverPoint> run() {
    for (NodeId id = 0; id < module_.nodes.size(); ++id) {
      if (module_.node(id).op == Op::mux) add(CoverKind::select, module_.node(id).operands[0], id);
    }
    for (const Register& reg : module_.registers) add(CoverKind::enable, reg.enable, reg.node);
    for (std::uint32_t i = 0; i < module_.memories.size(); ++i) add_ports(i);
    for (const NodeId term : terms_) {
      points_.push_back(
          {CoverKind::condition, term, term, 0, 0, module_.node(term).name, module_.node(term).location});
    }
    return std::move(points_);
  }

 private:
  void add(CoverKind kind, NodeId net, NodeId subject) {
    if (net == no_node || module_.node(net).op == Op::constant) return;
    points_.push_back({kind, net, subject, 0, 0, module_.node(subject).name, module_.node(subject).location});
    collect_terms(net);
  }

  void add_ports(std::uint32_t index) {
    const Memory& memory = module_.memories[index];
    for (std::uint32_t port = 0; port < memory.writes.size(); ++port) {
      const NodeId net = memory.writes[port].enable;
      if (net == no_node || module_.node(net).op == Op::constant) continue;
      points_.push_back({CoverKind::write_port, net, no_node, index, port, memory.name, memory.location});
      collect_terms(net);
    }
    for (const Memory::SyncRead& read : memory.sync_reads) add(CoverKind::read_port, read.enable, read.node);
  }

  // The terms below a net that is made of one-bit logic; the net itself has its own point.
  void collect_terms(NodeId net) {
    const Node& node = module_.node(net);
    const bool is_logic = node.op == Op::bit_and || node.op == Op::bit_or || node.op == Op::bit_xor ||
                          node.op == Op::bit_not || node.op == Op::wire || node.op == Op::reinterpret;
    if (!is_logic) return;
    for (const NodeId operand : node.operands) {
      const Op op = module_.node(operand).op;
      // A negation or another name is the same term.
      const bool is_new = op != Op::constant && node.operands.size() > 1 && terms_.insert(operand).second;
      if (is_new || node.operands.size() == 1) collect_terms(operand);
    }
  }

  const Module& module_;
  std::vector<CoverPoint> points_;
  std::set<NodeId> terms_;
};

}  // namespace

const char* name_of(CoverKind kind) {
  switch (kind) {
    case CoverKind::select:
      return "select";
    case CoverKind::enable:
      return "enable";
    case CoverKind::condition:
      return "condition";
    case CoverKind::write_port:
      return "write port";
    case CoverKind::read_port:
      return "read port";
  }
  throw std::logic_error("no such kind of coverage");
}

std::vector<CoverPoint> cover_points(const Module& module) {
  return PointCollector(module).run();
}

NetlistCoverage::NetlistCoverage(const Module& top) {
  const FlatGraph graph(top);
  for (const Scope& scope : graph.scopes()) {
    auto found = std::find_if(modules_.begin(), modules_.end(),
                              [&](const ModuleCounts& counts) { return counts.module == scope.module; });
    if (found == modules_.end()) {
      modules_.push_back({scope.module, 0, cover_points(*scope.module), {}});
      found = modules_.end() - 1;
      found->counts.resize(found->points.size());
    }
    ++found->instances;
  }
}

void NetlistCoverage::add(const Evaluator& evaluator) {
  const std::vector<CoverCount> counts = evaluator.coverage();
  std::size_t next = 0;
  for (ModuleCounts& module : modules_) {
    for (CoverCount& count : module.counts) {
      if (next == counts.size()) throw std::logic_error("coverage of another design");
      count.zeros += counts[next].zeros;
      count.ones += counts[next].ones;
      ++next;
    }
  }
  if (next != counts.size()) throw std::logic_error("coverage of another design");
}

}  // namespace winnow::hdl
