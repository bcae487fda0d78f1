// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/core_kind.hpp"

#include <algorithm>
#include <stdexcept>

#include "gen/cores/collector/collector.hpp"
#include "gen/cores/detector/detector.hpp"
#include "gen/cores/elsa/elsa.hpp"
#include "gen/cores/elsa_attention/attention.hpp"
#include "gen/cores/elsa_divide/divide.hpp"
#include "gen/cores/elsa_hash/elsa_hash.hpp"
#include "gen/cores/elsa_norm/elsa_norm.hpp"
#include "gen/cores/elsa_select/elsa_select.hpp"
#include "gen/cores/filter/filter.hpp"
#include "gen/cores/rmmu/rmmu.hpp"
#include "gen/cores/scheduler/scheduler.hpp"

namespace winnow::cores {
namespace {

hdl::Module& elaborate_rmmu(hdl::Design& design, const config::Config& config) {
  return design.elaborate<rmmu::Rmmu>({config.name, config.as<config::RmmuParameters>()});
}

hdl::Module& elaborate_collector(hdl::Design& design, const config::Config& config) {
  return design.elaborate<collector::Collector>({config.name, config.as<config::CollectorParameters>()});
}

hdl::Module& elaborate_detector(hdl::Design& design, const config::Config& config) {
  return design.elaborate<detector::Detector>({config.name, config.as<config::DetectorParameters>()});
}

hdl::Module& elaborate_scheduler(hdl::Design& design, const config::Config& config) {
  return design.elaborate<scheduler::Scheduler>({config.name, config.as<config::SchedulerParameters>()});
}

// A core inside the core `name`, in the place `role`.
hdl::Module& elaborate_part(hdl::Design& design, const std::string& name, const std::string& role,
                            const config::Part& part) {
  return core_kind(part.core).elaborate(design,
                                        {part.core, name + "_" + role, part.parameters, std::nullopt});
}

hdl::Module& elaborate_filter(hdl::Design& design, const config::Config& config) {
  const auto& parameters = config.as<config::FilterParameters>();
  hdl::Module& selector = elaborate_part(design, config.name, "selector", parameters.selector);
  hdl::Module& scheduler = elaborate_part(design, config.name, "scheduler", parameters.scheduler);
  return design.elaborate<filter::Filter>({config.name, parameters, &selector, &scheduler});
}

hdl::Module& elaborate_elsa_hash(hdl::Design& design, const config::Config& config) {
  return design.elaborate<elsa_hash::ElsaHash>({config.name, config.as<config::ElsaHashParameters>()});
}

hdl::Module& elaborate_elsa_norm(hdl::Design& design, const config::Config& config) {
  return design.elaborate<elsa_norm::ElsaNorm>({config.name, config.as<config::ElsaNormParameters>()});
}

hdl::Module& elaborate_elsa_select(hdl::Design& design, const config::Config& config) {
  return design.elaborate<elsa_select::ElsaSelect>({config.name, config.as<config::ElsaSelectParameters>()});
}

hdl::Module& elaborate_elsa_attention(hdl::Design& design, const config::Config& config) {
  return design.elaborate<elsa_attention::Attention>(
      {config.name, config.as<config::ElsaAttentionParameters>()});
}

hdl::Module& elaborate_elsa_divide(hdl::Design& design, const config::Config& config) {
  return design.elaborate<elsa_divide::Divide>({config.name, config.as<config::ElsaDivideParameters>()});
}

hdl::Module& elaborate_elsa(hdl::Design& design, const config::Config& config) {
  return design.elaborate<elsa::Elsa>({config.name, config.as<config::ElsaParameters>()});
}

}  // namespace

const std::vector<CoreKind>& core_kinds() {
  static const std::vector<CoreKind> kinds = {
      {"rmmu", "One result per row (and lane) per cycle in every precision and reduction; no bubbles.",
       elaborate_rmmu},
      {"collector", "One selection in and one tile out per cycle, the next group collected meanwhile.",
       elaborate_collector},
      {"detector",
       "One tile per cycle without gaps in threshold, cap and shared; in topk one group per its tiles and "
       "a few cycles, about one per bit that a pass finds.",
       elaborate_detector},
      {"scheduler",
       "One round (a key for every row that still has work) per cycle; the next group fills meanwhile.",
       elaborate_scheduler},
      {"filter",
       "One round (a key for every row that still has work) per cycle while the selector keeps up; picking "
       "and "
       "filling hide behind the rounds before.",
       elaborate_filter},
      {"elsa_hash",
       "One vector per H cycles, H the multiplications of a vector by the multipliers, stage by stage; 3 for "
       "the default.",
       elaborate_elsa_hash},
      {"elsa_norm", "One sum of squares in and one norm out per cycle.", elaborate_elsa_norm},
      {"elsa_select",
       "One row of keys in and one candidate out per cycle; the next query is scanned while the candidates "
       "of "
       "the one before leave.",
       elaborate_elsa_select},
      {"elsa_attention",
       "One candidate (or one norm) per cycle, without a bubble when the query changes; sums of a finished "
       "query "
       "leave meanwhile.",
       elaborate_elsa_attention},
      {"elsa_divide", "One chunk of a query's sums per cycle; never waits.", elaborate_elsa_divide},
      {"elsa",
       "Keys are hashed in H cycles each; then a query per as many cycles as its candidates in the fullest "
       "bank, "
       "or as hashing, scanning or dividing takes, whichever is most.",
       elaborate_elsa},
  };
  return kinds;
}

const CoreKind& core_kind(const std::string& kind) {
  const auto& kinds = core_kinds();
  const auto found =
      std::find_if(kinds.begin(), kinds.end(), [&](const CoreKind& k) { return k.kind == kind; });
  if (found == kinds.end()) throw std::out_of_range("no core kind named '" + kind + "'");
  return *found;
}

}  // namespace winnow::cores
