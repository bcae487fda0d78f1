// SPDX-License-Identifier: Apache-2.0
// The config fuzzer itself: what it makes, what it calls well formed, and that it notices crashes and hangs.
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <csignal>
#include <cstdlib>
#include <map>
#include <set>

#include "gen/config/config.hpp"
#include "verif/tests/robust/config_case.hpp"
#include "verif/tests/robust/config_grammar.hpp"
#include "verif/tests/robust/supervisor.hpp"

namespace winnow::verif {
namespace {

std::string templates() {
  const char* folder = std::getenv("WINNOW_SOURCE_DIR");
  return std::string(folder == nullptr ? "." : folder) + "/rtl_templates";
}

// Some cases kill their process or never end.
CaseReport treacherous(std::uint64_t number) {
  if (number == 13) {
    std::signal(SIGSEGV, SIG_DFL);  // not into the test framework's hands
    std::raise(SIGSEGV);
  }
  if (number == 14) std::_Exit(7);
  if (number == 27) {
    for (std::atomic<std::uint64_t> turns = 0;; ++turns) {
    }
  }
  return {static_cast<std::uint32_t>(number % 2), number == 40 ? "it is forty\nin two lines" : ""};
}

BOOST_AUTO_TEST_SUITE(supervision)

BOOST_AUTO_TEST_CASE(crashes_and_hangs_are_reported_by_number) {
  for (const unsigned workers : {1U, 3U}) {
    Supervision how;
    how.first = 10;
    how.count = 50;
    how.workers = workers;
    how.processor_seconds = 0.5;
    const SupervisedRun run = supervise(how, treacherous);
    BOOST_TEST(run.finished == 47U);
    BOOST_REQUIRE(run.failures.size() == 4U);
    BOOST_TEST(run.failures[0].number == 13U);
    BOOST_TEST(run.failures[0].problem.find("Segmentation fault") != std::string::npos,
               run.failures[0].problem);
    BOOST_TEST(run.failures[1].number == 14U);
    BOOST_TEST(run.failures[1].problem.find("code 7") != std::string::npos, run.failures[1].problem);
    BOOST_TEST(run.failures[2].number == 27U);
    BOOST_TEST(run.failures[2].problem.find("it does not end") != std::string::npos, run.failures[2].problem);
    BOOST_TEST(run.failures[3].number == 40U);
    BOOST_TEST(run.failures[3].problem == "it is forty\nin two lines");
    BOOST_REQUIRE(run.outcomes.size() == 2U);
    BOOST_TEST(run.outcomes[0].size() + run.outcomes[1].size() == 47U);
  }
}

BOOST_AUTO_TEST_CASE(what_waits_for_ever_is_stopped) {
  Supervision how;
  how.count = 3;
  how.wall_seconds = 2;
  const SupervisedRun run = supervise(how, [](std::uint64_t number) {
    if (number == 1) {
      for (;;) ::pause();
    }
    return CaseReport{};
  });
  BOOST_TEST(run.finished == 2U);
  BOOST_REQUIRE(run.failures.size() == 1U);
  BOOST_TEST(run.failures[0].number == 1U);
}

BOOST_AUTO_TEST_CASE(it_stops_after_enough_failures) {
  Supervision how;
  how.count = 100000;  // whose reports no pipe holds
  how.enough_failures = 5;
  const SupervisedRun run = supervise(how, [](std::uint64_t) { return CaseReport{0, "bad"}; });
  BOOST_TEST(run.failures.size() >= 5U);
  BOOST_TEST(run.failures.size() < how.count);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(messages)

std::string fault(const std::string& location, const std::string& wrong = "a is b",
                  const std::string& mend = "give c",
                  const std::string& text = R"({"winnow": 1, "parameters": {"rows": [1]}})",
                  const std::string& file = case_label) {
  const ConfigCase config_case{Origin::grammar, text, {}};
  return MessageCheck(config_case).fault({file, location, wrong, mend});
}

BOOST_AUTO_TEST_CASE(good_ones) {
  BOOST_TEST(fault("/parameters/rows/0") == "");
  BOOST_TEST(fault("/core") == "");             // missing from the root
  BOOST_TEST(fault("/parameters/rowz") == "");  // missing from an object
  BOOST_TEST(fault("1:3", "a", "b", "{]") == "");
  BOOST_TEST(fault("", "a", "b", "[]") == "");  // the document itself
}

BOOST_AUTO_TEST_CASE(bad_ones) {
  BOOST_TEST(fault("/nothing/at/all") == "its pointer leads nowhere");
  BOOST_TEST(fault("/parameters/rows/0/1") == "its pointer leads nowhere");
  BOOST_TEST(fault("/core", "") == "it does not tell both the fault and the mend");
  BOOST_TEST(fault("/core", "a", "") == "it does not tell both the fault and the mend");
  BOOST_TEST(fault("/core", "a\nb") == "it is not one printable line");
  BOOST_TEST(fault("/core", "\xff") == "it is not one printable line");
  BOOST_TEST(fault("/core", std::string(2000, 'x')) == "it is too long");
  BOOST_TEST(fault("") == "it names no place");
  BOOST_TEST(fault("1:3") == "the text is JSON, but there is no pointer");
  BOOST_TEST(fault("9:3", "a", "b", "{]") == "its line and column are not in the text");
  BOOST_TEST(fault("here", "a", "b", "{]") == "its line and column are not in the text");
  BOOST_TEST(fault("--set rows") == "it blames a --set that was not given");
  BOOST_TEST(fault("/core", "a", "b", "{}", "d.json") == "it names another file");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(cases)

BOOST_AUTO_TEST_CASE(a_case_is_its_seed_and_number) {
  std::set<std::string> texts;
  for (std::uint64_t number = 0; number < 100; ++number) {
    const ConfigCase made = make_config_case(5, number);
    BOOST_TEST(make_config_case(5, number).text == made.text);
    texts.insert(made.text);
    texts.insert(make_config_case(6, number).text);
  }
  BOOST_TEST(texts.size() > 190U);
}

// The grammar reaches every kind, and every parameter of it away from its default.
BOOST_AUTO_TEST_CASE(the_grammar_varies_everything) {
  std::set<std::string> varied, all;
  for (const config::ParameterTable& table : config::core_tables()) {
    for (const std::string& name : table.names()) all.insert(fmt::format("{}.{}", table.kind(), name));
  }
  Random random(3);
  for (unsigned i = 0; i < 200 * config::core_tables().size(); ++i) {
    const config::Json root = make_config_json(random);
    const std::string kind = root.at("core").get<std::string>();
    if (!root.contains("parameters")) continue;
    const config::ParameterTable& table = *config::find_core_table(kind);
    for (const auto& [name, value] : root.at("parameters").items()) {
      if (value != config::to_json(table.find(name)->default_value))
        varied.insert(fmt::format("{}.{}", kind, name));
    }
  }
  BOOST_TEST(varied == all, boost::test_tools::per_element());
}

// At least one in twenty of a kind is valid and small enough to elaborate: for every kind that CI's 5,000
// reach, some twenty are.
BOOST_AUTO_TEST_CASE(every_kind_is_elaborated) {
  constexpr unsigned each = 200;
  std::map<std::string, unsigned> small;
  Random random(4);
  for (unsigned i = 0; i < each * config::core_tables().size(); ++i) {
    try {
      const config::Config config =
          config::parse_config(config::to_text(make_config_json(random)), case_label);
      if (is_small(config)) ++small[config.core];
    } catch (const config::ConfigError&) {
      continue;
    }
  }
  for (const std::string& kind : config::core_kinds())
    BOOST_TEST(small[kind] >= each / 20, kind << ": " << small[kind]);
}

BOOST_AUTO_TEST_CASE(outcomes) {
  const auto outcome = [](const std::string& text) {
    const CaseResult result = run_config_case({Origin::grammar, text, {}}, templates());
    BOOST_TEST(result.problem == "");
    return result.outcome;
  };
  const std::string begin = R"({"winnow": 1, "core": "rmmu", "name": "unit", "parameters": {"rows": )";
  BOOST_CHECK((outcome(begin + R"(2, "columns": 2}})") == Outcome::elaborated));
  BOOST_CHECK((outcome(begin + R"(128, "columns": 2}})") == Outcome::valid));
  BOOST_CHECK((outcome(begin + R"(129, "columns": 2}})") == Outcome::refused));
  BOOST_CHECK((outcome("") == Outcome::refused));
}

// What continuous integration begins with, here without sanitizers.
BOOST_AUTO_TEST_CASE(the_first_hundred) {
  std::size_t elaborated = 0, refused = 0;
  for (std::uint64_t number = 0; number < 100; ++number) {
    const CaseResult result = run_config_case(make_config_case(1, number), templates());
    BOOST_TEST(result.problem == "", "case " << number << ": " << result.problem);
    elaborated += result.outcome == Outcome::elaborated ? 1 : 0;
    refused += result.outcome == Outcome::refused ? 1 : 0;
  }
  BOOST_TEST(elaborated > 25U);
  BOOST_TEST(refused > 25U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace winnow::verif
