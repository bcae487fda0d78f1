// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "verif/harness/streams/rig.hpp"
#include "verif/suites/elsa_hash/coverage.hpp"
#include "verif/suites/elsa_hash/projection.hpp"

namespace winnow::verif::elsa_hash {

// Sends vectors and compares the hashes that come with a projection of its own: beside the model, which the
// bench compares in every cycle, a second account of what the page means.
class Driver {
 public:
  // `coverage` may be null.
  Driver(Bench& bench, const config::ElsaHashParameters& parameters, ElsaHashCoverage* coverage);

  const Projection& projection() const { return projection_; }
  // H, from the page's formula.
  std::uint64_t cycles_per_vector() const { return period_; }
  Random& random() { return rig_.bench().random(); }

  // Reset with both sides idle, then both willing.
  void start();
  void reset(unsigned cycles = 1);
  void set_paces(streams::Pace source, streams::Pace sink);
  void cycle(std::uint64_t count = 1);

  void send(const Elements& vector);
  std::size_t waiting() const { return source_.waiting(); }
  // Until every vector has been hashed; both sides must be willing now and then.
  void drain();
  // Until `count` vectors have been taken since the last reset.
  void run_until_taken(std::uint64_t count);
  std::uint64_t taken() const { return vector_cycles_.size(); }
  // Cycles of the transfers, and of each hash's first appearance, since the last reset.
  const std::vector<std::uint64_t>& vector_cycles() const { return vector_cycles_; }
  const std::vector<std::uint64_t>& shown_cycles() const { return shown_cycles_; }

 private:
  void take(const streams::Transfer& transfer);
  void compare(const streams::Transfer& transfer);

  Projection projection_;
  std::uint64_t period_;
  ElsaHashCoverage* coverage_;
  streams::Rig rig_;
  streams::Source& source_;
  streams::Sink& sink_;
  std::deque<std::vector<bool>> expected_;
  std::vector<std::uint64_t> vector_cycles_, shown_cycles_;
  bool is_shown_ = false;  // the hash at the output has been seen
};

}  // namespace winnow::verif::elsa_hash
