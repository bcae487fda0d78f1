// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "verif/mutants/campaign.hpp"

namespace winnow::verif::mutants {

// The content of mutants.json (docs/verification.md). The same for every number of jobs.
nlohmann::ordered_json to_json(const CampaignReport& report);

// For people: the score, tables by kind of fault and by module, and the survivors.
std::string summary(const CampaignReport& report);

// "mutant 17: rtl/row.v:12: …"
std::string to_text(const Mutant& mutant);

}  // namespace winnow::verif::mutants
