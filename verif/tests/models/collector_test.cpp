// SPDX-License-Identifier: Apache-2.0
// The collector's model against docs/cores/collector.md, cycle by cycle, by hand.
#include <boost/test/unit_test.hpp>
#include <memory>
#include <stdexcept>

#include "verif/harness/streams/payload.hpp"
#include "verif/models/collector/model.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

// What the outputs say in one cycle; mask as the page's number, row 0 of key 0 in bit 0.
struct Seen {
  bool ready = false, valid = false;
  std::uint32_t base = 0, mask = 0;
  bool last = false;
  bool operator==(const Seen&) const = default;
};

std::ostream& operator<<(std::ostream& stream, const Seen& seen) {
  return stream << "ready " << seen.ready << " valid " << seen.valid << " base " << seen.base << " mask "
                << seen.mask << " last " << seen.last;
}

// n = 12, T = 2, P = 4: three tiles of 8 bits.
class Device {
 public:
  Device() : model_({12, 2, 4}) {
    for (const unsigned width : model_.output_widths()) expected_.push_back({Words(words_for(width)), {}});
    model_.power_up();
    inputs_[0] = {0};
    model_.clock(inputs_);
    inputs_[0] = {1};
  }
  // One cycle; what it shows before the clock edge. No selection: nothing is offered.
  Seen cycle(const streams::Selection* selection = nullptr, bool takes = true) {
    inputs_[1] = {selection != nullptr ? 1U : 0U};
    if (selection != nullptr) {
      const streams::Payload payload =
          pack(*selection, {.tokens = 2, .keys_per_cycle = 4, .maximum_keys = 12});
      for (std::size_t i = 0; i < 4; ++i) inputs_[2 + i] = payload[i];
    }
    inputs_[6] = {takes ? 1U : 0U};
    model_.outputs(inputs_, expected_);
    Seen seen{expected_[0].value[0] != 0, expected_[1].value[0] != 0};
    const bool known = expected_[2].known.empty() || expected_[2].known[0] != 0;
    BOOST_TEST(known == seen.valid);
    if (seen.valid) {
      seen.base = expected_[2].value[0];
      seen.mask = expected_[3].value[0];
      seen.last = expected_[4].value[0] != 0;
    }
    model_.clock(inputs_);
    return seen;
  }
  Seen cycle(const streams::Selection& selection, bool takes = true) { return cycle(&selection, takes); }
  void reset() {
    inputs_[0] = {0};
    model_.clock(inputs_);
    inputs_[0] = {1};
  }

 private:
  CollectorModel model_;
  std::vector<Words> inputs_ = std::vector<Words>(7, Words{0});
  std::vector<Expected> expected_;
};

constexpr Seen idle{true, false};

// A row of one key.
streams::Selection lone(std::uint64_t key, bool end = false) {
  return {key, true, true, end};
}

}  // namespace

BOOST_AUTO_TEST_CASE(ports) {
  const CollectorModel model({12, 2, 4});
  BOOST_TEST((model.input_widths() == std::vector<unsigned>{1, 1, 4, 1, 1, 1, 1}));
  BOOST_TEST((model.output_widths() == std::vector<unsigned>{1, 1, 4, 8, 1}));
  BOOST_TEST((CollectorModel({1, 1, 1}).output_widths() == std::vector<unsigned>{1, 1, 1, 1, 1}));
  BOOST_TEST((CollectorModel({4096, 8, 32}).output_widths() == std::vector<unsigned>{1, 1, 12, 256, 1}));
}

BOOST_AUTO_TEST_CASE(parameters_outside_the_page) {
  for (const config::CollectorParameters& p :
       {config::CollectorParameters{0, 1, 1}, {4097, 1, 1}, {1, 0, 1}, {1, 9, 1}, {1, 1, 0}, {1, 1, 33}}) {
    BOOST_CHECK_THROW(CollectorModel{p}, std::invalid_argument);
  }
}

BOOST_AUTO_TEST_CASE(the_first_tile_comes_three_cycles_after_the_closing_transfer) {
  Device device;
  BOOST_TEST(device.cycle(lone(1)) == idle);
  BOOST_TEST(device.cycle(lone(6)) == idle);  // closes
  BOOST_TEST(device.cycle() == idle);
  BOOST_TEST(device.cycle() == idle);
  BOOST_TEST(device.cycle() == (Seen{true, true, 0, 0b00000100, false}));
  BOOST_TEST(device.cycle() == (Seen{true, true, 4, 0b00100000, true}));
  BOOST_TEST(device.cycle() == idle);
}

