// SPDX-License-Identifier: Apache-2.0
#include "verif/mutants/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

namespace winnow::verif::mutants {
namespace {

struct Tally {
  std::size_t killed = 0, survived = 0, equivalent = 0;

  void add(Fate fate) { ++(fate == Fate::killed ? killed : fate == Fate::survived ? survived : equivalent); }
  std::size_t all() const { return killed + survived + equivalent; }
};

using Tallies = std::map<std::string, Tally>;

template <class NameOf>
Tallies tallies(const CampaignReport& report, NameOf name_of_mutant) {
  Tallies by_name;
  for (const Mutant& mutant : report.mutants) by_name[name_of_mutant(mutant)].add(mutant.fate);
  return by_name;
}

Tallies by_kind(const CampaignReport& report) {
  return tallies(report, [](const Mutant& mutant) { return std::string(name_of(mutant.fault.site.kind)); });
}

Tallies by_module(const CampaignReport& report) {
  return tallies(report, [](const Mutant& mutant) { return mutant.description.module; });
}

std::string table(const char* what, const Tallies& rows) {
  std::size_t widest = 8;
  for (const auto& [name, tally] : rows) widest = std::max(widest, name.size());
  std::string text = fmt::format("  {:<{}}  {:>7}  {:>6}  {:>8}  {:>10}\n", what, widest, "mutants", "killed",
                                 "survived", "equivalent");
  for (const auto& [name, tally] : rows) {
    text += fmt::format("  {:<{}}  {:>7}  {:>6}  {:>8}  {:>10}\n", name, widest, tally.all(), tally.killed,
                        tally.survived, tally.equivalent);
  }
  return text;
}

nlohmann::ordered_json table_json(const char* what, const Tallies& rows) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& [name, tally] : rows) {
    list.push_back({{what, name},
                    {"mutants", tally.all()},
                    {"killed", tally.killed},
                    {"survived", tally.survived},
                    {"equivalent", tally.equivalent}});
  }
  return list;
}

nlohmann::ordered_json mutant_json(const Mutant& mutant) {
  const Description& place = mutant.description;
  nlohmann::ordered_json entry = {
      {"mutant", mutant.number}, {"fate", name_of(mutant.fate)}, {"kind", name_of(mutant.fault.site.kind)},
      {"module", place.module},  {"file", place.file},           {"line", place.line},
      {"source", place.source},  {"fault", place.what},          {"net", place.net}};
  if (mutant.fate == Fate::killed) {
    entry["test"] = mutant.test;
    entry["seed"] = mutant.test_seed;
    entry["cycle"] = mutant.cycle;
    if (!mutant.port.empty()) entry["port"] = mutant.port;
    if (!mutant.error.empty()) entry["error"] = mutant.error;
  }
  if (mutant.fate == Fate::equivalent) entry["proven_in"] = mutant.proven_in;
  return entry;
}

Tallies killers(const CampaignReport& report) {
  Tallies by_test;
  for (const Mutant& mutant : report.mutants) {
    if (mutant.fate == Fate::killed) by_test[mutant.test].add(Fate::killed);
  }
  return by_test;
}

}  // namespace

std::string to_text(const Mutant& mutant) {
  return fmt::format("mutant {}: {}", mutant.number, to_text(mutant.description));
}

nlohmann::ordered_json to_json(const CampaignReport& report) {
  nlohmann::ordered_json tests = nlohmann::ordered_json::array();
  for (const auto& [name, tally] : killers(report))
    tests.push_back({{"test", name}, {"killed", tally.killed}});
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Mutant& mutant : report.mutants) list.push_back(mutant_json(mutant));
  return {{"name", report.name},
          {"engine", "evaluator"},
          {"seed", report.seed},
          {"asked", report.asked},
          {"mutants", report.mutants.size()},
          {"killed", report.count(Fate::killed)},
          {"survived", report.count(Fate::survived)},
          {"equivalent", report.count(Fate::equivalent)},
          {"score", report.score()},
          {"prover", report.prover},
          {"kinds", table_json("kind", by_kind(report))},
          {"modules", table_json("module", by_module(report))},
          {"tests", tests},
          {"list", list}};
}

std::string summary(const CampaignReport& report) {
  std::string text = fmt::format(
      "{}: {} mutants, seed {}: {} killed, {} survived, {} proven equivalent; {:.1f} % of the others "
      "killed\n",
      report.name, report.mutants.size(), report.seed, report.count(Fate::killed),
      report.count(Fate::survived), report.count(Fate::equivalent), report.score());
  if (report.mutants.size() < report.asked)
    text += fmt::format("  there are no more: {} were asked for\n", report.asked);
  if (report.prover.empty())
    text += "  yosys is not installed, so nothing was proven; install Debian's package yosys\n";
  text += table("fault", by_kind(report)) + table("module", by_module(report));
  for (const Fate fate : {Fate::equivalent, Fate::survived}) {
    for (const Mutant& mutant : report.mutants) {
      if (mutant.fate == fate) text += fmt::format("  {}: {}\n", name_of(fate), to_text(mutant));
    }
  }
  return text;
}

}  // namespace winnow::verif::mutants
