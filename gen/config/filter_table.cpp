// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "gen/config/core_tables.hpp"
#include "gen/config/filter_parameters.hpp"

namespace winnow::config {
namespace {

// What both sides of the stream between them must agree on (docs/streams.md, "candidates").
std::function<std::optional<Breach>(const FilterParameters&)> agreement(const std::string& name) {
  return [name](const FilterParameters& parameters) -> std::optional<Breach> {
    const Json selector = canonical_json(parameters.selector).at("parameters").at(name);
    const Json scheduler = canonical_json(parameters.scheduler).at("parameters").at(name);
    if (selector == scheduler) return std::nullopt;
    return Breach{.wrong = fmt::format("selector and scheduler do not fit together: `{}` is {} and {}", name,
                                       in_words(selector), in_words(scheduler)),
                  .mend = "give both the same",
                  .below = {"parameters", name}};
  };
}

}  // namespace

ParameterTable filter_table() {
  using P = FilterParameters;
  const std::string note = "with the same `tokens`, `keys_per_cycle` and `maximum_keys` as the ";
  TableBuilder<P> table("filter", "selector and scheduler joined: from scores to rounds of key loads");
  table
      .add("selector", &P::selector, PartType{{"detector"}}, "core that picks the keys of each row",
           note + "scheduler")
      .add("scheduler", &P::scheduler, PartType{{"scheduler"}},
           "core that orders what was picked into rounds", note + "selector");
  for (const char* name : {"tokens", "keys_per_cycle", "maximum_keys"})
    table.rule({"selector", "scheduler"}, agreement(name));
  return table.build();
}

}  // namespace winnow::config
