// SPDX-License-Identifier: Apache-2.0
#include "verif/verify/verify.hpp"

#include <fmt/format.h>
#include <memory>

#include "gen/cli/commands/commands.hpp"
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
  bool waves = false, force = false, list = false;
};

// What came of one config.
struct Outcome {
  std::string config, name, folder;
  std::vector<verif::VerifyResult> results;  // one per engine
  std::string error;                         // it could not be verified
  ExitCode exit_code = ExitCode::done;
};

std::vector<verif::Engine> engines(const std::string& choice) {
  if (choice == "evaluator") return {verif::Engine::evaluator};
  if (choice == "both") return {verif::Engine::evaluator, verif::Engine::verilator};
  return {verif::Engine::verilator};
}

std::string replay_command(const Options& options, const Context& context, const std::string& config,
                           verif::Engine engine) {
  std::string command = "winnow verify " + config + " --engine " + verif::to_string(engine);
  if (options.cycles != 0) command += fmt::format(" --cycles {}", options.cycles);
  for (const std::string& value : context.overrides) command += " --set '" + value + "'";
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

Outcome verify_config(const Options& options, const Context& context, const std::string& file) {
  Outcome outcome;
  outcome.config = file;
  const config::Config config = config::load_config(file, context.overrides);
  outcome.name = config.name;
  outcome.folder = options.folder.empty() ? "winnow-out/" + config.name : options.folder;
  const cores::GeneratedCore core = cores::generate(config, {find_resources() / "rtl_templates"});
  OutputFolder folder(outcome.folder, {config.core, config.name, "generate"}, options.force);
  for (const cores::OutputFile& output : core.files) folder.write(output.path, output.text);
  folder.commit();

  for (const verif::Engine engine : engines(options.engine)) {
    verif::VerifyOptions run;
    run.engine = engine;
    run.pattern = options.test;
    run.seed = options.seed;
    run.cases = options.cases;
    run.cycles = options.cycles;
    run.waves = options.waves;
    run.run_fast = options.cycles >= 50000;
    run.jobs = options.jobs;
    run.directory = outcome.folder;
    run.activations = activations(options);
    run.replay = replay_command(options, context, file, engine);
    run.progress = [&context](const verif::Progress& progress) { show_progress(context, progress); };
    run.log = [&context](const std::string& line) { context.progress(line); };
    context.progress(fmt::format("{}: verifying on the {}", config.name, verif::to_string(engine)));
    outcome.results.push_back(verif::verify(config, core, run));
    if (!outcome.results.back().passed()) outcome.exit_code = ExitCode::check_failed;
  }
  return outcome;
}

// One config that fails does not stop the rest.
Outcome guarded(const Options& options, const Context& context, const std::string& file) {
  const auto failed = [&](const std::exception& error, ExitCode code) {
    Outcome outcome;
    outcome.config = file;
    outcome.error = error.what();
    outcome.exit_code = code;
    return outcome;
  };
  try {
    return verify_config(options, context, file);
  } catch (const config::ConfigError& error) {
    return failed(error, ExitCode::bad_input);
  } catch (const UsageError& error) {
    return failed(error, ExitCode::bad_input);
  } catch (const std::invalid_argument& error) {
    return failed(error, ExitCode::bad_input);
  } catch (const sim::DataError& error) {
    return failed(error, ExitCode::bad_input);
  } catch (const std::exception& error) {
    return failed(error, ExitCode::tool_broke);
  }
}

nlohmann::ordered_json to_json(const Outcome& outcome) {
  nlohmann::ordered_json engines = nlohmann::ordered_json::array();
  for (const verif::VerifyResult& result : outcome.results) {
    nlohmann::ordered_json report = verif::verify_json(result.report);
    nlohmann::ordered_json inputs = nlohmann::ordered_json::array();
    for (const verif::RealInputReport& input : result.real_inputs) inputs.push_back(verif::to_json(input));
    report["real_inputs"] = inputs;
    report["functional_coverage_missing"] = result.missing_coverage;
    engines.push_back(std::move(report));
  }
  return {{"config", outcome.config},
          {"name", outcome.name},
          {"folder", outcome.folder},
          {"error", outcome.error},
          {"runs", engines}};
}

void write_files(const Outcome& outcome) {
  if (outcome.results.empty()) return;
  const std::filesystem::path folder = outcome.folder;
  verif::write_whole_file(folder / "verify.json", verif::to_text(to_json(outcome)));
  std::vector<verif::SuiteReport> reports;
  for (const verif::VerifyResult& result : outcome.results) reports.push_back(result.report);
  verif::write_whole_file(folder / "junit.xml", verif::junit_xml(reports));
}

void show(const Outcome& outcome, const Context& context) {
  if (!outcome.error.empty()) context.errors << outcome.error << '\n';
  for (const verif::VerifyResult& result : outcome.results) {
    std::uint64_t cycles = 0, failed = 0;
    double seconds = 0;
    for (const verif::TestResult& test : result.report.results) {
      cycles += test.cycles;
      seconds += test.seconds;
      failed += test.passed ? 0 : 1;
      if (test.mismatch) {
        context.errors << fmt::format(
            "{}: {} seed {}: cycle {}, port {}: expected {}, got {}\n  replay: {}\n", outcome.name, test.name,
            test.seed, test.mismatch->cycle, test.mismatch->port, test.mismatch->expected, test.mismatch->got,
            fmt::format("winnow verify {} --seed {} --test {}", outcome.config, test.seed, test.name));
      } else if (!test.passed) {
        context.errors << fmt::format("{}: {}: {}\n", outcome.name, test.name, test.error);
      }
    }
    if (!context.shows_text()) continue;
    for (const verif::RealInputReport& input : result.real_inputs)
      context.output << verif::describe(input) << '\n';
    context.output << fmt::format(
        "{} on the {}: {} of {} tests passed, {} mismatches, {} cycles, {:.0f} cycles per second (harness "
        "included), "
        "model built in {:.1f} s; results in {}\n",
        outcome.name, result.report.engine, result.report.results.size() - failed,
        result.report.results.size(), failed, cycles, seconds > 0 ? static_cast<double>(cycles) / seconds : 0,
        result.build_seconds, outcome.folder);
  }
}

void list_tests(const Options& options, const Context& context) {
  for (const std::string& file : options.configs) {
    for (const verif::SuiteTest& test : verif::suite_of(config::load_config(file, context.overrides))) {
      context.output << fmt::format("{:<40} {}\n", test.name, test.description);
    }
  }
}

void verify(const Options& options, Context& context) {
  if (options.list) return list_tests(options, context);
  if (options.configs.size() > 1 && !options.folder.empty()) {
    throw UsageError("-o takes one config; leave it out, and each goes to winnow-out/NAME");
  }
  config::Json summary = config::Json::array();
  std::vector<verif::SuiteReport> reports;
  for (const std::string& file : options.configs) {
    const Outcome outcome = guarded(options, context, file);
    context.exit_code = std::max(context.exit_code, outcome.exit_code);
    write_files(outcome);
    show(outcome, context);
    summary.push_back(to_json(outcome));
    for (const verif::VerifyResult& result : outcome.results) reports.push_back(result.report);
  }
  if (!options.junit.empty()) verif::write_whole_file(options.junit, verif::junit_xml(reports));
  if (context.json) context.output << config::to_file_text({{"configs", summary}});
}

}  // namespace

