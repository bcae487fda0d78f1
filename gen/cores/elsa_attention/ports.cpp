// SPDX-License-Identifier: Apache-2.0
#include <type_traits>

#include "gen/cores/elsa_attention/attention.hpp"

namespace winnow::cores::elsa_attention {

using hdl::Bit;
using hdl::Io;
using hdl::UInt;

namespace {

hdl::PortLayout line(const std::string& meaning, const std::string& clocking = "") {
  return {{}, 0, false, meaning, clocking};
}

hdl::PortLayout vector(const Shape& shape, const std::string& meaning, const std::string& clocking) {
  return {{{"element", shape.dimension}}, shape.vector_bits, true, meaning, clocking};
}

// What a slot does `latency` cycles later.
hdl::PortLayout later(const std::string& meaning, unsigned latency) {
  return {{}, 0, false, meaning, "candidate_valid_i", static_cast<int>(latency)};
}

}  // namespace

Attention::Ports::Ports(Io& io, const Params& p)
    : shape(p.parameters),
      candidate_valid(io.in<Bit>("candidate_valid_i", 1, line("this slot uses a key"))),
      candidate_address(io.in<UInt>("candidate_address_i", shape.address_bits, line("address of that key"))),
      norm(io.in<Bit>("norm_i", 1,
                      line("its squared norm is wanted; it is no candidate", "with candidate_valid_i"))),
      begin(io.in<Bit>("begin_i", 1, line("first slot of a query"))),
      end(io.in<Bit>("end_i", 1, line("first slot after a query: its sums are given out"))),
      scale(io.in<UInt>("scale_i", shape.scale_bits,
                        line("log2(e) times the scale of the scores", "with norm_valid_o of the same slot"))),
      query_read(io.out<Bit>("query_read_o", 1, {{}, 0, false, "read of the query", "begin_i", 1})),
      query(
          io.in<UInt>("query_i", shape.vector_width(), vector(shape, "query", "1 cycle after query_read_o"))),
      key_read(io.out<Bit>("key_read_o", 1, later("read of the key memory", 1))),
      key_address(io.out<UInt>("key_address_o", shape.address_bits, later("its address", 1))),
      key_data(
          io.in<UInt>("key_data_i", shape.vector_width(), vector(shape, "key", "1 cycle after key_read_o"))),
      value_read(io.out<Bit>("value_read_o", 1, later("read of the value memory", shape.value_read_stage()))),
      value_address(io.out<UInt>("value_address_o", shape.address_bits,
                                 later("its address", shape.value_read_stage()))),
      value_data(io.in<UInt>("value_data_i", shape.vector_width(),
                             vector(shape, "value", "1 cycle after value_read_o"))),
      norm_valid(io.out<Bit>("norm_valid_o", 1, later("a squared norm comes out", shape.score_stage()))),
      norm_value(
          io.out<UInt>("norm_value_o", shape.norm_bits, later("the sum of squares", shape.score_stage()))),
      sums_valid(io.out<Bit>(
          "sums_valid_o", 1,
          {{}, 0, false, "finished sums come out", "end_i", static_cast<int>(shape.sum_stage() + 1)})),
      sums_chunk(io.out<UInt>("sums_chunk_o", shape.chunk_bits, line("which of them", "with sums_valid_o"))),
      sums_last(io.out<Bit>("sums_last_o", 1, line("the last of them", "with sums_valid_o"))),
      sums_weight(io.out<UInt>("sums_weight_o", shape.sums.weight_bits(),
                               line("sum of the weights", "with sums_valid_o"))),
      sums_value(io.out<UInt>("sums_value_o", shape.lanes * shape.sums.value_bits(),
                              {{{"lane", shape.lanes}},
                               shape.sums.value_bits(),
                               shape.sums.is_wide,
                               "sums of weighted values",
                               "with sums_valid_o"})) {
  if (!shape.sums.is_wide) return;
  exponent.emplace(io.out<UInt>("exponent_o", exponent_bits,
                                later("exponent of the weight; 0 for none", shape.weight_stage())));
  shared_exponent.emplace(
      io.in<UInt>("shared_exponent_i", exponent_bits, line("the largest of all banks", "with exponent_o")));
}

}  // namespace winnow::cores::elsa_attention
