// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "verif/suites/collector/driver.hpp"
#include "verif/suites/suite.hpp"

// Inside of the collector's suite: each file adds its tests through a builder.
namespace winnow::verif::collector {

class SuiteBuilder {
 public:
  using Body = std::function<void(CollectorDriver&, std::uint64_t cycles)>;

  SuiteBuilder(const config::CollectorParameters& parameters, std::shared_ptr<CollectorCoverage> coverage)
      : parameters_(parameters), coverage_(std::move(coverage)) {}

  const config::CollectorParameters& parameters() const { return parameters_; }
  // A test whose driver has been started (reset done, both sides willing) when `body` begins.
  void add(const std::string& name, const std::string& description, Body body, bool random = false) {
    suite_.push_back(
        {name, description,
         [p = parameters_, coverage = coverage_, body = std::move(body)](Bench& bench, std::uint64_t cycles) {
           CollectorDriver driver(bench, p, coverage.get());
           driver.start();
           body(driver, cycles);
         },
         random});
  }
  Suite take() { return std::move(suite_); }

 private:
  config::CollectorParameters parameters_;
  std::shared_ptr<CollectorCoverage> coverage_;
  Suite suite_;
};

void add_function_tests(SuiteBuilder& builder);
void add_flow_tests(SuiteBuilder& builder);
void add_random_tests(SuiteBuilder& builder);

}  // namespace winnow::verif::collector
