// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "gen/config/elsa_parameters.hpp"
#include "verif/models/elsa/model.hpp"

namespace winnow::verif::elsa {

// What the cycles of a query's execution went to, counted in the bank that is the last to finish the query
// (of equal ones that with the most candidates): all banks wait for it. Every cycle is in one of the five
// parts.
struct Spent {
  std::uint64_t hash = 0;       // the query is not in the bank: it waits for its hash
  std::uint64_t attention = 0;  // a candidate leaves
  std::uint64_t scan = 0;       // none leaves, and rows of the query were still to be read
  std::uint64_t way = 0;        // none leaves; all rows are read, the last are on their way to the queues
  std::uint64_t division = 0;   // nothing is left that could leave: C cycles between queries are not over
  // Of scan and way: a candidate was still to come. The others, after the last one, are what it takes to know
  // that it was the last.
  std::uint64_t late = 0;

  std::uint64_t cycles() const { return hash + attention + scan + way + division; }
  Spent& operator+=(const Spent& other);
  bool operator==(const Spent&) const = default;
};

// Sees the model of the accelerator at work on one head, and counts what its ports do not tell. The model is
// that which the bench compares with the device in every cycle.
class Insight {
 public:
  // The model must outlive this, and this the model's last cycle.
  Insight(ElsaModel& model, const config::ElsaParameters& parameters);
  Insight(const Insight&) = delete;
  Insight& operator=(const Insight&) = delete;

  // Of the last head, by query: from the cycle after query 0's acceptance on, or after the query before moved
  // on, up to that in which this one does.
  const std::vector<Spent>& spent() const { return spent_; }
  // Rows of the last head before the output is rounded: quotients of the model's sums with 16 fraction bits.
  const std::vector<std::vector<double>>& rows() const { return rows_; }

 private:
  enum class State : std::uint8_t { hash, attention, scan, way, finished };
  // A bank in the cycles of the current query.
  struct Bank {
    std::uint64_t rows_read = 0;  // of all queries so far
    std::uint64_t rows_due = 0;   // of the queries up to the current one
    std::vector<State> states;    // cycle by cycle
    std::size_t finished = 0;     // the first cycle in which it was finishing
  };

  void see(const ElsaModel::Moment& moment);
  void begin_head(const ElsaHead& head);
  void add_due_rows(const ElsaHead& head, unsigned query);
  State state_of(const ElsaModel::Moment& moment, unsigned bank) const;
  void see_banks(const ElsaModel::Moment& moment);
  const Bank& last_bank() const;
  Spent count(const Bank& bank) const;
  void see_division(const ElsaModel::Moment& moment);

  ElsaShape shape_;
  ElsaDividePart fine_;  // the division once more, with an output format that has room
  bool works_ = false;
  std::vector<Bank> banks_;
  std::vector<Spent> spent_;
  std::vector<std::vector<double>> rows_;
};

}  // namespace winnow::verif::elsa
