// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_divide/divide.hpp"

#include <vector>

#include "gen/cores/core_parameters.hpp"
#include "gen/cores/elsa_divide/lane.hpp"
#include "gen/cores/elsa_divide/reciprocal.hpp"
#include "gen/lib/delay.hpp"
#include "gen/lib/packing.hpp"

namespace winnow::cores::elsa_divide {

using hdl::Bit;
using hdl::UInt;

namespace {

using Index = hdl::PortLayout::Index;

hdl::PortLayout with_valid(std::vector<Index> shape, unsigned width, bool is_signed, const char* meaning,
                           const char* valid) {
  return {std::move(shape), width, is_signed, meaning, std::string("with ") + valid};
}

// The sums of one lane of every bank.
std::vector<UInt> of_lane(const Shape& shape, const UInt& values, unsigned lane) {
  std::vector<UInt> sums;
  for (unsigned bank = 0; bank < shape.banks; ++bank)
    sums.push_back(lib::element(values, bank * shape.lanes + lane, shape.sums.value_bits()));
  return sums;
}

}  // namespace

Divide::Ports::Ports(hdl::Io& io, const Params& p)
    : shape(p.parameters),
      sums_valid(io.in<Bit>("sums_valid_i", 1, {{}, 0, false, "a chunk of a query's sums", ""})),
      sums_chunk(io.in<UInt>("sums_chunk_i", shape.chunk_bits,
                             with_valid({}, 0, false, "which of them", "sums_valid_i"))),
      sums_last(io.in<Bit>("sums_last_i", 1, with_valid({}, 0, false, "the query's last", "sums_valid_i"))),
      sums_weight(io.in<UInt>("sums_weight_i", shape.banks * shape.sums.weight_bits(),
                              with_valid({{"bank", shape.banks}}, shape.sums.weight_bits(), false,
                                         "sums of weights", "sums_valid_i"))),
      sums_value(
          io.in<UInt>("sums_value_i", shape.banks * shape.lanes * shape.sums.value_bits(),
                      with_valid({{"bank", shape.banks}, {"lane", shape.lanes}}, shape.sums.value_bits(),
                                 shape.sums.is_wide, "sums of weighted values", "sums_valid_i"))),
      result_valid(io.out<Bit>(
          "result_valid_o", 1,
          {{}, 0, false, "a chunk of the query's row", "sums_valid_i", static_cast<int>(shape.latency())})),
      result_chunk(io.out<UInt>("result_chunk_o", shape.chunk_bits,
                                with_valid({}, 0, false, "which of them", "result_valid_o"))),
      result_last(
          io.out<Bit>("result_last_o", 1, with_valid({}, 0, false, "the query's last", "result_valid_o"))),
      result(io.out<UInt>("result_o", shape.lanes * shape.output_bits,
                          with_valid({{"lane", shape.lanes}}, shape.output_bits, true, "elements of the row",
                                     "result_valid_o"))) {}

void Divide::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("ELSA's output division: adds the banks' sums and multiplies by the reciprocal of the weights.");
  document_parameters(b, p.parameters);
  const Shape& shape = io.shape;
  io.result_valid.drive(lib::delay(b, "valid", Bit(io.sums_valid), shape.latency()));
  io.result_chunk.drive(lib::delay(b, "chunk", UInt(io.sums_chunk), shape.latency(), hdl::Reset::none));
  io.result_last.drive(lib::delay(b, "last", Bit(io.sums_last), shape.latency(), hdl::Reset::none));
  std::vector<UInt> weights;
  for (unsigned bank = 0; bank < shape.banks; ++bank)
    weights.push_back(lib::element(io.sums_weight, bank, shape.sums.weight_bits()));
  std::vector<Lane::Ports> lanes;
  std::vector<UInt> results;
  for (unsigned lane = 0; lane < shape.lanes; ++lane) {
    lanes.push_back(b.instance<Lane>("lane_" + std::to_string(lane), {shape}));
    lanes.back().values.drive(lib::pack(of_lane(shape, io.sums_value, lane)));
    results.emplace_back(lanes.back().result);
  }
  if (shape.sums.is_wide) {
    const WideReciprocal reciprocal = wide_reciprocal(b, shape, weights);
    for (const Lane::Ports& lane : lanes) {
      lane.mantissa->drive(reciprocal.mantissa);
      lane.places->drive(reciprocal.places);
    }
  } else {
    const UInt reciprocal = reciprocal_code(b, shape, weights);
    for (const Lane::Ports& lane : lanes) lane.reciprocal->drive(reciprocal);
  }
  io.result.drive(lib::pack(results));
}

}  // namespace winnow::cores::elsa_divide
