// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <tuple>

#include "gen/cores/rmmu/multiplier.hpp"
#include "gen/lib/bits.hpp"
#include "gen/lib/delay.hpp"

// One array of partial products for all precisions.
//
// Signs are those of Baugh and Wooley, per sub-multiplier: in precision m a partial product is inverted when
// exactly one of its two bits is the top bit of its m-bit operand, and every product owes the constant 2^m -
// 2^(2m-1). All sums are therefore unsigned until that constant is added. Over an output's products its
// second part is half the output's range, an inverted top bit; its first part is a single bit. For the two
// highest precisions it joins narrow sums on the way, where it costs less than a term of the wide ones.
//
// Unit (I, J) of the array weighs 2^(u (I + J)), u = the lowest precision. Units whose indices agree in the
// sums of their binary digits (each 0, 1 or 2) can be added unshifted; adding over the lowest digit's sum
// with its shift gives the products of the next higher precision, and so on up to the highest. So each
// precision takes its outputs from one level of a single tree of sums. Every sum of the tree is a binary
// number: in carry-save form each precision would have to add twice as many vectors of its own
// (docs/decisions/shared-multiplier.md has the measured areas).
namespace winnow::cores::rmmu {
namespace {

using hdl::Bit;
using hdl::UInt;

// Sums of the binary digits of I and J from some level upward, lowest first.
using DigitSums = std::vector<unsigned>;

// One unsigned term of a sum: value * 2^shift, value at most `maximum`.
struct Term {
  UInt value;
  std::uint64_t maximum = 0;
  unsigned shift = 0;
};
using Terms = std::vector<Term>;

unsigned bits_for(std::uint64_t maximum) {
  return lib::index_bits(maximum + 1);
}

class SharedMultiplier {
 public:
  SharedMultiplier(hdl::Builder& b, Multiplier::Ports& io, const Multiplier::Params& p)
      : b_(b), io_(io), shape_(p.precisions), layout_(shape_), lines_(precision_lines(shape_, p.form)) {
    // The last register stands behind the choice between the precisions; another one cuts the tree.
    tree_stages_ = p.stages > 1 ? p.stages - 1 : 0;
    output_stages_ = p.stages - tree_stages_;
    for (unsigned index = 0; index < shape_.count(); ++index) selected_.push_back(any_of({index}));
    stream_low_ = UInt(io.stream).bits(shape_.highest() - 1, 0);
    // The upper half of the weights meets the second half of the operands in every low precision.
    stream_high_ =
        shape_.count() > 1 ? UInt(io.stream).bits(2 * shape_.highest() - 1, shape_.highest()) : *stream_low_;
  }

  void build() {
    std::map<DigitSums, Terms> level = units();
    for (unsigned bits = shape_.lowest();; bits *= 2) {
      if (bits < shape_.highest()) add_up(level, bits);
      if (bits == cut_bits()) registered(level, bits);
      collect_outputs(level, bits);
      if (bits == shape_.highest()) break;
      level = next_level(level, bits);
    }
    for (unsigned lane = 0; lane < shape_.lanes(); ++lane) drive(lane);
    if (io_.product) io_.product->drive(outputs_[0][0].as_sint());
  }

 private:
  // The level of the tree whose sums are registered when there is a second stage: its sums are narrow, and
  // about as much work lies before it as behind.
  unsigned cut_bits() const { return std::max(shape_.lowest(), shape_.highest() / 4); }

  static std::string suffix(unsigned bits, const DigitSums& digits) {
    std::string text = "_" + std::to_string(bits);
    for (const unsigned digit : digits) text += "_" + std::to_string(digit);
    return text;
  }

  // "Is the precision one of these?", made once for each set.
  Bit any_of(const PrecisionSet& set) {
    const auto known = any_of_.find(set);
    if (known != any_of_.end()) return known->second;
    return any_of_.emplace(set, lines_.line(b_, io_.precision, set)).first->second;
  }

