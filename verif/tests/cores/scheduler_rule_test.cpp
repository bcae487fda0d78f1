// SPDX-License-Identifier: Apache-2.0
// One round of the scheduler's hardware against the rule as docs/cores/scheduler.md has it, from every set of
// buffers that hold a key (of eight rows from many): the hardware leaves out what it takes to be impossible.
#include <boost/test/unit_test.hpp>

#include "gen/cores/scheduler/order.hpp"
#include "gen/cores/scheduler/rule.hpp"
#include "gen/hdl/evaluator/evaluator.hpp"
#include "verif/harness/random.hpp"
#include "verif/harness/words.hpp"
#include "verif/models/scheduler/rule.hpp"

using namespace winnow;
using cores::scheduler::Rule;

namespace {

class Device {
 public:
  explicit Device(unsigned tokens) : tokens_(tokens), evaluator_(elaborate()) {}

  // Buffer m holds key m, if any.
  void check(const std::vector<bool>& holds) {
    verif::SchedulerBuffers buffers(tokens_);
    verif::Words nonempty(holds.size() / 32 + 1, 0);
    for (unsigned mask = 1; mask < holds.size(); ++mask) {
      if (!holds[mask]) continue;
      buffers.add(mask, mask);
      verif::put_bit(nonempty, mask - 1, true);
    }
    evaluator_.poke(0, nonempty);
    evaluator_.settle();
    const verif::SchedulerRound round = buffers.round();
    for (unsigned pick = 0; pick < tokens_; ++pick) {
      // The pick is the pop that serves this row and none below.
      const bool leads = ((round.load >> pick) & 1U) != 0;
      const unsigned mask = leads ? round.key[pick] : 0;
      unsigned issued = 0;
      for (unsigned row = 0; row < tokens_ && leads; ++row)
        if (((round.row_valid >> row) & 1U) != 0 && round.key[row] == mask) issued |= 1U << row;
      BOOST_REQUIRE_EQUAL(of_pick(2, pick), mask);
      BOOST_REQUIRE_EQUAL(of_pick(3, pick), issued);
      BOOST_REQUIRE_EQUAL(of_pick(4, pick), mask & ~issued);
    }
    for (unsigned mask = 1; mask < holds.size(); ++mask) {
      bool is_taken = false;
      for (unsigned row = 0; row < tokens_; ++row)
        is_taken |= ((round.row_valid >> row) & 1U) != 0 && round.key[row] == mask;
      // What an empty buffer is told does no harm.
      if (holds[mask]) BOOST_REQUIRE_EQUAL(verif::get_bit(words(1), mask - 1), is_taken);
    }
  }

 private:
  const hdl::Module& elaborate() {
    const hdl::Module& module = design_.elaborate<Rule>({tokens_});
    design_.finish();
    return module;
  }
  verif::Words words(std::size_t port) const {
    verif::Words words(tokens_ * tokens_ + (1U << tokens_) / 32U + 1, 0);
    evaluator_.peek(port, words);
    return words;
  }
  unsigned of_pick(std::size_t port, unsigned pick) const {
    return static_cast<unsigned>(verif::get_bits(words(port), std::size_t{pick} * tokens_, tokens_));
  }

  unsigned tokens_;
  hdl::Design design_;
  hdl::Evaluator evaluator_;
};

void check_all(unsigned tokens) {
  Device device(tokens);
  std::vector<bool> holds(std::size_t{1} << tokens, false);
  const std::uint64_t states = std::uint64_t{1} << (holds.size() - 1);
  for (std::uint64_t state = 0; state < states; ++state) {
    for (std::size_t mask = 1; mask < holds.size(); ++mask) holds[mask] = ((state >> (mask - 1)) & 1U) != 0;
    device.check(holds);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(two_rows) {
  check_all(2);
}

BOOST_AUTO_TEST_CASE(four_rows) {
  check_all(4);
}

BOOST_AUTO_TEST_CASE(eight_rows) {
  Device device(8);
  verif::Random random(1);
  for (unsigned i = 0; i < 4000; ++i) {
    std::vector<bool> holds(256, false);
    // From one buffer to nearly all of them; wide ones are rare, or nothing else is ever looked at.
    const std::uint64_t share = std::uint64_t{1} << random.below(8);
    const bool only_few_rows = random.one_in(2);
    for (unsigned mask = 1; mask < 256; ++mask) {
      const unsigned rows = cores::scheduler::rows_of(mask);
      holds[mask] = random.below(256) < share && !(only_few_rows && rows > 2 + random.below(4));
    }
    device.check(holds);
  }
}

// Four rows share no pop of step 3, and T - 2 rows wait for a key that is put back at most.
BOOST_AUTO_TEST_CASE(what_can_come_about) {
  using namespace cores::scheduler;
  for (unsigned row = 0; row < 4; ++row)
    for (unsigned other = 0; other < row; ++other) BOOST_TEST(!can_share(4, row, other));
  BOOST_TEST(can_share(8, 0, 1));
  for (const unsigned tokens : {2U, 4U, 8U}) {
    for (unsigned rest = 1; rest < (1U << tokens); ++rest) {
      for (unsigned lowest = 0; lowest < tokens; ++lowest)
        if (can_put_back(tokens, lowest, rest)) BOOST_TEST(rows_of(rest) + 2 <= tokens);
    }
  }
}
