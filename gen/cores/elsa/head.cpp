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

// What is offered in this cycle.
struct Offer {
  Bit is_refused;
  Bit is_worked_on;  // neither refused nor without queries
};

Offer offer_of(hdl::Builder& b, const Elsa::Ports& io) {
  const Shape& shape = io.shape;
  const UInt dimension = io.start_dimension;
  const Bit is_refused =
      (is_more(b, io.start_queries, shape.tokens) | is_more(b, io.start_keys, shape.tokens) |
       (!dimension.any()) | is_more(b, dimension, shape.attention.dimension))
          .named("is_refused");
  return {is_refused, (!is_refused) & UInt(io.start_queries).any()};
}

void drive_done(hdl::Builder& b, const Elsa::Ports& io, const Bit& is_done, const Bit& is_refused) {
  const auto done = b.reg<Bit>("done", 1);
  const auto error = b.reg<Bit>("error", 1);
  done.next(is_done);
  error.next(is_refused);
  io.done.drive(done);
  io.error.drive(error);
}

// One head after the other.
Head take_one(hdl::Builder& b, const Elsa::Ports& io, const Bit& finishes) {
  const auto is_busy = b.reg<Bit>("is_busy", 1);
  const Bit transfer = (io.start_valid & !is_busy).named("transfer");
  const Offer offer = offer_of(b, io);
  const Bit starts = (transfer & offer.is_worked_on).named("starts");
  is_busy.next(starts, starts | finishes);
  io.start_ready.drive(!is_busy);
  drive_done(b, io, finishes | (transfer & !starts), transfer & offer.is_refused);

  Settings settings(b, transfer);
  const UInt mask =
      settings.keep("mask", elements_that_count(b, io.start_dimension, io.shape.attention.dimension));
  return {.prepares = starts,
          .threshold = settings.keep("threshold", hdl::SInt(io.start_threshold)),
          .key_mask = mask,
          .starts = starts,
          .queries = io.start_queries,
          .keys = settings.keep("keys", UInt(io.start_keys)),
          .is_causal = settings.keep("is_causal", Bit(io.start_causal)),
          .is_approximation_off = settings.keep("is_approximation_off", Bit(io.start_approximation_off)),
          .scale = settings.keep("scale", UInt(io.start_scale)),
          .mask = mask};
}

// A head that waits, and one at work.
Head take_two(hdl::Builder& b, const Elsa::Ports& io, const Bit& finishes, const Bit& is_prepared) {
  const auto waits = b.reg<Bit>("waits", 1);
  const auto is_busy = b.reg<Bit>("is_busy", 1);
  const Bit transfer = (io.start_valid & !waits).named("transfer");
  const Bit begins = (waits & is_prepared & !is_busy).named("head_begins");
  waits.next(transfer, transfer | begins);
  io.start_ready.drive(!waits);

  const Offer offer = offer_of(b, io);
  Settings waiting(b, transfer);
  const Bit is_refused = waiting.keep("waiting_is_refused", offer.is_refused);
  const Bit is_worked_on = waiting.keep("waiting_is_worked_on", offer.is_worked_on);
  const Bit starts = (begins & is_worked_on).named("starts");
  is_busy.next(starts, starts | finishes);
  io.hidden->execution_begins.drive(starts);
  drive_done(b, io, finishes | (begins & !is_worked_on), begins & is_refused);

  Settings working(b, starts);
  const auto pass_on = [&waiting, &working](const std::string& name, const auto& value) {
    return working.keep(name, waiting.keep("waiting_" + name, value));
  };
  const UInt mask =
      waiting.keep("waiting_mask", elements_that_count(b, io.start_dimension, io.shape.attention.dimension));
  return {.prepares = (transfer & offer.is_worked_on).named("prepares"),
          .threshold = waiting.keep("waiting_threshold", hdl::SInt(io.start_threshold)),
          .key_mask = mask,
          .starts = starts,
          .queries = waiting.keep("waiting_queries", UInt(io.start_queries)),
          .keys = pass_on("keys", UInt(io.start_keys)),
          .is_causal = pass_on("is_causal", Bit(io.start_causal)),
          .is_approximation_off = pass_on("is_approximation_off", Bit(io.start_approximation_off)),
          .scale = pass_on("scale", UInt(io.start_scale)),
          .mask = working.keep("mask", mask)};
}

}  // namespace

Head take_head(hdl::Builder& b, const Elsa::Ports& io, const Bit& finishes, const Bit& is_prepared) {
  return io.hidden ? take_two(b, io, finishes, is_prepared) : take_one(b, io, finishes);
}

}  // namespace winnow::cores::elsa
