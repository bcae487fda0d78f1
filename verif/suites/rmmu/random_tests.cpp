// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "verif/suites/rmmu/tests.hpp"

namespace winnow::verif::rmmu {
namespace {

constexpr std::uint64_t default_cycles = 3000;

// How often something happens during a phase.
enum class Rate { never, always, bursty, often, rarely };

class Source {
 public:
  void draw(Random& random) {
    rate_ = static_cast<Rate>(random.below(5));
    burst_ = false;
  }
  void set(Rate rate) { rate_ = rate; }
  bool next(Random& random) {
    switch (rate_) {
      case Rate::never:
        return false;
      case Rate::always:
        return true;
      case Rate::bursty:
        if (random.one_in(6)) burst_ = !burst_;
        return burst_;
      case Rate::often:
        return random.one_in(2);
      case Rate::rarely:
        return random.one_in(16);
    }
    return false;
  }

 private:
  Rate rate_ = Rate::never;
  bool burst_ = false;
};

// A random session: phases of random length, each with its own rates of enabling, clearing, weight and
// multiplier writes, resets and its own kind of operands. Legal by the tracker's knowledge of what each row
// holds, but for a small share of runs.
class RandomSession {
 public:
  RandomSession(RmmuDriver& driver, bool illegal)
      : driver_(driver),
        random_(driver.random()),
        shape_(driver.shape()),
        illegal_(illegal),
        enable_(shape_.rows) {}

  void run(std::uint64_t cycles) {
    driver_.load_random(static_cast<unsigned>(random_.below(shape_.modes.size())), Operands::corners);
    for (std::uint64_t i = 0; i < cycles; ++i) {
      if (remaining_ == 0) new_phase();
      --remaining_;
      step();
    }
    driver_.reset(false);
    driver_.hold_all();
    driver_.write_rows(false);
    driver_.commit_rows(false);
    driver_.multipliers_off();
    driver_.cycle(shape_.row_delay + 3);
  }

 private:
  void new_phase() {
    remaining_ = 8 + random_.below(120);
    const bool together = random_.one_in(2);
    for (Source& source : enable_) {
      source.draw(random_);
      // A phase in which nothing runs teaches little: most rows of most phases do run.
      if (random_.one_in(2)) source.set(Rate::always);
      if (together) source = enable_.front();
    }
    clear_.draw(random_);
    load_.draw(random_);
    multiply_.draw(random_);
    commit_.draw(random_);
    reset_.set(random_.one_in(3) ? Rate::rarely : Rate::never);
    operands_ = static_cast<Operands>(random_.below(5));
    weights_ = static_cast<Operands>(random_.below(5));
    element_share_ = random_.below(4);
  }

  void step() {
    driver_.reset(reset_.next(random_) && random_.one_in(4));
    write_weights();
    write_multipliers();
    driver_.stream_random(shape_.modes[static_cast<std::size_t>(random_.below(shape_.modes.size()))],
                          operands_);
    for (unsigned row = 0; row < shape_.rows; ++row) drive_row(row);
    driver_.cycle();
  }

  // A load goes through the sets of one precision, for a random choice of rows that lasts as long as it.
  void write_weights() {
    if (loading_ == 0) {
      driver_.write_rows(false);
      if (load_.next(random_)) start_load();
    }
    if (loading_ > 0) {
      --loading_;
      const std::uint32_t sets = at_once_ ? ~0U : 1U << loading_;
      const std::uint32_t junk = static_cast<std::uint32_t>(random_.next())
                                 << shape_.modes[load_mode_].outputs;
      const unsigned beyond = (1U << shape_.precision_bits) - 1U;
      const bool is_last = load_mode_ + 1 == shape_.modes.size();
      driver_.write(is_last && random_.one_in(4) ? beyond : load_mode_,
                    random_.one_in(32) ? junk : sets | junk);
      driver_.weight_random(shape_.modes[load_mode_], weights_);
    } else {
      driver_.write(static_cast<unsigned>(random_.next() & 3U), static_cast<std::uint32_t>(random_.next()));
      driver_.weight_random(shape_.modes[0], Operands::uniform);
    }
    for (unsigned row = 0; row < shape_.rows && shape_.has_shadow; ++row) {
      const bool full = driver_.tracker().shadow(row).complete(shape_);
      driver_.commit(row, commit_.next(random_) && (full || random_.one_in(16)));
    }
  }

  void start_load() {
    load_mode_ = static_cast<unsigned>(random_.below(shape_.modes.size()));
    at_once_ = random_.one_in(3);
    loading_ = at_once_ ? 1 : shape_.modes[load_mode_].outputs;
    const std::uint64_t share = 1 + random_.below(4);
    for (unsigned row = 0; row < shape_.rows; ++row) driver_.write_row(row, random_.one_in(share));
  }

  void write_multipliers() {
    for (unsigned row = 0; row < shape_.rows; ++row) {
      // Only rows that hold the highest precision, mostly: else every row would soon.
      const bool fitting = driver_.tracker().active(row).mode == 0 || random_.one_in(32);
      driver_.multiplier(row, random_operand(random_, shape_.modes[0], weights_),
                         fitting && multiply_.next(random_));
    }
  }

  void drive_row(unsigned row) {
    const RmmuLoaded& loaded = driver_.tracker().active(row);
    const bool break_rules = illegal_ && random_.one_in(100);
    const auto mode = break_rules ? static_cast<unsigned>(random_.below(shape_.modes.size())) : loaded.mode;
    const std::vector<bool> reductions = driver_.reductions(mode);
    // A partly loaded row may run, but its undefined lanes then teach nothing.
    const bool usable = break_rules || loaded.complete(shape_) || (loaded.sets != 0 && random_.one_in(4));
    const bool clear = clear_.next(random_);
    RowRun operation = {mode, false, clear, static_cast<unsigned>(random_.below(1ULL << shape_.source_bits))};
    if (!reductions.empty())
      operation.element = reductions[random_.below(4) < element_share_ ? reductions.size() - 1 : 0];
    if (driver_.tracker().tainted(row, operation.element) && random_.one_in(2)) operation.clear = true;
    if (mode + 1 == shape_.modes.size() && random_.one_in(4))
      operation.mode = (1U << shape_.precision_bits) - 1U;
    driver_.run(row, operation);
    if (reductions.empty() || !usable || !enable_[row].next(random_)) driver_.hold(row, clear);
  }

  RmmuDriver& driver_;
  Random& random_;
  const RmmuShape& shape_;
  bool illegal_;
  std::vector<Source> enable_;
  Source clear_, load_, multiply_, commit_, reset_;
  Operands operands_ = Operands::uniform, weights_ = Operands::uniform;
  std::uint64_t remaining_ = 0, element_share_ = 0;
  unsigned loading_ = 0, load_mode_ = 0;
  bool at_once_ = false;
};

}  // namespace

void add_random_tests(SuiteBuilder& builder) {
  const auto add = [&](const std::string& name, const std::string& description, bool illegal) {
    const auto body = [illegal](RmmuDriver& driver, std::uint64_t cycles) {
      RandomSession(driver, illegal).run(cycles == 0 ? default_cycles : cycles);
    };
    builder.add(name, description, body, true);
  };
  add("random", "constrained random phases, legal use", false);
  add("random_illegal", "the same with some runs in a precision that the weights are not in", true);
}

}  // namespace winnow::verif::rmmu
