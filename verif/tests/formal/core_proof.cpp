// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/formal/core_proof.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "verif/tests/formal/emitted_core.hpp"

namespace winnow::formal {
namespace {

namespace fs = std::filesystem;

constexpr const char* shared_modules[] = {"candidates_rules", "candidates_source", "connections_rules",
                                          "delayed",          "group_tracker",     "patience",
                                          "replay_rules",     "scores_source",     "selection_rules",
                                          "stream_rules",     "stream_source",     "tampered"};

bool is_detector(const CoreCase& core) {
  return core.kind == "detector";
}

bool is_scheduler(const CoreCase& core) {
  return core.kind == "scheduler";
}

bool is_filter(const CoreCase& core) {
  return core.kind == "filter";
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c == '_' ? c : static_cast<char>(c - 'a' + 'A'); });
  return text;
}

// Of the symbols on the cores' pages.
std::map<std::string, unsigned> sizes(const CoreCase& core) {
  std::map<std::string, unsigned> sizes = {{"TOKENS", core.tokens},
                                           {"KEYS", core.keys},
                                           {"TILE", core.tile},
                                           {"KEY_BITS", std::max(bits_for(core.keys), 1U)},
                                           {"ROW_BITS", std::max(bits_for(core.tokens), 1U)}};
  if (core.kind != "collector") sizes["COUNT_BITS"] = bits_for(core.keys + 1);
  if (is_scheduler(core)) {
    sizes["LOAD_BITS"] = bits_for(core.keys * core.tokens + 1);
    sizes["ROUNDS"] = core.replay_rounds;
  }
  if (is_detector(core) || is_filter(core)) {
    sizes["SCORE_BITS"] = core.score_bits;
    sizes["SUM_BITS"] = core.score_bits + bits_for(core.tokens);
    sizes["ROWS_BITS"] = bits_for(core.tokens + 1);
    sizes["TILES_BITS"] = bits_for((core.keys + core.tile - 1) / core.tile + 1);
    sizes["PASSES"] = core.passes;
  }
  return sizes;
}

std::string config_of(const CoreCase& core) {
  const std::string common = fmt::format(R"("tokens": {}, "maximum_keys": {}, "keys_per_cycle": {})",
                                         core.tokens, core.keys, core.tile);
  const std::string selector =
      fmt::format(R"({}, "score_bits": {}, "passes": {})", common, core.score_bits, core.passes);
  const std::string scheduler = fmt::format(R"({}, "replay_rounds": {})", common, core.replay_rounds);
  std::string own = common;
  if (is_detector(core)) own = selector;
  if (is_scheduler(core)) own = scheduler;
  if (is_filter(core)) {
    own = fmt::format(
        R"("selector": {{"core": "detector", "parameters": {{{}}}}}, "scheduler": {{"core": "scheduler", "parameters": {{{}}}}})",
        selector, scheduler);
  }
  return fmt::format(R"({{"winnow": 1, "core": "{}", "name": "dut", "parameters": {{{}}}}})", core.kind, own);
}

std::string text_of(const CoreCase& core) {
  std::string own;
  if (is_detector(core) || is_filter(core))
    own = fmt::format(" b={} passes={}", core.score_bits, core.passes);
  if (is_scheduler(core)) own = fmt::format(" replay={}", core.replay_rounds);
  return fmt::format("{} T={} n={} P={}{}", core.kind, core.tokens, core.keys, core.tile, own);
}

std::vector<std::string> group_properties_of(const CoreCase& core) {
  if (is_scheduler(core)) return {"unwanted_o", "lost_o", "starved_o", "empty_o", "order_o"};
  if (is_detector(core)) return {"unpicked_o", "lost_o", "balanced_o"};
  if (is_filter(core)) return {"unpicked_o", "lost_o", "counted_o"};
  return {"unpicked_o", "lost_o"};
}

std::vector<std::string> properties_of(const CoreCase& core) {
  std::vector<std::string> names = group_properties_of(core);
  const auto add = [&names](std::initializer_list<const char*> more) {
    names.insert(names.end(), more.begin(), more.end());
  };
  add({"withdrawn_o", "changed_o", "invented_o", "crowded_o", "late_o", "closed_o"});
  if (!is_scheduler(core) && !is_filter(core)) add({"misplaced_o", "idle_o"});
  if (is_detector(core) || is_scheduler(core)) add({"counted_o"});
  if (is_scheduler(core)) add({"unmarked_o", "barred_o"});
  if (core.replay_rounds > 0) {
    add({"replay_withdrawn_o", "replay_changed_o", "replay_altered_o", "replay_invented_o",
         "replay_overfull_o", "replay_late_o"});
  }
  return names;
}

}  // namespace

CoreCase::operator CoreProof() const {
  return {.kind = kind,
          .text = text_of(*this),
          .config = config_of(*this),
          .sizes = formal::sizes(*this),
          .defines = replay_rounds > 0 ? std::vector<std::string>{"HAS_REPLAY"} : std::vector<std::string>{},
          .properties = properties_of(*this),
          .group_properties = group_properties_of(*this)};
}

Claim claim_of(const CoreProof& core, const CoreQuestion& question, const std::vector<fs::path>& rtl,
               const fs::path& folder) {
  Claim claim{.top = core.kind + "_proof",
              .files = rtl,
              .defines = {upper(core.kind) + "=dut"},
              .parameters = core.sizes,
              .outputs = question.outputs,
              .own_checks = question.outputs == std::vector<std::string>{own_checks},
              .folder = folder};
  const fs::path properties = project() / "verif/tests/formal/rtl";
  for (const char* module : shared_modules) claim.files.push_back(properties / (std::string(module) + ".v"));
  claim.files.push_back(properties / (claim.top + ".v"));
  claim.defines.insert(claim.defines.end(), core.defines.begin(), core.defines.end());
  claim.parameters["ANY"] = question.any_group ? 1 : 0;
  claim.parameters["GROUP"] = question.group;
  claim.parameters["FAULT"] = question.fault;
  claim.parameters["BITS"] = question.fault_bits;
  return claim;
}

}  // namespace winnow::formal
