// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/rmmu/rmmu.hpp"

#include <ranges>

#include "gen/cores/core_parameters.hpp"
#include "gen/cores/rmmu/group_join.hpp"
#include "gen/cores/rmmu/weight_edge.hpp"
#include "gen/lib/packing.hpp"

namespace winnow::cores::rmmu {
namespace {

using hdl::Bit;
using hdl::UInt;
using lib::element;

using Index = hdl::PortLayout::Index;

std::string cycles(unsigned count) {
  return std::to_string(count) + (count == 1 ? " cycle" : " cycles");
}

hdl::PortLayout layout(std::vector<Index> shape, unsigned width, bool is_signed, std::string meaning,
                       std::string clocking = "") {
  return {std::move(shape), width, is_signed, std::move(meaning), std::move(clocking)};
}

// An output's layout: `latency` cycles after input `from`.
hdl::PortLayout output_layout(std::vector<Index> shape, unsigned width, bool is_signed, std::string meaning,
                              unsigned latency, const std::string& from) {
  hdl::PortLayout result =
      layout(std::move(shape), width, is_signed, std::move(meaning), cycles(latency) + " after " + from);
  result.latency = static_cast<int>(latency);
  return result;
}

// A port of one element per row.
hdl::In<UInt> row_input(hdl::Io& io, const Rmmu::Params& p, const std::string& name, unsigned width,
                        const std::string& meaning, const std::string& clocking = "with stream_i",
                        bool is_signed = false) {
  return io.in<UInt>(name, p.array.rows * width,
                     layout({{"row", p.array.rows}}, width, is_signed, meaning, clocking));
}

// The streams of one row's chunk: all columns of chunk r mod D, of every source.
UInt chunk_streams(const UInt& stream, const config::RmmuParameters& p, const ArrayShape& shape,
                   unsigned row) {
  const unsigned width = p.columns * shape.precision.word_bits();
  std::vector<hdl::Value> sources;
  for (unsigned source = p.sources; source-- > 0;) {
    sources.push_back(element(stream, source * p.chunks + row % p.chunks, width));
  }
  return concatenate(sources);
}

// Weight words of all columns as the PEs take them, and the write enables of their weight registers.
struct Weights {
  UInt data, enables;
};

UInt weight_data(hdl::Builder& b, const Rmmu::Ports& io, const config::RmmuParameters& p,
                 const ArrayShape& shape) {
  if (!io.weight_precision || form_of(p) == MultiplierForm::behavioural) return io.weight_data;
  std::vector<hdl::Value> columns(p.columns);
  for (unsigned column = 0; column < p.columns; ++column) {
    auto edge = b.instance<WeightEdge>("weight_edge_" + std::to_string(column), {p.precisions});
    edge.word.drive(element(io.weight_data, column, shape.precision.word_bits()));
    edge.precision.drive(*io.weight_precision);
    columns[p.columns - 1 - column] = edge.weights;
  }
  return concatenate(columns).named("weights_spread");
}

UInt weight_enables(hdl::Builder& b, const Rmmu::Ports& io, const config::RmmuParameters& p) {
  if (!io.weight_set) return b.constant(1, 1);
  auto control = b.instance<WeightControl>("weight_control", {p.precisions, form_of(p)});
  control.precision.drive(*io.weight_precision);
  control.sets.drive(*io.weight_set);
  return control.enables;
}

Row::Ports build_row(hdl::Builder& b, const Rmmu::Ports& io, const Rmmu::Params& p, const ArrayShape& shape,
                     const Weights& weights, unsigned row) {
  auto ports = b.instance<Row>("row_" + std::to_string(row), p);
  ports.stream.drive(chunk_streams(io.stream, p.array, shape, row));
  ports.enable.drive(io.row_enable.bit(row));
  ports.clear.drive(io.row_clear.bit(row));
  if (ports.precision) {
    ports.precision->drive(element(*io.row_precision, row, shape.precision.precision_code_bits()));
  }
  if (ports.source) ports.source->drive(element(*io.row_source, row, shape.source_code_bits));
  if (ports.element) ports.element->drive(io.row_element->bit(row));
  ports.weight_data.drive(weights.data);
  const Bit selected = io.weight_row.bit(row);
  ports.weight_write.drive(weights.enables & mux(selected, ~b.constant(hdl::Bits(weights.enables.width())),
                                                 b.constant(hdl::Bits(weights.enables.width()))));
  if (ports.weight_commit) ports.weight_commit->drive(io.weight_commit->bit(row));
  if (ports.multiplier) {
    ports.multiplier->drive(element(*io.multiplier, row, shape.precision.highest()));
    ports.multiplier_write->drive(io.multiplier_write->bit(row));
  }
  return ports;
}

template <class Select>
UInt gather(const std::vector<Row::Ports>& rows, Select select) {
  std::vector<hdl::Value> parts;
  for (const Row::Ports& row : std::ranges::reverse_view(rows)) parts.push_back(select(row));
  return concatenate(parts);
}

void join_groups(hdl::Builder& b, Rmmu::Ports& io, const Rmmu::Params& p, const ArrayShape& shape,
                 const std::vector<Row::Ports>& rows) {
  std::vector<hdl::Value> sums(shape.groups), valids(shape.groups);
  for (unsigned group = 0; group < shape.groups; ++group) {
    const std::vector<Row::Ports> members(rows.begin() + group * p.array.chunks,
                                          rows.begin() + (group + 1) * p.array.chunks);
    auto join = b.instance<GroupJoin>(
        "group_join_" + std::to_string(group),
        {p.array.chunks, p.array.segments, shape.precision.lanes(), shape.result_bits()});
    join.results.drive(gather(members, [](const Row::Ports& row) { return *row.result; }));
    join.valids.drive(gather(members, [](const Row::Ports& row) { return *row.valid; }));
    sums[shape.groups - 1 - group] = join.sums;
    valids[shape.groups - 1 - group] = join.valid;
  }
  io.group_result->drive(concatenate(sums));
  io.group_valid->drive(concatenate(valids));
}

void document(hdl::Builder& b, const config::RmmuParameters& p, const ArrayShape& shape) {
  b.document("Reconfigurable multi-precision matrix multiplication unit, " + std::to_string(p.rows) +
             " rows by " + std::to_string(p.columns) + " columns.");
  if (shape.row_reduction) b.document("Row results " + cycles(shape.row_latency) + " after stream_i.");
  if (shape.element_reduction)
    b.document("Element results " + cycles(shape.element_latency) + " after stream_i.");
}

}  // namespace

Rmmu::Ports::Ports(hdl::Io& io, const Params& p)
    : stream(io.in<UInt>(
          "stream_i",
          p.array.sources * p.array.chunks * p.array.columns * ArrayShape(p.array).precision.word_bits(),
          layout({{"source", p.array.sources}, {"chunk", p.array.chunks}, {"column", p.array.columns}},
                 ArrayShape(p.array).precision.word_bits(), false,
                 "operand words, each packed signed operands of the row's precision"))),
      row_enable(row_input(io, p, "row_enable_i", 1, "the row accumulates this cycle's products")),
      row_clear(row_input(io, p, "row_clear_i", 1, "with enable: start a new accumulation")),
      row_precision(p.array.precisions.size() > 1
                        ? std::optional(row_input(io, p, "row_precision_i",
                                                  ArrayShape(p.array).precision.precision_code_bits(),
                                                  "index into the precision set"))
                        : std::nullopt),
      row_source(p.array.sources > 1
                     ? std::optional(row_input(io, p, "row_source_i", ArrayShape(p.array).source_code_bits,
                                               "stream source of the row"))
                     : std::nullopt),
      row_element(
          ArrayShape(p.array).row_reduction && ArrayShape(p.array).element_reduction
              ? std::optional(row_input(io, p, "row_element_i", 1, "1: element reduction, 0: row reduction"))
              : std::nullopt),
      weight_data(io.in<UInt>("weight_data_i", p.array.columns * ArrayShape(p.array).precision.word_bits(),
                              layout({{"column", p.array.columns}}, ArrayShape(p.array).precision.word_bits(),
                                     p.array.precisions.size() == 1,
                                     "one weight set per column, packed signed weights of weight_precision_i",
                                     "visible to the stream_i of the next cycle"))),
      weight_row(row_input(io, p, "weight_row_i", 1, "rows written", "with weight_data_i")) {
  const ArrayShape shape(p.array);
  if (shape.precision.lanes() > 1) {
    weight_set.emplace(io.in<UInt>(
        "weight_set_i", shape.precision.lanes(),
        layout({{"lane", shape.precision.lanes()}}, 1, false, "weight sets written", "with weight_data_i")));
  }
  if (shape.precision.count() > 1) {
    weight_precision.emplace(
        io.in<UInt>("weight_precision_i", shape.precision.precision_code_bits(),
                    layout({}, 0, false, "index into the precision set", "with weight_data_i")));
  }
  if (p.array.shadow) {
    weight_commit.emplace(
        row_input(io, p, "weight_commit_i", 1, "copy the row's shadow weights to its active ones", ""));
  }
  if (shape.element_reduction) {
    multiplier.emplace(row_input(io, p, "multiplier_i", shape.precision.highest(), "row-wide multiplier",
                                 "visible to the stream_i of the next cycle", true));
    multiplier_write.emplace(row_input(io, p, "multiplier_write_i", 1,
                                       "write multiplier_i to every PE of the row", "with multiplier_i"));
  }
  if (shape.row_reduction) {
    row_valid.emplace(
        io.out<UInt>("row_valid_o", p.array.rows,
                     output_layout({{"row", p.array.rows}}, 1, false, "row_result_o took a new sum",
                                   shape.row_latency, "row_enable_i")));
    row_result.emplace(io.out<UInt>(
        "row_result_o", p.array.rows * p.array.segments * shape.precision.lanes() * shape.result_bits(),
        output_layout(
            {{"row", p.array.rows}, {"segment", p.array.segments}, {"lane", shape.precision.lanes()}},
            shape.result_bits(), true, "accumulated dot products", shape.row_latency, "stream_i")));
  }
  if (shape.has_group_results) {
    group_valid.emplace(io.out<UInt>(
        "group_valid_o", shape.groups,
        output_layout({{"group", shape.groups}}, 1, false, "all rows of the group were valid a cycle ago",
                      shape.row_latency + 1, "row_enable_i")));
    group_result.emplace(io.out<UInt>(
        "group_result_o", shape.groups * shape.precision.lanes() * shape.group_bits(),
        output_layout({{"group", shape.groups}, {"lane", shape.precision.lanes()}}, shape.group_bits(), true,
                      "sums over the group's rows and segments", shape.row_latency + 1, "stream_i")));
  }
  if (shape.element_reduction) {
    element_valid.emplace(
        io.out<UInt>("element_valid_o", p.array.rows,
                     output_layout({{"row", p.array.rows}}, 1, false, "element_result_o took new products",
                                   shape.element_latency, "row_enable_i")));
    element_result.emplace(
        io.out<UInt>("element_result_o", p.array.rows * p.array.columns * shape.element_bits(),
                     output_layout({{"row", p.array.rows}, {"column", p.array.columns}}, shape.element_bits(),
                                   true, "accumulated products", shape.element_latency, "stream_i")));
  }
}

void Rmmu::build(hdl::Builder& b, Ports& io, const Params& p) {
  const ArrayShape shape(p.array);
  document(b, p.array, shape);
  document_parameters(b, p.array);
  const Weights weights = {weight_data(b, io, p.array, shape), weight_enables(b, io, p.array)};
  std::vector<Row::Ports> rows;
  for (unsigned row = 0; row < p.array.rows; ++row) rows.push_back(build_row(b, io, p, shape, weights, row));
  if (shape.row_reduction) {
    io.row_valid->drive(gather(rows, [](const Row::Ports& row) { return *row.valid; }));
    io.row_result->drive(gather(rows, [](const Row::Ports& row) { return *row.result; }));
  }
  if (shape.has_group_results) join_groups(b, io, p, shape, rows);
  if (shape.element_reduction) {
    io.element_valid->drive(gather(rows, [](const Row::Ports& row) { return *row.element_valid; }));
    io.element_result->drive(gather(rows, [](const Row::Ports& row) { return *row.element_result; }));
  }
}

}  // namespace winnow::cores::rmmu