  // One row of partial products: u stream bits against weight bit j.
  UInt row(const StationaryLayout::Unit& unit, unsigned weight_bit) {
    const unsigned u = layout_.unit_bits();
    const unsigned j = unit.column_digit * u + weight_bit;
    const Bit weight = io_.weights.bit(unit.position + weight_bit);
    const std::string place = std::to_string(unit.row_digit) + "_" + std::to_string(j);
    const std::optional<UInt> flips = flips_of(unit.row_digit * u, j, "flips_" + place);
    const UInt product = flips ? mux(weight, toggled(unit.row_digit, j, *flips), *flips)
                               : mux(weight, digit(unit.row_digit, j), b_.constant(u, 0));
    return product.named("row_" + place);
  }

  // The stream digit that meets weight bit j.
  UInt digit(unsigned row_digit, unsigned j) const {
    const unsigned u = layout_.unit_bits();
    const UInt& stream = 2 * j >= shape_.highest() ? *stream_high_ : *stream_low_;
    return stream.bits((row_digit + 1) * u - 1, row_digit * u);
  }

  // Stream digit I as weight bit j sees it, inverted where the flips say. Rows with the same flips share it;
  // an inversion behind the weight would be each row's own.
  UInt toggled(unsigned row_digit, unsigned j, const UInt& flips) {
    const bool high = 2 * j >= shape_.highest();
    const auto key = std::make_tuple(high, row_digit, flips.id());
    const auto known = toggled_.find(key);
    if (known != toggled_.end()) return known->second;
    const std::string name =
        "digit_" + std::to_string(row_digit) + (high ? "_high" : "_low") + "_for_" + std::to_string(j);
    return toggled_.emplace(key, (digit(row_digit, j) ^ flips).named(name)).first->second;
  }

  // Which of the u partial products from stream bit `first` on are inverted now; nothing if none ever is.
  // Rows that agree share it, under the name that the first of them gives.
  std::optional<UInt> flips_of(unsigned first, unsigned j, const std::string& name) {
    std::vector<PrecisionSet> precisions;
    for (unsigned i = layout_.unit_bits(); i-- > 0;)
      precisions.push_back(inverted_precisions(shape_, first + i, j));
    if (std::all_of(precisions.begin(), precisions.end(),
                    [](const PrecisionSet& set) { return set.empty(); }))
      return std::nullopt;
    const auto known = flips_.find(precisions);
    if (known != flips_.end()) return known->second;
    std::vector<hdl::Value> bits;
    for (const PrecisionSet& set : precisions) bits.push_back(any_of(set));
    return flips_.emplace(precisions, concatenate(bits).named(name)).first->second;
  }

  std::map<DigitSums, Terms> units() {
    std::map<DigitSums, Terms> sums;
    const unsigned u = layout_.unit_bits(), digits_of_operand = shape_.ratio(shape_.lowest());
    for (const StationaryLayout::Unit& unit : layout_.units()) {
      DigitSums digits;
      for (unsigned k = 0; (1U << k) < digits_of_operand; ++k) {
        digits.push_back(((unit.row_digit >> k) & 1U) + ((unit.column_digit >> k) & 1U));
      }
      for (unsigned bit = 0; bit < u; ++bit)
        sums[digits].push_back({row(unit, bit), (std::uint64_t{1} << u) - 1, bit});
      if (unit.row_digit == digits_of_operand / 2 && unit.column_digit == digits_of_operand / 2)
        sums[digits].push_back(highest_correction());
    }
    return sums;
  }

  // 2^B of the highest precision B, from the unit whose products weigh as much; from the only unit, if so.
  Term highest_correction() {
    const unsigned shift = layout_.units().size() == 1 ? shape_.highest() : 0;
    return {any_of({0}).as_uint(), 1, shift};
  }

