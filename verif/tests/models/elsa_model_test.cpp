// SPDX-License-Identifier: Apache-2.0
// The model of docs/cores/elsa.md: a head by hand, the closed forms at the published size and small ones, and
// rows against the sums of docs/cores/elsa_attention.md taken candidate by candidate.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>
#include <set>

#include "verif/harness/model_dut.hpp"
#include "verif/harness/words.hpp"
#include "verif/models/elsa/model.hpp"
#include "verif/models/elsa_attention/sums.hpp"
#include "verif/suites/elsa/driver.hpp"
#include "verif/suites/elsa/timing.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

using elsa::Head;
using elsa::Passage;

// One token, one element, one of everything: H = C = D = 1.
config::ElsaParameters tiny() {
  config::ElsaParameters p;
  p.maximum_tokens = p.banks = p.selectors = p.hash_multipliers = p.division_multipliers = 1;
  p.hash_factors = {{{{1}}}};
  p.cosine_table = {256, -256};
  return p;
}

// Two batches of 4 x 4 and 2 x 2 factors: d = 8, k = 16; stages of 16, 32, 32 and 16 multiplications.
config::ElsaParameters small() {
  config::ElsaParameters p;
  p.maximum_tokens = 30;
  p.banks = 3;
  p.selectors = 2;
  p.hash_multipliers = 16;
  p.division_multipliers = 3;
  const config::FactorMatrix four = {{9, -5, 7, 3}, {-4, 8, 6, -9}, {2, 7, -8, 5}, {6, 3, 1, -9}};
  const config::FactorMatrix two = {{5, -9}, {8, 4}};
  p.hash_factors = {{four, two}, {two, four}};
  p.allow_idle_multipliers = true;
  p.cosine_table = {256, 251, 236, 213, 181, 142, 98, 50, 0, -50, -98, -142, -181, -213, -236, -251, -256};
  return p;
}

// A model, driven by the suite's memories.
class Accelerator {
 public:
  explicit Accelerator(const config::ElsaParameters& parameters)
      : device_(std::make_unique<ElsaModel>(parameters)),
        model_(parameters),
        bench_(device_, model_, "elsa", 1),
        driver_(bench_, parameters, nullptr) {
    driver_.start();
  }
  elsa::Driver& driver() { return driver_; }
  Bench& bench() { return bench_; }
  Passage run(const Head& head) {
    driver_.send(head);
    driver_.drain();
    return driver_.passages().back();
  }
  Head plain_head(unsigned queries, unsigned keys) {
    return elsa::plain_head(driver_.shape(), driver_.random(), queries, keys);
  }

 private:
  ModelDut device_;
  ElsaModel model_;
  Bench bench_;
  elsa::Driver driver_;
};

// Cycles in which a flag of one bit is high, counted from the transfer.
std::vector<std::uint64_t> cycles_of(const std::map<std::string, std::vector<std::uint64_t>>& seen,
                                     const std::string& output, std::uint64_t transferred) {
  std::vector<std::uint64_t> cycles;
  if (seen.count(output) == 0) return cycles;
  for (const std::uint64_t cycle : seen.at(output)) {
    if (cycle > transferred) cycles.push_back(cycle - transferred);
  }
  return cycles;
}

// The candidates of each query as they leave: in each cycle, one key at most per bank.
using Slots = std::vector<std::map<unsigned, unsigned>>;  // cycle: bank, key

