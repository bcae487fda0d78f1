// SPDX-License-Identifier: Apache-2.0
#include "verif/models/elsa/control.hpp"

namespace winnow::verif {

void ElsaControl::reset() {
  working_ = waiting_ = done_ = error_ = begins_ = ends_ = false;
  next_issue_ = now_;
}

bool ElsaControl::is_refused(const ElsaHead& head) const {
  return head.queries > shape_.tokens || head.keys > shape_.tokens || head.dimension == 0 ||
         head.dimension > shape_.dimension;
}

bool ElsaControl::issues_key() const {
  return (shape_.hides ? next_runs() : working_) && keys_issued_ < prepared().keys;
}

bool ElsaControl::issues_query() const {
  if (!working_ || queries_issued_ == head_.queries) return false;
  if (!shape_.hides && keys_issued_ < head_.keys) return false;
  // A slot that begins a query reads it in the next cycle, as what is issued now would be.
  return queries_issued_ - accepted_ < shape_.select.tags && !begins_;
}

ElsaControl::Events ElsaControl::events(const Parts& parts) const {
  Events events;
  if (now_ >= next_issue_) {
    if (issues_query()) {
      events.issued = Vector{false, queries_issued_};
    } else if (issues_key()) {
      events.issued = Vector{true, keys_issued_};
    }
  }
  events.leaves = waiting_ && !working_ && (!next_runs() || is_prepared());
  if (!working_) return events;
  // A head that waited is prepared when it begins.
  events.accepts = parts.hashed && parts.ready && (shape_.hides || is_prepared());
  events.moves_on = parts.finishing && now_ >= may_move_from_;
  return events;
}

// A transfer.
void ElsaControl::take(const ElsaHead& head) {
  keys_issued_ = 0;
  prepared_from_ = now_ + 1;
  if (!shape_.hides) return begin(head);
  waiting_ = true;
  next_ = head;
}

void ElsaControl::begin(const ElsaHead& head) {
  error_ = is_refused(head);
  done_ = !runs(head);
  if (done_) return;
  working_ = true;
  head_ = head;
  queries_issued_ = accepted_ = moved_ = written_ = 0;
  may_move_from_ = now_ + 1;
}

void ElsaControl::clock(const Events& events, const Parts& parts, const std::optional<ElsaHead>& offered) {
  const bool was_ready = is_ready();
  done_ = error_ = begins_ = ends_ = false;
  if (events.issued) {
    ++(events.issued->is_key ? keys_issued_ : queries_issued_);
    next_issue_ = now_ + shape_.hash_cycles;
    if (events.issued->is_key) prepared_from_ = now_ + shape_.preparation_delay();
  }
  if (events.accepts) begins_ = accepted_++ == 0;
  if (events.moves_on) {
    ++moved_;
    may_move_from_ = now_ + shape_.chunks;
    ends_ = true;
    begins_ = moved_ < head_.queries;
  }
  if (parts.row_ends && ++written_ == head_.queries) {
    working_ = false;
    done_ = true;
  }
  if (events.leaves) {
    waiting_ = false;
    begin(next_);
  }
  if (was_ready && offered) take(*offered);
  ++now_;
}

}  // namespace winnow::verif
