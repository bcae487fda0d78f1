// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "verif/suites/detector/driver.hpp"
#include "verif/suites/suite.hpp"

// Inside of the detector's suite: each file adds its tests through a builder.
namespace winnow::verif::detector {

class SuiteBuilder {
 public:
  using Body = std::function<void(DetectorDriver&, std::uint64_t cycles)>;

  SuiteBuilder(const DetectorShape& shape, std::shared_ptr<DetectorCoverage> coverage)
      : shape_(shape), coverage_(std::move(coverage)) {}

  const DetectorShape& shape() const { return shape_; }
  // A test whose driver has been started (reset done) when `body` begins.
  void add(const std::string& name, const std::string& description, Body body, bool random = false) {
    suite_.push_back(
        {name, description,
         [shape = shape_, coverage = coverage_, body = std::move(body)](Bench& bench, std::uint64_t n) {
           DetectorDriver driver(bench, shape, coverage.get());
           driver.start();
           body(driver, n);
         },
         random});
  }
  Suite take() { return std::move(suite_); }

 private:
  DetectorShape shape_;
  std::shared_ptr<DetectorCoverage> coverage_;
  Suite suite_;
};

void add_mode_tests(SuiteBuilder& builder);
void add_flow_tests(SuiteBuilder& builder);

inline constexpr DetectorMode all_modes[] = {DetectorMode::threshold, DetectorMode::cap, DetectorMode::topk,
                                             DetectorMode::shared};

}  // namespace winnow::verif::detector
