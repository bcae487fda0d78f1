// SPDX-License-Identifier: Apache-2.0
#include "verif/harness/streams/payload.hpp"

#include <stdexcept>

#include "verif/harness/words.hpp"

namespace winnow::verif::streams {
namespace {

// Reads or writes the fields of a payload one element after the other, in the order of fields_of().
class Elements {
 public:
  Elements(Kind kind, const Shape& shape, Payload& payload)
      : fields_(fields_of(kind, shape)), payload_(payload) {}

  std::uint64_t get() {
    const Field& field = fields_[field_];
    const std::uint64_t value =
        get_bits(payload_[field_], std::size_t{element_} * field.element_bits, field.element_bits);
    advance();
    return value;
  }
  std::int64_t get_signed() {
    const unsigned bits = fields_[field_].element_bits;
    return sign_extend(get(), bits);
  }
  void put(std::uint64_t value) {
    const Field& field = fields_[field_];
    put_bits(payload_[field_], std::size_t{element_} * field.element_bits, field.element_bits, value);
    advance();
  }
  void put_signed(std::int64_t value) { put(static_cast<std::uint64_t>(value)); }

 private:
  void advance() {
    if (++element_ < fields_[field_].elements) return;
    element_ = 0;
    ++field_;
  }

  std::vector<Field> fields_;
  Payload& payload_;
  std::size_t field_ = 0;
  unsigned element_ = 0;
};

Payload zeros(Kind kind, const Shape& shape) {
  Payload payload;
  for (const Field& field : fields_of(kind, shape)) payload.emplace_back(words_for(field.bits()));
  return payload;
}

// A port has all its elements, whatever the test forgot.
template <class T>
T at(const std::vector<T>& values, std::size_t index) {
  return index < values.size() ? values[index] : T{};
}

std::uint32_t row_mask(Elements& elements, unsigned rows) {
  std::uint32_t mask = 0;
  for (unsigned row = 0; row < rows; ++row) mask |= static_cast<std::uint32_t>(elements.get()) << row;
  return mask;
}

void put_rows(Elements& elements, unsigned rows, std::uint32_t mask) {
  for (unsigned row = 0; row < rows; ++row) elements.put((mask >> row) & 1U);
}

}  // namespace

unsigned Shape::key_bits() const {
  unsigned bits = 1;
  while ((std::uint64_t{1} << bits) < maximum_keys) ++bits;
  return bits;
}

std::vector<Field> fields_of(Kind kind, const Shape& shape) {
  const unsigned tokens = shape.tokens, keys = shape.keys_per_cycle, key_bits = shape.key_bits();
  switch (kind) {
    case Kind::vectors:
      return {{"element", shape.dimension, shape.element_bits}, {"id", 1, shape.id_bits}, {"last", 1, 1}};
    case Kind::scores:
      return {{"score", tokens * keys, shape.score_bits}, {"last", 1, 1}};
    case Kind::selections:
      return {{"key", 1, key_bits}, {"keep", 1, 1}, {"last", 1, 1}, {"end", 1, 1}};
    case Kind::candidates:
      return {{"base", 1, key_bits}, {"mask", keys * tokens, 1}, {"last", 1, 1}};
    case Kind::connections:
      return {{"key", tokens, key_bits}, {"row_valid", tokens, 1}, {"load", tokens, 1}, {"last", 1, 1}};
    case Kind::own:
      return {};
  }
  throw std::logic_error("no such stream");
}

Payload pack(const Vector& transfer, const Shape& shape) {
  Payload payload = zeros(Kind::vectors, shape);
  Elements elements(Kind::vectors, shape, payload);
  for (unsigned i = 0; i < shape.dimension; ++i) elements.put_signed(at(transfer.element, i));
  elements.put(transfer.id);
  elements.put(transfer.last ? 1 : 0);
  return payload;
}

Payload pack(const ScoreTile& transfer, const Shape& shape) {
  Payload payload = zeros(Kind::scores, shape);
  Elements elements(Kind::scores, shape, payload);
  const std::size_t scores = std::size_t{shape.tokens} * shape.keys_per_cycle;
  for (std::size_t i = 0; i < scores; ++i) elements.put_signed(at(transfer.score, i));
  elements.put(transfer.last ? 1 : 0);
  return payload;
}

Payload pack(const Selection& transfer, const Shape& shape) {
  Payload payload = zeros(Kind::selections, shape);
  Elements elements(Kind::selections, shape, payload);
  elements.put(transfer.key);
  elements.put(transfer.keep ? 1 : 0);
  elements.put(transfer.last ? 1 : 0);
  elements.put(transfer.end ? 1 : 0);
  return payload;
}

Payload pack(const Candidate& transfer, const Shape& shape) {
  Payload payload = zeros(Kind::candidates, shape);
  Elements elements(Kind::candidates, shape, payload);
  elements.put(transfer.base);
  for (unsigned key = 0; key < shape.keys_per_cycle; ++key) {
    put_rows(elements, shape.tokens, at(transfer.mask, key));
  }
  elements.put(transfer.last ? 1 : 0);
  return payload;
}

Payload pack(const Connection& transfer, const Shape& shape) {
  Payload payload = zeros(Kind::connections, shape);
  Elements elements(Kind::connections, shape, payload);
  for (unsigned row = 0; row < shape.tokens; ++row) elements.put(at(transfer.key, row));
  put_rows(elements, shape.tokens, transfer.row_valid);
  put_rows(elements, shape.tokens, transfer.load);
  elements.put(transfer.last ? 1 : 0);
  return payload;
}

Vector unpack_vector(const Payload& payload, const Shape& shape) {
  Payload copy = payload;
  Elements elements(Kind::vectors, shape, copy);
  Vector transfer;
  for (unsigned i = 0; i < shape.dimension; ++i) transfer.element.push_back(elements.get_signed());
  transfer.id = elements.get();
  transfer.last = elements.get() != 0;
  return transfer;
}

ScoreTile unpack_score_tile(const Payload& payload, const Shape& shape) {
  Payload copy = payload;
  Elements elements(Kind::scores, shape, copy);
  ScoreTile transfer;
  const std::size_t scores = std::size_t{shape.tokens} * shape.keys_per_cycle;
  for (std::size_t i = 0; i < scores; ++i) transfer.score.push_back(elements.get_signed());
  transfer.last = elements.get() != 0;
  return transfer;
}

Selection unpack_selection(const Payload& payload, const Shape& shape) {
  Payload copy = payload;
  Elements elements(Kind::selections, shape, copy);
  Selection transfer;
  transfer.key = elements.get();
  transfer.keep = elements.get() != 0;
  transfer.last = elements.get() != 0;
  transfer.end = elements.get() != 0;
  return transfer;
}

Candidate unpack_candidate(const Payload& payload, const Shape& shape) {
  Payload copy = payload;
  Elements elements(Kind::candidates, shape, copy);
  Candidate transfer;
  transfer.base = elements.get();
  for (unsigned key = 0; key < shape.keys_per_cycle; ++key) {
    transfer.mask.push_back(row_mask(elements, shape.tokens));
  }
  transfer.last = elements.get() != 0;
  return transfer;
}

Connection unpack_connection(const Payload& payload, const Shape& shape) {
  Payload copy = payload;
  Elements elements(Kind::connections, shape, copy);
  Connection transfer;
  for (unsigned row = 0; row < shape.tokens; ++row) transfer.key.push_back(elements.get());
  transfer.row_valid = row_mask(elements, shape.tokens);
  transfer.load = row_mask(elements, shape.tokens);
  transfer.last = elements.get() != 0;
  return transfer;
}

}  // namespace winnow::verif::streams
