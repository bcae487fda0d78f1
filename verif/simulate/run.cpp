// SPDX-License-Identifier: Apache-2.0
#include "verif/simulate/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <vector>

#include "verif/harness/words.hpp"
#include "verif/simulate/stimulus.hpp"

namespace winnow::verif::simulate {
namespace {

// The ports of one stream, its fields in the order of streams::fields_of().
struct StreamHandles {
  PortHandle valid = 0, ready = 0;
  std::vector<PortHandle> fields;
};

class Run {
 public:
  Run(Dut& device, const CoreShape& core, const Plan& plan)
      : device_(device), core_(core), plan_(plan), input_(bind_input()), output_(bind_output()) {
    done_ = device.port("group_done_o");
    rounds_ = device.port("group_rounds_o");
    loads_ = device.port("group_loads_o");
  }

  RunFigures figures() {
    reset();
    std::uint64_t quiet = 0;
    while (finished_ < plan_.groups.size()) {
      moved_ = false;
      cycle();
      quiet = moved_ ? 0 : quiet + 1;
      if (quiet > patience) fail("nothing moves any more");
    }
    if (given_ != plan_.groups.size()) fail("groups were counted that were not given");
    return figures_;
  }

 private:
  // More than a detector of 4096 keys, one per cycle, needs for its two passes.
  static constexpr std::uint64_t patience = 20000;

  StreamHandles bind_input() const {
    const InputStream stream = input_stream(core_);
    StreamHandles ports{device_.port(stream.name + "_valid_i"), device_.port(stream.name + "_ready_o"), {}};
    for (const streams::Field& field : streams::fields_of(stream.kind, core_.streams))
      ports.fields.push_back(device_.port(stream.name + "_" + field.name + "_i"));
    return ports;
  }
  StreamHandles bind_output() const {
    StreamHandles ports{device_.port("connections_valid_o"), device_.port("connections_ready_i"), {}};
    for (const streams::Field& field : streams::fields_of(streams::Kind::connections, core_.streams))
      ports.fields.push_back(device_.port("connections_" + field.name + "_o"));
    return ports;
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw SimulationError(
        fmt::format("group {} of {}, cycle {}: {}", given_, plan_.groups.size(), cycle_, what));
  }

  Words peek(PortHandle port) const {
    Words words(words_for(device_.ports()[port].width));
    device_.peek(port, words);
    return words;
  }
  bool is_high(PortHandle port) const { return get_bit(peek(port), 0); }
  std::uint64_t number(PortHandle port) const { return get_bits(peek(port), 0, device_.ports()[port].width); }

  // All elements of the port; what is beyond an element's width is cut off.
  void poke(PortHandle port, const std::vector<std::int64_t>& elements) {
    const unsigned width = device_.ports()[port].width;
    Words words(words_for(width));
    const unsigned each = width / static_cast<unsigned>(elements.size());
    for (std::size_t i = 0; i < elements.size(); ++i)
      put_bits(words, i * each, each, static_cast<std::uint64_t>(elements[i]));
    device_.poke(port, words);
  }

  void reset() {
    PortHandle reset_n = 0;
    for (PortHandle port = 0; port < device_.ports().size(); ++port) {
      const DutPort& known = device_.ports()[port];
      if (!known.is_input || known.name == "clk_i") continue;
      if (known.name == "rst_ni") reset_n = port;
      // Whoever takes the replay never holds up the rounds here.
      const bool willing = port == output_.ready || known.name == "replay_ready_i";
      const Words value(words_for(known.width), willing ? 1U : 0U);
      device_.poke(port, value);
    }
    for (unsigned i = 0; i < 2; ++i) device_.tick();
    poke(reset_n, {1});
  }

  void cycle() {
    offer();
    device_.settle();
    if (is_high(done_)) {
      ++finished_;
      figures_.rounds += number(rounds_);
      figures_.loads += number(loads_);
    }
    if (is_high(output_.valid)) take_round();
    if (offering_ && is_high(input_.ready)) {
      moved_ = true;
      offering_ = false;
      queue_.pop_front();
    }
    device_.tick();
    ++cycle_;
  }

  // The next transfer; valid and fields stay as they are until it is taken.
  void offer() {
    if (offering_) return;
    if (queue_.empty() && next_ < plan_.groups.size()) {
      for (Stimulus& stimulus : stimulus_of(plan_, plan_.groups[next_], core_))
        queue_.push_back(std::move(stimulus));
      ++next_;
    }
    offering_ = !queue_.empty();
    poke(input_.valid, {offering_ ? 1 : 0});
    if (!offering_) return;
    const Stimulus& stimulus = queue_.front();
    for (std::size_t i = 0; i < input_.fields.size(); ++i)
      device_.poke(input_.fields[i], stimulus.payload[i]);
    for (const auto& [name, elements] : stimulus.settings) poke(device_.port(name), elements);
  }

  void take_round() {
    moved_ = true;
    streams::Payload payload;
    for (const PortHandle port : output_.fields) payload.push_back(peek(port));
    const streams::Connection round = streams::unpack_connection(payload, core_.streams);
    if (given_ == plan_.groups.size()) fail("a round that belongs to no group");
    if (waiting_.empty()) waiting_ = plan_.groups[given_].masks;
    for (unsigned row = 0; row < core_.streams.tokens; ++row) {
      if (((round.row_valid >> row) & 1U) != 0) take_key(row, round.key[row]);
    }
    figures_.cycles = cycle_ + 1;
    if (!round.last) return;
    if (std::any_of(waiting_.begin(), waiting_.end(), [](auto mask) { return mask != 0; }))
      fail("a connection was not issued");
    waiting_.clear();
    ++given_;
  }

  void take_key(unsigned row, std::uint64_t key) {
    if (key >= waiting_.size() || ((waiting_[key] >> row) & 1U) == 0)
      fail(fmt::format("row {} got key {}, which it does not want or has had", row, key));
    waiting_[key] &= ~(1U << row);
    ++figures_.connections;
  }

  Dut& device_;
  const CoreShape& core_;
  const Plan& plan_;
  StreamHandles input_, output_;
  PortHandle done_ = 0, rounds_ = 0, loads_ = 0;
  std::deque<Stimulus> queue_;
  bool offering_ = false, moved_ = false;
  sim::KeyMasks waiting_;                            // of the group that is issued; empty: between groups
  std::size_t next_ = 0, given_ = 0, finished_ = 0;  // groups queued, issued, counted
  std::uint64_t cycle_ = 0;
  RunFigures figures_;
};

}  // namespace

RunFigures run_head(Dut& device, const CoreShape& core, const Plan& plan) {
  return Run(device, core, plan).figures();
}

}  // namespace winnow::verif::simulate
