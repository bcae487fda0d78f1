// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "gen/cores/rmmu/multiplier.hpp"
#include "gen/lib/bits.hpp"
#include "gen/lib/carry_save.hpp"
#include "gen/lib/delay.hpp"

// One array of partial products for all precisions.
//
// Signs are those of Baugh and Wooley, per sub-multiplier: in precision m a partial product is inverted when
// exactly one of its two bits is the top bit of its m-bit operand, and every product owes the constant 2^m -
// 2^(2m-1). All sums are therefore unsigned until that constant is added.
//
// Unit (I, J) of the array weighs 2^(u (I + J)), u = the lowest precision. Units whose indices agree in the
// sums of their binary digits (each 0, 1 or 2) can be added unshifted; adding over the lowest digit's sum
// with its shift gives the products of the next higher precision, and so on up to the highest. So each
// precision takes its outputs from one level of a single carry-save tree.
namespace winnow::cores::rmmu {
namespace {

using hdl::Bit;
using hdl::UInt;
using lib::CarrySave;

// Sums of the binary digits of I and J from some level upward, lowest first.
using DigitSums = std::vector<unsigned>;

class SharedMultiplier {
 public:
  SharedMultiplier(hdl::Builder& b, Multiplier::Ports& io, const Multiplier::Params& p)
      : b_(b), io_(io), params_(p), shape_(p.precisions), layout_(shape_) {
    selected_ = decode_precision(b, io.precision, shape_);
    stream_low_ = UInt(io.stream).bits(shape_.highest() - 1, 0);
    stream_high_ = *stream_low_;
    if (shape_.count() > 1) {
      // The upper half of the weights meets the second half of the operands in every low precision.
      const UInt second = io.stream.bits(2 * shape_.highest() - 1, shape_.highest());
      stream_high_ = mux(selected_[0], *stream_low_, second).named("stream_high");
    }
  }

  void build() {
    std::map<DigitSums, CarrySave> level = units();
    unsigned bits = shape_.lowest();
    for (;;) {
      for (auto& [digits, number] : level) number = named(lib::compress(b_, number), bits, digits);
      collect_outputs(level, bits);
      if (bits == shape_.highest()) break;
      level = next_level(level, bits);
      bits *= 2;
    }
    for (unsigned lane = 0; lane < shape_.lanes(); ++lane) drive(lane);
  }

 private:
  // Names the vectors of a compressed number so that the emitted file can be followed.
  CarrySave named(CarrySave number, unsigned bits, const DigitSums& digits) const {
    std::string suffix = "_" + std::to_string(bits);
    for (const unsigned digit : digits) suffix += "_" + std::to_string(digit);
    static constexpr const char* parts[] = {"sum", "carry"};
    for (std::size_t i = 0; i < number.vectors.size(); ++i) {
      number.vectors[i] = number.vectors[i].named(parts[i] + suffix);
    }
    return number;
  }

  // Precisions in which the partial product of stream bit i and weight bit j is inverted.
  Bit invert(unsigned i, unsigned j, bool& ever) {
    std::optional<Bit> condition;
    ever = false;
    for (std::size_t index = 0; index < shape_.precisions.size(); ++index) {
      const unsigned m = shape_.precisions[index];
      if ((i % m == m - 1) == (j % m == m - 1)) continue;
      ever = true;
      condition = condition ? *condition | selected_[index] : selected_[index];
    }
    return condition.value_or(b_.bit(false));
  }

  // One row of partial products: u stream bits against weight bit j.
  UInt row(const StationaryLayout::Unit& unit, unsigned weight_bit) {
    const unsigned u = layout_.unit_bits();
    const unsigned j = unit.column_digit * u + weight_bit;
    const UInt& stream = 2 * j >= shape_.highest() ? *stream_high_ : *stream_low_;
    const UInt digit = stream.bits((unit.row_digit + 1) * u - 1, unit.row_digit * u);
    const UInt products = mux(io_.weights.bit(unit.position + weight_bit), digit, b_.constant(hdl::Bits(u)));
    std::vector<hdl::Value> inversions;
    bool any = false;
    for (unsigned i = u; i-- > 0;) {
      bool ever = false;
      inversions.push_back(invert(unit.row_digit * u + i, j, ever));
      any = any || ever;
    }
    return any ? products ^ concatenate(inversions) : products;
  }

