// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_select/selector.hpp"

#include <algorithm>

#include "gen/cores/elsa_select/shape.hpp"
#include "gen/lib/arithmetic/lookup.hpp"
#include "gen/lib/count_ones.hpp"

namespace winnow::cores::elsa_select {
namespace {

using hdl::Reset;
using hdl::SInt;
using hdl::UInt;

// A pipeline register; what accompanies it says whether it counts.
template <class T>
T stage(hdl::Builder& b, const std::string& name, const T& value) {
  const auto reg = b.reg<T>(name, value.width(), Reset::none);
  reg.next(value);
  return reg;
}

// The cosine of the estimated angle, by Hamming distance: from -1 to 1, both included.
SInt cosine_of(hdl::Builder& b, const UInt& distance, const config::ElsaSelectParameters& p) {
  const unsigned width = p.cosine_fraction_bits + 2;
  std::vector<std::uint64_t> entries;
  for (const int entry : p.cosine_table) entries.push_back(hdl::Bits::from_signed(width, entry).low_word());
  return lib::lookup(b, distance, entries, width).as_sint();
}

}  // namespace

Selector::Ports::Ports(hdl::Io& io, const Params& p)
    : query_hash(io.in<UInt>("query_hash_i", p.parameters.hash_bits)),
      hash(io.in<UInt>("hash_i", p.parameters.hash_bits)),
      norm(io.in<UInt>("norm_i", p.parameters.norm_format.width())),
      cutoff(io.in<SInt>("cutoff_i", Shape(p.parameters).cutoff_bits(),
                         {{}, 0, true, "threshold times the largest norm", "3 cycles after the hashes"})),
      similar(io.out<hdl::Bit>("similar_o", 1,
                               {{}, 0, false, "the estimated similarity is above the cut-off", ""})) {}

void Selector::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("Says of a key per cycle whether its estimated similarity is above the cut-off.");
  const config::ElsaSelectParameters& format = p.parameters;
  const UInt distance = stage(b, "distance", lib::count_ones(lib::bits_of(io.query_hash ^ io.hash)));
  const UInt first_norm = stage<UInt>(b, "norm_of_distance", io.norm);
  const SInt cosine = stage(b, "cosine", cosine_of(b, distance, format));
  const UInt norm = stage(b, "norm_of_cosine", first_norm);
  // |cosine| is at most 1, so that one bit above the norm's and the fraction's is enough.
  const unsigned product_bits = format.norm_format.width() + format.cosine_fraction_bits + 1;
  const SInt similarity = stage(b, "similarity", (cosine * norm.to_sint()).trunc(product_bits));
  const unsigned places = std::max(format.cosine_fraction_bits, format.threshold_fraction_bits);
  io.similar.drive((similarity << (places - format.cosine_fraction_bits)) >
                   (io.cutoff << (places - format.threshold_fraction_bits)));
}

}  // namespace winnow::cores::elsa_select
