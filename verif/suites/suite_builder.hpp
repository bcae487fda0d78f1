// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "verif/suites/suite.hpp"

namespace winnow::verif {

// Collects the tests of one configuration. A core's Driver is made of a bench, what is known of the
// configuration (its parameters, or a shape derived from them) and where coverage is counted, which may be
// nowhere (null).
template <class Driver, class Parameters, class Coverage>
class SuiteBuilder {
 public:
  using Body = std::function<void(Driver&, std::uint64_t cycles)>;

  SuiteBuilder(Parameters parameters, std::shared_ptr<Coverage> coverage)
      : parameters_(std::move(parameters)), coverage_(std::move(coverage)) {}

  const Parameters& parameters() const { return parameters_; }

  // A test whose driver has been started (reset done) when `body` begins.
  void add(const std::string& name, const std::string& description, Body body, bool random = false) {
    suite_.push_back(
        {name, description,
         [p = parameters_, coverage = coverage_, body = std::move(body)](Bench& bench, std::uint64_t cycles) {
           Driver driver(bench, p, coverage.get());
           driver.start();
           body(driver, cycles);
         },
         random});
  }
  // A test that takes the cycles it needs.
  void directed(const std::string& name, const std::string& description, void (*body)(Driver&)) {
    add(name, description, [body](Driver& driver, std::uint64_t) { body(driver); });
  }
  Suite take() { return std::move(suite_); }

 private:
  Parameters parameters_;
  std::shared_ptr<Coverage> coverage_;
  Suite suite_;
};

}  // namespace winnow::verif
