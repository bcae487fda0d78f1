// SPDX-License-Identifier: Apache-2.0
// What several precisions in one PE may cost, in multiples of a PE for 16 bits alone: the smaller of ours and
// a hand-written one, in the same library, by the same script, with the same pipeline registers. These limits
// are promises; no baseline moves them.
#include <fmt/format.h>

#include <boost/test/unit_test.hpp>

#include "gen/cli/prices/module_price.hpp"
#include "verif/tests/synth/core_run.hpp"
#include "verif/tests/synth/plain_pe.hpp"

using namespace winnow;
using cli::prices::Price;

namespace {

struct Limit {
  std::vector<unsigned> precisions;
  double area, path;
};

const std::vector<Limit>& limits() {
  static const std::vector<Limit> all = {
      {{16, 8}, 1.2, 1.25}, {{16, 8, 4}, 1.55, 1.35}, {{16, 8, 4, 2}, 2.1, 1.5}};
  return all;
}
constexpr double path_with_a_stage = 1.05;

Price ours(const std::vector<unsigned>& precisions, unsigned stages) {
  const synth_test::Scratch scratch("pe_limits");
  return cli::prices::price_of(cli::prices::synthesize_pe(
      {precisions, stages}, {"osu018", synth_test::project_folder() / "rtl_templates", scratch.path()}));
}

std::string text_of(const Price& price) {
  return fmt::format("{:.0f} um2, {:.2f} ns, {} flip-flops", price.area, price.path_ns, price.flip_flops);
}

// Reference and ratios for one number of stages.
class Comparison {
 public:
  explicit Comparison(unsigned stages) : stages_(stages) {
    const Price own = ours({16}, stages), plain = synth_test::plain_pe(stages);
    reference_ = own.area <= plain.area ? own : plain;
    BOOST_TEST_MESSAGE(fmt::format("{} stages: [16] {}; by hand {}", stages, text_of(own), text_of(plain)));
    // The same registers, or the comparison means nothing.
    BOOST_TEST(own.flip_flops == plain.flip_flops);
  }

  void check(const Limit& limit, bool area_counts, double path_limit) const {
    const Price price = ours(limit.precisions, stages_);
    const double area = price.area / reference_.area, path = price.path_ns / reference_.path_ns;
    BOOST_TEST_MESSAGE(fmt::format("{} stages: down to {} bits {}; area {:.3f}, path {:.3f}", stages_,
                                   limit.precisions.back(), text_of(price), area, path));
    BOOST_TEST_CONTEXT("precisions down to " << limit.precisions.back()) {
      BOOST_TEST(area > 1);  // it does more
      if (area_counts) BOOST_TEST(area <= limit.area);
      BOOST_TEST(path <= path_limit);
    }
  }

 private:
  unsigned stages_;
  Price reference_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(without_pipeline_registers) {
  const Comparison comparison(0);
  for (const Limit& limit : limits()) comparison.check(limit, true, limit.path);
}

BOOST_AUTO_TEST_CASE(with_one_stage_more_on_both_sides) {
  const Comparison comparison(1);
  for (const Limit& limit : limits()) comparison.check(limit, false, path_with_a_stage);
}
