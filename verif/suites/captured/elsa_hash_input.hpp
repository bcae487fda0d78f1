// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "gen/config/elsa_hash_parameters.hpp"
#include "verif/suites/captured/head.hpp"
#include "verif/suites/suite.hpp"

namespace winnow::verif::elsa_hash {

// What came of the keys and queries of a captured head.
struct CapturedReport {
  std::string case_name;
  int layer = 0;
  std::size_t head = 0;
  std::size_t keys = 0, queries = 0;  // hashed
  std::size_t dimension = 0;          // elements of the head that were used, the rest of the vector being 0
  std::size_t saturated = 0;          // elements beyond the vector's format
  std::uint64_t cycles = 0;           // from the first vector to the last hash, both included
  // Mean magnitude of (angle by Hamming distance - angle between the quantised vectors) over query-key pairs,
  // radians.
  double angle_error = 0;
};

// One line for people.
std::string describe(const CapturedReport& report);
nlohmann::ordered_json to_json(const CapturedReport& report);

// Hashes the keys and then the queries of one head, rounded to the core's vector_format and padded with zeros
// up to the core's dimension (of more elements the first ones are used). A budget of cycles ends the vectors
// early, but at least one query and one key are hashed.
Suite captured_suite(const config::ElsaHashParameters& parameters, std::shared_ptr<const RealInput> input,
                     std::function<void(const CapturedReport&)> on_report = {});

}  // namespace winnow::verif::elsa_hash
