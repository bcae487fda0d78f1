// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_hash/elsa_hash.hpp"

#include "gen/cores/core_parameters.hpp"
#include "gen/cores/elsa_hash/by_step.hpp"
#include "gen/cores/elsa_hash/multipliers.hpp"
#include "gen/cores/elsa_hash/schedule.hpp"
#include "gen/lib/bits.hpp"
#include "gen/lib/skid_buffer.hpp"
#include "gen/lib/streams/fields.hpp"

namespace winnow::cores::elsa_hash {
namespace {

using hdl::Bit;
using hdl::Reset;
using hdl::SInt;
using hdl::UInt;

// At most `width` bits are needed of what is wider.
SInt resized(const SInt& value, unsigned width) {
  return value.width() > width ? value.trunc(width) : value.extend(width);
}

std::string numbered(const char* name, unsigned number) {
  return std::string(name) + "_" + std::to_string(number);
}

// Which vector is where: docs/cores/elsa_hash.md, "Protocol and latency".
struct Control {
  UInt step, next_step;
  Bit busy, last, take;

  // The vector is in this step.
  Bit works_at(unsigned number) const { return busy & (step == std::uint64_t{number}); }
};

Control control(hdl::Builder& b, const ElsaHash::Ports& io, unsigned steps, const Bit& has_room) {
  const auto busy = b.reg<Bit>("busy", 1);
  Control c{b.constant(1, 0), b.constant(1, 0), busy, b.bit(true), {}};
  if (steps > 1) {
    const auto step = b.reg<UInt>("step", lib::index_bits(steps));
    c.last = (step == std::uint64_t{steps - 1}).named("last_step");
    const UInt following =
        mux(c.last, b.constant(step.width(), 0), (step + b.constant(1, 1)).trunc(step.width()));
    c.step = step;
    c.next_step = mux(busy & ((!c.last) | has_room), following, step).named("next_step");
    step.next(c.next_step);
  }
  const Bit ready = ((!busy) | (c.last & has_room)).named("vector_ready");
  io.vector_ready.drive(ready);
  c.take = (io.vector_valid & ready).named("take");
  // Ready when busy: it leaves in this cycle.
  busy.next(c.take | ((!ready) & busy));
  return c;
}

// The elements at work. They are registers from the beginning; what they become is said when it is known.
class Elements {
 public:
  Elements(hdl::Builder& b, const Schedule& schedule) : b_(b), schedule_(schedule) {
    for (unsigned i = 0; i < schedule.elements(); ++i)
      registers_.push_back(b.reg<SInt>(numbered("element", i), schedule.element_bits(), Reset::none));
  }

  std::vector<SInt> values() const { return {registers_.begin(), registers_.end()}; }
  void load(const Control& control, const ElsaHash::Ports& io, unsigned dimension,
            const Multipliers& multipliers);

 private:
  using Steps = std::vector<std::optional<SInt>>;
  static Bit any_of(const Control& control, const Steps& values);
  Steps after_stages(unsigned number, const Control& control, const std::vector<SInt>& vector,
                     const Multipliers& multipliers);
  SInt kept_output(unsigned number, const Control& control, const Multipliers& multipliers);
  SInt output(const Stage& stage, unsigned lane, const Multipliers& multipliers) const;

