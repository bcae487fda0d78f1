// SPDX-License-Identifier: Apache-2.0
// The model of docs/cores/elsa_select.md against the page, by hand, and the shipped table against
// mathematics.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numbers>

#include "verif/models/elsa_select/model.hpp"
#include "verif/models/words.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

config::ElsaSelectParameters two_selectors() {
  return {.maximum_keys = 6,
          .banks = 1,
          .selectors = 2,
          .hash_bits = 2,
          .queue_depth = 0,
          .queries_ahead = 2,
          .norm_format = {.is_signed = false, .integer_bits = 2, .fraction_bits = 0},
          .threshold_fraction_bits = 1,
          .cosine_fraction_bits = 1,
          .cosine_table = {2, 0, -2}};
}

// Inputs and outputs by name, cycle by cycle.
class Bank {
 public:
  explicit Bank(const config::ElsaSelectParameters& parameters) : model_(parameters) {
    for (const unsigned width : model_.input_widths()) inputs_.emplace_back(words_for(width), 0U);
    for (const unsigned width : model_.output_widths()) outputs_.push_back({Words(words_for(width), 0U), {}});
    model_.power_up();
    cycle();
    set("rst_ni", 1);
  }
  void set(const std::string& name, std::uint32_t value) {
    const auto names = model_.input_names();
    inputs_[static_cast<std::size_t>(std::ranges::find(names, name) - names.begin())][0] = value;
  }
  std::uint32_t get(const std::string& name) {
    model_.outputs(inputs_, outputs_);
    const auto names = model_.output_names();
    const Expected& output =
        outputs_[static_cast<std::size_t>(std::ranges::find(names, name) - names.begin())];
    BOOST_REQUIRE_MESSAGE(output.known.empty(), name << " is undefined");
    return output.value[0];
  }
  void cycle() {
    model_.outputs(inputs_, outputs_);
    model_.clock(inputs_);
  }

 private:
  ElsaSelectModel model_;
  std::vector<Words> inputs_;
  std::vector<Expected> outputs_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(the_default_table_is_the_cosine) {
  const config::ElsaSelectParameters p;
  BOOST_REQUIRE(p.cosine_table.size() == 65U);
  for (int h = 0; h <= 64; ++h) {
    const long double angle = std::max(0.0L, std::numbers::pi_v<long double> * h / 64 - 0.127L);
    BOOST_TEST(p.cosine_table[static_cast<std::size_t>(h)] == std::lround(256 * std::cos(angle)), h);
  }
}

// Six keys in three rows: key 0 has the query's hash, key 3 the opposite one, the others are beside; norms 3.
BOOST_AUTO_TEST_CASE(one_query_by_hand) {
  Bank bank(two_selectors());
  bank.set("query_valid_i", 1);
  bank.set("query_hash_i", 0b01);
  bank.set("query_keys_i", 5);
  bank.set("query_cutoff_i", 0b1'1111);  // -1/2
  BOOST_TEST(bank.get("query_ready_o") == 1U);
  BOOST_TEST(bank.get("row_read_o") == 0U);
  bank.cycle();  // accepted in cycle 0
  bank.set("query_valid_i", 0);
  const std::uint32_t hashes[] = {0b0001, 0b1000, 0b0000};  // of selector 1, then of selector 0
  for (std::uint32_t row = 0; row < 3; ++row) {
    BOOST_TEST(bank.get("row_read_o") == 1U);
    BOOST_TEST(bank.get("row_address_o") == row);
    BOOST_TEST(bank.get("candidate_valid_o") == 0U);
    bank.cycle();  // cycles 1 to 3
    bank.set("row_hash_i", hashes[row]);
    bank.set("row_norm_i", 0b1111);
  }
  // 0: 3; 1: distance 1, so 0; 2: distance 1, 0; 3: distance 2, -3 is not above -1/2; 4: distance 1, 0; 5:
  // not seen. In the queues from cycles 6, 7 and 8 on: as long as selector 0 has one, both queues are equally
  // long.
  for (unsigned cycle = 4; cycle < 6; ++cycle) {
    BOOST_TEST(bank.get("row_read_o") == 0U);
    BOOST_TEST(bank.get("candidate_valid_o") == 0U);
    BOOST_TEST(bank.get("finishing_o") == 0U);
    bank.cycle();
  }
  const std::uint32_t addresses[] = {0, 2, 4, 1};
  for (std::uint32_t i = 0; i < 4; ++i) {
    BOOST_TEST(bank.get("candidate_valid_o") == 1U);
    BOOST_TEST(bank.get("candidate_address_o") == addresses[i], "candidate " << i);
    BOOST_TEST(bank.get("count_o") == i + 1);
    BOOST_TEST(bank.get("finishing_o") == (i == 3 ? 1U : 0U));
    bank.cycle();
  }
  BOOST_TEST(bank.get("finishing_o") == 1U);
  BOOST_TEST(bank.get("tag_o") == 0U);
  bank.set("advance_i", 1);
  bank.cycle();
  BOOST_TEST(bank.get("finishing_o") == 0U);
  BOOST_TEST(bank.get("tag_o") == 1U);
  BOOST_TEST(bank.get("count_o") == 0U);
}

// Queries that see no key come in one per cycle, until every tag is taken, and leave in order.
BOOST_AUTO_TEST_CASE(as_many_queries_as_tags) {
  for (unsigned ahead = 1; ahead <= 3; ++ahead) {
    config::ElsaSelectParameters p = two_selectors();
    p.queries_ahead = ahead;
    Bank bank(p);
    bank.set("query_valid_i", 1);
    for (unsigned query = 0; query <= ahead; ++query) {
      BOOST_TEST(bank.get("query_ready_o") == 1U, ahead << " ahead, query " << query);
      bank.cycle();
    }
    BOOST_TEST(bank.get("query_ready_o") == 0U);
    bank.set("query_valid_i", 0);
    bank.set("advance_i", 1);
    for (unsigned query = 0; query <= ahead; ++query) {
      BOOST_TEST(bank.get("tag_o") == query);
      BOOST_TEST(bank.get("finishing_o") == 1U);
      bank.cycle();
      BOOST_TEST(bank.get("query_ready_o") == 1U);
    }
    BOOST_TEST(bank.get("tag_o") == 0U);
    BOOST_TEST(bank.get("finishing_o") == 0U);
  }
}
