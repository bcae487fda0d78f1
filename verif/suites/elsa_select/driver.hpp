// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "verif/harness/bench.hpp"
#include "verif/harness/streams/pace.hpp"
#include "verif/suites/elsa_select/coverage.hpp"
#include "verif/suites/elsa_select/query.hpp"

namespace winnow::verif::elsa_select {

// Gives queries, plays the key memories, moves on from query to query, and keeps an account of its own of
// which candidates are due: a second opinion beside the model, which the bench compares in every cycle.
class Driver {
 public:
  // `coverage` may be null.
  Driver(Bench& bench, const config::ElsaSelectParameters& parameters, ElsaSelectCoverage* coverage);

  const ElsaSelectShape& shape() const { return shape_; }
  Random& random() { return bench_.random(); }

  // Reset, then queries as soon as they are taken and every advance at once; random keys.
  void start();
  void reset(unsigned cycles = 2);
  // What the memories hold; only while nothing is in the bank.
  void keys(Keys keys);
  const Keys& keys() const { return keys_; }
  void set_query_pace(streams::Pace pace) { query_pace_.set(pace); }
  // When advance_i is high, whether or not it counts.
  void set_advance_pace(streams::Pace pace) { advance_pace_.set(pace); }

  void send(const Query& query) { waiting_.push_back(query); }
  std::size_t waiting() const { return waiting_.size(); }
  bool is_empty() const { return waiting_.empty() && inside_.empty(); }
  void cycle(unsigned count = 1);
  // Until everything that was sent is through, both sides willing in the end.
  void drain();

  // What became of a query, in the order of their coming.
  struct Passage {
    std::uint64_t accepted = 0, advanced = 0;  // cycles
    unsigned seen = 0, candidates = 0;
    std::vector<std::uint64_t> candidate_cycles{};
  };
  const std::vector<Passage>& passages() const { return passages_; }
  void forget_passages() { passages_.clear(); }

 private:
  struct Inside {
    Verdict due;
    Passage passage;
    unsigned rows_left = 0, next_row = 0;
    std::deque<std::pair<std::uint64_t, unsigned>> arriving;  // from that cycle on in the queues: how many
    unsigned queued = 0;
  };

  void drive();
  void watch();
  void watch_scan();
  void watch_candidate();
  void watch_advance();
  void accept();
  std::uint64_t got(std::size_t output, unsigned width) const;
  [[noreturn]] void fail(const std::string& what) const;

  Bench& bench_;
  config::ElsaSelectParameters parameters_;
  ElsaSelectShape shape_;
  ElsaSelectCoverage* coverage_;
  streams::PaceMaker query_pace_, advance_pace_;
  Keys keys_;
  std::deque<Query> waiting_;
  std::deque<Inside> inside_;  // the first is the current one
  std::vector<Passage> passages_;
  std::optional<unsigned> read_;  // the row that was read in the cycle before
  bool offers_ = false, advanced_before_ = false;
  std::uint64_t advances_ = 0;  // since the last reset
};

}  // namespace winnow::verif::elsa_select
