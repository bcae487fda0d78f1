// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "verif/harness/streams/payload.hpp"

// The rules of docs/streams.md: what a handshake may do from cycle to cycle, and what the transfers of a
// stream may say.
namespace winnow::verif::streams {

// A stream broke a rule: ends the test.
class ProtocolError : public std::runtime_error {
 public:
  ProtocolError(const std::string& stream, std::uint64_t cycle, const std::string& rule)
      : std::runtime_error("stream " + stream + ", cycle " + std::to_string(cycle) + ": " + rule),
        stream_(stream),
        cycle_(cycle),
        rule_(rule) {}
  const std::string& stream() const { return stream_; }
  std::uint64_t cycle() const { return cycle_; }
  const std::string& rule() const { return rule_; }

 private:
  std::string stream_;
  std::uint64_t cycle_;
  std::string rule_;
};

// One cycle of a handshake. The known flags are false where an output is not defined.
struct Sample {
  bool valid = false, ready = false;
  bool valid_known = true, ready_known = true, payload_known = true;
  Payload payload;
};

// What broke, or nothing.
using Breach = std::optional<std::string>;

// The handshake's rules, the same for all streams. Cycles under reset are not sampled; reset() forgets.
class HandshakeRules {
 public:
  Breach sample(const Sample& sample);
  void reset() { stalled_ = false; }

 private:
  bool stalled_ = false;  // the last cycle offered a transfer that was not taken
  Payload offered_;
};

// What a stream's transfers may say, in their order.
class TransferRules {
 public:
  virtual ~TransferRules() = default;
  virtual Breach transfer(const Payload& payload) = 0;
  virtual void reset() = 0;
  // Nothing is to come: what is missing?
  virtual Breach finish() const = 0;
  // Keys of the sequence at hand, from the next transfer on; at most the shape's maximum_keys, which it is at
  // first. Candidates beyond it and a wrong number of score tiles are breaches.
  void set_length(unsigned length) { length_ = length; }

 protected:
  explicit TransferRules(const Shape& shape) : shape_(shape), length_(shape.maximum_keys) {}
  const Shape& shape() const { return shape_; }
  unsigned length() const { return length_; }

 private:
  Shape shape_;
  unsigned length_;
};

std::unique_ptr<TransferRules> rules_of(Kind kind, const Shape& shape);

}  // namespace winnow::verif::streams
