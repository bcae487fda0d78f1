// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/rmmu/source_select.hpp"

#include "gen/lib/bits.hpp"

namespace winnow::cores::rmmu {
namespace {

using hdl::UInt;

// Binary tree of two-way choices, one select bit a level from the lowest up; a missing right branch is the
// last source.
UInt choose(const UInt& select, unsigned level, std::vector<UInt> sources) {
  if (sources.size() == 1) return sources.front();
  std::vector<UInt> chosen;
  for (std::size_t i = 0; i < sources.size(); i += 2) {
    if (i + 1 < sources.size()) {
      chosen.push_back(mux(select.bit(level), sources[i + 1], sources[i])
                           .named("level_" + std::to_string(level) + "_" + std::to_string(i / 2)));
    } else {
      chosen.push_back(sources[i]);
    }
  }
  return choose(select, level + 1, chosen);
}

}  // namespace

SourceSelect::Ports::Ports(hdl::Io& io, const Params& p)
    : streams(
          io.in<UInt>("streams_i", p.sources * p.width,
                      {{{"source", p.sources}}, p.width, false, "stream of each source, all columns", ""})),
      select(io.in<UInt>("select_i", lib::index_bits(p.sources), {{}, 0, false, "source of the row", ""})),
      stream(io.out<UInt>("stream_o", p.width, {{}, 0, false, "the chosen stream", "combinational"})) {}

std::string SourceSelect::name(const Params& p) {
  return "rmmu_source_select_" + std::to_string(p.sources) + "x" + std::to_string(p.width);
}

void SourceSelect::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.parameter("sources", p.sources);
  b.parameter("width", p.width);
  b.document("Selects one of " + std::to_string(p.sources) +
             " stream sources; codes beyond the last mean the last.");
  std::vector<UInt> sources;
  for (unsigned s = 0; s < p.sources; ++s)
    sources.push_back(io.streams.bits((s + 1) * p.width - 1, s * p.width));
  // Padding the tree with the last source makes every code valid.
  const unsigned codes = 1U << lib::index_bits(p.sources);
  while (sources.size() < codes) sources.push_back(sources[p.sources - 1]);
  io.stream.drive(choose(io.select, 0, sources));
}

}  // namespace winnow::cores::rmmu
