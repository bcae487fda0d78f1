// SPDX-License-Identifier: Apache-2.0
// Emitted hash cores, norm units, attention modules and divisions of ELSA keep what docs/cores/elsa_hash.md,
// elsa_norm.md, elsa_attention.md and elsa_divide.md promise for all vectors, slots and sums, and every
// property can fail.
#include <boost/test/unit_test.hpp>

#include "verif/tests/formal/core_subject.hpp"
#include "verif/tests/formal/elsa_proof.hpp"

using namespace winnow::formal;

BOOST_AUTO_TEST_SUITE(sample)

BOOST_AUTO_TEST_CASE(hash) {
  prove(ElsaHashCase{}, 16, {});
}

BOOST_AUTO_TEST_CASE(hash_faults_are_found) {
  find_planted_for_all(ElsaHashCase{}, 30,
                       {{"withdrawn_o", 1},
                        {"changed_o", 2},
                        {"lost_o", 3, 1, 2},
                        {"lost_o", 6},
                        {"invented_o", 4},
                        {"crowded_o", 3},
                        {"late_o", 5},
                        {"closed_o", 5}});
}

BOOST_AUTO_TEST_CASE(attention) {
  prove(ElsaAttentionCase{.dimension = 2}, 20, {});
}

BOOST_AUTO_TEST_CASE(attention_faults_are_found) {
  find_planted_for_all(ElsaAttentionCase{}, 24,
                       {{"unread_o", 1},
                        {"queried_o", 2},
                        {"unvalued_o", 3},
                        {"normed_o", 4},
                        {"square_o", 5},
                        {"summed_o", 6},
                        {"empty_o", 7}});
}

BOOST_AUTO_TEST_CASE(norm) {
  prove(ElsaNormCase{.dimension = 3, .fraction_bits = 2}, 14, {});
}

BOOST_AUTO_TEST_CASE(norm_faults_are_found) {
  find_planted_for_all(
      ElsaNormCase{}, 14,
      {{"lost_o", 1}, {"invented_o", 2}, {"nonzero_o", 3}, {"mistaken_o", 4}, {"product_o", 5}});
}

BOOST_AUTO_TEST_CASE(division) {
  prove(ElsaDivideCase{.banks = 2}, 14, {});
}

BOOST_AUTO_TEST_CASE(division_faults_are_found) {
  find_planted_for_all(ElsaDivideCase{}, 14,
                       {{"lost_o", 1}, {"invented_o", 2}, {"changed_o", 3}, {"nonzero_o", 4}});
}

BOOST_AUTO_TEST_SUITE_END()

// Longer: other sizes and formats.
BOOST_AUTO_TEST_SUITE(all, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(hash_of_two_batches) {
  prove(ElsaHashCase{.element_bits = 3, .hash_bits = 3}, 24, {});
}

BOOST_AUTO_TEST_CASE(attention_of_wide_sums) {
  prove(ElsaAttentionCase{.dimension = 1, .keys = 3, .wide = true}, 20, {});
}

BOOST_AUTO_TEST_CASE(division_of_wide_sums) {
  prove(ElsaDivideCase{.banks = 1, .wide = true}, 14, {});
}

BOOST_AUTO_TEST_SUITE_END()
