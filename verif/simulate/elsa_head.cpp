// SPDX-License-Identifier: Apache-2.0
#include "verif/simulate/elsa_head.hpp"

#include <algorithm>
#include <stdexcept>

#include "verif/harness/bench.hpp"
#include "verif/models/elsa/model.hpp"
#include "verif/suites/captured/elsa_insight.hpp"
#include "verif/suites/elsa/driver.hpp"

namespace winnow::verif::simulate {

std::vector<elsa::CapturedReport> run_elsa_heads(Dut& device, const config::ElsaParameters& parameters,
                                                 const std::vector<ElsaTask>& tasks,
                                                 const std::function<void(std::size_t)>& begins) {
  ElsaModel model(parameters);
  const elsa::Insight insight(model, parameters);
  Bench bench(device, model, "simulate", 1);
  elsa::Driver driver(bench, parameters, nullptr);
  const ElsaShape& shape = driver.shape();
  std::vector<elsa::Head> rounded;
  driver.start();
  for (const auto& [head, approximation] : tasks) {
    if (std::max(head.q.rows, head.k.rows) > shape.tokens || head.q.columns > shape.dimension)
      throw std::invalid_argument("a head that is larger than the core");
    rounded.push_back(elsa::captured_head(parameters, head, approximation));
    driver.send(rounded.back());
  }
  std::vector<elsa::CapturedReport> reports;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    begins(i);
    driver.cycle_to(i + 1);
    reports.push_back(
        elsa::report_on(parameters, tasks[i].head, rounded[i], driver.passages().back(), &insight));
    reports.back().degree = tasks[i].approximation.degree;
  }
  driver.drain();
  return reports;
}

elsa::CapturedReport run_elsa_head(Dut& device, const config::ElsaParameters& parameters,
                                   const sim::Head& head, const elsa::Approximation& approximation) {
  return run_elsa_heads(device, parameters, {{head, approximation}}, [](std::size_t) {}).front();
}

}  // namespace winnow::verif::simulate
