// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "verif/suites/rmmu/driver.hpp"
#include "verif/suites/suite.hpp"

// Inside of the RMMU suite: each file adds its tests through a builder.
namespace winnow::verif::rmmu {

class SuiteBuilder {
 public:
  using Body = std::function<void(RmmuDriver&, std::uint64_t cycles)>;

  SuiteBuilder(std::shared_ptr<const RmmuShape> shape, std::shared_ptr<RmmuCoverage> coverage)
      : shape_(std::move(shape)), coverage_(std::move(coverage)) {}

  const RmmuShape& shape() const { return *shape_; }
  // A test whose driver has been started (reset done) when `body` begins.
  void add(const std::string& name, const std::string& description, Body body, bool random = false) {
    suite_.push_back(
        {name, description,
         [shape = shape_, coverage = coverage_, body = std::move(body)](Bench& bench, std::uint64_t n) {
           RmmuDriver driver(bench, *shape, coverage.get());
           driver.start();
           body(driver, n);
         },
         random});
  }
  Suite take() { return std::move(suite_); }

 private:
  std::shared_ptr<const RmmuShape> shape_;
  std::shared_ptr<RmmuCoverage> coverage_;
  Suite suite_;
};

void add_arithmetic_tests(SuiteBuilder& builder);
void add_limit_tests(SuiteBuilder& builder);
void add_control_tests(SuiteBuilder& builder);
void add_routing_tests(SuiteBuilder& builder);
void add_weight_tests(SuiteBuilder& builder);
void add_shadow_tests(SuiteBuilder& builder);
void add_random_tests(SuiteBuilder& builder);

}  // namespace winnow::verif::rmmu
