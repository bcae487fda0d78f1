// SPDX-License-Identifier: Apache-2.0
// Drivers and monitors around a device of one register, right and with each fault that a handshake can have.
#include "verif/harness/streams/rig.hpp"

#include <boost/test/unit_test.hpp>
#include <map>

#include "verif/harness/model_dut.hpp"

using namespace winnow::verif;
using namespace winnow::verif::streams;

namespace {

constexpr Shape shape{.tokens = 1, .keys_per_cycle = 1, .maximum_keys = 64};

enum class Fault : std::uint8_t {
  none,
  valid_falls,      // while it waits
  field_changes,    // likewise
  valid_undefined,  //
  ready_undefined,
  field_undefined,
  twice,  // gives every transfer twice
};

// Selections in, the same selections out, one cycle later; both the device and its model, so that the bench
// sees no difference and the fault is the monitor's to find.
class Register final : public Model {
 public:
  explicit Register(Fault fault) : fault_(fault) {}
  std::vector<std::string> input_names() const override {
    return {"rst_ni", "in_valid_i", "in_key_i", "in_keep_i", "in_last_i", "in_end_i", "out_ready_i"};
  }
  std::vector<unsigned> input_widths() const override { return {1, 1, 6, 1, 1, 1, 1}; }
  std::vector<std::string> output_names() const override {
    return {"in_ready_o", "out_valid_o", "out_key_o", "out_keep_o", "out_last_o", "out_end_o"};
  }
  std::vector<unsigned> output_widths() const override { return {1, 1, 6, 1, 1, 1}; }
  void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override {
    const bool waited = age_ == 3;
    const bool valid = full_ && !(fault_ == Fault::valid_falls && waited);
    expected[0].value = {ready(inputs) ? 1U : 0U};
    expected[1].value = {valid ? 1U : 0U};
    for (std::size_t i = 0; i < 4; ++i) {
      expected[2 + i].value = held_[i];
      expected[2 + i].known = {started_ && full_ ? ~0U : 0U};
    }
    for (std::size_t i = 0; i < 2; ++i) expected[i].known = {started_ ? ~0U : 0U};
    if (fault_ == Fault::field_changes && waited) expected[2].value[0] ^= 32U;
    if (fault_ == Fault::valid_undefined && waited) expected[1].known = {0};
    if (fault_ == Fault::ready_undefined && waited) expected[0].known = {0};
    if (fault_ == Fault::field_undefined && waited) expected[2].known = {31};
  }
  void clock(const std::vector<Words>& inputs) override {
    if (inputs[0][0] == 0) {
      full_ = false;
      started_ = true;
      age_ = 0;
      return;
    }
    const bool takes = inputs[1][0] != 0 && ready(inputs);
    const bool gives = full_ && inputs[6][0] != 0;
    age_ = full_ && !gives ? age_ + 1 : 0;
    if (gives && fault_ == Fault::twice && !repeated_) {
      repeated_ = true;
      return;
    }
    if (gives) full_ = repeated_ = false;
    if (takes) {
      held_ = {inputs[2], inputs[3], inputs[4], inputs[5]};
      full_ = true;
    }
  }
  void power_up() override {}

 private:
  bool ready(const std::vector<Words>& inputs) const {
    if (fault_ == Fault::twice) return !full_;
    return !full_ || inputs[6][0] != 0;
  }

  Fault fault_;
  std::vector<Words> held_ = {{0}, {0}, {0}, {0}};
  bool full_ = false, started_ = false, repeated_ = false;
  unsigned age_ = 0;  // cycles that the transfer has waited
};

// Bench and rig around the register, after reset.
struct Setting {
  explicit Setting(Fault fault, Pace source_pace = Pace::always, Pace sink_pace = Pace::always)
      : dut(std::make_unique<Register>(fault)),
        model(fault),
        bench(dut, model, "test", 1),
        rig(bench, shape) {
    source.set_pace(source_pace);
    sink.set_pace(sink_pace);
    rig.reset();
  }
  void send_rows(unsigned rows) {
    for (unsigned row = 0; row < rows; ++row) {
      source.send(Selection{row % 64, true, false, false});
      source.send(Selection{(row + 7) % 64, true, true, row + 1 == rows});
    }
  }