  // 2^m of each product of the precision m = B / 2 in the sum of weight `digit`, which is of two units or
  // one. Those sums lie behind the cut, if it is not at their own level.
  Term half_correction(unsigned digit) {
    const unsigned bits = shape_.highest() / 2, index = *index_of(bits);
    const Bit chosen = bits > cut_bits() ? chosen_precision(index) : any_of({index});
    return {chosen.as_uint(), 1, bits + (digit == 1 ? 1 : 0)};
  }

  std::optional<unsigned> index_of(unsigned precision) const {
    const auto found = std::find(shape_.precisions.begin(), shape_.precisions.end(), precision);
    if (found == shape_.precisions.end()) return std::nullopt;
    return static_cast<unsigned>(found - shape_.precisions.begin());
  }

  // The terms' sum modulo 2^width, and a constant.
  UInt sum(const Terms& terms, unsigned width, std::uint64_t constant = 0) {
    std::optional<UInt> total;
    const auto add = [&](const UInt& term) {
      const UInt sized = term.width() > width ? term.trunc(width) : term.extend(width);
      total = total ? (*total + sized).trunc(width) : sized;
    };
    for (const Term& term : terms) add(term.value << term.shift);
    if (constant != 0) add(b_.constant(width, constant));
    return *total;
  }

  void add_up(std::map<DigitSums, Terms>& level, unsigned bits) {
    for (auto& [digits, terms] : level) {
      if (2 * bits == shape_.highest() && index_of(bits)) terms.push_back(half_correction(digits.front()));
      std::uint64_t maximum = 0;
      for (const Term& term : terms) maximum += term.maximum << term.shift;
      terms = {{sum(terms, bits_for(maximum)).named("sum" + suffix(bits, digits)), maximum, 0}};
    }
  }

  // Puts registers behind the level's sums. Where the level is the array itself, its rows are added in
  // groups of four first: sums are fewer bits than rows.
  void registered(std::map<DigitSums, Terms>& level, unsigned bits) {
    if (tree_stages_ == 0) return;
    for (auto& [digits, terms] : level) {
      if (terms.size() > 1) terms = in_groups(terms, 4, "sum" + suffix(bits, digits));
      for (std::size_t i = 0; i < terms.size(); ++i) {
        const std::string name =
            "stage" + suffix(bits, digits) + (terms.size() > 1 ? "_part_" + std::to_string(i) : "");
        terms[i].value = lib::delay(b_, name, terms[i].value, tree_stages_, hdl::Reset::none);
      }
    }
  }

  Terms in_groups(const Terms& terms, std::size_t size, const std::string& name) {
    Terms groups;
    for (std::size_t first = 0; first < terms.size(); first += size) {
      Terms group(terms.begin() + static_cast<std::ptrdiff_t>(first),
                  terms.begin() + static_cast<std::ptrdiff_t>(std::min(first + size, terms.size())));
      const unsigned shift = group.front().shift;
      std::uint64_t maximum = 0;
      for (Term& term : group) {
        term.shift -= shift;
        maximum += term.maximum << term.shift;
      }
      const std::string part = name + "_part_" + std::to_string(groups.size());
      groups.push_back({sum(group, bits_for(maximum)).named(part), maximum, shift});
    }
    return groups;
  }

  static std::map<DigitSums, Terms> next_level(const std::map<DigitSums, Terms>& level, unsigned bits) {
    std::map<DigitSums, Terms> next;
    for (const auto& [digits, terms] : level) {
      Terms& sums = next[DigitSums(digits.begin() + 1, digits.end())];
      for (Term term : terms) {
        term.shift += bits * digits.front();
        sums.push_back(term);
      }
    }
    return next;
  }

  // Inverts the top bit: adds half the range.
  static UInt top_inverted(const UInt& sum) {
    const unsigned top = sum.width() - 1;
    return hdl::concatenate({~sum.bits(top, top), sum.bits(top - 1, 0)});
  }

