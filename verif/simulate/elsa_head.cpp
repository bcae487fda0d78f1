// SPDX-License-Identifier: Apache-2.0
#include "verif/simulate/elsa_head.hpp"

#include <algorithm>
#include <stdexcept>

#include "verif/harness/bench.hpp"
#include "verif/models/elsa/model.hpp"
#include "verif/suites/captured/elsa_insight.hpp"
#include "verif/suites/elsa/driver.hpp"

namespace winnow::verif::simulate {

elsa::CapturedReport run_elsa_head(Dut& device, const config::ElsaParameters& parameters,
                                   const sim::Head& head, const elsa::Approximation& approximation) {
  ElsaModel model(parameters);
  const elsa::Insight insight(model, parameters);
  Bench bench(device, model, "simulate", 1);
  elsa::Driver driver(bench, parameters, nullptr);
  const ElsaShape& shape = driver.shape();
  if (std::max(head.q.rows, head.k.rows) > shape.tokens || head.q.columns > shape.dimension)
    throw std::invalid_argument("a head that is larger than the core");
  const elsa::Head rounded = elsa::captured_head(parameters, head, approximation);
  driver.start();
  driver.send(rounded);
  driver.drain();
  elsa::CapturedReport report =
      elsa::report_on(parameters, head, rounded, driver.passages().back(), &insight);
  report.degree = approximation.degree;
  return report;
}

}  // namespace winnow::verif::simulate
