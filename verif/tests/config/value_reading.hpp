// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "gen/config/parameter_type.hpp"

namespace winnow::config::test {

// What reading one value gave: the value, or the problems as "POINTER: what is wrong; mend".
struct Reading {
  std::optional<ParameterValue> value;
  std::vector<std::string> problems;
};

inline Reading reading(const ParameterType& type, const Json& value) {
  std::vector<Problem> problems;
  Reading result{read_value(type, value, "/p", problems), {}};
  for (const Problem& problem : problems) {
    result.problems.push_back(problem.pointer + ": " + problem.wrong + "; " + problem.mend);
  }
  return result;
}

}  // namespace winnow::config::test
