// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "verif/models/elsa/shape.hpp"

namespace winnow::verif {

// What a head is started with; words of the ports.
struct ElsaHead {
  unsigned queries = 0, keys = 0, dimension = 0;
  bool causal = false, approximation_off = false;
  std::uint64_t threshold = 0, scale = 0;
};

// "Control, cycle by cycle" of docs/cores/elsa.md: which vector is issued, when the banks accept a query and
// move on, when a head is done. Knows nothing of vectors. With hidden preprocessing a head waits from its
// transfer until it begins, while another one may be at work; without, it begins with its transfer.
class ElsaControl {
 public:
  explicit ElsaControl(const ElsaShape& shape) : shape_(shape) {}

  // A key or a query of the head.
  struct Vector {
    bool is_key = false;
    unsigned number = 0;
  };
  // What the parts say in a cycle.
  struct Parts {
    bool ready = false;      // all banks can accept a query
    bool finishing = false;  // all banks are finishing theirs
    bool hashed = false;     // the next query's hash is there
    bool row_ends = false;   // the last chunk of a query's row is written
  };
  // What happens in a cycle.
  struct Events {
    std::optional<Vector> issued;
    bool accepts = false, moves_on = false;
    bool leaves = false;  // the head that waits begins, or is done if it does not run
  };

  void reset();
  Events events(const Parts& parts) const;
  // Of this cycle's events; `offered` is the head at the ports, if any.
  void clock(const Events& events, const Parts& parts, const std::optional<ElsaHead>& offered);

  bool is_ready() const { return shape_.hides ? !waiting_ : !working_; }  // for a head
  const ElsaHead& head() const { return head_; }                          // at work
  // Whose keys are hashed.
  const ElsaHead& prepared() const { return shape_.hides ? next_ : head_; }
  // The head that waits is to run, not refused nor without queries.
  bool next_runs() const { return waiting_ && runs(next_); }
  bool done() const { return done_; }
  bool error() const { return error_; }
  // The slot of this cycle.
  bool begins() const { return begins_; }
  bool ends() const { return ends_; }
  // The query whose candidates go to attention.
  unsigned current() const { return moved_; }
  unsigned accepted() const { return accepted_; }  // queries so far
  unsigned written() const { return written_; }    // rows so far

 private:
  bool is_refused(const ElsaHead& head) const;
  bool runs(const ElsaHead& head) const { return !is_refused(head) && head.queries > 0; }
  bool issues_key() const;
  bool issues_query() const;
  // The keys' hashes, norms and the cut-off are there.
  bool is_prepared() const { return keys_issued_ >= prepared().keys && now_ >= prepared_from_; }
  void take(const ElsaHead& head);
  void begin(const ElsaHead& head);

  ElsaShape shape_;
  std::uint64_t now_ = 0;  // a number of this cycle
  bool working_ = false, waiting_ = false;
  ElsaHead head_, next_;
  bool done_ = false, error_ = false, begins_ = false, ends_ = false;
  unsigned keys_issued_ = 0, queries_issued_ = 0;
  unsigned accepted_ = 0, moved_ = 0, written_ = 0;      // queries
  std::uint64_t next_issue_ = 0;                         // not before that cycle
  std::uint64_t prepared_from_ = 0, may_move_from_ = 0;  // that cycle on
};

}  // namespace winnow::verif
