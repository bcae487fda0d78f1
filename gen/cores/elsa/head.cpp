// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa/head.hpp"

#include <vector>

#include "gen/cores/elsa/count.hpp"
#include "gen/lib/packing.hpp"

namespace winnow::cores::elsa {

using hdl::Bit;
using hdl::Reset;
using hdl::UInt;

namespace {

// Registers that hold a head's settings.
class Settings {
 public:
  Settings(hdl::Builder& b, const Bit& load) : b_(b), load_(load) {}
  template <class T>
  T keep(const std::string& name, const T& value) {
    const auto kept = b_.reg<T>(name, value.width(), Reset::none);
    kept.next(value, load_);
    return kept;
  }

 private:
  hdl::Builder& b_;
  Bit load_;
};

// [element]: its number is less than the dimension.
UInt elements_that_count(hdl::Builder& b, const UInt& dimension, unsigned elements) {
  std::vector<Bit> counts;
  for (unsigned i = 0; i < elements; ++i) counts.push_back(is_more(b, dimension, i));
  return lib::pack(counts).named("elements_that_count");
}

}  // namespace

Head take_head(hdl::Builder& b, const Elsa::Ports& io, const Bit& finishes) {
  const Shape& shape = io.shape;
  const auto is_busy = b.reg<Bit>("is_busy", 1);
  const Bit transfer = (io.start_valid & !is_busy).named("transfer");
  const UInt dimension = io.start_dimension;
  const Bit is_refused =
      (is_more(b, io.start_queries, shape.tokens) | is_more(b, io.start_keys, shape.tokens) |
       (!dimension.any()) | is_more(b, dimension, shape.attention.dimension))
          .named("is_refused");
  const Bit starts = (transfer & (!is_refused) & UInt(io.start_queries).any()).named("starts");
  is_busy.next(starts, starts | finishes);

  const auto done = b.reg<Bit>("done", 1);
  const auto error = b.reg<Bit>("error", 1);
  done.next(finishes | (transfer & !starts));
  error.next(transfer & is_refused);
  io.start_ready.drive(!is_busy);
  io.done.drive(done);
  io.error.drive(error);

  Settings settings(b, transfer);
  return {starts,
          settings.keep("keys", UInt(io.start_keys)),
          settings.keep("is_causal", Bit(io.start_causal)),
          settings.keep("is_approximation_off", Bit(io.start_approximation_off)),
          settings.keep("threshold", hdl::SInt(io.start_threshold)),
          settings.keep("scale", UInt(io.start_scale)),
          settings.keep("mask", elements_that_count(b, dimension, shape.attention.dimension))};
}

}  // namespace winnow::cores::elsa
