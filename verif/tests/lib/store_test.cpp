// SPDX-License-Identifier: Apache-2.0
// Register slice and fifo against a queue, cycle by cycle, in the evaluator.
#include <boost/test/unit_test.hpp>
#include <deque>

#include "gen/hdl/evaluator/evaluator.hpp"
#include "verif/harness/random.hpp"
#include "verif/tests/lib/stream_subject.hpp"

using namespace winnow;

namespace {

constexpr std::size_t in_valid = 0, in_ready = 1, in_data = 2, out_valid = 3, out_ready = 4, out_data = 5,
                      count = 6;

enum class Pace { always, never, random };

bool active(Pace pace, verif::Random& random) {
  return pace == Pace::always || (pace == Pace::random && random.one_in(2));
}

// A queue of `capacity` beside the device: same ready, valid and data in every cycle; returns what went
// through.
std::uint64_t compare(hdl::Evaluator& device, unsigned width, unsigned capacity, Pace source, Pace sink,
                      unsigned cycles, bool has_count) {
  verif::Random random(width * 100 + capacity);
  const auto poke = [&](std::size_t port, std::uint32_t word) { device.poke(port, {&word, 1}); };
  const auto get = [&](std::size_t port) { return device.value(port).low_word(); };
  device.set_reset_n(false);
  device.tick();
  device.set_reset_n(true);
  std::deque<std::uint64_t> queue;
  std::uint64_t transfers = 0;
  const std::uint64_t mask = width >= 32 ? 0xFFFFFFFFULL : (1ULL << width) - 1;
  for (unsigned cycle = 0; cycle < cycles; ++cycle) {
    const auto word = static_cast<std::uint32_t>(random.next() & mask);
    const bool offers = active(source, random), takes = active(sink, random);
    poke(in_valid, offers ? 1 : 0);
    poke(in_data, word);
    poke(out_ready, takes ? 1 : 0);
    device.settle();
    BOOST_REQUIRE_MESSAGE((get(in_ready) == 1) == (queue.size() < capacity), "ready in cycle " << cycle);
    BOOST_REQUIRE_MESSAGE((get(out_valid) == 1) == !queue.empty(), "valid in cycle " << cycle);
    if (!queue.empty()) BOOST_REQUIRE_EQUAL(get(out_data), queue.front());
    if (has_count) BOOST_REQUIRE_EQUAL(get(count), queue.size());
    const bool pushes = offers && queue.size() < capacity;
    if (takes && !queue.empty()) {
      queue.pop_front();
      ++transfers;
    }
    if (pushes) queue.push_back(word);
    device.tick();
  }
  BOOST_TEST(device.violation_count() == 0U);
  return transfers;
}

template <class Component>
void compare_all(const typename Component::Params& params, unsigned capacity, bool has_count,
                 std::uint64_t full_speed) {
  hdl::Design design;
  const hdl::Module& top = design.elaborate<Component>(params);
  design.finish();
  hdl::Evaluator device(top, 7);
  for (const Pace source : {Pace::always, Pace::never, Pace::random}) {
    for (const Pace sink : {Pace::always, Pace::never, Pace::random}) {
      const std::uint64_t transfers = compare(device, params.width, capacity, source, sink, 1000, has_count);
      if (source == Pace::always && sink == Pace::always) BOOST_TEST(transfers == full_speed);
      if (source == Pace::never || sink == Pace::never) BOOST_TEST(transfers == 0U);
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_register_slice_is_a_queue_of_two_at_full_speed) {
  for (const unsigned width : {1U, 2U, 8U, 31U}) compare_all<lib::SkidBuffer>({width}, 2, false, 999);
}

BOOST_AUTO_TEST_CASE(a_fifo_is_a_queue_of_its_depth) {
  for (const unsigned depth : {1U, 2U, 3U, 4U, 5U, 7U, 8U, 16U, 31U}) {
    for (const bool has_count : {false, true}) {
      compare_all<lib::Fifo>({9, depth, has_count}, depth, has_count, depth == 1 ? 500 : 999);
    }
  }
}
