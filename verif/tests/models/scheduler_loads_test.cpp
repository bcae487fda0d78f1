// SPDX-License-Identifier: Apache-2.0
// Key loads of the token-parallel scheduler on captured activations: the ceil(n/10) best keys of every query
// by exact score (ties to the lower key), groups of consecutive queries, all encoder cases of one length
// pooled over layers, heads and groups. The limits are promises of docs/cores/scheduler.md. Needs the full
// tree of activations in WINNOW_DATA; without it the program exits with 77, which CTest counts as skipped.
#include <algorithm>
#include <bit>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <iostream>
#include <map>
#include <vector>

#include "sim/activations.hpp"
#include "sim/attention.hpp"
#include "sim/metrics.hpp"
#include "verif/models/scheduler/rule.hpp"

namespace {

using namespace winnow;

struct RequireData {
  RequireData() {
    const char* folder = std::getenv("WINNOW_DATA");
    if (folder != nullptr && *folder != '\0') return;
    std::cout << "skipped: WINNOW_DATA is not set; it must name the folder with the full activation cases "
                 "(docs/data.md)\n";
    std::cout.flush();
    std::_Exit(77);
  }
};
BOOST_TEST_GLOBAL_FIXTURE(RequireData);

struct Figures {
  std::uint64_t connections = 0, distinct = 0, loads = 0, rounds = 0, longest = 0;
  void add(const Figures& other) {
    connections += other.connections;
    distinct += other.distinct;
    loads += other.loads;
    rounds += other.rounds;
    longest += other.longest;
  }
  double ratio() const { return static_cast<double>(loads) / static_cast<double>(distinct); }
};

// [query]: the numbers of its best keys.
std::vector<std::vector<std::size_t>> best_keys(const sim::Matrix& scores) {
  std::vector<std::vector<std::size_t>> best;
  for (std::size_t query = 0; query < scores.rows; ++query)
    best.push_back(sim::top_keys(scores.row(query), scores.columns, sim::top_count(scores.columns, 10)));
  return best;
}

Figures schedule(const std::vector<std::vector<std::size_t>>& best, std::size_t first, unsigned tokens) {
  std::map<unsigned, unsigned> masks;
  Figures figures;
  for (std::size_t query = first; query < std::min(first + tokens, best.size()); ++query) {
    for (const std::size_t key : best[query]) masks[static_cast<unsigned>(key)] |= 1U << (query - first);
    figures.connections += best[query].size();
  }
  verif::SchedulerBuffers buffers(tokens);
  for (const auto& [key, mask] : masks) buffers.add(key, mask);
  figures.distinct = masks.size();
  figures.longest = buffers.longest_row();
  for (bool last = false; !last; ++figures.rounds) {
    const verif::SchedulerRound round = buffers.round();
    figures.loads += static_cast<std::uint64_t>(std::popcount(round.load));
    last = round.last;
  }
  return figures;
}

Figures figures_of(const sim::ActivationCase& activations, unsigned tokens) {
  Figures sum;
  for (std::size_t layer = 0; layer < activations.layer_count(); ++layer) {
    for (std::size_t head = 0; head < activations.heads(); ++head) {
      const auto best = best_keys(sim::scores(sim::head_of(activations, layer, head)));
      for (std::size_t first = 0; first < best.size(); first += tokens)
        sum.add(schedule(best, first, tokens));
    }
  }
  return sum;
}

struct Limit {
  std::size_t keys;
  unsigned tokens;
  double pooled, single;  // loads per distinct key; of all cases and of any one
};

// 0: no promise, but the figure is shown.
constexpr Limit limits[] = {{128, 2, 1.0, 1.0},     {384, 2, 1.0, 1.0},      {512, 2, 1.0, 1.0},
                            {1024, 2, 1.0, 1.0},    {128, 4, 0, 0},          {384, 4, 1.005, 1.007},
                            {512, 4, 1.005, 1.007}, {1024, 4, 1.005, 1.007}, {384, 8, 1.035, 0},
                            {512, 8, 1.03, 0}};

}  // namespace

BOOST_AUTO_TEST_CASE(loads_on_captured_activations) {
  std::map<std::size_t, std::vector<sim::ActivationCase>> by_length;
  for (const sim::CaseReference& reference : sim::find_cases(std::getenv("WINNOW_DATA"))) {
    sim::ActivationCase activations = sim::load_case(reference);
    if (activations.mask == sim::Mask::none && activations.queries() == activations.keys())
      by_length[activations.keys()].push_back(std::move(activations));
  }
  for (const Limit& limit : limits) {
    const auto& cases = by_length[limit.keys];
    BOOST_REQUIRE_MESSAGE(!cases.empty(), "WINNOW_DATA has no encoder case of " << limit.keys << " keys");
    Figures pooled;
    for (const sim::ActivationCase& activations : cases) {
      const Figures single = figures_of(activations, limit.tokens);
      if (limit.single > 0)
        BOOST_TEST(single.ratio() <= limit.single, activations.name << " " << single.ratio());
      pooled.add(single);
    }
    BOOST_TEST(pooled.rounds == pooled.longest);
    if (limit.pooled > 0) BOOST_TEST(pooled.ratio() <= limit.pooled);
    BOOST_TEST_MESSAGE("T = " << limit.tokens << ", n = " << limit.keys << ": loads per distinct key "
                              << pooled.ratio() << ", per connection "
                              << static_cast<double>(pooled.loads) / static_cast<double>(pooled.connections));
  }
}
