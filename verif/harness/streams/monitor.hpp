// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "verif/harness/bench.hpp"
#include "verif/harness/streams/rules.hpp"

namespace winnow::verif::streams {

// Which side the device is on.
enum class Direction : std::uint8_t { into_device, out_of_device };

// Where a stream's ports are on a bench. NAME_valid_i, NAME_ready_o, NAME_FIELD_i into the device, and the
// other way round out of it.
class StreamPorts {
 public:
  // `extra`: fields that this core's stream has beyond those of its kind, after them in every payload.
  // Throws std::out_of_range, with the port's name, when the model has no such port.
  StreamPorts(const Bench& bench, const std::string& name, Kind kind, const Shape& shape, Direction direction,
              const std::vector<Field>& extra = {});

  // As driven and seen in the bench's last cycle.
  Sample sample(const Bench& bench) const;
  std::size_t valid() const { return valid_; }
  std::size_t ready() const { return ready_; }
  const std::vector<std::size_t>& fields() const { return fields_; }

 private:
  bool is_output(bool forward) const { return forward == (direction_ == Direction::out_of_device); }
  std::size_t find(const Bench& bench, const std::string& middle, bool forward) const;

  std::string name_;
  Direction direction_;
  std::size_t valid_ = 0, ready_ = 0;  // input or output index, by direction
  std::vector<std::size_t> fields_;
  std::vector<unsigned> widths_;  // of the fields
};

struct Transfer {
  std::uint64_t cycle = 0;
  Payload payload;
};

// Watches one stream: holds it to the rules of docs/streams.md and keeps its transfers. Call after_cycle()
// after every cycle of the bench, also in cycles under reset. Nothing is looked at before the first reset,
// when outputs are undefined.
class Monitor {
 public:
  // `extra` as in StreamPorts.
  Monitor(const Bench& bench, const std::string& name, Kind kind, const Shape& shape, Direction direction,
          const std::vector<Field>& extra = {});

  // Throws ProtocolError.
  void after_cycle();
  // The test is over: throws ProtocolError when a row, group or sequence is open.
  void finish() const;
  // Of the last cycle: valid, ready and fields, all low under and before reset; did a transfer take place?
  const Sample& sample() const { return sample_; }
  bool transferred() const { return transferred_; }

  TransferRules& rules() { return *rules_; }
  // A stream that a test breaks on purpose, as an input: the handshake's rules still hold.
  void ignore_content() { checks_content_ = false; }
  const std::vector<Transfer>& transfers() const { return transfers_; }
  // The transfers since the last call.
  std::vector<Transfer> take() { return std::exchange(transfers_, {}); }
  // Called with every transfer, after the checks.
  std::function<void(const Transfer&)> on_transfer;
  const StreamPorts& ports() const { return ports_; }
  const std::string& name() const { return name_; }

 private:
  void check(const Breach& breach) const;

  const Bench& bench_;
  std::string name_;
  StreamPorts ports_;
  std::size_t reset_;
  HandshakeRules handshake_;
  std::unique_ptr<TransferRules> rules_;
  std::vector<Transfer> transfers_;
  Sample sample_;
  bool started_ = false, transferred_ = false, checks_content_ = true;
};

}  // namespace winnow::verif::streams
