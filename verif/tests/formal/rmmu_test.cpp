// SPDX-License-Identifier: Apache-2.0
// The emitted multi-precision multiplier, with its registers, its weight loading and its accumulator around
// it, is proven equal to a hand-written reference with '*' for all operands: in every mode of the sets up to
// 8 bits, in INT2 and INT4 of the sets with 16 bits (larger products are beyond such proofs; the suites test
// them).
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <fstream>
#include <iterator>

#include "verif/tests/formal/rmmu_proof.hpp"

using namespace winnow::formal;

namespace {

namespace fs = std::filesystem;

constexpr unsigned time_limit = 600;  // seconds per tool

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("winnow_formal_rmmu_" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  fs::path operator/(const std::string& name) const { return path_ / name; }

 private:
  fs::path path_;
};

const std::vector<std::vector<unsigned>> small_sets = {{2}, {4}, {4, 2}, {8}, {8, 4}, {8, 2}, {8, 4, 2}};
const std::vector<std::vector<unsigned>> large_sets = {{16, 2},    {16, 4},    {16, 4, 2},
                                                       {16, 8, 2}, {16, 8, 4}, {16, 8, 4, 2}};

Verdict decide_timed(const Claim& claim, const std::string& what) {
  const auto begin = std::chrono::steady_clock::now();
  const Verdict verdict = decide(claim, time_limit);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  BOOST_TEST_MESSAGE(what << ": " << (verdict == Verdict::proven ? "proven" : "refuted") << " in "
                          << seconds.count() << " s");
  return verdict;
}

// Proves the precisions of at most `widest` bits, and, when those are all of them, that the proof of the last
// fails when the reference is wrong for a single pair of operands.
void prove(const RmmuCase& rmmu, unsigned widest) {
  BOOST_TEST_CONTEXT(rmmu.text()) {
    const Folder folder;
    const auto rtl = write_rmmu(rmmu, folder / "dut");
    for (unsigned code = 0; code < rmmu.codes(); ++code) {
      if (rmmu.precision(code) > widest) continue;
      const std::string what = rmmu.text() + ", INT" + std::to_string(rmmu.precision(code));
      BOOST_TEST((decide_timed(rmmu_claim(rmmu, code, rtl, folder / "claim"), what) == Verdict::proven),
                 what);
    }
    if (widest < rmmu.precisions.front()) return;
    const Claim wrong = rmmu_claim(rmmu, rmmu.codes() - 1, rtl, folder / "claim", true);
    BOOST_TEST((decide_timed(wrong, rmmu.text() + ", wrong reference") == Verdict::refuted));
  }
}

void prove_all(const std::vector<std::vector<unsigned>>& sets, const std::string& multiplier, unsigned stages,
               unsigned widest) {
  for (const auto& set : sets) prove({set, multiplier, stages}, widest);
}

std::string slurp(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// The multiplier's module, among the emitted files, as gates; `-icells` reads it back.
fs::path make_gates(const std::vector<fs::path>& rtl, const Folder& folder) {
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

BOOST_AUTO_TEST_SUITE(shared)

BOOST_AUTO_TEST_CASE(sets_up_to_8_bits_in_every_mode) {
  prove_all(small_sets, "shared", 1, 8);
}

BOOST_AUTO_TEST_CASE(without_and_with_a_register_inside) {
  for (const unsigned stages : {0U, 2U}) prove({{8, 4}, "shared", stages}, 8);
}

BOOST_AUTO_TEST_CASE(int2_of_16_bits) {
  prove({{16, 8, 4, 2}, "shared", 1}, 2);
}

// Each of some gates, spread over the multiplier, turned from AND to NAND.
BOOST_AUTO_TEST_CASE(a_wrong_gate_is_found) {
  constexpr unsigned faults = 8;
  const std::string right = "\\$_AND_ ";
  const RmmuCase rmmu{{4, 2}, "shared", 1};
  const Folder folder;
  const auto rtl = write_rmmu(rmmu, folder / "dut");
  const fs::path file = make_gates(rtl, folder);
  const std::string text = slurp(file);
  std::vector<std::size_t> gates;
  for (auto place = text.find(right); place != std::string::npos; place = text.find(right, place + 1))
    gates.push_back(place);
  BOOST_REQUIRE(gates.size() > 4 * faults);
  for (unsigned code = 0; code < rmmu.codes(); ++code)  // as gates, and still right
    BOOST_TEST((decide(rmmu_claim(rmmu, code, rtl, folder / "claim"), time_limit) == Verdict::proven));
  unsigned found = 0;
  for (unsigned fault = 0; fault < faults; ++fault) {
    std::string wrong = text;
    wrong.replace(gates[gates.size() * fault / faults], right.size(), "\\$_NAND_ ");
    std::ofstream(file) << wrong;
    bool refuted = false;
    for (unsigned code = 0; code < rmmu.codes() && !refuted; ++code)
      refuted = decide(rmmu_claim(rmmu, code, rtl, folder / "claim"), time_limit) == Verdict::refuted;
    found += refuted ? 1 : 0;
  }
  BOOST_TEST_MESSAGE(found << " of " << faults << " wrong gates found");
  BOOST_TEST(found + 1 >= faults);  // a gate may be redundant: no operands show it
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(behavioural)

BOOST_AUTO_TEST_CASE(sets_up_to_8_bits_in_every_mode) {
  prove_all(small_sets, "behavioural", 1, 8);
}

BOOST_AUTO_TEST_CASE(int2_of_16_bits) {
  prove({{16, 8, 4, 2}, "behavioural", 2}, 2);
}

BOOST_AUTO_TEST_SUITE_END()

// Minutes: every set and every number of registers.
BOOST_AUTO_TEST_SUITE(all, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(sets_up_to_8_bits) {
  for (const unsigned stages : {0U, 2U}) {
    for (const char* multiplier : {"shared", "behavioural"}) prove_all(small_sets, multiplier, stages, 8);
  }
}

BOOST_AUTO_TEST_CASE(sets_of_16_bits) {
  for (const char* multiplier : {"shared", "behavioural"}) prove_all(large_sets, multiplier, 1, 2);
}

BOOST_AUTO_TEST_SUITE_END()