  hdl::Builder& b_;
  const Schedule& schedule_;
  std::vector<hdl::Reg<SInt>> registers_;
};

SInt Elements::output(const Stage& stage, unsigned lane, const Multipliers& multipliers) const {
  return resized(multipliers.dot(stage.columns(), lane), stage.output_bits).extend(schedule_.element_bits());
}

// In one of the steps that have a value.
Bit Elements::any_of(const Control& control, const Steps& values) {
  std::optional<Bit> any;
  for (unsigned step = 0; step < values.size(); ++step) {
    if (!values[step]) continue;
    any = any ? *any | control.works_at(step) : control.works_at(step);
  }
  return *any;
}

// Holds an output of a stage from its step to the stage's end; of every stage whose steps before the last
// have such an output.
SInt Elements::kept_output(unsigned number, const Control& control, const Multipliers& multipliers) {
  Steps values(schedule_.steps());
  unsigned bits = 1;
  for (const Stage& stage : schedule_.stages()) {
    const unsigned step = stage.first_step + number / stage.lanes;
    if (stage.ends_batch || number >= stage.outputs || step >= stage.last_step()) continue;
    values[step] = output(stage, number % stage.lanes, multipliers);
    bits = std::max(bits, stage.output_bits);
  }
  const auto kept = b_.reg<SInt>(numbered("output", number), bits, Reset::none);
  kept.next(resized(by_step(control.step, values), bits), any_of(control, values));
  return kept.extend(schedule_.element_bits());
}

// What element `number` becomes at the end of each step; nothing where it stays.
Elements::Steps Elements::after_stages(unsigned number, const Control& control,
                                       const std::vector<SInt>& vector, const Multipliers& multipliers) {
  Steps values(schedule_.steps());
  std::optional<SInt> kept;
  for (const Stage& stage : schedule_.stages()) {
    const unsigned step = stage.last_step();
    if (step + 1 == schedule_.steps()) continue;
    if (stage.ends_batch) {
      // The next batch begins with the vector again.
      if (number < vector.size()) values[step] = vector[number];
    } else if (number < stage.outputs && number >= stage.output(step, 0)) {
      values[step] = output(stage, number - stage.output(step, 0), multipliers);
    } else if (number < stage.outputs) {
      if (!kept) kept = kept_output(number, control, multipliers);
      values[step] = *kept;
    }
  }
  return values;
}

void Elements::load(const Control& control, const ElsaHash::Ports& io, unsigned dimension,
                    const Multipliers& multipliers) {
  const unsigned bits = io.vector_element.width() / dimension;
  std::vector<SInt> arriving, vector;
  for (unsigned i = 0; i < dimension; ++i) {
    const SInt element = io.vector_element.bits((i + 1) * bits - 1, i * bits).as_sint();
    arriving.push_back(element.extend(schedule_.element_bits()));
    if (!schedule_.has_batches()) continue;
    const auto kept = b_.reg<SInt>(numbered("vector", i), bits, Reset::none);
    kept.next(element, control.take);
    vector.push_back(kept.extend(schedule_.element_bits()));
  }
  for (unsigned i = 0; i < registers_.size(); ++i) {
    const Steps values = after_stages(i, control, vector, multipliers);
    const bool is_changed =
        std::any_of(values.begin(), values.end(), [](const auto& value) { return value.has_value(); });
    if (!is_changed) {
      registers_[i].next(arriving[i], control.take);
      continue;
    }
    const Bit ends_stage = any_of(control, values);
    const SInt value = by_step(control.step, values);
    // The last step of all is not among them, so that a vector never arrives at the end of a stage of its
    // forerunner.
    if (i < dimension) {
      registers_[i].next(mux(control.take, arriving[i], value), control.take | ends_stage);
    } else {
      registers_[i].next(value, ends_stage);
    }
  }
}

// The bits of the hash, complete in the last step: those of the steps before it are kept.
UInt hash_bits(hdl::Builder& b, const Schedule& schedule, const Control& control,
               const Multipliers& multipliers) {
  std::vector<hdl::Value> bits;  // the highest first
  for (const Stage& stage : schedule.stages()) {
    if (!stage.ends_batch) continue;
    for (unsigned step = stage.first_step; step <= stage.last_step(); ++step) {
      std::vector<hdl::Value> signs;
      for (unsigned lane = stage.lanes_in(step); lane-- > 0;)
        signs.push_back(!multipliers.dot(stage.columns(), lane).sign());
      UInt now = concatenate(signs);
      if (step + 1 < schedule.steps()) {
        const auto kept = b.reg<UInt>(numbered("bits", step), now.width(), Reset::none);
        kept.next(now, control.works_at(step));
        now = kept;
      }
      bits.insert(bits.begin(), now);
    }
  }
  return concatenate(bits);
}

}  // namespace

ElsaHash::Ports::Ports(hdl::Io& io, const Params& p)
    : vector_valid(io.in<Bit>("vector_valid_i", 1, lib::streams::valid_layout())),
      vector_ready(io.out<Bit>("vector_ready_o", 1, lib::streams::ready_layout())),
      vector_element(
          io.in<UInt>("vector_element_i",
                      config::hash_columns(p.parameters.hash_factors) * p.parameters.vector_format.width(),
                      {{{"element", config::hash_columns(p.parameters.hash_factors)}},
                       p.parameters.vector_format.width(),
                       true,
                       "the vector",
                       "with valid"})),
      hash_valid(io.out<Bit>("hash_valid_o", 1, lib::streams::valid_layout())),
      hash_ready(io.in<Bit>("hash_ready_i", 1, lib::streams::ready_layout())),
      hash_bits(io.out<UInt>("hash_bits_o", config::hash_rows(p.parameters.hash_factors),
                             {{{"bit", config::hash_rows(p.parameters.hash_factors)}},
                              1,
                              false,
                              "signs: 1 where the matrix's row times the vector is at least 0",
                              "with valid"})) {}

void ElsaHash::build(hdl::Builder& b, Ports& io, const Params& p) {
  const Schedule schedule(p.parameters);
  document_parameters(b, p.parameters);
  b.document("Signs of a hash matrix times a vector, " + std::to_string(schedule.steps()) +
             " cycles per vector, " + std::to_string(schedule.multipliers()) + " multipliers.");
  auto slice = b.instance<lib::SkidBuffer>("hashes", {config::hash_rows(p.parameters.hash_factors)});
  const Control state = control(b, io, schedule.steps(), slice.in_ready);
  Elements elements(b, schedule);
  const Multipliers multipliers(b, schedule, p.core, state.step, state.next_step, elements.values());
  elements.load(state, io, config::hash_columns(p.parameters.hash_factors), multipliers);
  slice.in_valid.drive(state.busy & state.last);
  slice.in_data.drive(elsa_hash::hash_bits(b, schedule, state, multipliers));
  slice.out_ready.drive(io.hash_ready);
  io.hash_valid.drive(slice.out_valid);
  io.hash_bits.drive(slice.out_data);
}

}  // namespace winnow::cores::elsa_hash
