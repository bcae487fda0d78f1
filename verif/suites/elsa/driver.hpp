// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "verif/harness/bench.hpp"
#include "verif/harness/streams/pace.hpp"
#include "verif/suites/elsa/coverage.hpp"
#include "verif/suites/elsa/head.hpp"
#include "verif/suites/elsa/verdict.hpp"

namespace winnow::verif::elsa {

// What became of a head. Without hidden preprocessing it begins when it is transferred.
struct Passage {
  std::uint64_t transferred = 0, done = 0;        // cycles
  std::uint64_t begun = 0;                        // it is at work from the next cycle on
  std::vector<std::uint64_t> taken, selected;     // cycles, by query
  std::vector<std::vector<unsigned>> candidates;  // by query, by bank
  std::vector<Vector> rows;                       // by query: what was written
  bool error = false;
};

// Gives heads, plays the memories of queries, keys, values and results, and keeps an account of its own of
// what must come out: which keys each query reads, where each element of its row lies, what is written, when
// it is done. A second opinion beside the model, which the bench compares in every cycle. What was not asked
// for, and what lies beyond a head's vectors, is random.
class Driver {
 public:
  // `coverage` may be null.
  Driver(Bench& bench, const config::ElsaParameters& parameters, ElsaCoverage* coverage);

  const ElsaShape& shape() const { return shape_; }
  const config::ElsaParameters& parameters() const { return parameters_; }
  Random& random() { return bench_.random(); }

  // Reset; heads are then offered at once.
  void start();
  void reset(unsigned cycles = 2);
  // When start_valid_i rises for a head that waits; it stays high, then.
  void set_pace(streams::Pace pace) { pace_.set(pace); }

  void send(const Head& head) { waiting_.push_back(head); }
  std::size_t waiting() const { return waiting_.size(); }
  void cycle(unsigned count = 1);
  // Nothing was sent that is not done, but for what is done in the next cycle.
  bool is_empty() const { return waiting_.empty() && !next_ && !running_; }
  // Until every head that was sent is done, and two cycles more.
  void drain();

  // Heads that are done, in order.
  const std::vector<Passage>& passages() const { return passages_; }
  void forget_passages() { passages_.clear(); }

 private:
  // A memory: packed words by address.
  using Memory = std::vector<Words>;

  struct Running {
    Running(const config::ElsaParameters& parameters, const ElsaShape& shape, const Head& given);

    Head head;
    Verdict verdict;
    Memory queries, keys, values;
    Passage passage;
    unsigned keys_read = 0;                         // for hash and norm
    std::uint64_t key_read = 0;                     // the last of them: cycle
    std::vector<unsigned> query_reads;              // how often, by query
    std::vector<std::vector<unsigned>> candidates;  // of the current query, by bank: keys in order
    std::vector<std::deque<unsigned>> values_due;   // by bank: keys in order
    unsigned compared = 0;                          // queries whose keys have been compared
    bool selected_before = false;                   // in the cycle before
    std::vector<Bound> bounds;                      // of the row that is being written
    unsigned next_chunk = 0;
  };

  // With hidden preprocessing: the head that was transferred and has not begun.
  struct Next {
    Head head;
    std::unique_ptr<Running> running;  // none if there is nothing to work on
    std::uint64_t transferred = 0;
  };

  void drive();
  void drive_start();
  void drive_memory(std::size_t port, unsigned element, const std::optional<std::uint64_t>& address,
                    const Memory* memory, unsigned bank, unsigned banks);
  void watch();
  void watch_start(bool is_done);
  void watch_hash_keys();
  void watch_begin();
  bool begins_now() const;
  void take(const Head& head);
  void answer(const Head& head, std::uint64_t transferred);
  bool is_ready() const { return shape_.hides_preprocessing ? !next_ : !running_; }
  void watch_reads();
  void watch_key_read(unsigned bank, unsigned address);
  void watch_value_read(unsigned bank, unsigned address);
  void watch_queries();
  void watch_taken();
  void watch_pace(unsigned most_candidates) const;
  void watch_selected();
  void compare_keys();
  void watch_write();
  void watch_element(unsigned lane);
  void finish();
  std::uint64_t now() const { return bench_.cycle_count() - 1; }  // the cycle that has just been
  std::uint64_t patience(const Head& head) const;
  std::uint64_t got(std::size_t output, std::size_t index, unsigned width) const;
  bool got(std::size_t output) const { return got(output, 0, 1) != 0; }
  [[noreturn]] void fail(const std::string& what) const;

  Bench& bench_;
  config::ElsaParameters parameters_;
  ElsaShape shape_;
  ElsaCoverage* coverage_;
  streams::PaceMaker pace_;
  std::deque<Head> waiting_;
  bool started_ = false, offers_ = false;
  std::unique_ptr<Next> next_;
  std::unique_ptr<Running> running_;
  bool is_free_ = false;  // since this cycle a head can be transferred
  bool done_due_ = false, error_due_ = false;
  std::vector<Passage> passages_;
  std::optional<std::uint64_t> query_asked_, hash_key_asked_;            // in the cycle before
  std::vector<std::optional<std::uint64_t>> keys_asked_, values_asked_;  // by bank
};

}  // namespace winnow::verif::elsa