  // The level whose sub-multipliers are `bits` wide holds that precision's products, if it is in the set.
  void collect_outputs(const std::map<DigitSums, Terms>& level, unsigned bits) {
    const std::optional<unsigned> index = index_of(bits);
    if (!index) return;
    const unsigned outputs = shape_.outputs(bits), width = shape_.output_bits(bits);
    std::vector<Terms> terms(outputs);
    for (const auto& [digits, sums] : level) {
      unsigned unit = 0;
      for (std::size_t k = 0; k < digits.size(); ++k) unit += digits[k] << k;
      Terms& output = terms[unit % outputs];
      output.insert(output.end(), sums.begin(), sums.end());
    }
    std::vector<UInt>& dots = outputs_[*index];
    const std::uint64_t correction =
        2 * bits >= shape_.highest() ? 0 : std::uint64_t{shape_.operands(bits)} << bits;
    for (unsigned output = 0; output < outputs; ++output) {
      const std::string suffix = std::to_string(bits) + "_bit_" + std::to_string(output),
                        name = "dot_" + suffix;
      const UInt total = sum(terms[output], width, correction).named("total_" + suffix);
      const UInt dot = top_inverted(total).named(name);
      // Sums from before the cut wait for those from behind it.
      dots.push_back(lib::delay(b_, name, dot, bits < cut_bits() ? tree_stages_ : 0, hdl::Reset::none));
    }
  }

  void drive(unsigned lane) {
    const unsigned width = shape_.lane_bits(lane);
    std::optional<UInt> chosen;
    for (unsigned index = 0; index < shape_.count(); ++index) {
      if (shape_.outputs(shape_.precisions[index]) <= lane) continue;
      const UInt dot = outputs_[index][lane].as_sint().extend(width).as_uint();
      const UInt gated = shape_.count() == 1 ? dot : mux(chosen_precision(index), dot, b_.constant(width, 0));
      chosen = chosen ? *chosen | gated : gated;
    }
    io_.dots[lane].drive(
        lib::delay(b_, "dot_" + std::to_string(lane), chosen->as_sint(), output_stages_, hdl::Reset::none));
  }

  // The precision of the sums behind the cut.
  Bit chosen_precision(unsigned index) {
    const Bit& now = selected_[index];
    if (tree_stages_ == 0) return now;
    std::optional<Bit>& late = late_[index];
    if (!late) {
      const std::string name = "was_" + std::to_string(shape_.precisions[index]) + "_bit";
      late = lib::delay(b_, name, now.as_uint(), tree_stages_, hdl::Reset::none).bit(0);
    }
    return *late;
  }

  hdl::Builder& b_;
  Multiplier::Ports& io_;
  PrecisionShape shape_;
  StationaryLayout layout_;
  PrecisionLines lines_;
  unsigned tree_stages_ = 0, output_stages_ = 0;
  std::vector<Bit> selected_;
  std::map<PrecisionSet, Bit> any_of_;
  std::map<std::vector<PrecisionSet>, UInt> flips_;
  std::map<std::tuple<bool, unsigned, hdl::NodeId>, UInt> toggled_;
  std::map<unsigned, std::optional<Bit>> late_;
  std::optional<UInt> stream_low_, stream_high_;
  std::map<std::size_t, std::vector<UInt>> outputs_;  // by precision index
};

}  // namespace

void build_shared_multiplier(hdl::Builder& b, Multiplier::Ports& io, const Multiplier::Params& p) {
  const PrecisionShape shape(p.precisions);
  b.document("Shared form: one array of partial products and one tree of sums for all precisions.");
  b.document("row_I_j: stream digit I (" + std::to_string(shape.lowest()) +
             " bits) times weight bit j, inverted where Baugh and Wooley's signs need it.");
  if (shape.count() > 1) {
    b.document(
        "sum_M_...: sums of the unsigned M x M bit products that have the same weight; the numbers are the "
        "sums of");
    b.document(
        "the binary digits of their two indices, lowest first. dot_M_bit_o: output o in precision M, "
        "corrected.");
  }
  SharedMultiplier(b, io, p).build();
}

}  // namespace winnow::cores::rmmu