// The row of docs/cores/elsa_attention.md and elsa_divide.md.
std::vector<std::int64_t> row_of(const ElsaShape& shape, const Head& head, const elsa::Vector& query,
                                 const Slots& slots) {
  std::vector<ElsaSums> sums(shape.banks, ElsaSums(shape.attention));
  for (const auto& slot : slots) {
    std::map<unsigned, ElsaWeight> weights;
    std::uint64_t shared = 0;
    for (const auto& [bank, key] : slot) {
      std::int64_t score = 0;
      for (unsigned i = 0; i < head.dimension; ++i) score += query[i] * head.key_rows[key][i];
      weights[bank] = elsa_weight(shape.attention, score, head.scale);
      shared = std::max(shared, weights[bank].exponent);
    }
    for (ElsaSums& bank : sums) {
      if (shape.attention.wide) bank.share(shared);
    }
    for (const auto& [bank, key] : slot) sums[bank].add(weights[bank], head.value_rows[key]);
  }
  std::vector<std::int64_t> row;
  std::vector<std::uint64_t> weights;
  for (const ElsaSums& bank : sums) weights.push_back(bank.weight());
  for (unsigned i = 0; i < shape.dimension; ++i) {
    std::vector<std::uint64_t> values;
    for (const ElsaSums& bank : sums) values.push_back(static_cast<std::uint64_t>(bank.values()[i]));
    row.push_back(i < head.dimension ? elsa_quotient(shape.divide, weights, values) : 0);
  }
  return row;
}

// Runs a head, and the candidates' reads of each query: a slot's key is read one cycle after it.
Passage run_with_slots(Accelerator& accelerator, const Head& head, std::vector<Slots>& slots) {
  const ElsaShape& shape = accelerator.driver().shape();
  slots.assign(1, {});
  unsigned keys_left = head.keys;
  bool moved_on = false;
  Bench& bench = accelerator.bench();
  const std::size_t read = bench.output("key_read_o"), address = bench.output("key_address_o"),
                    selected = bench.output("query_selected_o");
  bench.on_cycle = [&, read, address, selected](const Bench& at) {
    std::map<unsigned, unsigned> slot;
    for (unsigned bank = 0; bank < shape.banks; ++bank) {
      if (!get_bit(at.got(read), bank)) continue;
      const auto word = get_bits(at.got(address), std::size_t{bank} * shape.address_bits, shape.address_bits);
      if (keys_left > 0) {
        --keys_left;
      } else {
        slot[bank] = static_cast<unsigned>(word) * shape.banks + bank;
      }
    }
    slots.back().push_back(slot);
    if (moved_on) slots.emplace_back();
    moved_on = get_bit(at.got(selected), 0);
  };
  Passage passage = accelerator.run(head);
  bench.on_cycle = {};
  return passage;
}

void check_rows(const config::ElsaParameters& parameters, std::uint64_t seed) {
  Accelerator accelerator(parameters);
  Random random(seed);
  const ElsaShape& shape = accelerator.driver().shape();
  for (unsigned i = 0; i < 6; ++i) {
    const Head head = elsa::random_head(shape, random, shape.tokens);
    std::vector<Slots> slots;
    const Passage passage = run_with_slots(accelerator, head, slots);
    BOOST_REQUIRE(passage.rows.size() == head.queries);
    for (unsigned query = 0; query < head.queries; ++query)
      BOOST_TEST((passage.rows[query] == row_of(shape, head, head.query_rows[query], slots.at(query))),
                 "query " << query << " of head " << i);
  }
}

}  // namespace

