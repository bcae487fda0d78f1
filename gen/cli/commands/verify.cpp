// SPDX-License-Identifier: Apache-2.0
#include "verif/verify/verify.hpp"

#include <fmt/format.h>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <memory>
#include <system_error>

#include "gen/cli/commands/commands.hpp"
#include "gen/cli/commands/verify_outcome.hpp"
#include "gen/cli/output_folder.hpp"
#include "gen/cli/resources.hpp"
#include "sim/data_error.hpp"
#include "verif/harness/report.hpp"

namespace winnow::cli {
namespace {

struct Options {
  std::vector<std::string> configs;
  std::string folder, engine = "verilator", test, junit, data;
  std::uint64_t seed = 1, cases = 1, cycles = 0;
  unsigned jobs = 2;
  bool waves = false, force = false, list = false, coverage = false;
};

// Netlist coverage is the evaluator's, which then runs too.
std::vector<verif::Engine> engines(const Options& options) {
  if (options.engine == "evaluator") return {verif::Engine::evaluator};
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
  command += " --engine " + verif::to_string(engine);
  if (options.cycles != 0) command += fmt::format(" --cycles {}", options.cycles);
  if (!options.data.empty()) command += " --data " + shell_word(options.data);
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
  for (const char* name : {"verify.json", "junit.xml", "coverage.info"}) {
    std::filesystem::remove(std::filesystem::path(where) / name);
  }
}

VerifyOutcome verify_config(const Options& options, const Context& context, const std::string& file) {
  VerifyOutcome outcome;
  outcome.config = file;
  const config::Config config = config::load_config(file, context.overrides);
  outcome.name = config.name;
  outcome.folder = options.folder.empty() ? "winnow-out/" + config.name : options.folder;
  // Everything that can be wrong with the request comes out here, before the folder is touched.
  std::vector<verif::Verification> runs;
  bool failed = false;
  for (const verif::Engine engine : engines(options)) {
    runs.emplace_back(config, run_options(options, context, file, outcome.folder, engine));
  }
  const cores::GeneratedCore core = cores::generate(config, {find_resources() / "rtl_templates"});
  write_core(core, config, outcome.folder, options.force);
  for (verif::Verification& run : runs) {
    context.progress(fmt::format("{}: verifying on the {}", config.name, verif::to_string(run.engine())));
    outcome.results.push_back(run.run(core, failed));
    failed = failed || !outcome.results.back().passed();
  }
  if (failed) outcome.exit_code = ExitCode::check_failed;
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
  command->add_option("--junit", options->junit, "write one JUnit file for all configs")->type_name("FILE");
  command->add_option("--jobs", options->jobs, "compilers at a time")
      ->check(CLI::Range(1, 64))
      ->type_name("N");
  command->add_flag("--waves", options->waves, "keep a wave of every test");
  command->add_flag("--coverage", options->coverage, "count netlist coverage (runs the evaluator too)");
  command->add_flag("--list", options->list, "list the tests and run none");
  command->add_flag("--force", options->force, "replace the files of another core in DIR");
  add_overrides(command, context);
  command->callback([options, &context] { verify(*options, context); });
}

}  // namespace winnow::cli
