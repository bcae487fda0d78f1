// SPDX-License-Identifier: Apache-2.0
#include "verif/verify/netlist_coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "gen/hdl/verilog/expression.hpp"

namespace winnow::verif {
namespace {

using hdl::CoverKind;

// Where a point stands in the emitted text; 0 when it does not.
unsigned line_of(const hdl::CoverPoint& point, const hdl::verilog::SourceLines& lines) {
  if (point.kind == CoverKind::write_port) return lines.memory_writes.at(point.memory).at(point.port);
  return lines.nodes.at(point.subject);
}

CoverageReport::Line located(const hdl::CoverPoint& point, const hdl::CoverCount& count,
                             const hdl::Module& module, const cores::GeneratedCore& core) {
  CoverageReport::Line line{point.location.file, point.location.line, {}, point, count};
  if (module.is_external) {  // hand-written Verilog stands in its place: nothing of it was printed
    line.text = module.node(point.net).name;
    return line;
  }
  line.text = hdl::verilog::ExpressionPrinter(module).operand(point.net);
  const auto known = core.lines.find(module.name());
  if (known == core.lines.end()) return line;
  if (const unsigned number = line_of(point, known->second); number != 0) {
    line.file = "rtl/" + module.name() + ".v";
    line.number = number;
  }
  return line;
}

void add(CoverageReport::Figure& figure, const hdl::CoverCount& count) {
  ++figure.points;
  figure.covered += count.seen_both() ? 1U : 0U;
}

void add(CoverageReport::Figure& figure, const CoverageReport::Figure& other) {
  figure.points += other.points;
  figure.covered += other.covered;
}

std::string in_words(const CoverageReport::Figure& figure) {
  return figure.points == 0 ? "-" : fmt::format("{}/{}", figure.covered, figure.points);
}

CoverageReport::Figure ports(const CoverageReport::Module& module) {
  CoverageReport::Figure figure = module.kinds[static_cast<std::size_t>(CoverKind::write_port)];
  add(figure, module.kinds[static_cast<std::size_t>(CoverKind::read_port)]);
  return figure;
}

// How often a line took part: a register or memory port when it was enabled, logic at every clock edge.
std::uint64_t executions(const CoverageReport::Line& line) {
  const bool decides = line.point.kind == CoverKind::select || line.point.kind == CoverKind::condition;
  return line.count.ones + (decides ? line.count.zeros : 0);
}

std::string file_record(const std::string& file, const std::vector<const CoverageReport::Line*>& lines) {
  std::string branches;
  std::map<unsigned, std::uint64_t> counts;
  std::map<unsigned, unsigned> blocks;
  std::size_t hit_branches = 0;
  for (const CoverageReport::Line* line : lines) {
    std::uint64_t& count = counts[line->number];
    count = std::max(count, executions(*line));
    const unsigned block = blocks[line->number]++;
    const bool ran = line->count.zeros + line->count.ones != 0;
    unsigned branch = 0;
    for (const std::uint64_t taken : {line->count.ones, line->count.zeros}) {
      branches +=
          fmt::format("BRDA:{},{},{},{}\n", line->number, block, branch++, ran ? std::to_string(taken) : "-");
      hit_branches += taken != 0 ? 1U : 0U;
    }
  }
  std::string text = "SF:" + file + "\n" + branches;
  text += fmt::format("BRF:{}\nBRH:{}\n", 2 * lines.size(), hit_branches);
  std::size_t hit_lines = 0;
  for (const auto& [number, count] : counts) {
    text += fmt::format("DA:{},{}\n", number, count);
    hit_lines += count != 0 ? 1U : 0U;
  }
  return text + fmt::format("LF:{}\nLH:{}\nend_of_record\n", counts.size(), hit_lines);
}

}  // namespace

CoverageReport::Figure CoverageReport::Module::all() const {
  Figure figure;
  for (const Figure& kind : kinds) add(figure, kind);
  return figure;
}

CoverageReport::Figure CoverageReport::all() const {
  Figure figure;
  for (const Module& module : modules) add(figure, module.all());
  return figure;
}

CoverageReport coverage_report(const hdl::NetlistCoverage& coverage, const cores::GeneratedCore& core) {
  CoverageReport report;
  for (const hdl::NetlistCoverage::ModuleCounts& counts : coverage.modules()) {
    CoverageReport::Module module{counts.module->name(), counts.instances, {}, {}};
    for (std::size_t i = 0; i < counts.points.size(); ++i) {
      add(module.kinds[static_cast<std::size_t>(counts.points[i].kind)], counts.counts[i]);
      module.lines.push_back(located(counts.points[i], counts.counts[i], *counts.module, core));
    }
    report.modules.push_back(std::move(module));
  }
  return report;
}

std::vector<std::string> missing(const CoverageReport& report) {
  std::vector<std::string> texts;
  for (const CoverageReport::Module& module : report.modules) {
    std::set<std::string> told;  // points that share net and place
    for (const CoverageReport::Line& line : module.lines) {
      if (line.count.seen_both()) continue;
      std::string text = fmt::format("{}:{}: {} {} was never ", line.file, line.number,
                                     hdl::name_of(line.point.kind), line.text);
      text += line.count.zeros + line.count.ones == 0 ? "looked at" : line.count.ones == 0 ? "1" : "0";
      if (told.insert(text).second) texts.push_back(std::move(text));
    }
  }
  return texts;
}

std::string summary(const CoverageReport& report) {
  std::size_t widest = 6;
  for (const CoverageReport::Module& module : report.modules) widest = std::max(widest, module.name.size());
  const auto row = [&](const auto& name, const auto& instances, const auto& selects, const auto& enables,
                       const auto& conditions, const auto& memory_ports) {
    return fmt::format("  {:<{}}  {:>9}  {:>11}  {:>11}  {:>11}  {:>12}\n", name, widest, instances, selects,
                       enables, conditions, memory_ports);
  };
  const CoverageReport::Figure all = report.all();
  std::string text = fmt::format(
      "netlist coverage: {} of {} points seen 0 and 1 ({:.1f} %)\n", all.covered, all.points,
      all.points == 0 ? 100.0 : 100.0 * static_cast<double>(all.covered) / static_cast<double>(all.points));
  text += row("module", "instances", "selects", "enables", "conditions", "memory ports");
  for (const CoverageReport::Module& module : report.modules) {
    const auto kind = [&](CoverKind which) {
      return in_words(module.kinds[static_cast<std::size_t>(which)]);
    };
    text += row(module.name, module.instances, kind(CoverKind::select), kind(CoverKind::enable),
                kind(CoverKind::condition), in_words(ports(module)));
  }
  return text;
}

std::string lcov(const CoverageReport& report, const std::string& name) {
  std::map<std::string, std::vector<const CoverageReport::Line*>> files;
  for (const CoverageReport::Module& module : report.modules) {
    for (const CoverageReport::Line& line : module.lines) files[line.file].push_back(&line);
  }
  std::string text = "TN:" + name + "\n";
  for (auto& [file, lines] : files) {
    std::stable_sort(lines.begin(), lines.end(),
                     [](const auto* a, const auto* b) { return a->number < b->number; });
    text += file_record(file, lines);
  }
  return text;
}

nlohmann::ordered_json to_json(const CoverageReport& report) {
  nlohmann::ordered_json modules = nlohmann::ordered_json::array();
  for (const CoverageReport::Module& module : report.modules) {
    nlohmann::ordered_json entry = {{"name", module.name}, {"instances", module.instances}};
    for (std::size_t kind = 0; kind < hdl::cover_kinds; ++kind) {
      std::string key = hdl::name_of(static_cast<CoverKind>(kind));
      std::replace(key.begin(), key.end(), ' ', '_');
      entry[key] = {{"points", module.kinds[kind].points}, {"covered", module.kinds[kind].covered}};
    }
    modules.push_back(std::move(entry));
  }
  const CoverageReport::Figure all = report.all();
  return {{"points", all.points},
          {"covered", all.covered},
          {"modules", std::move(modules)},
          {"missing", missing(report)}};
}

}  // namespace winnow::verif
