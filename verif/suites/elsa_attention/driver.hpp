// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

#include "verif/harness/bench.hpp"
#include "verif/suites/elsa_attention/account.hpp"
#include "verif/suites/elsa_attention/coverage.hpp"

namespace winnow::verif::elsa_attention {

using Vector = std::vector<std::int64_t>;

// What the other banks' exponents are, beside this one's.
enum class Others : std::uint8_t { none, near, any };

// Plays everything around the core: the memories of keys and values, the query, the other banks' exponents.
// Inputs that the core must not look at are random. Keeps an account of norms and sums of its own.
class Driver {
 public:
  // `coverage` may be null.
  Driver(Bench& bench, const config::ElsaAttentionParameters& parameters, ElsaAttentionCoverage* coverage);

  const ElsaAttentionShape& shape() const { return shape_; }
  Random& random() { return bench_.random(); }

  // Reset, then random memories.
  void start();
  void reset(unsigned cycles = 2);
  void cycle(const ElsaSlot& slot = {});
  void idle(unsigned cycles);
  // Until the last slot's effects have come out.
  void drain() { idle(11 + shape_.dot_stages + shape_.chunks); }

  // The memories; as many words as addresses.
  std::vector<Vector>& keys() { return keys_; }
  std::vector<Vector>& values() { return values_; }
  // Looked at by the core a few cycles after the slot.
  void set_scale(std::uint64_t scale);
  // log2(e) / sqrt(d), as near as the format can say.
  std::uint64_t usual_scale() const;
  std::uint64_t largest_scale() const { return (std::uint64_t{1} << shape_.scale_bits) - 1; }
  void set_others(Others others) { others_ = others; }

  std::uint64_t addresses() const { return std::uint64_t{1} << shape_.address_bits; }
  std::uint64_t random_address() { return random().below(addresses()); }
  // Elements of a kind drawn anew: any, small, extreme or none.
  Vector random_vector();
  Vector constant_vector(std::int64_t element) const { return Vector(shape_.dimension, element); }
  std::int64_t smallest() const { return -(std::int64_t{1} << (shape_.vector_bits - 1)); }
  std::int64_t largest() const { return -smallest() - 1; }
  ElsaWeight weight_of(const Vector& query, const Vector& key, std::uint64_t scale) const;
  std::size_t queries_seen() const { return queries_seen_; }
  // Called with every chunk of sums that comes out: its number, and the values of sums_weight_o,
  // sums_value_o.
  std::function<void(unsigned chunk, const Words& weight, const Words& values)> on_sums;

 private:
  struct Entry {
    ElsaSlot slot;
    bool has_query = false;
    std::int64_t score = 0;
    ElsaWeight weight;
    std::uint64_t shared = 0;
    Vector value;
  };

  void put(std::size_t input, std::uint64_t value);
  void put_vector(std::size_t input, const Vector& vector);
  void scramble(std::size_t input);
  void drive_slot(const ElsaSlot& slot);
  void drive_key(Entry& entry);
  void drive_value(Entry& entry);
  std::uint64_t shared_with(const Entry& entry);
  void check_norm(const Entry& entry) const;
  void check_sums() const;
  void finish(const Entry& entry);
  std::uint64_t got(const char* output, unsigned bits) const;
  void forget();

  Bench& bench_;
  ElsaAttentionShape shape_;
  ElsaAttentionCoverage* coverage_;
  std::size_t reset_, valid_, address_, norm_, begin_, end_, scale_port_, query_port_, key_port_, value_port_;
  std::optional<std::size_t> shared_port_;
  std::vector<Vector> keys_, values_;
  std::uint64_t scale_ = 0;
  Others others_ = Others::none;
  std::deque<Entry> entries_;  // [i]: the slot of i cycles ago
  bool has_query_ = false;     // since the reset
  Vector query_;
  Account account_, held_;
  std::optional<unsigned> chunk_;
  std::size_t queries_seen_ = 0;
};

}  // namespace winnow::verif::elsa_attention
