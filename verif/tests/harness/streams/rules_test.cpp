// SPDX-License-Identifier: Apache-2.0
// Every rule of docs/streams.md holds for what the page shows, and fires when it is broken.
#include "verif/harness/streams/rules.hpp"

#include <boost/test/unit_test.hpp>

#include "verif/harness/random.hpp"

using namespace winnow::verif;
using namespace winnow::verif::streams;

namespace {

// T = 2, P = 4, 10 keys: the last tile has keys 8 and 9.
constexpr Shape shape{.tokens = 2,
                      .keys_per_cycle = 4,
                      .maximum_keys = 10,
                      .score_bits = 6,
                      .dimension = 3,
                      .element_bits = 5,
                      .id_bits = 4};

// What the rules say of a sequence: the first breach, or that of finish(), or "".
template <class T>
std::string verdict(Kind kind, const std::vector<T>& transfers, unsigned length = 10) {
  const auto rules = rules_of(kind, shape);
  rules->set_length(length);
  for (const T& transfer : transfers) {
    if (const Breach breach = rules->transfer(pack(transfer, shape))) return *breach;
  }
  return rules->finish().value_or("");
}

std::string selections(const std::vector<Selection>& transfers) {
  return verdict(Kind::selections, transfers);
}
std::string candidates(const std::vector<Candidate>& transfers, unsigned length = 10) {
  return verdict(Kind::candidates, transfers, length);
}
std::string connections(const std::vector<Connection>& transfers) {
  return verdict(Kind::connections, transfers);
}
std::string scores(unsigned tiles_without_last, bool then_last, unsigned length = 10) {
  std::vector<ScoreTile> transfers(tiles_without_last);
  if (then_last) transfers.push_back({{}, true});
  return verdict(Kind::scores, transfers, length);
}

Sample offer(std::uint32_t payload, bool ready) {
  return {.valid = true, .ready = ready, .payload = {{payload}}};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_transfer_is_packed_as_the_page_says) {
  BOOST_TEST(shape.key_bits() == 4U);
  const Payload candidate = pack(Candidate{4, {1, 2, 0, 3}, true}, shape);
  BOOST_TEST(candidate[0][0] == 4U);
  BOOST_TEST(candidate[1][0] == 0b11001001U);  // key 3 row 1 in the highest bit
  BOOST_TEST(candidate[2][0] == 1U);
  const Payload connection = pack(Connection{{2, 5}, 3, 1, false}, shape);
  BOOST_TEST(connection[0][0] == 0x52U);
  BOOST_TEST(connection[1][0] == 3U);
  BOOST_TEST(connection[2][0] == 1U);
  const Payload score = pack(ScoreTile{{-1, 2, 3, 4, 5}, false}, shape);  // row 1, key 0 is element 4
  BOOST_TEST(score[0][0] == (63U | 2U << 6U | 3U << 12U | 4U << 18U | 5U << 24U));
  const Payload vector = pack(Vector{{-1, 0, 3}, 9, true}, shape);
  BOOST_TEST(vector[0][0] == (31U | 3U << 10U));
  BOOST_TEST(vector[1][0] == 9U);
  BOOST_TEST((pack(Selection{7, true, false, true}, shape) == Payload{{7}, {1}, {0}, {1}}));
}

BOOST_AUTO_TEST_CASE(what_is_packed_is_unpacked) {
  Random random(1);
  for (unsigned i = 0; i < 200; ++i) {
    const auto bits = [&](unsigned n) { return random.below(1ULL << n); };
    const auto number = [&](unsigned n) {
      return static_cast<std::int64_t>(bits(n)) - (std::int64_t{1} << (n - 1));
    };
    const auto mask = [&](unsigned n) { return static_cast<std::uint32_t>(bits(n)); };
    const bool last = bits(1) != 0;
    const Vector vector{{number(5), number(5), number(5)}, bits(4), last};
    BOOST_TEST((unpack_vector(pack(vector, shape), shape) == vector));
    ScoreTile tile{{}, last};
    for (unsigned score = 0; score < 8; ++score) tile.score.push_back(number(6));
    BOOST_TEST((unpack_score_tile(pack(tile, shape), shape) == tile));
    const Selection selection{bits(4), bits(1) != 0, last, bits(1) != 0};
    BOOST_TEST((unpack_selection(pack(selection, shape), shape) == selection));
    const Candidate candidate{bits(4), {mask(2), mask(2), mask(2), mask(2)}, last};
    BOOST_TEST((unpack_candidate(pack(candidate, shape), shape) == candidate));
    const Connection connection{{bits(4), bits(4)}, mask(2), mask(2), last};
    BOOST_TEST((unpack_connection(pack(connection, shape), shape) == connection));
  }
}

BOOST_AUTO_TEST_CASE(handshake) {
  HandshakeRules rules;
  BOOST_TEST(!rules.sample({.valid = false, .payload_known = false, .payload = {{1}}}));
  BOOST_TEST(!rules.sample(offer(2, true)));
  BOOST_TEST(!rules.sample(offer(3, false)));  // stalled
  BOOST_TEST(!rules.sample(offer(3, true)));   // and taken
  BOOST_TEST(!rules.sample({.valid = false, .payload = {{3}}}));
}

BOOST_AUTO_TEST_CASE(valid_may_not_fall) {
  HandshakeRules rules;
  BOOST_TEST(!rules.sample(offer(3, false)));
  BOOST_TEST(rules.sample({.valid = false, .payload = {{3}}}).value() == "valid fell before the transfer");
}

BOOST_AUTO_TEST_CASE(fields_may_not_change) {
  HandshakeRules rules;
  BOOST_TEST(!rules.sample(offer(3, false)));
  BOOST_TEST(rules.sample(offer(2, true)).value() == "a field changed before the transfer");
}

BOOST_AUTO_TEST_CASE(a_reset_ends_a_stall) {
  HandshakeRules rules;
  BOOST_TEST(!rules.sample(offer(3, false)));
  rules.reset();
  BOOST_TEST(!rules.sample({.valid = false, .payload = {{0}}}));
}

BOOST_AUTO_TEST_CASE(nothing_may_be_undefined) {
  BOOST_TEST(HandshakeRules().sample({.valid_known = false, .payload = {{0}}}).value() ==
             "valid is undefined");
  BOOST_TEST(HandshakeRules().sample({.ready_known = false, .payload = {{0}}}).value() ==
             "ready is undefined");
  BOOST_TEST(HandshakeRules().sample({.valid = true, .payload_known = false, .payload = {{0}}}).value() ==
             "a field is undefined while valid");
}

BOOST_AUTO_TEST_CASE(rules_of_vectors) {
  BOOST_TEST(verdict<Vector>(Kind::vectors, {{{}, 1, false}, {{}, 0, true}}) == "");
  BOOST_TEST(verdict<Vector>(Kind::vectors, {{{}, 1, false}}) == "the sequence has no last vector");
}

BOOST_AUTO_TEST_CASE(rules_of_scores) {
  BOOST_TEST(scores(2, true) == "");
  BOOST_TEST(scores(1, true, 6) == "");
  BOOST_TEST(scores(0, true, 4) == "");
  BOOST_TEST(scores(0, true, 0) == "");
  BOOST_TEST(scores(1, true) == "last comes with tile 2 of 3");
  BOOST_TEST(scores(3, true) == "tile 3 of 3 has no last");
  BOOST_TEST(scores(1, false) == "the group has no last tile");
}

BOOST_AUTO_TEST_CASE(rules_of_selections) {
  BOOST_TEST(selections({{5, true, false, false},
                         {2, true, true, false},
                         {0, false, true, false},
                         {2, true, false, false},
                         {9, true, false, false},
                         {0, false, true, true}}) == "");
  BOOST_TEST(selections({{5, true, false, true}}) == "end without last");
  BOOST_TEST(selections({{5, false, true, false}}) == "key 5 without keep: it must be 0");
  BOOST_TEST(selections({{10, true, true, false}}) == "key 10 does not exist");
  BOOST_TEST(selections({{5, true, false, false}, {5, true, true, false}}) == "key 5 twice in one row");
  BOOST_TEST(selections({{5, true, false, false}}) == "the row has no last transfer");
}

BOOST_AUTO_TEST_CASE(rules_of_candidates) {
  BOOST_TEST(candidates({{0, {0, 0, 1, 0}, false}, {4, {0, 1, 0, 0}, true}, {4, {0, 0, 0, 1}, true}}) == "");
  BOOST_TEST(candidates({{0, {}, true}, {8, {3, 3, 0, 0}, true}}) == "");
  BOOST_TEST(candidates({{2, {}, true}}) == "base 2 is no multiple of 4");
  BOOST_TEST(candidates({{12, {}, true}}) == "base 12 is beyond the last key");
  BOOST_TEST(candidates({{4, {1}, false}, {4, {}, true}}) == "base 4 after base 4 of the same group");
  BOOST_TEST(candidates({{4, {1}, false}, {0, {}, true}}) == "base 0 after base 4 of the same group");
  BOOST_TEST(candidates({{8, {0, 0, 1, 0}, true}}) == "the mask has key 10, which does not exist");
  BOOST_TEST(candidates({{4, {0, 0, 1, 0}, true}}, 6) == "the mask has key 6, which does not exist");
  BOOST_TEST(candidates({{0, {1}, false}}) == "the group has no last tile");
}

BOOST_AUTO_TEST_CASE(rules_of_connections) {
  BOOST_TEST(connections({{{5, 5}, 3, 1, false}, {{2, 0}, 1, 1, true}, {{0, 0}, 0, 0, true}}) == "");
  BOOST_TEST(connections({{{1, 2}, 3, 3, true}, {{1, 2}, 3, 3, true}}) == "");
  BOOST_TEST(connections({{{0, 0}, 0, 0, false}}) == "a round without a connection");
  BOOST_TEST(connections({{{1, 0}, 1, 1, false}, {{0, 0}, 0, 0, true}}) == "a round without a connection");
  BOOST_TEST(connections({{{1, 4}, 1, 1, true}}) == "row 1 has key 4 without row_valid: it must be 0");
  BOOST_TEST(connections({{{1, 0}, 1, 3, true}}) == "row 1 has load without row_valid");
  BOOST_TEST(connections({{{1, 11}, 3, 3, true}}) == "row 1: key 11 does not exist");
  BOOST_TEST(connections({{{1, 2}, 3, 1, true}}) == "row 1 is the first to use key 2 and has no load");
  BOOST_TEST(connections({{{2, 2}, 3, 3, true}}) == "row 1 has load, but a lower row uses key 2");
  BOOST_TEST(connections({{{2, 0}, 1, 1, false}, {{2, 0}, 1, 1, true}}) ==
             "row 0 gets key 2 twice in one group");
  BOOST_TEST(connections({{{1, 2}, 3, 3, false}}) == "the group has no last round");
}

// After a reset the next transfer begins anew.
BOOST_AUTO_TEST_CASE(a_reset_closes_what_is_open) {
  const auto reopened = [](Kind kind, const auto& transfer) {
    const auto rules = rules_of(kind, shape);
    BOOST_TEST(!rules->transfer(pack(transfer, shape)));
    BOOST_TEST(rules->finish().has_value());
    rules->reset();
    BOOST_TEST(!rules->finish());
    BOOST_TEST(!rules->transfer(pack(transfer, shape)));
  };
  reopened(Kind::vectors, Vector{});
  reopened(Kind::scores, ScoreTile{});
  reopened(Kind::selections, Selection{5, true, false, false});
  reopened(Kind::candidates, Candidate{4, {}, false});
  reopened(Kind::connections, Connection{{5, 0}, 1, 1, false});
}
