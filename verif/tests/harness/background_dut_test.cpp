// SPDX-License-Identifier: Apache-2.0
#include "verif/harness/background_dut.hpp"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <set>
#include <stdexcept>
#include <thread>

#include "verif/tests/harness/mock.hpp"

namespace winnow::verif::testing {
namespace {

constexpr PortHandle reset = 1, data = 2, result = 4;

std::uint32_t low_word(const Dut& dut) {
  Words words(2);
  dut.peek(result, words);
  return words[0];
}

// Works slowly, so that whoever does not wait for it sees old values.
class SlowDut final : public MockDut {
 public:
  SlowDut() : MockDut({}) {}
  void tick() override {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    MockDut::tick();
    thread = std::this_thread::get_id();
  }
  std::thread::id thread;
};

class StoppingDut final : public MockDut {
 public:
  StoppingDut() : MockDut({}) {}
  void tick() override { throw std::runtime_error("the design stopped"); }
};

void clock_in(Dut& dut, std::uint32_t value) {
  dut.poke(reset, Words{1});
  dut.poke(data, Words{value, 0});
  dut.tick();
}

BOOST_AUTO_TEST_CASE(every_call_waits_for_the_work_before_it) {
  BackgroundDut dut(std::make_unique<SlowDut>());
  for (std::uint32_t value = 1; value < 20; ++value) {
    clock_in(dut, value);
    BOOST_TEST(low_word(dut) == value);
  }
}

BOOST_AUTO_TEST_CASE(the_work_is_done_in_another_thread) {
  auto slow = std::make_unique<SlowDut>();
  const SlowDut& seen = *slow;
  BackgroundDut dut(std::move(slow));
  clock_in(dut, 1);
  low_word(dut);
  BOOST_TEST((seen.thread != std::thread::id{}));
  BOOST_TEST((seen.thread != std::this_thread::get_id()));
}

// Notes who does its work.
class NotingDut final : public MockDut {
 public:
  explicit NotingDut(std::set<std::thread::id>& threads) : MockDut({}), threads_(threads) {}
  void tick() override {
    MockDut::tick();
    threads_.insert(std::this_thread::get_id());
  }

 private:
  std::set<std::thread::id>& threads_;
};

// Long enough that both ways have been tried, and each change of them lies within.
BOOST_AUTO_TEST_CASE(both_ways_are_tried_and_no_cycle_is_lost) {
  std::set<std::thread::id> threads;
  {
    BackgroundDut dut(std::make_unique<NotingDut>(threads));
    for (std::uint32_t value = 1; value < 40000; ++value) {
      clock_in(dut, value);
      BOOST_REQUIRE(low_word(dut) == value);
    }
  }
  BOOST_TEST(threads.size() == 2U);
  BOOST_TEST(threads.contains(std::this_thread::get_id()));
}

BOOST_AUTO_TEST_CASE(a_failure_comes_out_of_the_next_call_once) {
  BackgroundDut dut(std::make_unique<StoppingDut>());
  clock_in(dut, 1);
  BOOST_CHECK_THROW(low_word(dut), std::runtime_error);
  BOOST_TEST(low_word(dut) == 0U);
}

BOOST_AUTO_TEST_CASE(it_may_go_while_it_works_and_after_it_has_slept) {
  { BackgroundDut idle(std::make_unique<SlowDut>()); }
  {
    BackgroundDut busy(std::make_unique<SlowDut>());
    clock_in(busy, 1);
  }
  BackgroundDut rested(std::make_unique<SlowDut>());
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  clock_in(rested, 7);
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  BOOST_TEST(low_word(rested) == 7U);
}

BOOST_AUTO_TEST_CASE(ports_and_waves_are_those_of_the_device) {
  BackgroundDut dut(std::make_unique<MockDut>(MockShape{}));
  BOOST_TEST(dut.ports().size() == 5U);
  BOOST_TEST(!dut.open_wave("unused.fst"));
  dut.close_wave();
}

}  // namespace
}  // namespace winnow::verif::testing
