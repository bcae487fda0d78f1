// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/rmmu/row.hpp"

#include <ranges>

#include "gen/cores/core_parameters.hpp"
#include "gen/cores/rmmu/source_select.hpp"
#include "gen/cores/rmmu/weight_registers.hpp"
#include "gen/lib/adder_tree.hpp"
#include "gen/lib/delay.hpp"

namespace winnow::cores::rmmu {
namespace {

using hdl::Bit;
using hdl::SInt;
using hdl::UInt;

template <class T>
std::optional<hdl::In<T>> optional_input(hdl::Io& io, bool present, const std::string& name, unsigned width,
                                         hdl::PortLayout layout) {
  if (!present) return std::nullopt;
  return io.in<T>(name, width, std::move(layout));
}

lib::Overflow overflow_of(const config::RmmuParameters& p) {
  return p.overflow == "saturate" ? lib::Overflow::saturate : lib::Overflow::wrap;
}

WeightRegisters weight_registers(const config::RmmuParameters& p) {
  return {ArrayShape(p).precision, form_of(p)};
}

Pe::Params pe_params(const config::RmmuParameters& p, const ArrayShape& shape) {
  Pe::Params pe;
  pe.precisions = p.precisions;
  pe.form = form_of(p);
  pe.stages = p.pe_stages;
  pe.row_reduction = shape.row_reduction;
  pe.element_bits = shape.element_reduction ? shape.element_bits() : 0;
  pe.overflow = overflow_of(p);
  pe.shadow = p.shadow;
  return pe;
}

// Control of one cycle, as the PEs and the accumulators need it.
struct Control {
  std::optional<UInt> precision;  // decoded, PrecisionLines
  std::optional<Bit> highest;     // "is it the highest?"
  Bit row_enable, element_enable, clear;
};

Control control(hdl::Builder& b, const Row::Ports& io, const ArrayShape& shape, const PrecisionLines& lines) {
  Control c;
  c.clear = io.clear;
  c.row_enable = c.element_enable = io.enable;
  if (io.precision) c.precision = *io.precision;
  if (io.element) {
    c.row_enable = (io.enable & !*io.element).named("row_enable");
    c.element_enable = (io.enable & *io.element).named("element_enable");
  }
  // The element reduction always runs in the highest precision, index 0.
  if (io.precision && shape.element_reduction) {
    const UInt highest = b.constant(shape.precision.precision_code_bits(), 0);
    c.precision = io.element ? mux(*io.element, highest, *io.precision).named("pe_precision") : highest;
  }
  if (c.precision) {
    const UInt code = *c.precision;
    c.precision = lines.decode(b, code);
    c.highest = code == 0;
  }
  return c;
}

std::string column_name(const char* what, unsigned column) {
  return std::string(what) + "_" + std::to_string(column);
}

// The shared multiplier wants the operand of the highest precision in both halves of its word: its upper half
// of weights always looks at the upper one.
UInt operands(const UInt& stream, unsigned column, const ArrayShape& shape, const Control& c,
              MultiplierForm form) {
  const unsigned width = shape.precision.word_bits();
  const UInt word = stream.bits((column + 1) * width - 1, column * width);
  if (!c.highest || !doubles_operand(form)) return word;
  const UInt low = word.bits(width / 2 - 1, 0), high = word.bits(width - 1, width / 2);
  return hdl::concatenate({mux(*c.highest, low, high), low}).named(column_name("operands", column));
}

// What a row writes into the stationary registers of its PEs.
struct WeightWrite {
  std::optional<UInt> replicated;  // the row-wide multiplier
  UInt enables;
};

WeightWrite weight_write(const Row::Ports& io, const config::RmmuParameters& p) {
  WeightWrite write{std::nullopt, io.weight_write};
  if (!io.multiplier || p.shadow) return write;
  write.replicated = weight_registers(p).replicate(*io.multiplier).named("multiplier_replicated");
  const UInt all = hdl::concatenate(std::vector<hdl::Value>(io.weight_write.width(), *io.multiplier_write));
  write.enables = (io.weight_write | all).named("weight_enables");
  return write;
}

std::vector<Pe::Ports> build_pes(hdl::Builder& b, const Row::Ports& io, const config::RmmuParameters& p,
                                 const ArrayShape& shape, const UInt& stream, const Control& c) {
  const unsigned data_bits = weight_registers(p).data_bits();
  const WeightWrite write = weight_write(io, p);
  std::optional<Bit> element_enable, element_clear;
  if (shape.element_reduction) {
    element_enable = lib::delay(b, "element_enable", c.element_enable, p.pe_stages);
    element_clear = lib::delay(b, "element_clear", c.clear, p.pe_stages, hdl::Reset::none);
  }
  std::vector<Pe::Ports> pes;
  for (unsigned column = 0; column < p.columns; ++column) {
    auto pe = b.instance<Pe>(column_name("pe", column), pe_params(p, shape));
    pe.stream.drive(operands(stream, column, shape, c, form_of(p)));
    if (c.precision) pe.precision->drive(*c.precision);
    UInt weights = io.weight_data.bits((column + 1) * data_bits - 1, column * data_bits);
    if (write.replicated) {
      weights = mux(*io.multiplier_write, *write.replicated, weights).named(column_name("weights", column));
    }
    pe.weight_data.drive(weights);
    pe.weight_write.drive(write.enables);
    if (io.weight_commit) pe.weight_commit->drive(*io.weight_commit);
    if (pe.multiplier) {
      pe.multiplier->drive(*io.multiplier);
      pe.multiplier_write->drive(*io.multiplier_write);
    }
    if (shape.element_reduction) {
      pe.element_enable->drive(*element_enable);
      pe.element_clear->drive(*element_clear);
    }
    pes.push_back(std::move(pe));
  }
  return pes;
}

// Adder tree and accumulator of one segment and lane; gives the accumulator.
SInt dot_product(hdl::Builder& b, const config::RmmuParameters& p, const ArrayShape& shape,
                 const std::vector<Pe::Ports>& pes, unsigned segment, unsigned lane, const Bit& enable,
                 const Bit& clear) {
  const std::string suffix =
      (p.segments > 1 ? "_segment_" + std::to_string(segment) : "") + "_lane_" + std::to_string(lane);
  const lib::AdderTree::Params tree{shape.segment_columns, shape.precision.lane_bits(lane),
                                    p.reduction_stages};
  std::vector<hdl::Value> terms;
  for (unsigned column = shape.segment_columns; column-- > 0;) {
    terms.push_back(pes[segment * shape.segment_columns + column].dots[lane]);
  }
  auto adder = b.instance<lib::AdderTree>("adder" + suffix, tree);
  adder.terms.drive(concatenate(terms));
  auto accumulator = b.instance<lib::Accumulator>(
      "accumulator" + suffix,
      {lib::AdderTree::sum_width(tree), shape.accumulator_bits(lane), overflow_of(p)});
  accumulator.term.drive(adder.sum);
  accumulator.enable.drive(enable);
  accumulator.clear.drive(clear);
  return accumulator.value;
}

void row_reduction(hdl::Builder& b, Row::Ports& io, const config::RmmuParameters& p, const ArrayShape& shape,
                   const std::vector<Pe::Ports>& pes, const Control& c) {
  const unsigned stages = p.pe_stages + p.reduction_stages;
  const Bit enable = lib::delay(b, "row_enable", c.row_enable, stages);
  const Bit clear = lib::delay(b, "row_clear", c.clear, stages, hdl::Reset::none);
  std::vector<hdl::Value> results;
  for (unsigned segment = p.segments; segment-- > 0;) {
    for (unsigned lane = shape.precision.lanes(); lane-- > 0;) {
      const SInt value = dot_product(b, p, shape, pes, segment, lane, enable, clear);
      results.push_back(value.extend(shape.result_bits()));
    }
  }
  io.result->drive(concatenate(results));
  const auto valid = b.reg<Bit>("row_valid", 1);
  valid.next(enable);
  io.valid->drive(valid);
}

void element_reduction(hdl::Builder& b, Row::Ports& io, const std::vector<Pe::Ports>& pes, const Control& c,
                       unsigned latency) {
  std::vector<hdl::Value> results;
  for (const Pe::Ports& pe : std::ranges::reverse_view(pes)) results.push_back(*pe.element_result);
  io.element_result->drive(concatenate(results));
  io.element_valid->drive(lib::delay(b, "element_valid", c.element_enable, latency));
}

}  // namespace

Row::Ports::Ports(hdl::Io& io, const Params& p)
    : stream(io.in<UInt>("stream_i",
                         p.array.sources * p.array.columns * ArrayShape(p.array).precision.word_bits(),
                         {{{"source", p.array.sources}, {"column", p.array.columns}},
                          ArrayShape(p.array).precision.word_bits(),
                          false,
                          "operand words of the row's chunk",
                          ""})),
      enable(io.in<Bit>("enable_i", 1, {{}, 0, false, "accumulate this cycle's products", "with stream_i"})),
      clear(io.in<Bit>("clear_i", 1, {{}, 0, false, "start a new accumulation", "with stream_i"})),
      precision(optional_input<UInt>(io, p.array.precisions.size() > 1, "precision_i",
                                     ArrayShape(p.array).precision.precision_code_bits(),
                                     {{}, 0, false, "index into the precision set", "with stream_i"})),
      source(optional_input<UInt>(io, p.array.sources > 1, "source_i", ArrayShape(p.array).source_code_bits,
                                  {{}, 0, false, "stream source", "with stream_i"})),
      element(optional_input<Bit>(io,
                                  ArrayShape(p.array).row_reduction && ArrayShape(p.array).element_reduction,
                                  "element_i", 1, {{}, 0, false, "1: element reduction", "with stream_i"})),
      weight_data(io.in<UInt>("weight_data_i", p.array.columns * weight_registers(p.array).data_bits(),
                              {{{"column", p.array.columns}},
                               weight_registers(p.array).data_bits(),
                               false,
                               weight_registers(p.array).data_text(),
                               ""})),
      weight_write(io.in<UInt>("weight_write_i", weight_registers(p.array).count(),
                               {{}, 0, false, "write enables of the weight registers", ""})),
      weight_commit(optional_input<Bit>(io, p.array.shadow, "weight_commit_i", 1,
                                        {{}, 0, false, "copy the shadow register to the active one", ""})) {
  const ArrayShape shape(p.array);
  if (shape.element_reduction) {
    multiplier.emplace(
        io.in<UInt>("multiplier_i", shape.precision.highest(), {{}, 0, true, "row-wide multiplier", ""}));
    multiplier_write.emplace(io.in<Bit>("multiplier_write_i", 1, {{}, 0, false, "write multiplier_i", ""}));
  }
  if (shape.row_reduction) {
    valid.emplace(io.out<Bit>("valid_o", 1, {{}, 0, false, "result_o took a new sum", ""}));
    result.emplace(io.out<UInt>("result_o", p.array.segments * shape.precision.lanes() * shape.result_bits(),
                                {{{"segment", p.array.segments}, {"lane", shape.precision.lanes()}},
                                 shape.result_bits(),
                                 true,
                                 "accumulated dot products",
                                 std::to_string(shape.row_latency) + " cycles after stream_i"}));
  }
  if (shape.element_reduction) {
    element_valid.emplace(
        io.out<Bit>("element_valid_o", 1, {{}, 0, false, "element_result_o took new products", ""}));
    element_result.emplace(io.out<UInt>("element_result_o", p.array.columns * shape.element_bits(),
                                        {{{"column", p.array.columns}},
                                         shape.element_bits(),
                                         true,
                                         "accumulated products",
                                         std::to_string(shape.element_latency) + " cycles after stream_i"}));
  }
}

std::string Row::name(const Params& p) {
  return p.core + "_row";
}

void Row::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("One row: " + std::to_string(p.array.columns) + " PEs, row adder, accumulators.");
  document_parameters(b, p.array);
  const ArrayShape shape(p.array);
  UInt stream = io.stream;
  if (io.source) {
    auto select = b.instance<SourceSelect>("source_select",
                                           {p.array.sources, p.array.columns * shape.precision.word_bits()});
    select.streams.drive(io.stream);
    select.select.drive(*io.source);
    stream = select.stream;
  }
  const Control c = control(b, io, shape, precision_lines(shape.precision, form_of(p.array)));
  const auto pes = build_pes(b, io, p.array, shape, stream, c);
  if (shape.row_reduction) row_reduction(b, io, p.array, shape, pes, c);
  if (shape.element_reduction) element_reduction(b, io, pes, c, shape.element_latency);
}

}  // namespace winnow::cores::rmmu
