// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "gen/cli/context.hpp"
#include "verif/verify/verify.hpp"

namespace winnow::cli {

// What came of verifying one config.
struct VerifyOutcome {
  std::string config, name, folder;
  std::vector<verif::VerifyResult> results;  // one per engine
  std::optional<verif::mutants::CampaignReport> mutants;
  std::string error;  // it could not be verified
  ExitCode exit_code = ExitCode::done;
};

nlohmann::ordered_json to_json(const VerifyOutcome& outcome);

// verify.json, junit.xml and, if counted, coverage.info and mutants.json in the outcome's folder. Throws
// std::filesystem::filesystem_error.
void write_files(const VerifyOutcome& outcome);

// What went wrong on the error stream; the figures, if wanted, on the output stream.
void show(const VerifyOutcome& outcome, const Context& context);

// `text` as one word of a POSIX shell, quoted where it has to be.
std::string shell_word(const std::string& text);

}  // namespace winnow::cli
