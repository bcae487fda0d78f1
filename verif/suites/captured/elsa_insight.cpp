// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/captured/elsa_insight.hpp"

#include <algorithm>
#include <cmath>

#include "verif/models/words.hpp"

namespace winnow::verif::elsa {
namespace {

// The most that the division takes.
constexpr unsigned fine_integer_bits = 8, fine_fraction_bits = 16,
                   fine_bits = 1 + fine_integer_bits + fine_fraction_bits;

config::ElsaDivideParameters fine_division(const config::ElsaParameters& parameters) {
  config::ElsaDivideParameters divide = parameters.divide();
  divide.output_format = {
      .is_signed = true, .integer_bits = fine_integer_bits, .fraction_bits = fine_fraction_bits};
  return divide;
}

}  // namespace

Spent& Spent::operator+=(const Spent& other) {
  hash += other.hash;
  attention += other.attention;
  scan += other.scan;
  way += other.way;
  division += other.division;
  late += other.late;
  return *this;
}

Insight::Insight(ElsaModel& model, const config::ElsaParameters& parameters)
    : shape_(parameters), fine_(fine_division(parameters)) {
  fine_.power_up();
  fine_.give(fine_.reset, 0);
  fine_.clock();
  fine_.give(fine_.reset, 1);
  model.observe([this](const ElsaModel::Moment& moment) { see(moment); });
}

void Insight::see(const ElsaModel::Moment& moment) {
  const bool works = moment.control.works();
  if (works && !works_) begin_head(moment.control.head());
  works_ = works;
  if (!works) return;
  see_division(moment);
  for (unsigned bank = 0; bank < shape_.banks; ++bank) {
    // Before query 0 is accepted there is nothing to execute, and no row is read.
    const bool executes =
        moment.control.accepted() > 0 && moment.control.current() < moment.control.head().queries;
    if (executes) banks_[bank].states.push_back(state_of(moment, bank));
  }
  see_banks(moment);
}

void Insight::begin_head(const ElsaHead& head) {
  banks_.assign(shape_.banks, {});
  spent_.clear();
  rows_.clear();
  add_due_rows(head, 0);
}

// Rows are read query by query, so that counting them says whose they are.
void Insight::add_due_rows(const ElsaHead& head, unsigned query) {
  const unsigned seen = head.causal ? std::min(head.keys, query + 1) : head.keys;
  for (unsigned bank = 0; bank < shape_.banks; ++bank) {
    const unsigned keys = (seen + shape_.banks - 1 - bank) / shape_.banks;
    banks_[bank].rows_due += (keys + shape_.selectors - 1) / shape_.selectors;
  }
}

Insight::State Insight::state_of(const ElsaModel::Moment& moment, unsigned bank) const {
  const ElsaSelectPart& select = moment.parts.selects[bank];
  if (moment.control.accepted() <= moment.control.current()) return State::hash;
  if (select.flag(select.candidate)) return State::attention;
  if (select.flag(select.finishing)) return State::finished;
  return banks_[bank].rows_read < banks_[bank].rows_due ? State::scan : State::way;
}

void Insight::see_banks(const ElsaModel::Moment& moment) {
  for (unsigned number = 0; number < shape_.banks; ++number) {
    const ElsaSelectPart& select = moment.parts.selects[number];
    Bank& bank = banks_[number];
    if (select.flag(select.row_read)) ++bank.rows_read;
    if (!select.flag(select.finishing)) bank.finished = bank.states.size();
  }
  if (!moment.events.moves_on) return;
  spent_.push_back(count(last_bank()));
  for (Bank& bank : banks_) {
    bank.states.clear();
    bank.finished = 0;
  }
  add_due_rows(moment.control.head(), moment.control.current() + 1);
}

const Insight::Bank& Insight::last_bank() const {
  return *std::ranges::max_element(banks_, {}, [](const Bank& bank) {
    return std::pair(bank.finished, std::ranges::count(bank.states, State::attention));
  });
}

Spent Insight::count(const Bank& bank) const {
  const auto cycles = [&](State state) {
    return static_cast<std::uint64_t>(std::ranges::count(bank.states, state));
  };
  Spent spent{.hash = cycles(State::hash),
              .attention = cycles(State::attention),
              .scan = cycles(State::scan),
              .way = cycles(State::way)};
  // The division holds the banks for C cycles and no longer: beyond that a cycle without a candidate in which
  // they move on is the last of the way.
  (bank.states.size() > shape_.chunks ? spent.way : spent.division) += cycles(State::finished);
  const auto last = std::ranges::find(bank.states.rbegin(), bank.states.rend(), State::attention);
  spent.late = static_cast<std::uint64_t>(std::count_if(
      last, bank.states.rend(), [](State state) { return state == State::scan || state == State::way; }));
  return spent;
}

// Given what the model's own division is given, cycle by cycle.
void Insight::see_division(const ElsaModel::Moment& moment) {
  fine_.look();
  if (fine_.flag(fine_.result_valid)) {
    const auto chunk = static_cast<unsigned>(fine_.word(fine_.result_chunk));
    if (chunk == 0) rows_.emplace_back();
    for (unsigned lane = 0; lane < shape_.lanes && chunk * shape_.lanes + lane < shape_.dimension; ++lane) {
      const std::uint64_t bits =
          get_bits(fine_.says(fine_.result).value, std::size_t{lane} * fine_bits, fine_bits);
      rows_.back().push_back(std::ldexp(static_cast<double>(sign_extend(bits, fine_bits)),
                                        -static_cast<int>(fine_fraction_bits)));
    }
  }
  const ElsaDividePart& divide = moment.parts.divide;
  for (const std::size_t input :
       {divide.reset, divide.valid, divide.chunk, divide.last, divide.weight, divide.value})
    fine_.given(input) = divide.given(input);
  fine_.clock();
}

}  // namespace winnow::verif::elsa