void add_verify(CLI::App& program, Context& context) {
  CLI::App* command = add_command(program, context, "verify", "compare cores with their reference models");
  const auto options = std::make_shared<Options>();
  command->add_option("CONFIG", options->configs, "config files")->required();
  command->add_option("-o,--output", options->folder, "folder (default winnow-out/NAME)")->type_name("DIR");
  command->add_option("--engine", options->engine, "verilator, evaluator or both")
      ->check(CLI::IsMember({"verilator", "evaluator", "both"}));
  command->add_option("--seed", options->seed, "seed of the random tests")->type_name("N");
  command->add_option("--cases", options->cases, "runs of every test, each with its own seed")
      ->check(CLI::Range(1, 1000000))
      ->type_name("N");
  command->add_option("--cycles", options->cycles, "cycles of every random test (0: its default)")
      ->type_name("N");
  command->add_option("--test", options->test, "run the tests whose name matches")->type_name("PATTERN");
  command->add_option("--data", options->data, "activations for the real-input tests, or 'none'")
      ->type_name("DIR");
  command->add_option("--junit", options->junit, "write one JUnit file for all configs")->type_name("FILE");
  command->add_option("--jobs", options->jobs, "compilers at a time")
      ->check(CLI::Range(1, 64))
      ->type_name("N");
  command->add_flag("--waves", options->waves, "keep a wave of every test");
  command->add_flag("--list", options->list, "list the tests and run none");
  command->add_flag("--force", options->force, "replace the files of another core in DIR");
  add_overrides(command, context);
  command->callback([options, &context] { verify(*options, context); });
}

}  // namespace winnow::cli
