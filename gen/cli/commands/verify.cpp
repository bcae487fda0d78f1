// SPDX-License-Identifier: Apache-2.0
#include "verif/verify/verify.hpp"

#include <fmt/format.h>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "gen/cli/calibrated.hpp"
#include "gen/cli/commands/commands.hpp"
#include "gen/cli/commands/verify_outcome.hpp"
#include "gen/cli/output_folder.hpp"
#include "gen/cli/resources.hpp"
#include "sim/data_error.hpp"
#include "verif/harness/report.hpp"
#include "verif/mutants/draw.hpp"
#include "verif/mutants/mutated_design.hpp"
#include "verif/mutants/report.hpp"

namespace winnow::cli {
namespace {

struct Options {
  std::vector<std::string> configs;
  std::string folder, engine = "verilator", test, junit, data, calibration;
  std::uint64_t seed = 1, cases = 1, cycles = 0;
  std::size_t mutants = 0, mutant = 0;  // how many; or one, by its number
  std::optional<unsigned> mutants_required;
  unsigned jobs = 2;
  bool waves = false, force = false, list = false, coverage = false, engine_given = false;

  bool runs_mutants() const { return mutants != 0 || mutant != 0; }
};

// Netlist coverage is the evaluator's, which then runs too; mutants run there alone.
std::vector<verif::Engine> engines(const Options& options) {
  if (options.engine == "evaluator" || options.runs_mutants()) return {verif::Engine::evaluator};
  if (options.engine == "both" || options.coverage) {
    return {verif::Engine::evaluator, verif::Engine::verilator};
  }
  return {verif::Engine::verilator};
}

// What repeats a run of one config on one engine; the harness adds seed and test.
std::string replay_command(const Options& options, const Context& context, const std::string& config,
                           verif::Engine engine) {
  std::string command = "winnow verify " + shell_word(config);
  if (!options.folder.empty()) command += " -o " + shell_word(options.folder);
  command += options.mutant != 0 ? fmt::format(" --mutant {}", options.mutant)
                                 : " --engine " + verif::to_string(engine);
  if (options.cycles != 0) command += fmt::format(" --cycles {}", options.cycles);
  if (!options.data.empty()) command += " --data " + shell_word(options.data);
  if (!options.calibration.empty()) command += " --calibration " + shell_word(options.calibration);
  for (const std::string& value : context.overrides) command += " --set " + shell_word(value);
  return command;
}

void show_progress(const Context& context, const verif::Progress& progress) {
  using Event = verif::Progress::Event;
  if (progress.event == Event::finished && (context.verbosity > 0 || !progress.passed)) {
    context.progress(fmt::format("[{}/{}] {} {}: {} cycles", progress.run + 1, progress.runs, progress.test,
                                 progress.passed ? "passed" : "FAILED", progress.cycles));
  } else if (progress.event == Event::running) {
    const double speed = progress.seconds > 0 ? static_cast<double>(progress.cycles) / progress.seconds : 0;
    context.progress(fmt::format("[{}/{}] {}: {} cycles, {:.0f} per second", progress.run + 1, progress.runs,
                                 progress.test, progress.cycles, speed));
  } else if (progress.event == Event::making_wave) {
    context.progress("building a traced model for the wave of " + progress.test);
  }
}

std::filesystem::path activations(const Options& options) {
  if (options.data == "none") return {};
  if (!options.data.empty()) return options.data;
  return find_resources() / "verif/data/attention";
}

verif::VerifyOptions run_options(const Options& options, const Context& context, const std::string& config,
                                 const std::string& folder, verif::Engine engine) {
  verif::VerifyOptions run;
  run.engine = engine;
  run.pattern = options.test;
  run.seed = options.seed;
  run.cases = options.cases;
  run.cycles = options.cycles;
  run.waves = options.waves;
  run.coverage = options.coverage;
  run.run_fast = options.cycles >= 50000;
  run.jobs = options.jobs;
  run.directory = folder;
  run.activations = activations(options);
  run.replay = replay_command(options, context, config, engine);
  run.progress = [&context](const verif::Progress& progress) { show_progress(context, progress); };
  run.log = [&context](const std::string& line) { context.progress(line); };
  return run;
}

// The core's own files; those of an earlier verification go, because they do not tell about this one.
void write_core(const cores::GeneratedCore& core, const config::Config& config, const std::string& where,
                bool force) {
  OutputFolder folder(where, {config.core, config.name, "generate"}, force);
  for (const cores::OutputFile& output : core.files) folder.write(output.path, output.text);
  folder.commit();
  for (const char* name : {"verify.json", "junit.xml", "coverage.info", "mutants.json"}) {
    std::filesystem::remove(std::filesystem::path(where) / name);
  }
}

void show_mutant_progress(const Context& context, const verif::mutants::Mutant& mutant, std::size_t done,
                          std::size_t count) {
  constexpr std::size_t between = 25;
  if (mutant.fate != verif::mutants::Fate::killed || context.verbosity > 0) {
    context.progress(fmt::format("[{}/{}] {}: {}", done, count, verif::mutants::name_of(mutant.fate),
                                 verif::mutants::to_text(mutant)));
  } else if (done % between == 0 || done == count) {
    context.progress(fmt::format("[{}/{}] mutants", done, count));
  }
}

void try_mutants(const Options& options, const Context& context, const verif::Verification& run,
                 const cores::GeneratedCore& core, VerifyOutcome& outcome) {
  verif::SuiteReport& report = outcome.results.front().report;
  if (!report.passed())
    return context.progress(outcome.name + ": the suite fails without a fault: no mutants");
  context.progress(fmt::format("{}: {} mutants, seed {}", outcome.name, options.mutants, options.seed));
  outcome.mutants = run.try_mutants(core, report, options.mutants,
                                    [&context](const auto& mutant, std::size_t done, std::size_t count) {
                                      show_mutant_progress(context, mutant, done, count);
                                    });
  if (!options.mutants_required) return;
  report.results.push_back(verif::mutants_result(*outcome.mutants, *options.mutants_required));
  if (!report.passed()) outcome.exit_code = ExitCode::check_failed;
}

// The suite on one mutant. Its results have a folder of their own: the core's tell about the core.
void run_mutant(const Options& options, const Context& context, const verif::Verification& run,
                const cores::GeneratedCore& core, VerifyOutcome& outcome) {
  const auto faults = verif::mutants::draw_faults(*core.top, options.mutant, options.seed);
  if (faults.size() < options.mutant) {
    throw UsageError(fmt::format("{} has only {} mutants; give --mutant a number from 1 to {}", outcome.name,
                                 faults.size(), faults.size()));
  }
  const verif::mutants::MutatedDesign mutated(*core.top, faults.back());
  const auto description = verif::mutants::describe(*core.top, faults.back(), core.lines);
  std::filesystem::create_directories(outcome.folder);
  verif::write_whole_file(std::filesystem::path(outcome.folder) / (description.module + ".v"),
                          mutated.verilog());
  context.progress(fmt::format("mutant {}: {}", options.mutant, verif::mutants::to_text(description)));
  cores::GeneratedCore faulty;
  faulty.top = &mutated.top();
  outcome.results.push_back(run.run(faulty));
  if (!outcome.results.back().passed()) outcome.exit_code = ExitCode::check_failed;
}

// A config as it is verified, and the calibration that is in it.
struct Subject {
  config::Config config;
  std::optional<sim::elsa::CalibrationFile> calibration;
};

Subject load_subject(const Options& options, const Context& context, const std::string& file) {
  const config::Config config = config::load_config(file, context.overrides);
  if (options.calibration.empty()) return {config, std::nullopt};
  Calibrated result = calibrated(config, file, options.calibration);
  return {std::move(result.config), std::move(result.calibration)};
}

VerifyOutcome verify_config(const Options& options, const Context& context, const std::string& file) {
  VerifyOutcome outcome;
  outcome.config = file;
  const Subject subject = load_subject(options, context, file);
  const config::Config& config = subject.config;
  outcome.name = config.name;
  const std::string folder = options.folder.empty() ? "winnow-out/" + config.name : options.folder;
  outcome.folder = options.mutant == 0 ? folder : fmt::format("{}/mutants/{}", folder, options.mutant);
  // Everything that can be wrong with the request comes out here, before the folder is touched.
  std::vector<verif::Verification> runs;
  bool failed = false;
  for (const verif::Engine engine : engines(options)) {
    verif::VerifyOptions run = run_options(options, context, file, outcome.folder, engine);
    run.calibration = subject.calibration;
    runs.emplace_back(config, std::move(run));
  }
  const cores::GeneratedCore core = cores::generate(config, {find_resources() / "rtl_templates"});
  write_core(core, config, folder, options.force);
  if (options.mutant != 0) {
    run_mutant(options, context, runs.front(), core, outcome);
    write_files(outcome);
    return outcome;
  }
  for (verif::Verification& run : runs) {
    context.progress(fmt::format("{}: verifying on the {}", config.name, verif::to_string(run.engine())));
    outcome.results.push_back(run.run(core, failed));
    failed = failed || !outcome.results.back().passed();
  }
  if (failed) outcome.exit_code = ExitCode::check_failed;
  if (options.mutants != 0) try_mutants(options, context, runs.front(), core, outcome);
  write_files(outcome);
  return outcome;
}

// One config that fails does not stop the rest.
VerifyOutcome guarded(const Options& options, const Context& context, const std::string& file) {
  const auto failed = [&](const std::string& message, ExitCode code) {
    VerifyOutcome outcome;
    outcome.config = file;
    outcome.error = message;
    outcome.exit_code = code;
    return outcome;
  };
  const auto own = [](const std::exception& error) { return "winnow: " + std::string(error.what()); };
  try {
    return verify_config(options, context, file);
  } catch (const config::ConfigError& error) {
    return failed(error.what(), ExitCode::bad_input);
  } catch (const sim::DataError& error) {
    return failed(error.what(), ExitCode::bad_input);
  } catch (const UsageError& error) {
    return failed(own(error), ExitCode::bad_input);
  } catch (const std::invalid_argument& error) {
    return failed(own(error), ExitCode::bad_input);
  } catch (const std::exception& error) {
    return failed(own(error), ExitCode::tool_broke);
  }
}

void list_tests(const Options& options, const Context& context) {
  for (const std::string& file : options.configs) {
    for (const verif::SuiteTest& test : verif::suite_of(config::load_config(file, context.overrides))) {
      context.output << fmt::format("{:<40} {}\n", test.name, test.description);
    }
  }
}

// Before hours of work: can the file for all configs be written?
void check_junit_file(const std::string& file) {
  const auto refuse = [&](int error) {
    throw UsageError(fmt::format("cannot write {}: {}; give --junit a file that can be written", file,
                                 std::generic_category().message(error)));
  };
  if (std::filesystem::is_directory(file)) refuse(EISDIR);
  const std::filesystem::path probe = file + ".partial";
  if (!std::ofstream(probe, std::ios::app)) refuse(errno);
  std::filesystem::remove(probe);
}

// A config that could not be verified is in the summary too: its place would not show that it is missing.
verif::SuiteReport report_of_error(const VerifyOutcome& outcome, const Options& options) {
  verif::TestResult result;
  result.name = "verify";
  result.seed = options.seed;
  result.error = outcome.error;
  return {outcome.config, options.engine, options.seed, {result}};
}

void verify(const Options& options, Context& context) {
  if (options.configs.size() > 1 && !options.folder.empty()) {
    throw UsageError("-o takes one config; leave it out, and each goes to winnow-out/NAME");
  }
  if (options.runs_mutants() && options.engine_given && options.engine != "evaluator") {
    throw UsageError("mutants run in the evaluator; leave out --engine, or give --engine evaluator");
  }
  if (options.list) return list_tests(options, context);
  if (!options.junit.empty()) check_junit_file(options.junit);
  config::Json summary = config::Json::array();
  std::vector<verif::SuiteReport> reports;
  std::size_t passed = 0;
  for (const std::string& file : options.configs) {
    const VerifyOutcome outcome = guarded(options, context, file);
    context.exit_code = std::max(context.exit_code, outcome.exit_code);
    show(outcome, context);
    summary.push_back(to_json(outcome));
    if (outcome.mutants) summary.back()["mutants"] = verif::mutants::to_json(*outcome.mutants);
    for (const verif::VerifyResult& result : outcome.results) reports.push_back(result.report);
    if (!outcome.error.empty()) reports.push_back(report_of_error(outcome, options));
    passed += outcome.exit_code == ExitCode::done ? 1U : 0U;
  }
  if (options.configs.size() > 1 && context.shows_text()) {
    context.output << fmt::format("{} of {} configs passed\n", passed, options.configs.size());
  }
  if (!options.junit.empty()) verif::write_whole_file(options.junit, verif::junit_xml(reports));
  if (context.json) context.output << config::to_file_text({{"configs", summary}});
}

// The parser would take -1 for the largest number.
CLI::Validator not_negative() {
  return {
      [](const std::string& text) { return text.starts_with('-') ? text + " is negative" : std::string(); },
      "", "not_negative"};
}

// The seed of the tests is that of the mutants, too: with --cases it would be another for every case.
void add_mutant_options(CLI::App& command, Options& options) {
  CLI::Option* many =
      command.add_option("--mutants", options.mutants, "try the suite on N faults of the core")
          ->check(CLI::Range(1, 1000000))
          ->type_name("N");
  for (const char* other : {"--test", "--cases", "--waves", "--coverage"}) many->excludes(other);
  CLI::Option* one =
      command.add_option("--mutant", options.mutant, "run the suite on one of them, by its number")
          ->check(CLI::Range(1, 1000000))
          ->type_name("K");
  for (const char* other : {"--mutants", "--cases", "--coverage"}) one->excludes(other);
  command
      .add_option("--mutants-required", options.mutants_required,
                  "fail when less of those that are not proven equivalent are noticed")
      ->check(CLI::Range(0, 100))
      ->needs(many)
      ->type_name("PERCENT");
}

}  // namespace

void add_verify(CLI::App& program, Context& context) {
  CLI::App* command = add_command(program, context, "verify", "compare cores with their reference models");
  const auto options = std::make_shared<Options>();
  command->add_option("CONFIG", options->configs, "config files")->required();
  command->add_option("-o,--output", options->folder, "folder (default winnow-out/NAME)")->type_name("DIR");
  command->add_option("--engine", options->engine, "verilator, evaluator or both")
      ->check(CLI::IsMember({"verilator", "evaluator", "both"}));
  command->add_option("--seed", options->seed, "seed of the random tests")
      ->check(not_negative())
      ->type_name("N");
  command->add_option("--cases", options->cases, "runs of every test, each with its own seed")
      ->check(CLI::Range(1, 1000000))
      ->type_name("N");
  command->add_option("--cycles", options->cycles, "cycles of the random tests together (0: their defaults)")
      ->check(not_negative())
      ->type_name("N");
  command->add_option("--test", options->test, "run the tests whose name matches")->type_name("PATTERN");
  command->add_option("--data", options->data, "activations for the real-input tests, or 'none'")
      ->type_name("DIR");
  add_calibration(*command, options->calibration);
  command->add_option("--junit", options->junit, "write one JUnit file for all configs")->type_name("FILE");
  command->add_option("--jobs", options->jobs, "compilers at a time")
      ->check(CLI::Range(1, 64))
      ->type_name("N");
  command->add_flag("--waves", options->waves, "keep a wave of every test");
  command->add_flag("--coverage", options->coverage, "count netlist coverage (runs the evaluator too)");
  add_mutant_options(*command, *options);
  command->add_flag("--list", options->list, "list the tests and run none");
  command->add_flag("--force", options->force, "replace the files of another core in DIR");
  add_overrides(command, context);
  command->callback([options, command, &context] {
    options->engine_given = command->count("--engine") > 0;
    verify(*options, context);
  });
}

}  // namespace winnow::cli
