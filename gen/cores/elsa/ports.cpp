// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa/elsa.hpp"

namespace winnow::cores::elsa {

using hdl::Bit;
using hdl::Io;
using hdl::PortLayout;
using hdl::SInt;
using hdl::UInt;

namespace {

PortLayout line(const std::string& meaning, const std::string& clocking = "", bool is_signed = false) {
  return {{}, 0, is_signed, meaning, clocking};
}

PortLayout per_bank(const Shape& shape, unsigned bits, const std::string& meaning,
                    const std::string& clocking = "") {
  return {{{"bank", shape.banks}}, bits, false, meaning, clocking};
}

PortLayout bank_vectors(const Shape& shape, const std::string& meaning, const std::string& clocking) {
  return {{{"bank", shape.banks}, {"element", shape.attention.dimension}},
          shape.attention.vector_bits,
          true,
          meaning,
          clocking};
}

}  // namespace

Elsa::Hidden::Hidden(Io& io, const Shape& shape)
    : execution_begins(
          io.out<Bit>("execution_begins_o", 1, line("the head that waited goes to work in the next cycle"))),
      key_read(io.out<Bit>("hash_key_read_o", 1, line("read of a key of the head that waits"))),
      key_address(io.out<UInt>("hash_key_address_o", shape.number_bits(),
                               line("number of the key", "with hash_key_read_o"))),
      key_data(io.in<UInt>("hash_key_data_i", shape.attention.vector_width(),
                           {{{"element", shape.attention.dimension}},
                            shape.attention.vector_bits,
                            true,
                            "key of the head that waits",
                            "1 cycle after hash_key_read_o"})) {}

Elsa::Ports::Ports(Io& io, const Params& p)
    : shape(p.parameters),
      start_valid(io.in<Bit>("start_valid_i", 1, line("a head is offered"))),
      start_ready(io.out<Bit>("start_ready_o", 1,
                              line(p.parameters.hide_preprocessing ? "it is taken: no head waits"
                                                                   : "it is taken: no head is at work"))),
      start_queries(io.in<UInt>("start_queries_i", shape.count_bits(), line("queries of the head"))),
      start_keys(io.in<UInt>("start_keys_i", shape.count_bits(), line("keys of the head"))),
      start_dimension(
          io.in<UInt>("start_dimension_i", shape.dimension_bits(), line("elements of a vector that count"))),
      start_causal(io.in<Bit>("start_causal_i", 1, line("query i sees keys 0 to i only"))),
      start_approximation_off(
          io.in<Bit>("start_approximation_off_i", 1, line("a query selects every key that it sees"))),
      start_threshold(io.in<SInt>("start_threshold_i", shape.threshold_bits,
                                  line("threshold of the head, as a share of the largest norm", "", true))),
      start_scale(io.in<UInt>("start_scale_i", shape.attention.scale_bits,
                              line("log2(e) times the scale of the scores"))),
      done(io.out<Bit>("done_o", 1, line("one cycle: the head is finished"))),
      error(io.out<Bit>("error_o", 1, line("it was refused, nothing was done", "with done_o"))),
      query_read(io.out<Bit>("query_read_o", 1, line("read of the query memory"))),
      query_address(io.out<UInt>("query_address_o", shape.number_bits(),
                                 line("number of the query", "with query_read_o"))),
      query_data(io.in<UInt>("query_data_i", shape.attention.vector_width(),
                             {{{"element", shape.attention.dimension}},
                              shape.attention.vector_bits,
                              true,
                              "query",
                              "1 cycle after query_read_o"})),
      hidden(p.parameters.hide_preprocessing ? std::optional<Hidden>(std::in_place, io, shape)
                                             : std::nullopt),
      key_read(io.out<UInt>("key_read_o", shape.banks, per_bank(shape, 1, "read of a bank's key memory"))),
      key_address(io.out<UInt>("key_address_o", shape.banks * shape.attention.address_bits,
                               per_bank(shape, shape.attention.address_bits, "address", "with key_read_o"))),
      key_data(io.in<UInt>("key_data_i", shape.banks * shape.attention.vector_width(),
                           bank_vectors(shape, "keys", "1 cycle after key_read_o"))),
      value_read(
          io.out<UInt>("value_read_o", shape.banks, per_bank(shape, 1, "read of a bank's value memory"))),
      value_address(
          io.out<UInt>("value_address_o", shape.banks * shape.attention.address_bits,
                       per_bank(shape, shape.attention.address_bits, "address", "with value_read_o"))),
      value_data(io.in<UInt>("value_data_i", shape.banks * shape.attention.vector_width(),
                             bank_vectors(shape, "values", "1 cycle after value_read_o"))),
      output_write(io.out<Bit>("output_write_o", 1, line("write of the output memory"))),
      output_address(io.out<UInt>("output_address_o", shape.number_bits(),
                                  line("number of the query", "with output_write_o"))),
      output_chunk(io.out<UInt>("output_chunk_o", shape.attention.chunk_bits,
                                line("chunk of the query's row", "with output_write_o"))),
      output_data(io.out<UInt>("output_data_o", shape.attention.lanes * shape.output_bits,
                               {{{"lane", shape.attention.lanes}},
                                shape.output_bits,
                                true,
                                "elements chunk x lanes and up of the row",
                                "with output_write_o"})),
      query_taken(io.out<Bit>("query_taken_o", 1, line("selection begins with a query"))),
      query_selected(
          io.out<Bit>("query_selected_o", 1, line("a query's last candidates go to the attention modules"))),
      query_candidates(io.out<UInt>(
          "query_candidates_o", shape.banks * shape.select.count_bits(),
          per_bank(shape, shape.select.count_bits(), "candidates of that query", "with query_selected_o"))) {}

}  // namespace winnow::cores::elsa