// The page's cycles, with H = 1, D = 1, C = 1 and V = 6. Transfer in cycle 0: the key is issued in cycle 1,
// the query in cycle 2; the cut-off comes last, in cycle 1 + D + 8; key and query are read a cycle later.
BOOST_AUTO_TEST_CASE(the_smallest_head_by_hand) {
  Accelerator accelerator(tiny());
  std::map<std::string, std::vector<std::uint64_t>> seen;
  Bench& bench = accelerator.bench();
  bench.on_cycle = [&](const Bench& at) {
    for (const char* output : {"query_read_o", "key_read_o", "value_read_o", "query_taken_o",
                               "query_selected_o", "output_write_o", "done_o"}) {
      if (get_bit(at.got(at.output(output)), 0)) seen[output].push_back(at.cycle_count() - 1);
    }
  };
  const std::uint64_t start = accelerator.run(accelerator.plain_head(1, 1)).transferred;
  bench.on_cycle = {};
  const std::map<std::string, std::vector<std::uint64_t>> due = {
      {"key_read_o", {2, 17}},         // for hash and norm; as candidate
      {"query_read_o", {3, 12}},       // for the hash; in the slot after the one that begins it
      {"query_taken_o", {10}},         // A
      {"query_selected_o", {16}},      // A + 1 + 5
      {"value_read_o", {16 + 5 + 1}},  // the slot's cycle + 5 + D
      {"output_write_o", {16 + 11 + 1 + 6}},
      {"done_o", {35}}};
  for (const auto& [output, cycles] : due)
    BOOST_TEST(cycles_of(seen, output, start) == cycles, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_published_size) {
  Accelerator accelerator({});
  const ElsaShape& shape = accelerator.driver().shape();
  BOOST_TEST(shape.hash_cycles == 3U);
  BOOST_TEST(shape.attention.dot_stages == 2U);
  BOOST_TEST(shape.chunks == 4U);
  const Passage passage = accelerator.run(accelerator.plain_head(6, 512));
  BOOST_TEST(passage.taken.front() - passage.transferred == 3U * 513U + 5U);
  for (unsigned query = 0; query < 6; ++query)
    BOOST_TEST(passage.selected[query] - passage.taken.front() == 128U + 5U + 128U * query);
  BOOST_TEST(passage.done - passage.selected.back() == 2U + 6U + 4U + 11U);
}

// Keys of a bank, hash and division in turn bound the queries.
BOOST_AUTO_TEST_CASE(what_bounds_the_queries) {
  struct Case {
    unsigned hash_multipliers, division_multipliers, keys, period;
  };
  // H = 6, 4 and 24 with 16, 32 and 4 multipliers.
  for (const Case& c : {Case{16, 8, 30, 10}, Case{32, 8, 30, 10}, Case{32, 1, 9, 8}, Case{4, 4, 12, 24},
                        Case{32, 2, 18, 6}}) {
    config::ElsaParameters p = small();
    p.hash_multipliers = c.hash_multipliers;
    p.division_multipliers = c.division_multipliers;
    Accelerator accelerator(p);
    const Passage passage = accelerator.run(accelerator.plain_head(9, c.keys));
    const std::uint64_t cycles = passage.selected.back() - passage.selected.front();
    BOOST_TEST(cycles == 8U * c.period,
               "H = " << accelerator.driver().shape().hash_cycles << ", " << c.keys << " keys: " << cycles);
  }
}

// The closed form of the execution, down to the shortest periods for which the page gives it.
BOOST_AUTO_TEST_CASE(the_closed_form_at_every_distance_ahead) {
  std::map<unsigned, std::set<std::uint64_t>> periods;  // by queries ahead
  for (unsigned ahead = 1; ahead <= 3; ++ahead) {
    for (const unsigned hash_multipliers : {4U, 8U, 16U, 32U}) {  // H = 12, 6, 3, 2
      for (const unsigned division_multipliers : {1U, 2U, 4U, 8U}) {
        config::ElsaParameters p = small();
        p.hash_factors.pop_back();
        p.cosine_table.resize(9);
        p.queries_ahead = ahead;
        p.hash_multipliers = hash_multipliers;
        p.division_multipliers = division_multipliers;
        Accelerator accelerator(p);
        const ElsaShape& shape = accelerator.driver().shape();
        for (unsigned keys = 1; keys <= 30; keys += keys < 10 ? 1 : 5) {
          const auto due = elsa::execution_cycles(shape, 9, keys);
          if (!due) continue;
          const Passage passage = accelerator.run(accelerator.plain_head(9, keys));
          BOOST_TEST(passage.selected.back() - passage.taken.front() == *due,
                     ahead << " ahead, " << hash_multipliers << " and " << division_multipliers
                           << " multipliers, " << keys << " keys");
          periods[ahead].insert(passage.selected[8] - passage.selected[7]);
        }
      }
    }
  }
  BOOST_TEST(*periods[1].begin() == 6U);
  BOOST_TEST(*periods[2].begin() == 3U);
  BOOST_TEST(*periods[3].begin() == 3U);
}

// With H = 12 = c + 10 every second issue is due while a slot begins a query.
BOOST_AUTO_TEST_CASE(issues_that_are_put_off) {
  config::ElsaParameters p = small();
  p.hash_multipliers = 8;
  Accelerator accelerator(p);
  const unsigned cycles = accelerator.driver().shape().hash_cycles;
  BOOST_TEST(cycles == 12U);
  const Passage passage = accelerator.run(accelerator.plain_head(7, 6));
  BOOST_TEST(passage.selected.back() - passage.selected.front() == 6U * 12U + 3U);
}

// The page's cycles with H = D = C = 1 and V = 6, transfer in cycle 0: the key is issued in cycle 1, so that
// the head begins in cycle 1 + max(H + 4, D + 8) = 10. The second head is transferred in cycle 11, its key
// issued in cycle 12, beside no query: query 0 was issued in cycle 11. It begins when the first is done.
BOOST_AUTO_TEST_CASE(the_smallest_hidden_head_by_hand) {
  config::ElsaParameters p = tiny();
  p.hide_preprocessing = true;
  Accelerator accelerator(p);
  std::map<std::string, std::vector<std::uint64_t>> seen;
  Bench& bench = accelerator.bench();
  bench.on_cycle = [&](const Bench& at) {
    for (const char* output : {"execution_begins_o", "hash_key_read_o", "query_read_o", "key_read_o",
                               "query_taken_o", "query_selected_o", "output_write_o", "done_o"}) {
      if (get_bit(at.got(at.output(output)), 0)) seen[output].push_back(at.cycle_count() - 1);
    }
  };
  const Head head = accelerator.plain_head(1, 1);
  accelerator.driver().send(head);
  const std::uint64_t start = accelerator.run(head).transferred - 11;
  bench.on_cycle = {};
  const std::map<std::string, std::vector<std::uint64_t>> due = {
      {"execution_begins_o", {10, 41}},
      {"hash_key_read_o", {2, 13}},
      {"query_taken_o", {16, 47}},         // B + H + 5
      {"query_read_o", {12, 18, 43, 49}},  // B + 2; A + 2
      {"query_selected_o", {22, 53}},      // A + 1 + 5
      {"key_read_o", {23, 54}},            // as candidate only
      {"output_write_o", {40, 71}},        // 11 + D + V after the banks moved on
      {"done_o", {41, 72}}};
  for (const auto& [output, cycles] : due)
    BOOST_TEST(cycles_of(seen, output, start) == cycles, boost::test_tools::per_element());
  BOOST_TEST(accelerator.driver().passages().front().transferred == start);
}

// H = 3, D = 2, C = 4: the begin comes 10 cycles after the last key's issue; P = 128. 511 H for the keys.
BOOST_AUTO_TEST_CASE(the_published_size_hidden) {
  config::ElsaParameters p;
  p.hide_preprocessing = true;
  Accelerator accelerator(p);
  const Head head = accelerator.plain_head(14, 512);
  for (unsigned i = 0; i < 2; ++i) accelerator.driver().send(head);
  accelerator.run(head);
  const std::vector<Passage>& passages = accelerator.driver().passages();
  BOOST_TEST(passages[0].begun - passages[0].transferred == 1U + 3U * 511U + 10U);
  for (const Passage& passage : passages) {
    BOOST_TEST(passage.taken.front() - passage.begun == 3U + 5U);
    BOOST_TEST(passage.selected.back() - passage.taken.front() == 128U + 5U + 13U * 128U);
    BOOST_TEST(passage.done - passage.begun == 3U + 128U + 2U + 6U + 4U + 21U + 13U * 128U);
  }
  // 512 keys take less than 14 queries: nothing is left of the preprocessing.
  for (unsigned i = 1; i < 3; ++i) BOOST_TEST(passages[i].begun == passages[i - 1].done);
}

// One that is prepared late begins as late as its keys make it: the head before, with one query, is done
// first.
BOOST_AUTO_TEST_CASE(a_long_preparation_behind_a_short_head) {
  config::ElsaParameters p = small();
  p.hide_preprocessing = true;
  Accelerator accelerator(p);
  const unsigned cycles = accelerator.driver().shape().hash_cycles;
  BOOST_TEST(cycles == 6U);
  BOOST_TEST(accelerator.driver().shape().attention.dot_stages == 2U);
  accelerator.driver().send(accelerator.plain_head(1, 1));
  const Passage second = accelerator.run(accelerator.plain_head(1, 30));
  const Passage& first = accelerator.driver().passages().front();
  BOOST_TEST(second.transferred == first.begun + 1U);
  // Query 0 of the first is issued in that cycle, the first key 6 later, and so on; 10 after the last.
  BOOST_TEST(second.begun == second.transferred + 30U * 6U + 10U);
  BOOST_TEST(second.begun > first.done);
}

// Transferred in each cycle of the work before, or after it.
BOOST_AUTO_TEST_CASE(a_hidden_head_that_comes_early_or_late) {
  config::ElsaParameters p = tiny();
  p.hide_preprocessing = true;
  Accelerator accelerator(p);
  const Head head = accelerator.plain_head(1, 1);
  // The first is transferred in cycle 0, begins in cycle 10, and is done in cycle 41.
  for (unsigned after = 12; after < 50; ++after) {
    accelerator.driver().send(head);
    accelerator.driver().cycle(after);
    const Passage second = accelerator.run(head);
    const std::vector<Passage>& passages = accelerator.driver().passages();
    const Passage& first = passages[passages.size() - 2];
    BOOST_TEST(second.transferred - first.transferred == after);
    BOOST_TEST(second.begun - first.transferred == std::max(41U, after + 10U));
    BOOST_TEST(second.done - second.begun == 31U);
  }
}

// Refused, without queries and without keys: each waits a cycle; behind a head at work until that is done.
BOOST_AUTO_TEST_CASE(hidden_heads_with_nothing_to_prepare) {
  config::ElsaParameters p = small();
  p.hide_preprocessing = true;
  Accelerator accelerator(p);
  Head refused = accelerator.plain_head(1, 1);
  refused.dimension = 9;
  const Head empty = accelerator.plain_head(0, 30), keyless = accelerator.plain_head(2, 0);
  for (const Head& head : {refused, empty}) {
    const Passage alone = accelerator.run(head);
    BOOST_TEST(alone.done - alone.transferred == 2U);
    BOOST_TEST(alone.error == (head.dimension == 9));
  }
  const Passage alone = accelerator.run(keyless);
  BOOST_TEST(alone.begun - alone.transferred == 1U);
  BOOST_TEST(alone.taken.front() - alone.transferred == 1U + 6U + 5U);
  BOOST_TEST((alone.rows.back() == elsa::Vector(8, 0)));

  accelerator.driver().forget_passages();
  for (const Head& head : {accelerator.plain_head(2, 9), refused, empty, keyless})
    accelerator.driver().send(head);
  accelerator.run(accelerator.plain_head(1, 1));
  const std::vector<Passage>& passages = accelerator.driver().passages();
  BOOST_REQUIRE(passages.size() == 5U);
  BOOST_TEST(passages[1].done == passages[0].done + 1U);
  // Transferred in the cycle after the begin of the one before, it waits in the next.
  BOOST_TEST(passages[2].transferred == passages[0].done + 1U);
  BOOST_TEST(passages[2].done == passages[1].done + 2U);
  BOOST_TEST(passages[3].begun == passages[2].begun + 2U);
  BOOST_TEST(passages[4].begun == passages[3].done);
}

// From P = H + 2 on keys of the next head put off no query, whatever the phase.
BOOST_AUTO_TEST_CASE(keys_between_queries) {
  for (const unsigned ahead : {1U, 2U, 3U}) {
    for (const unsigned multipliers : {8U, 12U, 16U, 32U}) {
      config::ElsaParameters p = small();
      p.hide_preprocessing = true;
      p.maximum_tokens = 100;
      p.selectors = 4;
      p.division_multipliers = 8;
      p.queries_ahead = ahead;
      p.hash_multipliers = multipliers;
      Accelerator accelerator(p);
      const unsigned hash = accelerator.driver().shape().hash_cycles;
      // With lanes for all elements and four selectors P is c.
      const auto work = [&](unsigned candidates) {
        const Head head = accelerator.plain_head(12, 3 * candidates);
        accelerator.driver().send(head);
        accelerator.run(head);
        const Passage& first = accelerator.driver().passages().end()[-2];
        return first.done - first.begun;
      };
      for (unsigned period = hash + 2; period <= hash + 8; ++period)
        BOOST_TEST(work(period) == hash + period + 2 + 6 + 1 + 21 + 11 * period,
                   "H = " << hash << ", P = " << period);
    }
  }
}

BOOST_AUTO_TEST_CASE(refused_and_empty_heads) {
  Accelerator accelerator(small());
  const auto answer = [&](unsigned queries, unsigned keys, unsigned dimension) {
    Head head = accelerator.plain_head(queries, keys);
    head.dimension = dimension;
    const Passage passage = accelerator.run(head);
    BOOST_TEST(passage.done - passage.transferred == 1U);
    return passage.error;
  };
  BOOST_TEST(answer(31, 1, 8));
  BOOST_TEST(answer(1, 31, 8));
  BOOST_TEST(answer(1, 1, 0));
  BOOST_TEST(answer(1, 1, 9));
  BOOST_TEST(answer(0, 31, 8));
  BOOST_TEST(!answer(0, 30, 8));
  BOOST_TEST(!answer(0, 0, 1));
}

BOOST_AUTO_TEST_CASE(a_head_without_keys) {
  Accelerator accelerator(small());
  const Passage passage = accelerator.run(accelerator.plain_head(3, 0));
  BOOST_REQUIRE(passage.rows.size() == 3U);
  for (const auto& row : passage.rows) BOOST_TEST((row == elsa::Vector(8, 0)));
  BOOST_TEST(passage.taken.front() - passage.transferred ==
             1U + accelerator.driver().shape().hash_cycles + 4U);
}

// Alone: K = 0 begins in the cycle after the transfer, others as their keys are prepared; query 0 is accepted
// H + 5 cycles later.
BOOST_AUTO_TEST_CASE(a_hidden_head_alone) {
  for (const unsigned multipliers : {4U, 16U, 32U}) {
    config::ElsaParameters p = small();
    p.hide_preprocessing = true;
    p.hash_multipliers = multipliers;
    Accelerator accelerator(p);
    const ElsaShape& shape = accelerator.driver().shape();
    for (const unsigned keys : {0U, 1U, 2U, 7U, 30U}) {
      const Passage passage = accelerator.run(accelerator.plain_head(3, keys));
      const unsigned prepared = std::max(shape.hash_cycles + 4, shape.attention.dot_stages + 8);
      const unsigned begun = keys == 0 ? 1 : 1 + (keys - 1) * shape.hash_cycles + prepared;
      BOOST_TEST(passage.begun - passage.transferred == begun);
      BOOST_TEST(passage.taken.front() - passage.begun == shape.hash_cycles + 5);
      BOOST_TEST(passage.done - passage.selected.back() ==
                 shape.attention.dot_stages + 6 + shape.chunks + 11);
    }
  }
}

// The page's cycles as above, and a second head behind the first: begin in cycle 0.
BOOST_AUTO_TEST_CASE(the_smallest_hidden_heads_by_hand) {
  config::ElsaParameters p = tiny();
  p.hide_preprocessing = true;
  Accelerator accelerator(p);
  for (unsigned i = 0; i < 2; ++i) accelerator.driver().send(accelerator.plain_head(1, 1));
  std::map<std::string, std::vector<std::uint64_t>> seen;
  Bench& bench = accelerator.bench();
  bench.on_cycle = [&](const Bench& at) {
    for (const char* output : {"hash_key_read_o", "execution_begins_o", "start_ready_o", "query_read_o",
                               "key_read_o", "query_taken_o", "query_selected_o", "done_o"}) {
      if (get_bit(at.got(at.output(output)), 0)) seen[output].push_back(at.cycle_count() - 1);
    }
  };
  accelerator.driver().drain();
  bench.on_cycle = {};
  const std::uint64_t start = accelerator.driver().passages().front().transferred;
  // Issued in cycle 1, prepared max(H + 4, D + 8) = 9 later; the next is transferred a cycle after the begin,
  // and begins when the first is done, H + c + D + V + C + 21 = 31 cycles later.
  const std::map<std::string, std::vector<std::uint64_t>> due = {
      {"hash_key_read_o", {2, 13}},
      {"execution_begins_o", {10, 41}},
      {"query_read_o",
       {12, 18, 43, 49}},  // its hash's issue is B + 1; the slot after its acceptance is B + 7
      {"key_read_o", {23, 54}},
      {"query_taken_o", {16, 47}},     // B + H + 5
      {"query_selected_o", {22, 53}},  // A + c + 5
      {"done_o", {41, 72}}};
  for (const auto& [output, cycles] : due) {
    BOOST_TEST_CONTEXT(output)
    BOOST_TEST(cycles_of(seen, output, start) == cycles, boost::test_tools::per_element());
  }
  BOOST_TEST(accelerator.driver().passages()[1].transferred - start == 11U);
}

BOOST_AUTO_TEST_CASE(a_smaller_dimension_is_padded) {
  Accelerator accelerator(small());
  Head head = accelerator.plain_head(5, 20);
  head.dimension = 5;
  const Passage cut = accelerator.run(head);
  for (auto* rows : {&head.query_rows, &head.key_rows, &head.value_rows}) {
    for (elsa::Vector& row : *rows) std::fill(row.begin() + 5, row.end(), 0);
  }
  head.dimension = 8;
  BOOST_TEST((accelerator.run(head).rows == cut.rows));
}

BOOST_AUTO_TEST_CASE(rows_are_sums_in_the_order_of_the_candidates) {
  config::ElsaParameters p = small();
  check_rows(p, 1);
  p.sum_fraction_bits = 8;  // so that the order shows
  check_rows(p, 2);
  p.sums = "float";
  p.sum_fraction_bits = 5;
  check_rows(p, 3);
}

// Vectors as real ones are, without the output's rounding: error of the formats alone, against double
// precision.
BOOST_AUTO_TEST_CASE(rows_are_near_double_precision) {
  for (const unsigned term_bits : {5U, 7U}) {
    config::ElsaParameters p;
    p.maximum_tokens = 64;
    p.term_fraction_bits = term_bits;
    p.output_format.fraction_bits = 16;
    Accelerator accelerator(p);
    Head head = accelerator.plain_head(8, 64);
    for (auto* rows : {&head.query_rows, &head.key_rows, &head.value_rows}) {
      for (elsa::Vector& row : *rows) {
        for (std::int64_t& element : row)
          element = static_cast<std::int64_t>(accelerator.driver().random().below(33)) - 16;
      }
    }
    const Passage passage = accelerator.run(head);
    double difference = 0, size = 0;
    for (unsigned query = 0; query < head.queries; ++query) {
      std::vector<double> exact(64, 0.0);
      double total = 0;
      for (unsigned key = 0; key < head.keys; ++key) {
        double score = 0;
        for (unsigned i = 0; i < 64; ++i)
          score += static_cast<double>(head.query_rows[query][i] * head.key_rows[key][i]) / 64;
        const double weight = std::exp2(score * static_cast<double>(head.scale) / 65536);
        total += weight;
        for (unsigned i = 0; i < 64; ++i)
          exact[i] += weight * static_cast<double>(head.value_rows[key][i]) / 8;
      }
      for (unsigned i = 0; i < 64; ++i) {
        const double got = static_cast<double>(passage.rows[query][i]) / 65536;
        difference += std::pow(got - exact[i] / total, 2);
        size += std::pow(exact[i] / total, 2);
      }
    }
    BOOST_TEST(std::sqrt(difference / size) < (term_bits == 5 ? 0.02 : 0.004));
    BOOST_TEST_MESSAGE("relative error " << std::sqrt(difference / size));
  }
}
