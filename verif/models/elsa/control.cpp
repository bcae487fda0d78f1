// SPDX-License-Identifier: Apache-2.0
#include "verif/models/elsa/control.hpp"

namespace winnow::verif {

void ElsaControl::reset() {
  working_ = done_ = error_ = begins_ = ends_ = false;
  waiting_.reset();
  next_issue_ = now_;
}

bool ElsaControl::is_refused(const ElsaHead& head) const {
  return head.queries > shape_.tokens || head.keys > shape_.tokens || head.dimension == 0 ||
         head.dimension > shape_.dimension;
}

const ElsaHead* ElsaControl::prepared() const {
  if (!shape_.hides_preprocessing) return working_ ? &head_ : nullptr;
  return waiting_ && runs(*waiting_) ? &*waiting_ : nullptr;
}

bool ElsaControl::can_issue_key() const {
  return prepared() != nullptr && keys_issued_ < prepared()->keys;
}

bool ElsaControl::can_issue_query() const {
  if (!working_ || queries_issued_ == head_.queries) return false;
  if (!shape_.hides_preprocessing && keys_issued_ < head_.keys) return false;
  // A slot that begins a query reads it in the next cycle, as what is issued now would be.
  return queries_issued_ - accepted_ < shape_.select.tags && !begins_;
}

std::optional<ElsaControl::Vector> ElsaControl::issued() const {
  if (now_ < next_issue_) return std::nullopt;
  if (can_issue_query()) return Vector{false, queries_issued_};
  if (can_issue_key()) return Vector{true, keys_issued_};
  return std::nullopt;
}

// Of the head at work.
bool ElsaControl::has_cutoff() const {
  return shape_.hides_preprocessing || (keys_issued_ == head_.keys && now_ >= cutoff_from_);
}

bool ElsaControl::is_prepared() const {
  return !runs(*waiting_) || (keys_issued_ == waiting_->keys && now_ >= prepared_from_);
}

ElsaControl::Events ElsaControl::events(const Parts& parts) const {
  Events events;
  events.issued = issued();
  events.leaves = waiting_ && !working_ && is_prepared();
  events.goes_to_work = events.leaves && runs(*waiting_);
  if (!working_) return events;
  events.accepts = parts.hashed && parts.ready && has_cutoff();
  events.moves_on = parts.finishing && now_ >= may_move_from_;
  return events;
}

// Without working on it.
void ElsaControl::answer(const ElsaHead& head) {
  done_ = true;
  error_ = is_refused(head);
}

void ElsaControl::start(const ElsaHead& head) {
  working_ = true;
  head_ = head;
  queries_issued_ = accepted_ = moved_ = written_ = 0;
  may_move_from_ = now_ + 1;
}

// A head that is offered.
void ElsaControl::take(const ElsaHead& head) {
  keys_issued_ = 0;
  cutoff_from_ = prepared_from_ = now_ + 1;
  if (shape_.hides_preprocessing) {
    waiting_ = head;
  } else if (runs(head)) {
    start(head);
  } else {
    answer(head);
  }
}

void ElsaControl::count(const Events& events, const Parts& parts) {
  if (events.issued) {
    ++(events.issued->is_key ? keys_issued_ : queries_issued_);
    next_issue_ = now_ + shape_.hash_cycles;
    if (events.issued->is_key) {
      cutoff_from_ = now_ + shape_.cutoff_delay();
      prepared_from_ = now_ + shape_.preparation_delay();
    }
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
}

void ElsaControl::clock(const Events& events, const Parts& parts, const std::optional<ElsaHead>& offered) {
  const bool was_ready = is_ready();
  done_ = error_ = begins_ = ends_ = false;
  count(events, parts);
  if (events.goes_to_work) {
    start(*waiting_);
  } else if (events.leaves) {
    answer(*waiting_);
  }
  if (events.leaves) waiting_.reset();
  if (was_ready && offered) take(*offered);
  ++now_;
}

}  // namespace winnow::verif
