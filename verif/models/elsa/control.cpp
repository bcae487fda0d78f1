// SPDX-License-Identifier: Apache-2.0
#include "verif/models/elsa/control.hpp"

namespace winnow::verif {

void ElsaControl::reset() {
  working_ = done_ = error_ = begins_ = ends_ = false;
}

bool ElsaControl::is_refused(const ElsaHead& head) const {
  return head.queries > shape_.tokens || head.keys > shape_.tokens || head.dimension == 0 ||
         head.dimension > shape_.dimension;
}

bool ElsaControl::issues() const {
  if (!working_ || issued_ == head_.keys + head_.queries || now_ < next_issue_) return false;
  if (issued_ < head_.keys) return true;
  const unsigned on_their_way = issued_ - head_.keys - accepted_;
  // A slot that begins a query reads it in the next cycle, as what is issued now would be.
  return on_their_way < shape_.select.tags && !begins_;
}

bool ElsaControl::has_cutoff() const {
  return issued_ >= head_.keys && now_ >= cutoff_from_;
}

ElsaControl::Events ElsaControl::events(const Parts& parts) const {
  Events events;
  if (!working_) return events;
  if (issues()) {
    const bool is_key = issued_ < head_.keys;
    events.issued = Vector{is_key, is_key ? issued_ : issued_ - head_.keys};
  }
  events.accepts = parts.hashed && parts.ready && has_cutoff();
  events.moves_on = parts.finishing && now_ >= may_move_from_;
  return events;
}

void ElsaControl::start(const ElsaHead& head) {
  error_ = is_refused(head);
  done_ = error_ || head.queries == 0;
  if (done_) return;
  working_ = true;
  head_ = head;
  issued_ = accepted_ = moved_ = written_ = 0;
  next_issue_ = cutoff_from_ = may_move_from_ = now_ + 1;
}

void ElsaControl::clock(const Events& events, const Parts& parts, const std::optional<ElsaHead>& offered) {
  const bool was_ready = is_ready();
  done_ = error_ = begins_ = ends_ = false;
  if (events.issued) {
    ++issued_;
    next_issue_ = now_ + shape_.hash_cycles;
    if (events.issued->is_key) cutoff_from_ = now_ + shape_.cutoff_delay();
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
  if (was_ready && offered) start(*offered);
  ++now_;
}

}  // namespace winnow::verif
