// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "verif/harness/bench.hpp"

// The five streams of docs/streams.md as the testbench sees them. Widths are computed here anew: shared with
// the generator is nothing but the user's parameters.
namespace winnow::verif::streams {

// `own`: a stream that only one core has; its fields are all extra, and only the handshake has rules.
enum class Kind : std::uint8_t { vectors, scores, selections, candidates, connections, own };

// What widths follow from. All at least 1; masks of rows fit 32 bits: tokens at most 32. Elements have at
// most 64 bits.
struct Shape {
  unsigned tokens = 1;          // T
  unsigned keys_per_cycle = 1;  // P
  unsigned maximum_keys = 1;    // n
  unsigned score_bits = 1;
  unsigned dimension = 1;
  unsigned element_bits = 1;
  unsigned id_bits = 1;

  unsigned key_bits() const;  // K
};

struct Field {
  std::string name;  // middle part of the port's name
  unsigned elements = 1;
  unsigned element_bits = 1;
  unsigned bits() const { return elements * element_bits; }
};

// In the order of the page's table.
std::vector<Field> fields_of(Kind kind, const Shape& shape);

// The port values of one transfer, one per field.
using Payload = std::vector<Words>;

struct Vector {
  std::vector<std::int64_t> element;
  std::uint64_t id = 0;
  bool last = false;
  bool operator==(const Vector&) const = default;
};

struct ScoreTile {
  std::vector<std::int64_t> score;  // [row][key]
  bool last = false;
  bool operator==(const ScoreTile&) const = default;
};

struct Selection {
  std::uint64_t key = 0;
  bool keep = true, last = false, end = false;
  bool operator==(const Selection&) const = default;
};

struct Candidate {
  std::uint64_t base = 0;
  std::vector<std::uint32_t> mask;  // [key]: bit r is row r's
  bool last = false;
  bool operator==(const Candidate&) const = default;
};

struct Connection {
  std::vector<std::uint64_t> key;  // [row]
  std::uint32_t row_valid = 0, load = 0;
  bool last = false;
  bool operator==(const Connection&) const = default;
};

// Values beyond a field's width are cut off, as a port would.
Payload pack(const Vector& transfer, const Shape& shape);
Payload pack(const ScoreTile& transfer, const Shape& shape);
Payload pack(const Selection& transfer, const Shape& shape);
Payload pack(const Candidate& transfer, const Shape& shape);
Payload pack(const Connection& transfer, const Shape& shape);

Vector unpack_vector(const Payload& payload, const Shape& shape);
ScoreTile unpack_score_tile(const Payload& payload, const Shape& shape);
Selection unpack_selection(const Payload& payload, const Shape& shape);
Candidate unpack_candidate(const Payload& payload, const Shape& shape);
Connection unpack_connection(const Payload& payload, const Shape& shape);

}  // namespace winnow::verif::streams
