// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/formal/rmmu_proof.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>
#include <optional>

#include "verif/tests/formal/emitted_core.hpp"

namespace winnow::formal {
namespace {

namespace fs = std::filesystem;

constexpr unsigned time_limit = 3600;  // seconds per tool, on a machine that may be busy

// "Widths and overflow", for one PE and a maximum length of 1.
unsigned result_bits(const RmmuCase& rmmu) {
  const unsigned highest = rmmu.precisions.front();
  unsigned products = 1;
  for (const unsigned precision : rmmu.precisions) {
    if (precision != highest) products = std::max(products, 2 * highest / precision);
  }
  return 2 * highest + bits_for(products);
}

// The index of a bit of rmmu_proof's operands_i, from the name of the unrolled input.
std::optional<unsigned> operand_bit(const std::string& name) {
  unsigned bit = 0;
  if (std::sscanf(name.c_str(), "operands_i[%u]_", &bit) != 1) return std::nullopt;
  return bit;
}

// Of a bit of the stream word and one of a weight word; operands have `precision` bits.
Significance significance_of(const RmmuCase& rmmu, unsigned precision) {
  const unsigned word = rmmu.word_bits();
  return [word, precision](const std::string& left, const std::string& right) -> std::optional<unsigned> {
    const auto a = operand_bit(left), b = operand_bit(right);
    if (!a || !b || (*a < word) == (*b < word)) return std::nullopt;
    return *a % word % precision + *b % word % precision;
  };
}

}  // namespace

unsigned RmmuCase::word_bits() const {
  return precisions.size() > 1 ? 2 * precisions.front() : precisions.front();
}

unsigned RmmuCase::precision(unsigned code) const {
  return code < precisions.size() ? precisions[code] : precisions.back();
}

unsigned RmmuCase::codes() const {
  return 1U << bits_for(static_cast<unsigned>(precisions.size()));
}

unsigned RmmuCase::lanes() const {
  return std::max(precisions.front() / precisions.back() / 2, 1U);
}

std::string RmmuCase::text() const {
  return fmt::format("[{}] {}, {} stages", fmt::join(precisions, ","), multiplier, pe_stages);
}

std::vector<fs::path> write_rmmu(const RmmuCase& rmmu, const fs::path& folder) {
  const std::string config = fmt::format(
      R"({{"winnow": 1, "core": "rmmu", "name": "dut", "parameters": {{"rows": 1, "columns": 1, "precisions": [{}],
         "reductions": ["row"], "maximum_length": 1, "multiplier": "{}", "pe_stages": {}}}}})",
      fmt::join(rmmu.precisions, ","), rmmu.multiplier, rmmu.pe_stages);
  return EmittedCore(config, folder).rtl;
}

Verdict decide_rmmu(const RmmuCase& rmmu, const RmmuQuestion& question, const std::vector<fs::path>& rtl,
                    const fs::path& folder) {
  const unsigned code = question.code;
  const unsigned highest = rmmu.precisions.front();
  const unsigned ratio = highest / rmmu.precision(code);
  const unsigned sets = std::max(ratio / 2, 1U);
  const unsigned latency = rmmu.pe_stages + 1;
  Claim claim{.top = "rmmu_proof", .files = rtl, .defines = {"RMMU=dut"}, .folder = folder};
  for (const char* name : {"rmmu_dot_product.v", "rmmu_proof.v"}) {
    claim.files.push_back(project() / "verif/tests/formal/rtl" / name);
  }
  if (rmmu.precisions.size() > 1) claim.defines.emplace_back("HAS_PRECISIONS");
  if (rmmu.lanes() > 1) claim.defines.emplace_back("HAS_SETS");
  if (question.planted) claim.defines.emplace_back("PLANTED");
  claim.parameters = {{"HIGHEST", highest},
                      {"PRECISION", rmmu.precision(code)},
                      {"CODE", code},
                      {"CODE_BITS", std::max(bits_for(static_cast<unsigned>(rmmu.precisions.size())), 1U)},
                      {"WORD", rmmu.word_bits()},
                      {"LANES", rmmu.lanes()},
                      {"RESULT", result_bits(rmmu)},
                      {"LATENCY", latency}};
  return decide_for(sets + latency + 1, claim, time_limit, significance_of(rmmu, rmmu.precision(code)));
}

}  // namespace winnow::formal
