// SPDX-License-Identifier: Apache-2.0
// The emitted multi-precision multiplier, with its registers, its weight loading and its accumulator around
// it, is proven equal to a hand-written reference with '*' for all operands, in every mode of every set.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <fstream>
#include <iterator>

#include "verif/tests/formal/emitted_core.hpp"
#include "verif/tests/formal/rmmu_proof.hpp"

using namespace winnow::formal;

namespace winnow::formal {

std::ostream& operator<<(std::ostream& stream, const RmmuCase& rmmu) {
  return stream << rmmu.text();
}

}  // namespace winnow::formal

namespace {

namespace fs = std::filesystem;

constexpr unsigned time_limit = 3600;  // seconds per tool, on a machine that may be busy

using Sets = std::vector<std::vector<unsigned>>;
const Sets small_sets = {{2}, {4}, {4, 2}, {8}, {8, 4}, {8, 2}, {8, 4, 2}};
const Sets large_sets = {{16}, {16, 8}, {16, 4}, {16, 2}, {16, 8, 4}, {16, 8, 2}, {16, 4, 2}, {16, 8, 4, 2}};

// An emitted array to ask about.
class Subject {
 public:
  explicit Subject(RmmuCase rmmu) : rmmu_(std::move(rmmu)), rtl_(write_rmmu(rmmu_, folder_ / "dut")) {}

  Verdict decide(const RmmuQuestion& question) const {
    const auto begin = std::chrono::steady_clock::now();
    const Verdict verdict = decide_rmmu(rmmu_, question, rtl_, folder_ / "claim");
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    const char* words[] = {"proven", "refuted", "undecided"};
    BOOST_TEST_MESSAGE(rmmu_.text() << ", INT" << rmmu_.precision(question.code)
                                    << (question.planted ? ", wrong reference" : "") << ": "
                                    << words[static_cast<int>(verdict)] << " in " << seconds.count() << " s");
    return verdict;
  }
  const std::vector<fs::path>& rtl() const { return rtl_; }
  const ProofFolder& folder() const { return folder_; }

