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

// "Control, cycle by cycle" and "Hidden preprocessing" of docs/cores/elsa.md: which vector is issued, when a
// head goes to work, when the banks accept a query and move on, when a head is done. Knows nothing of
// vectors.
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
    bool leaves = false;        // the head that waits waits no longer (with hidden preprocessing)
    bool goes_to_work = false;  // and is worked on
  };

  void reset();
  Events events(const Parts& parts) const;
  // Of this cycle's events; `offered` is the head at the ports, if any.
  void clock(const Events& events, const Parts& parts, const std::optional<ElsaHead>& offered);

  bool is_ready() const { return shape_.hides_preprocessing ? !waiting_ : !working_; }  // for a head
  const ElsaHead& head() const { return head_; }                                        // at work
  // The head whose keys are hashed, if any.
  const ElsaHead* prepared() const;
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
  std::optional<Vector> issued() const;
  bool can_issue_key() const;
  bool can_issue_query() const;
  bool has_cutoff() const;
  bool is_prepared() const;
  void count(const Events& events, const Parts& parts);
  void answer(const ElsaHead& head);
  void start(const ElsaHead& head);
  void take(const ElsaHead& head);

  ElsaShape shape_;
  std::uint64_t now_ = 0;  // a number of this cycle
  bool working_ = false;
  ElsaHead head_;
  std::optional<ElsaHead> waiting_;  // with hidden preprocessing
  bool done_ = false, error_ = false, begins_ = false, ends_ = false;
  unsigned keys_issued_ = 0;  // of the head that is prepared
  // Of the head at work.
  unsigned queries_issued_ = 0, accepted_ = 0, moved_ = 0, written_ = 0;
  std::uint64_t next_issue_ = 0;                       // not before that cycle
  std::uint64_t cutoff_from_ = 0, may_move_from_ = 0;  // that cycle on
  std::uint64_t prepared_from_ = 0;                    // likewise
};

}  // namespace winnow::verif
