// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace winnow::verif {

// Functional coverage of a suite: how often each situation of a core's protocol has been driven. A core
// derives from it, declares its points and counts them as its driver decodes the cycles. Points that a
// configuration cannot reach are not declared, so that full coverage is 0 missing points for every
// configuration.
class FunctionalCoverage {
 public:
  virtual ~FunctionalCoverage() = default;

  const std::map<std::string, std::uint64_t>& points() const { return points_; }
  // The points that were never reached, in alphabetical order.
  std::vector<std::string> missing() const;

 protected:
  void declare(const std::string& point) { points_[point] = 0; }
  bool declared(const std::string& point) const { return points_.count(point) != 0; }
  // Throws std::logic_error for a point that was not declared: either the declaration or the count is wrong.
  void hit(const std::string& point);

 private:
  std::map<std::string, std::uint64_t> points_;
};

}  // namespace winnow::verif
