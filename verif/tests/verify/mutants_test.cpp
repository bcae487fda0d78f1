// SPDX-License-Identifier: Apache-2.0
// The score of a campaign as a result of the suite, and every place of a real core's mutants in its Verilog.
#include <boost/test/unit_test.hpp>

#include "gen/config/rmmu_parameters.hpp"
#include "verif/mutants/draw.hpp"
#include "verif/mutants/mutated_design.hpp"
#include "verif/verify/verify.hpp"

using namespace winnow;

namespace {

verif::mutants::CampaignReport report_of(std::size_t killed, std::size_t survived, std::size_t equivalent) {
  using verif::mutants::Fate;
  verif::mutants::CampaignReport report;
  for (const auto& [fate, count] : {std::pair(Fate::killed, killed), std::pair(Fate::survived, survived),
                                    std::pair(Fate::equivalent, equivalent)}) {
    for (std::size_t i = 0; i < count; ++i) {
      report.mutants.emplace_back();
      report.mutants.back().fate = fate;
    }
  }
  return report;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_score_below_what_is_required_fails) {
  BOOST_TEST(report_of(3, 1, 6).score() == 75.0);
  BOOST_TEST(report_of(0, 0, 6).score() == 100.0);
  BOOST_TEST(verif::mutants_result(report_of(3, 1, 6), 75).passed);
  const verif::TestResult low = verif::mutants_result(report_of(3, 1, 6), 75.1);
  BOOST_TEST(!low.passed);
  BOOST_TEST(low.name == "mutants");
  BOOST_TEST(low.error == "75.0 % of the mutants not proven equivalent were killed; 75.1 % are required");
}

BOOST_AUTO_TEST_CASE(every_mutant_of_a_core_has_its_line) {
  config::RmmuParameters parameters;
  parameters.rows = 2;
  parameters.columns = 2;
  parameters.chunks = 2;
  parameters.sources = 3;
  parameters.shadow = true;
  const auto core = cores::generate(config::make_config("array", parameters), {});
  for (const auto& fault : verif::mutants::draw_faults(*core.top, 300, 1)) {
    const auto place = verif::mutants::describe(*core.top, fault, core.lines);
    BOOST_TEST(place.line > 0U, verif::mutants::to_text(place));
    BOOST_TEST(place.source.starts_with("gen/"), place.source);
    BOOST_TEST(!verif::mutants::MutatedDesign(*core.top, fault).verilog().empty());
  }
}