 private:
  RmmuCase rmmu_;
  ProofFolder folder_{"winnow_formal_rmmu"};
  std::vector<fs::path> rtl_;
};

// Proves some precisions, by their codes.
void prove_codes(const RmmuCase& rmmu, const std::vector<unsigned>& codes) {
  const Subject subject(rmmu);
  for (const unsigned code : codes)
    BOOST_TEST((subject.decide({.code = code}) == Verdict::proven), rmmu.text() << ", code " << code);
}

// Proves every precision, and that the proof of the last fails when the reference is wrong for a single pair
// of operands.
void prove(const RmmuCase& rmmu) {
  const Subject subject(rmmu);
  for (unsigned code = 0; code < rmmu.codes(); ++code)
    BOOST_TEST((subject.decide({.code = code}) == Verdict::proven), rmmu.text() << ", code " << code);
  BOOST_TEST((subject.decide({.code = rmmu.codes() - 1, .planted = true}) == Verdict::refuted), rmmu.text());
}

void prove_sets(const Sets& sets, const std::string& multiplier, unsigned stages) {
  for (const auto& set : sets) prove({set, multiplier, stages});
}

std::vector<RmmuCase> in_both_forms(const Sets& sets, unsigned stages) {
  std::vector<RmmuCase> cases;
  for (const char* multiplier : {"shared", "behavioural"}) {
    for (const auto& set : sets) cases.push_back({set, multiplier, stages});
  }
  return cases;
}

Sets staged_sets() {
  Sets sets = small_sets;
  sets.push_back({16, 8, 4, 2});
  return sets;
}

std::string slurp(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// The multiplier's module, among the emitted files, as gates; `-icells` reads it back.
fs::path make_gates(const std::vector<fs::path>& rtl, const ProofFolder& folder) {
  const auto multiplier = std::ranges::find_if(rtl, [](const fs::path& file) {
    return file.filename().string().find("multiplier") != std::string::npos;
  });
  BOOST_REQUIRE((multiplier != rtl.end()));
  run_yosys("read_verilog " + multiplier->string() +
                "\nproc\nopt\nsimplemap\ntechmap\nsimplemap\nopt_clean\nwrite_verilog -noattr -noexpr " +
                multiplier->string() + "\n",
            folder / "gates", time_limit);
  return *multiplier;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sample)

BOOST_AUTO_TEST_CASE(shared_in_every_mode) {
  prove_sets(small_sets, "shared", 1);
}

// Those that put most lanes into the multiplier; the wider ones are among the long proofs.
BOOST_AUTO_TEST_CASE(int4_and_int2_of_16_bits) {
  const RmmuCase rmmu{{16, 8, 4, 2}, "shared", 1};
  BOOST_REQUIRE(rmmu.precision(2) == 4U);
  BOOST_REQUIRE(rmmu.precision(3) == 2U);
  prove_codes(rmmu, {2, 3});
}

BOOST_AUTO_TEST_CASE(behavioural_in_every_mode) {
  prove_sets(small_sets, "behavioural", 1);
}

BOOST_AUTO_TEST_CASE(without_and_with_a_register_inside) {
  for (const unsigned stages : {0U, 2U}) prove({{8, 4, 2}, "shared", stages});
}

// Each of some gates, spread over the multiplier, turned from AND to NAND.
BOOST_AUTO_TEST_CASE(a_wrong_gate_is_found) {
  constexpr unsigned faults = 8;
  const std::string right = "\\$_AND_ ";
  const RmmuCase rmmu{{4, 2}, "shared", 1};
  const Subject subject(rmmu);
  const fs::path file = make_gates(subject.rtl(), subject.folder());
  const std::string text = slurp(file);
  std::vector<std::size_t> gates;
  for (auto place = text.find(right); place != std::string::npos; place = text.find(right, place + 1))
    gates.push_back(place);
  BOOST_REQUIRE(gates.size() > 4 * faults);
  for (unsigned code = 0; code < rmmu.codes(); ++code)  // as gates, and still right
    BOOST_TEST((subject.decide({.code = code}) == Verdict::proven));
  unsigned found = 0;
  for (unsigned fault = 0; fault < faults; ++fault) {
    std::string wrong = text;
    wrong.replace(gates[gates.size() * fault / faults], right.size(), "\\$_NAND_ ");
    std::ofstream(file) << wrong;
    bool refuted = false;
    for (unsigned code = 0; code < rmmu.codes() && !refuted; ++code) {
      const Verdict verdict = subject.decide({.code = code});
      BOOST_TEST((verdict != Verdict::undecided));
      refuted = verdict == Verdict::refuted;
    }
    found += refuted ? 1 : 0;
  }
  BOOST_TEST_MESSAGE(found << " of " << faults << " wrong gates found");
  BOOST_TEST(found + 1 >= faults);  // a gate may be redundant: proven equal with it wrong
}

BOOST_AUTO_TEST_SUITE_END()

// Minutes: the sets with 16 bits, and every number of registers. A test for each, so that one can be run
// alone.
BOOST_AUTO_TEST_SUITE(all, *boost::unit_test::disabled())

BOOST_DATA_TEST_CASE(sets_of_16_bits, boost::unit_test::data::make(in_both_forms(large_sets, 1)), rmmu) {
  prove(rmmu);
}

BOOST_DATA_TEST_CASE(without_registers, boost::unit_test::data::make(in_both_forms(staged_sets(), 0)), rmmu) {
  prove(rmmu);
}

BOOST_DATA_TEST_CASE(with_two_registers, boost::unit_test::data::make(in_both_forms(staged_sets(), 2)),
                     rmmu) {
  prove(rmmu);
}

BOOST_AUTO_TEST_SUITE_END()
