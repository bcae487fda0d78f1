// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/evaluator/evaluator.hpp"

#include <algorithm>
#include <stdexcept>

#include "gen/hdl/evaluator/compile.hpp"
#include "gen/hdl/evaluator/execute.hpp"
#include "gen/hdl/evaluator/wave.hpp"

namespace winnow::hdl {
namespace {

constexpr std::size_t kept_violations = 1000;

// splitmix64, so that a seed gives the same power-up content everywhere.
std::uint64_t next_pattern(std::uint64_t& state) {
  std::uint64_t z = (state += 0x9E3779B97F4A7C15ULL);
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

void fill(std::uint64_t* words, std::uint32_t width, std::uint64_t seed, std::uint64_t& state) {
  const std::uint32_t count = (width + 63U) / 64U;
  for (std::uint32_t i = 0; i < count; ++i) words[i] = seed == 0 ? 0 : next_pattern(state);
  if (width % 64U != 0) words[count - 1] &= (std::uint64_t{1} << (width % 64U)) - 1;
}

void load(std::vector<std::uint64_t>& arena, const RegisterUpdate& update, std::uint32_t from) {
  std::copy_n(arena.begin() + from, update.words, arena.begin() + update.state);
}

void load_enabled(std::vector<std::uint64_t>& arena, const std::vector<RegisterUpdate>& updates) {
  for (const RegisterUpdate& update : updates) {
    if (arena[update.enable] == 0) continue;
    if (update.words == 1) {
      arena[update.state] = arena[update.next];
    } else {
      load(arena, update, update.next);
    }
  }
}

}  // namespace

Evaluator::Evaluator(const Module& top, std::uint64_t power_up_seed, bool coverage)
    : program_(compile(top, coverage)), arena_(program_.arena) {
  memory_.resize(program_.memory_words, 0);
  staged_.resize(program_.inputs_end - program_.inputs_begin, 0);
  hits_.resize(program_.properties.size(), 0);
  cover_ones_.resize(program_.cover_instances.size(), 0);
  power_up(power_up_seed);
}

Evaluator::~Evaluator() = default;
Evaluator::Evaluator(Evaluator&&) noexcept = default;

void Evaluator::power_up(std::uint64_t seed) {
  std::uint64_t state = seed;
  for (const Slot& slot : program_.states) fill(arena_.data() + slot.address, slot.width, seed, state);
  for (const MemoryBlock& block : program_.memories) {
    for (std::size_t i = 0; i < block.depth; ++i) {
      fill(memory_.data() + block.base + i * block.words_per_entry, block.width, seed, state);
    }
  }
  cycle_ = violation_count_ = covered_cycles_ = 0;
  std::fill(cover_ones_.begin(), cover_ones_.end(), 0);
  violations_.clear();
  std::fill(hits_.begin(), hits_.end(), 0);
  stale_ = true;
}

void Evaluator::poke(std::size_t port, std::span<const std::uint32_t> words) {
  const Slot& slot = program_.ports.at(port);
  if (slot.address < program_.inputs_begin || slot.address >= program_.inputs_end) {
    throw std::logic_error("port " + std::to_string(port) + " is not an input");
  }
  std::uint64_t* to = staged_.data() + (slot.address - program_.inputs_begin);
  for (std::uint32_t i = 0; i < slot.words(); ++i) {
    const std::uint64_t low = 2 * i < words.size() ? words[2 * i] : 0;
    const std::uint64_t high = 2 * i + 1 < words.size() ? words[2 * i + 1] : 0;
    to[i] = low | high << 32U;
  }
  if (slot.width % 64U != 0) to[slot.words() - 1] &= (std::uint64_t{1} << (slot.width % 64U)) - 1;
  inputs_changed_ = true;
}

void Evaluator::set_reset_n(bool high) {
  reset_n_ = high;
}

void Evaluator::peek(std::size_t port, std::span<std::uint32_t> words) const {
  propagate();
  const Slot& slot = program_.ports.at(port);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::uint64_t word = i / 2 < slot.words() ? arena_[slot.address + i / 2] : 0;
    words[i] = static_cast<std::uint32_t>(word >> (i % 2 * 32U));
  }
}

Bits Evaluator::value(std::size_t port) const {
  return value(program_.ports.at(port));
}

Bits Evaluator::value(const Slot& net) const {
  propagate();
  Bits result(net.width);
  std::copy_n(arena_.begin() + net.address, net.words(), result.words().begin());
  return result;
}

std::optional<Slot> Evaluator::find(std::string_view path) const {
  const auto found =
      std::lower_bound(program_.names.begin(), program_.names.end(), path,
                       [](const NamedNet& net, std::string_view wanted) { return net.path < wanted; });
  if (found == program_.names.end() || found->path != path) return std::nullopt;
  return found->slot;
}

void Evaluator::propagate() const {
  if (!stale_) return;
  execute(program_.runs, program_.instructions.data(), program_.parts.data(), arena_.data(), memory_.data());
  stale_ = false;
}

void Evaluator::take_inputs() {
  if (!inputs_changed_) return;
  std::copy(staged_.begin(), staged_.end(), arena_.begin() + program_.inputs_begin);
  inputs_changed_ = false;
  stale_ = true;
}

void Evaluator::settle() {
  take_inputs();
  propagate();
}

void Evaluator::tick() {
  settle();
  watch_properties();
  count_coverage();
  if (wave_) wave_->sample(cycle_ * 10, false, reset_n_, arena_.data());
  clock_edge();
  stale_ = true;
  if (wave_) {
    propagate();
    wave_->sample(cycle_ * 10 + 5, true, reset_n_, arena_.data());
  }
  ++cycle_;
}

void Evaluator::watch_properties() {
  if (!reset_n_) return;
  for (std::size_t i = 0; i < program_.properties.size(); ++i) {
    const PropertyWatch& property = program_.properties[i];
    if (arena_[property.condition] != 0) {
      ++hits_[i];
    } else if (property.is_check) {
      ++violation_count_;
      if (violations_.size() < kept_violations) {
        violations_.push_back({property.path, cycle_, property.message, property.location});
      }
    }
  }
}

void Evaluator::count_coverage() {
  if (!reset_n_) return;
  for (const CoverWatch& watch : program_.covers) cover_ones_[watch.net] += arena_[watch.address];
  ++covered_cycles_;
}

std::vector<CoverCount> Evaluator::coverage() const {
  std::vector<CoverCount> counts;
  for (const std::uint32_t net : program_.cover_points) {
    const std::uint64_t all = covered_cycles_ * program_.cover_instances[net];
    counts.push_back({all - cover_ones_[net], cover_ones_[net]});
  }
  return counts;
}

void Evaluator::clock_edge() {
  for (const MemorySyncRead& read : program_.old_reads) read_memory(read);
  for (const MemoryWrite& write : program_.writes) write_memory(write);
  for (const MemorySyncRead& read : program_.new_reads) read_memory(read);
  load_enabled(arena_, program_.plain_registers);
  if (reset_n_) {
    load_enabled(arena_, program_.reset_registers);
  } else {
    for (const RegisterUpdate& update : program_.reset_registers) load(arena_, update, update.reset_value);
  }
}

void Evaluator::write_memory(const MemoryWrite& write) {
  if (arena_[write.enable] == 0) return;
  const MemoryBlock& block = program_.memories[write.memory];
  const std::uint64_t address = saturated_word(arena_.data() + write.address, write.address_words);
  if (address >= block.depth) return;
  std::copy_n(arena_.data() + write.data, block.words_per_entry,
              memory_.data() + block.base + address * block.words_per_entry);
}

void Evaluator::read_memory(const MemorySyncRead& read) {
  if (arena_[read.enable] == 0) return;
  const MemoryBlock& block = program_.memories[read.memory];
  const std::uint64_t address = saturated_word(arena_.data() + read.address, read.address_words);
  std::uint64_t* state = arena_.data() + read.state;
  if (address >= block.depth) {
    std::fill_n(state, block.words_per_entry, 0);
  } else {
    std::copy_n(memory_.data() + block.base + address * block.words_per_entry, block.words_per_entry, state);
  }
}

bool Evaluator::open_wave(const std::filesystem::path& file) {
  wave_ = std::make_unique<WaveWriter>(file, program_.names);
  if (!wave_->good()) wave_.reset();
  return wave_ != nullptr;
}

void Evaluator::close_wave() {
  if (wave_) wave_->finish(cycle_ * 10);
  wave_.reset();
}

}  // namespace winnow::hdl
