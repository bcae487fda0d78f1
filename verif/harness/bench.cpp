// SPDX-License-Identifier: Apache-2.0
#include "verif/harness/bench.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "verif/harness/bits.hpp"

namespace winnow::verif {
namespace {

constexpr std::string_view clock_name = "clk_i";
constexpr std::string_view reset_name = "rst_ni";

std::size_t index_of(const std::vector<std::string>& names, std::string_view name, const char* kind) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) {
    throw std::out_of_range("the model has no " + std::string(kind) + " '" + std::string(name) + "'");
  }
  return static_cast<std::size_t>(found - names.begin());
}

bool same_words(const Words& a, const Words& b) {
  return std::memcmp(a.data(), b.data(), a.size() * sizeof(std::uint32_t)) == 0;
}

// Set bits among the lowest `width`.
std::uint64_t count_ones(const Words& words, unsigned width) {
  std::uint64_t count = 0;
  for (const std::uint32_t word : words) count += static_cast<std::uint64_t>(std::popcount(word));
  return count - static_cast<std::uint64_t>(std::popcount(words.back() & ~last_word_mask(width)));
}

// Joins the model's list of ports of one direction to the device's.
class Binding {
 public:
  Binding(const std::vector<DutPort>& ports, bool inputs) : ports_(ports), inputs_(inputs) {}

  // Fills `handles` and `widths` in the order of `names`; what does not fit goes to `errors`.
  void bind(const std::vector<std::string>& names, const std::vector<unsigned>& claimed, std::string& errors,
            std::vector<PortHandle>& handles, std::vector<unsigned>& widths) const {
    if (!claimed.empty() && claimed.size() != names.size()) {
      errors += "\n  the model gives " + std::to_string(claimed.size()) + " " + kind() + " widths for " +
                std::to_string(names.size()) + " names";
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), names[i]) !=
          names.begin() + static_cast<std::ptrdiff_t>(i)) {
        errors += "\n  the model names " + kind() + " '" + names[i] + "' twice";
      }
      const auto port = std::find_if(ports_.begin(), ports_.end(),
                                     [&](const DutPort& p) { return belongs(p) && p.name == names[i]; });
      if (port == ports_.end()) {
        errors += "\n  the device has no " + kind() + " '" + names[i] + "', which the model names";
        continue;
      }
      if (port->width == 0) errors += "\n  " + kind() + " '" + names[i] + "' of the device has no bits";
      if (i < claimed.size() && claimed[i] != port->width) {
        errors += "\n  " + kind() + " '" + names[i] + "' has " + std::to_string(port->width) +
                  " bits in the device and " + std::to_string(claimed[i]) + " in the model";
      }
      handles.push_back(static_cast<PortHandle>(port - ports_.begin()));
      widths.push_back(port->width);
    }
    report_missing(names, errors);
  }

 private:
  std::string kind() const { return inputs_ ? "input" : "output"; }
  bool belongs(const DutPort& port) const { return port.is_input == inputs_ && port.name != clock_name; }
  void report_missing(const std::vector<std::string>& names, std::string& errors) const {
    for (const DutPort& port : ports_) {
      if (belongs(port) && std::find(names.begin(), names.end(), port.name) == names.end()) {
        errors += "\n  the model leaves out " + kind() + " '" + port.name + "' of the device (" +
                  std::to_string(port.width) + " bits)";
      }
    }
  }

  const std::vector<DutPort>& ports_;
  bool inputs_;
};

}  // namespace

std::uint64_t derive_seed(std::uint64_t seed, std::string_view test) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;  // FNV-1a: the same everywhere, unlike std::hash
  for (const char letter : test) {
    hash ^= static_cast<unsigned char>(letter);
    hash *= 0x100000001B3ULL;
  }
  return Random(Random(seed).next() ^ hash).next();
}

std::string describe(const Mismatch& mismatch) {
  // The 32-bit word with the first differing bit; a whole port may have thousands of digits.
  const auto part = [&](const std::string& hex) {
    if (hex.size() <= 16) return hex;
    const std::size_t word = mismatch.first_bit / 32U;
    const std::size_t end = hex.size() - 8U * word;
    const std::size_t begin = end > 8U ? end - 8U : 0U;
    return hex.substr(begin, end - begin);
  };
  std::string text = "test " + mismatch.test + ", seed " + std::to_string(mismatch.seed) + ", cycle " +
                     std::to_string(mismatch.cycle) + ": port " + mismatch.port;
  if (mismatch.expected.size() > 16) {
    const unsigned low = mismatch.first_bit / 32U * 32U;
    text += " bits " + std::to_string(low) + " and up";
  }
  text += " expected " + part(mismatch.expected) + ", got " + part(mismatch.got) + " (first differing bit " +
          std::to_string(mismatch.first_bit) + ")";
  for (const std::string& port : mismatch.other_ports) text += "; " + port + " differs too";
  return text;
}

MismatchError::MismatchError(Mismatch m) : std::runtime_error(describe(m)), mismatch_(std::move(m)) {}