BOOST_AUTO_TEST_CASE(a_tile_between_costs_a_cycle_and_is_not_sent) {
  Device device;
  device.cycle(lone(3));
  device.cycle(lone(8));
  device.cycle();
  device.cycle();
  BOOST_TEST(device.cycle() == (Seen{true, true, 0, 0b01000000, false}));
  BOOST_TEST(device.cycle() == idle);
  BOOST_TEST(device.cycle() == (Seen{true, true, 8, 0b00000010, true}));
}

// It is passed over while the receiver keeps the tile before waiting.
BOOST_AUTO_TEST_CASE(a_tile_between_is_passed_over_behind_a_stall) {
  Device device;
  device.cycle(lone(3));
  device.cycle(lone(8));
  device.cycle();
  device.cycle();
  const Seen first{true, true, 0, 0b01000000, false};
  BOOST_TEST(device.cycle(nullptr, false) == first);
  BOOST_TEST(device.cycle(nullptr, false) == first);
  BOOST_TEST(device.cycle(nullptr, true) == first);
  BOOST_TEST(device.cycle() == (Seen{true, true, 8, 0b00000010, true}));
}

BOOST_AUTO_TEST_CASE(a_group_without_a_pick_is_seen) {
  Device device;
  device.cycle({0, false, true, true});
  device.cycle();
  device.cycle();
  BOOST_TEST(device.cycle() == (Seen{true, true, 0, 0, true}));
  BOOST_TEST(device.cycle() == idle);
}

BOOST_AUTO_TEST_CASE(a_selection_waits_until_the_bank_before_the_last_is_given_away) {
  Device device;
  BOOST_TEST(device.cycle(lone(0, true), false) == idle);  // bank 0
  BOOST_TEST(device.cycle(lone(4, true), false) == idle);  // bank 1, in the very next cycle
  const Seen full{false, false};
  BOOST_TEST(device.cycle(lone(8, true), false) == full);
  const Seen waits{false, true, 0, 1, true};
  BOOST_TEST(device.cycle(lone(8, true), false) == waits);
  BOOST_TEST(device.cycle(lone(8, true), true) == waits);  // given away: ready from the next cycle
  BOOST_TEST(device.cycle(lone(8, true), true) == (Seen{true, true, 4, 1, true}));
  BOOST_TEST(device.cycle() == idle);
  BOOST_TEST(device.cycle() == idle);
  BOOST_TEST(device.cycle() == (Seen{true, true, 8, 1, true}));
}

BOOST_AUTO_TEST_CASE(what_the_stream_forbids_does_no_harm) {
  Device device;
  device.cycle({5, true, false, true});   // end without last
  device.cycle({5, true, false, false});  // again
  device.cycle({7, false, false, false});
  device.cycle(lone(13));  // no such key, yet the row ends
  device.cycle(lone(15));
  device.cycle();
  device.cycle();
  BOOST_TEST(device.cycle() == (Seen{true, true, 4, 0b00000100, true}));
}

BOOST_AUTO_TEST_CASE(a_reset_empties_everything) {
  Device device;
  device.cycle(lone(0, true), false);
  device.cycle(lone(4, true), false);
  device.cycle(lone(8), false);
  device.cycle(nullptr, false);
  device.reset();
  BOOST_TEST(device.cycle() == idle);
  device.cycle(lone(9));  // row 0 of a new group, in bank 0
  device.cycle(lone(9));
  device.cycle();
  device.cycle();
  BOOST_TEST(device.cycle() == (Seen{true, true, 8, 0b00001100, true}));
}

BOOST_AUTO_TEST_CASE(nothing_is_known_before_the_first_reset) {
  CollectorModel model({12, 2, 4});
  model.power_up();
  std::vector<Expected> expected;
  for (const unsigned width : model.output_widths()) expected.push_back({Words(words_for(width)), {}});
  const std::vector<Words> inputs(7, Words{0});
  model.outputs(inputs, expected);
  for (const Expected& output : expected) BOOST_TEST(output.known.at(0) == 0U);
}
