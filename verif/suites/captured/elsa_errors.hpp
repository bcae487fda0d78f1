// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verif/suites/captured/elsa_report.hpp"

namespace winnow::verif::elsa {

// Fills in the errors of a report.
void add_errors(CapturedReport& report, const config::ElsaParameters& parameters, const sim::Head& fitting,
                const Head& head, const Passage& passage, const Insight* insight);

}  // namespace winnow::verif::elsa