Bench::Bench(Dut& dut, Model& model, std::string test, std::uint64_t seed)
    : dut_(dut), model_(model), test_(std::move(test)), seed_(seed), random_(derive_seed(seed, test_)) {
  bind_ports();
  for (const unsigned width : input_widths_) inputs_.emplace_back(words_for(width), 0U);
  driven_ = inputs_;
  for (const unsigned width : output_widths_) {
    got_.emplace_back(words_for(width), 0U);
    expected_.push_back({Words(words_for(width), 0U), {}});
  }
  model_.power_up();
}

void Bench::bind_ports() {
  input_names_ = model_.input_names();
  output_names_ = model_.output_names();
  std::string errors;
  Binding(dut_.ports(), true).bind(input_names_, model_.input_widths(), errors, input_ports_, input_widths_);
  Binding(dut_.ports(), false)
      .bind(output_names_, model_.output_widths(), errors, output_ports_, output_widths_);
  if (!errors.empty()) throw std::logic_error("model and device do not have the same ports:" + errors);
}

std::size_t Bench::input(std::string_view name) const {
  return index_of(input_names_, name, "input");
}

std::size_t Bench::output(std::string_view name) const {
  return index_of(output_names_, name, "output");
}

bool Bench::has_input(std::string_view name) const {
  return std::find(input_names_.begin(), input_names_.end(), name) != input_names_.end();
}

void Bench::cycle() {
  drive_inputs();
  dut_.settle();
  model_.outputs(inputs_, expected_);
  for (std::size_t i = 0; i < output_ports_.size(); ++i) compare(i);
  dut_.tick();
  model_.clock(inputs_);
  ++cycle_;
  if (on_cycle) on_cycle(*this);
}

void Bench::reset(unsigned cycles) {
  if (!has_input(reset_name)) return;
  const std::size_t reset_input = input(reset_name);
  value(reset_input)[0] = 0;
  for (unsigned i = 0; i < cycles; ++i) cycle();
  value(reset_input)[0] = 1;
}

// Pokes only what changed: a wide idle port costs one comparison.
void Bench::drive_inputs() {
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    Words& value = inputs_[i];
    if (value.size() != words_for(input_widths_[i])) {
      throw std::logic_error("test '" + test_ + "' gave input '" + input_names_[i] + "' " +
                             std::to_string(value.size()) + " words; the port has " +
                             std::to_string(words_for(input_widths_[i])));
    }
    value.back() &= last_word_mask(input_widths_[i]);
    if (all_driven_ && same_words(value, driven_[i])) continue;
    dut_.poke(input_ports_[i], value);
    std::copy(value.begin(), value.end(), driven_[i].begin());
  }
  all_driven_ = true;
}

void Bench::compare(std::size_t output) {
  check_shape(output);
  dut_.peek(output_ports_[output], got_[output]);
  const Expected& expected = expected_[output];
  if (!same_words(expected.value, got_[output]) && differs(output)) fail(output);
  compared_bits_ +=
      expected.known.empty() ? output_widths_[output] : count_ones(expected.known, output_widths_[output]);
}

void Bench::check_shape(std::size_t output) const {
  const Expected& expected = expected_[output];
  const std::size_t words = got_[output].size();
  const std::uint32_t beyond = ~last_word_mask(output_widths_[output]);
  if (expected.value.size() != words || (!expected.known.empty() && expected.known.size() != words)) {
    throw std::logic_error("the model gave output '" + output_names_[output] + "' " +
                           std::to_string(expected.value.size()) + " words and a mask of " +
                           std::to_string(expected.known.size()) + "; the port has " + std::to_string(words) +
                           " (" + std::to_string(output_widths_[output]) + " bits)");
  }
  if ((expected.value.back() & beyond) != 0) {
    throw std::logic_error("the model set bits of output '" + output_names_[output] +
                           "' above its width of " + std::to_string(output_widths_[output]) + " bits");
  }
}

std::uint32_t Bench::difference(std::size_t output, std::size_t word) const {
  const Expected& expected = expected_[output];
  const std::uint32_t known = expected.known.empty() ? ~std::uint32_t{0} : expected.known[word];
  return (expected.value[word] ^ got_[output][word]) & known;
}

bool Bench::differs(std::size_t output) const {
  for (std::size_t word = 0; word < got_[output].size(); ++word) {
    if (difference(output, word) != 0) return true;
  }
  return false;
}

void Bench::fail(std::size_t output) {
  Mismatch mismatch;
  mismatch.test = test_;
  mismatch.seed = seed_;
  mismatch.cycle = cycle_;
  mismatch.port = output_names_[output];
  const Expected& expected = expected_[output];
  mismatch.expected = to_hex(expected.value, expected.known, output_widths_[output]);
  mismatch.got = to_hex(got_[output], {}, output_widths_[output]);
  std::size_t word = 0;
  while (difference(output, word) == 0) ++word;
  mismatch.first_bit =
      static_cast<unsigned>(word * 32U) + static_cast<unsigned>(std::countr_zero(difference(output, word)));
  for (std::size_t other = output + 1; other < output_ports_.size(); ++other) {
    check_shape(other);
    dut_.peek(output_ports_[other], got_[other]);
    if (differs(other)) mismatch.other_ports.push_back(output_names_[other]);
  }
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    mismatch.inputs.emplace_back(input_names_[i], to_hex(inputs_[i], {}, input_widths_[i]));
  }
  throw MismatchError(std::move(mismatch));
}

}  // namespace winnow::verif