  std::map<DigitSums, CarrySave> units() {
    std::map<DigitSums, CarrySave> sums;
    const unsigned u = layout_.unit_bits();
    for (const StationaryLayout::Unit& unit : layout_.units()) {
      DigitSums digits;
      for (unsigned k = 0; (1U << k) < shape_.ratio(shape_.lowest()); ++k) {
        digits.push_back(((unit.row_digit >> k) & 1U) + ((unit.column_digit >> k) & 1U));
      }
      for (unsigned bit = 0; bit < u; ++bit) {
        const std::uint64_t maximum = ((std::uint64_t{1} << u) - 1) << bit;
        sums[digits].add({{row(unit, bit) << bit}, maximum});
      }
    }
    return sums;
  }

  static std::map<DigitSums, CarrySave> next_level(const std::map<DigitSums, CarrySave>& level,
                                                   unsigned bits) {
    std::map<DigitSums, CarrySave> next;
    for (const auto& [digits, number] : level) {
      next[DigitSums(digits.begin() + 1, digits.end())].add(number.shifted(bits * digits.front()));
    }
    return next;
  }

  // The level whose sub-multipliers are `bits` wide holds that precision's products, if it is in the set.
  void collect_outputs(const std::map<DigitSums, CarrySave>& level, unsigned bits) {
    for (std::size_t index = 0; index < shape_.precisions.size(); ++index) {
      if (shape_.precisions[index] != bits) continue;
      std::vector<CarrySave> outputs(shape_.outputs(bits));
      for (const auto& [digits, number] : level) {
        unsigned sum = 0;
        for (std::size_t k = 0; k < digits.size(); ++k) sum += digits[k] << k;
        outputs[sum % shape_.outputs(bits)].add(number);
      }
      for (CarrySave& output : outputs) output = lib::compress(b_, output);
      outputs_[index] = std::move(outputs);
    }
  }

  // products * (2^m - 2^(2m-1)), modulo 2^width.
  static std::int64_t correction(unsigned precision, unsigned products) {
    return static_cast<std::int64_t>(products) *
           ((std::int64_t{1} << precision) - (std::int64_t{1} << (2 * precision - 1)));
  }

  UInt gate(const UInt& value, const Bit& enable, unsigned width) {
    const UInt sized = value.width() > width ? value.trunc(width) : value.extend(width);
    return shape_.count() == 1 ? sized : mux(enable, sized, b_.constant(hdl::Bits(width)));
  }

  static UInt merge(const std::optional<UInt>& a, const UInt& b) { return a ? *a | b : b; }

  void drive(unsigned lane) {
    const unsigned width = shape_.lane_bits(lane);
    std::optional<UInt> sum, carry, constant;
    for (std::size_t index = 0; index < shape_.precisions.size(); ++index) {
      const unsigned m = shape_.precisions[index];
      if (shape_.outputs(m) <= lane) continue;
      const auto& vectors = outputs_[index][lane].vectors;
      sum = merge(sum, gate(vectors.front(), selected_[index], width));
      if (vectors.size() > 1) carry = merge(carry, gate(vectors.back(), selected_[index], width));
      const auto owed = hdl::Bits::from_signed(width, correction(m, shape_.operands(m)));
      constant = merge(constant, gate(b_.constant(owed), selected_[index], width));
    }
    const std::string suffix = "_lane_" + std::to_string(lane);
    std::vector<UInt> terms = {sum->named("sum" + suffix)};
    if (carry) terms.push_back(carry->named("carry" + suffix));
    terms.push_back(constant->named("correction" + suffix));
    terms = lib::compress_modulo(b_, std::move(terms));
    // With two stages the carry-save form is registered before the only carry chain.
    const unsigned early = params_.stages > 1 ? params_.stages - 1 : 0;
    for (std::size_t i = 0; i < terms.size(); ++i) {
      terms[i] = lib::delay(b_, "term_" + std::to_string(i) + suffix, terms[i], early, hdl::Reset::none);
    }
    const hdl::SInt dot = (terms[0] + terms[1]).trunc(width).as_sint();
    io_.dots[lane].drive(
        lib::delay(b_, "dot_" + std::to_string(lane), dot, params_.stages - early, hdl::Reset::none));
  }

  hdl::Builder& b_;
  Multiplier::Ports& io_;
  const Multiplier::Params& params_;
  PrecisionShape shape_;
  StationaryLayout layout_;
  std::vector<Bit> selected_;
  std::optional<UInt> stream_low_, stream_high_;
  std::map<std::size_t, std::vector<CarrySave>> outputs_;  // by precision index
};

}  // namespace

void build_shared_multiplier(hdl::Builder& b, Multiplier::Ports& io, const Multiplier::Params& p) {
  b.document("Shared form: one array of partial products, one carry-save tree for all precisions.");
  SharedMultiplier(b, io, p).build();
}

}  // namespace winnow::cores::rmmu
