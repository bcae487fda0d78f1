// SPDX-License-Identifier: Apache-2.0
// Constrained random over slots, vectors, scales, other banks and resets.
#include <array>

#include "verif/suites/elsa_attention/tests.hpp"

namespace winnow::verif::elsa_attention {
namespace {

constexpr std::uint64_t default_cycles = 2000;

// Draws slots: queries of some length, candidates and norms with some density.
class Slots {
 public:
  explicit Slots(Driver& driver) : driver_(&driver) {}

  // The queries that follow are of another kind.
  void change() {
    Random& random = driver_->random();
    density_ = std::array<std::uint64_t, 4>{1, 2, 4, 16}[random.below(4)];
    length_ = std::array<std::uint64_t, 4>{1, 2, 8, 64}[random.below(4)];
  }
  void restart() { open_ = false; }

  ElsaSlot draw() {
    Random& random = driver_->random();
    ElsaSlot slot;
    slot.end = open_ && random.one_in(length_);
    slot.begin = !open_ || random.one_in(slot.end ? 2 : 4 * length_);
    if (slot.begin) {
      slot.query = driver_->random_vector();
      open_ = true;
      candidates_ = 0;
    }
    slot.norm = random.one_in(6);
    slot.address = driver_->random_address();
    slot.uses_key = random.one_in(density_);
    // More candidates than the bank has keys would overflow.
    if (slot.candidate() && candidates_ == driver_->shape().bank_keys) slot.uses_key = false;
    if (slot.candidate()) ++candidates_;
    return slot;
  }

 private:
  Driver* driver_;
  bool open_ = false;
  std::uint64_t density_ = 1, length_ = 8, candidates_ = 0;
};

std::uint64_t random_scale(Driver& driver) {
  Random& random = driver.random();
  switch (random.below(4)) {
    case 0:
      return driver.largest_scale();
    case 1:
      return random.below(driver.largest_scale() + 1);
    case 2:
      return random.below(8) % (driver.largest_scale() + 1);
    default:
      return driver.usual_scale();
  }
}

template <class Surprise>
void session(Driver& driver, std::uint64_t cycles, Surprise surprise) {
  Random& random = driver.random();
  Slots slots(driver);
  for (std::uint64_t i = 0; i < (cycles == 0 ? default_cycles : cycles); ++i) {
    if (i % 50 == 0) {
      slots.change();
      driver.set_others(std::array{Others::none, Others::near, Others::any}[random.below(3)]);
    }
    if (random.one_in(20)) driver.set_scale(random_scale(driver));
    if (random.one_in(4)) {
      driver.keys()[driver.random_address()] = driver.random_vector();
      driver.values()[driver.random_address()] = driver.random_vector();
    }
    surprise(slots);
    driver.cycle(slots.draw());
  }
  finish_queries(driver);
}

void random_queries(Driver& driver, std::uint64_t cycles) {
  session(driver, cycles, [](Slots&) {});
}

void random_resets(Driver& driver, std::uint64_t cycles) {
  session(driver, cycles, [&](Slots& slots) {
    if (!driver.random().one_in(60)) return;
    driver.reset(1 + static_cast<unsigned>(driver.random().below(3)));
    slots.restart();
  });
}

}  // namespace

void add_random_tests(SuiteBuilder& builder) {
  builder.add("random_queries", "queries of random lengths, densities, scales and exponents of other banks",
              random_queries, true);
  builder.add("random_resets", "the same with resets at any time", random_resets, true);
}

}  // namespace winnow::verif::elsa_attention