  ModelDut dut;
  Register model;
  Bench bench;
  Rig rig;
  Source& source = rig.source("in", Kind::selections);
  Sink& sink = rig.sink("out", Kind::selections);
};

// What the monitors say of a fault.
std::string verdict(Fault fault) {
  Setting setting(fault, Pace::always, Pace::bursty);
  setting.send_rows(100);
  try {
    setting.rig.run_until([&] { return setting.source.idle(); }, 10000, "the last selection");
    setting.rig.cycle(40);
    setting.rig.finish();
  } catch (const ProtocolError& error) {
    BOOST_TEST(error.cycle() + 1 == setting.bench.cycle_count());
    BOOST_TEST(std::string(error.what()) ==
               "stream " + error.stream() + ", cycle " + std::to_string(error.cycle()) + ": " + error.rule());
    return error.stream() + ": " + error.rule();
  }
  return "";
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_goes_in_comes_out_at_every_pace) {
  for (const Pace source : {Pace::always, Pace::bursty, Pace::random}) {
    for (const Pace sink : {Pace::always, Pace::bursty, Pace::random}) {
      Setting setting(Fault::none, source, sink);
      setting.send_rows(50);
      setting.rig.run_until([&] { return setting.sink.monitor().transfers().size() == 100; }, 4000,
                            "all selections");
      setting.rig.finish();
      const std::vector<Transfer> in = setting.source.monitor().take(), out = setting.sink.monitor().take();
      BOOST_REQUIRE_EQUAL(in.size(), out.size());
      for (std::size_t i = 0; i < in.size(); ++i) {
        BOOST_TEST((in[i].payload == out[i].payload));
        BOOST_TEST(in[i].cycle < out[i].cycle);
      }
      BOOST_TEST(setting.sink.monitor().transfers().empty());
      // Without a stall there is a transfer in every cycle.
      if (source == Pace::always && sink == Pace::always) {
        BOOST_TEST(out.back().cycle - out.front().cycle == 99U);
        BOOST_TEST(unpack_selection(out[99].payload, shape).end);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(nothing_moves_when_a_side_never_does) {
  Setting no_source(Fault::none, Pace::never), no_sink(Fault::none, Pace::always, Pace::never);
  for (Setting* setting : {&no_source, &no_sink}) {
    setting->send_rows(2);
    setting->rig.cycle(50);
    BOOST_TEST(setting->sink.monitor().transfers().empty());
    BOOST_CHECK_THROW(setting->rig.run_until([] { return false; }, 10, "nothing"), std::runtime_error);
  }
  BOOST_TEST(no_source.source.waiting() == 4U);
  BOOST_TEST(no_sink.source.waiting() == 3U);  // the register took one
}

BOOST_AUTO_TEST_CASE(every_fault_of_a_handshake_is_told) {
  BOOST_TEST(verdict(Fault::none) == "");
  BOOST_TEST(verdict(Fault::valid_falls) == "out: valid fell before the transfer");
  BOOST_TEST(verdict(Fault::field_changes) == "out: a field changed before the transfer");
  BOOST_TEST(verdict(Fault::valid_undefined) == "out: valid is undefined");
  BOOST_TEST(verdict(Fault::ready_undefined) == "in: ready is undefined");
  BOOST_TEST(verdict(Fault::field_undefined) == "out: a field is undefined while valid");
  BOOST_TEST(verdict(Fault::twice) == "out: key 0 twice in one row");
}

BOOST_AUTO_TEST_CASE(an_open_row_is_told_at_the_end) {
  Setting setting(Fault::none);
  setting.source.send(Selection{3, true, false, false});
  setting.rig.cycle(5);
  BOOST_CHECK_THROW(setting.rig.finish(), ProtocolError);
  setting.source.monitor().ignore_content();
  setting.sink.monitor().ignore_content();
  BOOST_CHECK_NO_THROW(setting.rig.finish());
}

// A row that a reset cut off may begin again with the same key; what was waiting is not sent.
BOOST_AUTO_TEST_CASE(a_reset_drops_everything) {
  Setting setting(Fault::none, Pace::always, Pace::never);
  setting.source.send(Selection{3, true, false, false});
  setting.source.send(Selection{4, true, false, false});
  setting.rig.cycle(5);
  setting.rig.reset(1);
  BOOST_TEST(setting.source.idle());
  setting.sink.set_pace(Pace::always);
  setting.source.send(Selection{3, true, true, false});
  setting.rig.cycle(5);
  setting.rig.finish();
  BOOST_REQUIRE_EQUAL(setting.sink.monitor().transfers().size(), 1U);
  BOOST_TEST(unpack_selection(setting.sink.monitor().transfers()[0].payload, shape).last);
}

BOOST_AUTO_TEST_CASE(a_hook_sees_every_transfer) {
  Setting setting(Fault::none);
  unsigned count = 0;
  setting.sink.monitor().on_transfer = [&](const Transfer&) { ++count; };
  setting.send_rows(3);
  setting.rig.cycle(10);
  BOOST_TEST(count == 6U);
}

// A side input that must hold a value whenever a transfer is offered, and sees every cycle.
BOOST_AUTO_TEST_CASE(inputs_may_go_with_a_transfer) {
  Setting setting(Fault::none, Pace::random, Pace::random);
  std::vector<bool> offered;
  setting.source.on_drive = [&](bool offers) { offered.push_back(offers); };
  setting.send_rows(20);
  for (unsigned cycle = 0; cycle < 200; ++cycle) {
    setting.rig.cycle();
    BOOST_REQUIRE_EQUAL(offered.size(), cycle + 1);
    BOOST_TEST(offered.back() == setting.source.monitor().sample().valid);
  }
  BOOST_TEST(setting.source.idle());
}

// Its payload has the field last.
BOOST_AUTO_TEST_CASE(a_stream_may_have_a_field_more) {
  Setting setting(Fault::none);
  const StreamPorts ports(setting.bench, "out", Kind::selections, shape, Direction::out_of_device,
                          {{"key", 1, 6}});
  setting.send_rows(3);
  setting.rig.cycle(4);
  const Sample sample = ports.sample(setting.bench);
  BOOST_TEST(sample.valid);
  BOOST_REQUIRE_EQUAL(sample.payload.size(), 5U);
  BOOST_TEST((sample.payload.back() == sample.payload.front()));
  BOOST_CHECK_THROW(Sink(setting.bench, "out", Kind::selections, shape, {{"weight", 1, 6}}),
                    std::out_of_range);
}

BOOST_AUTO_TEST_CASE(a_missing_port_is_named) {
  ModelDut dut(std::make_unique<Register>(Fault::none));
  Register model(Fault::none);
  Bench bench(dut, model, "test", 1);
  BOOST_CHECK_THROW(Source(bench, "nowhere", Kind::selections, shape), std::out_of_range);
}

BOOST_AUTO_TEST_CASE(paces_are_what_they_are_called) {
  Random random(5);
  std::map<Pace, unsigned> willing, changes;
  for (const Pace pace : all_paces) {
    PaceMaker maker(random);
    maker.set(pace);
    bool before = maker.next();
    for (unsigned i = 0; i < 2000; ++i) {
      const bool now = maker.next();
      willing[pace] += now ? 1 : 0;
      changes[pace] += now != before ? 1 : 0;
      before = now;
    }
  }
  BOOST_TEST(willing[Pace::always] == 2000U);
  BOOST_TEST(willing[Pace::never] == 0U);
  for (const Pace pace : {Pace::bursty, Pace::random}) {
    BOOST_TEST(willing[pace] > 800U, name_of(pace));
    BOOST_TEST(willing[pace] < 1200U, name_of(pace));
  }
  BOOST_TEST(willing[Pace::seldom] > 200U);
  BOOST_TEST(willing[Pace::seldom] < 300U);
  BOOST_TEST(changes[Pace::random] > 3 * changes[Pace::bursty]);
  BOOST_TEST(changes[Pace::bursty] > 150U);
}
