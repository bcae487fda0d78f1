// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

#include "gen/cli/calibrated.hpp"
#include "gen/cli/commands/commands.hpp"
#include "gen/cli/output_folder.hpp"
#include "gen/cli/resources.hpp"
#include "gen/cli/scratch_folder.hpp"
#include "gen/cli/simulate/accelerator.hpp"
#include "gen/cli/simulate/choice.hpp"
#include "gen/cli/simulate/results.hpp"
#include "gen/cli/simulate/short_lists.hpp"
#include "gen/config/config.hpp"
#include "gen/config/nearest_name.hpp"
#include "sim/activations.hpp"
#include "sim/data_error.hpp"
#include "sim/selection.hpp"
#include "sim/workload.hpp"
#include "verif/simulate/simulator.hpp"

namespace winnow::cli {
namespace {

namespace fs = std::filesystem;
namespace vs = verif::simulate;

const std::vector<std::string> select_names = {"topk", "threshold"};

struct Options {
  std::string config, folder, data, engine = "model", scores = "int4", select = "topk";
  std::vector<std::string> workloads;
  std::vector<unsigned> tokens;  // empty: as the config says
  std::vector<double> keep = {0.1};
  std::vector<int> layers;      // the models' numbers; empty: all
  std::vector<unsigned> heads;  // empty: all
  std::vector<double> degrees = {0, 0.5, 1, 2, 4};
  std::string calibration;
  unsigned jobs = 2;
  bool force = false, keep_given = false, filter_given = false, degree_given = false;

  vs::Engine engine_kind() const {
    const auto& names = vs::engine_names();
    return static_cast<vs::Engine>(std::find(names.begin(), names.end(), engine) - names.begin());
  }
  vs::SelectionMode mode() const {
    return select == "topk" ? vs::SelectionMode::topk : vs::SelectionMode::threshold;
  }
};

// One core of the sweep.
struct Subject {
  unsigned tokens;
  config::Config config;
};

// A value given twice is meant once.
template <typename Value>
void drop_repeats(std::vector<Value>& values) {
  std::vector<Value> once;
  for (const Value& value : values)
    if (std::find(once.begin(), once.end(), value) == once.end()) once.push_back(value);
  values = std::move(once);
}

// One run of the command: what is asked, the cores, and what came out.
class Simulation {
 public:
  Simulation(const Options& options, const Context& context) : options_(options), context_(context) {
    check_options();
    load_subjects();
    load_inputs();
  }

  const simulate::Results& results() const { return results_; }

  void run() {
    const ScratchFolder scratch("winnow-simulate");
    for (const Subject& subject : subjects_) cores_.push_back(make_core(subject, scratch.path()));
    for (const sim::ActivationCase& activations : cases_) run_case(activations);
    for (const sim::Workload& workload : workloads_) run_workload(workload);
    cores_.clear();  // before their libraries go
  }

 private:
  void check_options() const {
    if (options_.data.empty() == options_.workloads.empty())
      throw UsageError("give either --data DIR, with activations, or --workload W");
    for (const double keep : options_.keep) {
      if (!(keep > 0 && keep <= 1))
        throw UsageError(fmt::format("--keep {:g} is out of range; give a share above 0, at most 1", keep));
    }
    if (!options_.workloads.empty() && !(options_.layers.empty() && options_.heads.empty()))
      throw UsageError("a workload has one head; leave out --layers and --heads");
  }

  void load_subjects() {
    config::Config config = config::load_config(options_.config, context_.overrides);
    const auto shape = vs::shape_of(config);
    if (!shape) {
      std::vector<std::string> kinds = vs::simulated_kinds();
      kinds.insert(kinds.begin(), "elsa");
      throw UsageError(fmt::format("a core of kind {} cannot be simulated; give one of kind {}",
                                   config::in_quotes(config.core), config::choices_in_words(kinds)));
    }
    results_.core = config.core;
    results_.name = config.name;
    results_.engine = options_.engine;
    results_.select = options_.select;
    results_.scores = options_.workloads.empty() ? options_.scores : "workload";
    results_.maximum_keys = shape->streams.maximum_keys;
    // In full, so that whatever is set is there.
    const std::string text = config::to_text(config::canonical_json(config));
    for (const unsigned tokens : options_.tokens) {
      std::vector<std::string> overrides;
      for (const std::string& path : vs::tokens_paths(config.core))
        overrides.push_back(fmt::format("{}={}", path, tokens));
      subjects_.push_back({tokens, config::parse_config(text, options_.config, overrides)});
    }
    if (subjects_.empty()) subjects_.push_back({shape->streams.tokens, std::move(config)});
  }

  void load_inputs() {
    std::vector<std::string> faults;
    for (const std::string& text : options_.workloads) {
      try {
        add_workload(sim::parse_workload(text));
      } catch (const sim::DataError& error) {
        faults.insert(faults.end(), error.messages().begin(), error.messages().end());
      }
    }
    if (!faults.empty()) throw sim::DataError(faults);
    if (!options_.data.empty()) {
      for (sim::ActivationCase& activations : sim::load_cases(options_.data)) {
        check_choice(activations);
        if (fits(activations.name, activations.keys())) cases_.push_back(std::move(activations));
      }
      if (!chosen_) throw UsageError(no_such_head());
    }
    if (cases_.empty() && workloads_.empty()) {
      throw UsageError(
          fmt::format("nothing has as few keys as the core takes ({}); give a core of more "
                      "maximum_keys, or other data",
                      results_.maximum_keys));
    }
  }

  void add_workload(sim::Workload workload) {
    if (workload.keep && options_.keep_given)
      throw UsageError(fmt::format("--workload {} says what is kept; leave out --keep", workload.text));
    if (fits(workload.text, workload.keys)) workloads_.push_back(std::move(workload));
  }

  bool fits(const std::string& name, std::size_t keys) {
    if (keys <= results_.maximum_keys) return true;
    context_.progress(
        fmt::format("{} is skipped: it has {} keys, the core takes {}", name, keys, results_.maximum_keys));
    results_.skipped.push_back({name, keys});
    return false;
  }

  void check_choice(const sim::ActivationCase& activations) {
    for (const int layer : activations.layers) {
      for (unsigned head = 0; head < activations.heads(); ++head)
        chosen_ = chosen_ ||
                  (simulate::is_wanted(options_.layers, layer) && simulate::is_wanted(options_.heads, head));
    }
  }

  std::string no_such_head() const {
    return fmt::format(
        "no case has such a layer and head (--layers {}, --heads {}); give numbers of the model's "
        "layers, and heads from 0",
        options_.layers.empty() ? "all" : fmt::format("{}", fmt::join(options_.layers, ",")),
        options_.heads.empty() ? "all" : fmt::format("{}", fmt::join(options_.heads, ",")));
  }

  vs::Simulator make_core(const Subject& subject, const fs::path& scratch) const {
    vs::SimulatorOptions make;
    make.engine = options_.engine_kind();
    make.templates = find_resources() / "rtl_templates";
    make.directory = scratch / fmt::format("tokens_{}", subject.tokens);
    make.jobs = options_.jobs;
    make.log = [this](const std::string& line) { context_.progress(line); };
    return {subject.config, make};
  }

  void run_case(const sim::ActivationCase& activations) {
    for (std::size_t layer = 0; layer < activations.layer_count(); ++layer) {
      for (unsigned head = 0; head < activations.heads(); ++head) {
        if (!simulate::is_wanted(options_.layers, activations.layers[layer]) ||
            !simulate::is_wanted(options_.heads, head))
          continue;
        context_.progress(
            fmt::format("{} layer {} head {}", activations.name, activations.layers[layer], head));
        const sim::Head data = sim::head_of(activations, layer, head);
        run_head({activations.name, activations.layers[layer], head, activations.mask,
                  sim::estimated_scores(data, sim::estimate_of(options_.scores))},
                 options_.keep);
      }
    }
  }

  void run_workload(const sim::Workload& workload) {
    context_.progress(workload.text);
    run_head({workload.text, 0, 0, sim::Mask::none, sim::workload_scores(workload)},
             workload.keep ? std::vector<double>{*workload.keep} : options_.keep);
  }

  void run_head(const vs::HeadScores& head, const std::vector<double>& shares) {
    for (vs::Simulator& core : cores_) {
      for (const double keep : shares) {
        const vs::Plan plan = vs::make_plan(head, core.core(), {keep, options_.mode()});
        simulate::HeadResult result{
            core.core().streams.tokens, keep, head.case_name, head.layer, head.head, plan.keys, {}};
        result.figures = {run_plan(core, plan, head), plan.bounds, plan.queries};
        results_.heads.push_back(std::move(result));
      }
    }
  }

  vs::RunFigures run_plan(vs::Simulator& core, const vs::Plan& plan, const vs::HeadScores& head) const {
    try {
      return core.run(plan);
    } catch (const vs::SimulationError& error) {
      throw vs::SimulationError(fmt::format("{} layer {} head {}, T = {}: {}", head.case_name, head.layer,
                                            head.head, core.core().streams.tokens, error.what()));
    }
  }

  const Options& options_;
  const Context& context_;
  std::vector<Subject> subjects_;
  std::vector<sim::ActivationCase> cases_;
  std::vector<sim::Workload> workloads_;
  bool chosen_ = false;  // some case has a layer and head that were asked for
  std::vector<vs::Simulator> cores_;
  simulate::Results results_;
};

// With -o; a folder that is refused is so before anything runs.
void open_folder(std::optional<OutputFolder>& folder, const Options& options, const std::string& core,
                 const std::string& name) {
  if (!options.folder.empty())
    folder.emplace(options.folder, OutputOwner{core, name, "simulate"}, options.force);
}

// Of either kind of simulation.
template <class Results>
void publish(const Results& results, std::optional<OutputFolder>& folder, Context& context) {
  const std::string json = simulate::with_short_lists(config::to_file_text(simulate::to_json(results)));
  if (folder) {
    folder->write("simulate.json", json);
    folder->write("simulate.md", simulate::to_markdown(results, true));
    folder->write("simulate.svg", simulate::to_svg(results));
    folder->commit();
  }
  if (context.json) context.output << json;
  if (context.shows_text()) context.output << simulate::to_markdown(results, context.verbosity > 0);
}

void run_accelerator(const Options& options, const config::Config& config, Context& context) {
  if (options.filter_given) {
    throw UsageError(
        "--workload, --keep, --scores, --select and --tokens are for cores that take scores or candidates; "
        "leave them out for one of kind \"elsa\"");
  }
  if (options.data.empty()) throw UsageError("give --data DIR, with activations");
  for (const double degree : options.degrees) {
    if (!(degree >= 0))
      throw UsageError(fmt::format("--degree {:g} is out of range; give 0 or more", degree));
  }
  std::optional<OutputFolder> folder;
  open_folder(folder, options, config.core, config.name);
  simulate::AcceleratorOptions choice{
      options.config, options.data, options.degrees, options.calibration, options.layers, options.heads, {}};
  choice.simulator.engine = options.engine_kind();
  choice.simulator.templates = find_resources() / "rtl_templates";
  choice.simulator.jobs = options.jobs;
  choice.simulator.log = [&context](const std::string& line) { context.progress(line); };
  const simulate::AcceleratorResults results = simulate::run_accelerator(config, choice);
  publish(results, folder, context);
}

void run_scheduling(const Options& options, Context& context) {
  Simulation simulation(options, context);
  const simulate::Results& results = simulation.results();
  std::optional<OutputFolder> folder;
  open_folder(folder, options, results.core, results.name);
  simulation.run();
  publish(results, folder, context);
}

void run_simulation(const Options& options, Context& context) {
  const config::Config config = config::load_config(options.config, context.overrides);
  const bool is_accelerator = config.core == "elsa";
  if (!options.calibration.empty()) require_calibratable(config, options.config);
  if (options.degree_given && !is_accelerator)
    throw UsageError("--degree is for cores of kind \"elsa\"; leave it out");
  try {
    if (is_accelerator) {
      run_accelerator(options, config, context);
    } else {
      run_scheduling(options, context);
    }
  } catch (const vs::SimulationError& error) {
    context.errors << "winnow: " << error.what() << '\n';
    context.exit_code = ExitCode::check_failed;
  }
}

// A list such as 2,4,8; may be repeated.
template <typename Value>
CLI::Option* add_list(CLI::App& command, const std::string& name, std::vector<Value>& values,
                      const std::string& meaning) {
  return command.add_option(name, values, meaning)->delimiter(',')->allow_extra_args(false);
}

void add_input_options(CLI::App& command, Options& options) {
  command.add_option("--data", options.data, "activations: a case or a tree of cases")->type_name("DIR");
  command
      .add_option("--workload", options.workloads,
                  "synthetic scores instead, such as uniform:n=512,keep=0.1; may be repeated")
      ->type_name("W")
      ->allow_extra_args(false);
  add_list(command, "--layers", options.layers, "layers, by the models' numbers (default: all)")
      ->type_name("L,...");
  add_list(command, "--heads", options.heads, "heads, from 0 (default: all)")->type_name("H,...");
  command.add_option("--scores", options.scores, "what the selection sees: exact, int8, int4 or int2")
      ->check(CLI::IsMember(sim::estimate_names()));
  command.add_option("--select", options.select, "topk or threshold")->check(CLI::IsMember(select_names));
}

}  // namespace

void add_simulate(CLI::App& program, Context& context) {
  CLI::App* command = add_command(program, context, "simulate",
                                  "key loads, rounds and cycles of a core on real or synthetic attention");
  const auto options = std::make_shared<Options>();
  command->add_option("CONFIG", options->config, "config file")->required();
  command->add_option("-o,--output", options->folder, "folder for simulate.json, .md and .svg")
      ->type_name("DIR");
  command->add_option("--engine", options->engine, "model, evaluator or verilator")
      ->check(CLI::IsMember(vs::engine_names()));
  add_input_options(*command, *options);
  CLI::Option* degrees = add_list(*command, "--degree", options->degrees,
                                  "ELSA: degrees p of approximation, 0 for none (0,0.5,1,2,4)");
  degrees->type_name("P,...");
  add_calibration(*command, options->calibration)->excludes(degrees);
  CLI::Option* keep = add_list(*command, "--keep", options->keep, "shares of the keys that are kept (0.1)");
  keep->type_name("SHARE,...");
  add_list(*command, "--tokens", options->tokens, "sweep over the tokens of a group (default: the config's)")
      ->type_name("T,...");
  command->add_option("--jobs", options->jobs, "C++ compilers at a time (verilator)")
      ->check(CLI::Range(1, 64))
      ->type_name("N");
  command->add_flag("--force", options->force, "replace the files of another core in DIR");
  add_overrides(command, context);
  command->callback([options, keep, degrees, command, &context] {
    options->keep_given = keep->count() > 0;
    options->degree_given = degrees->count() > 0;
    for (const char* name : {"--workload", "--keep", "--scores", "--select", "--tokens"})
      options->filter_given = options->filter_given || command->count(name) > 0;
    drop_repeats(options->degrees);
    drop_repeats(options->keep);
    drop_repeats(options->tokens);
    drop_repeats(options->workloads);
    run_simulation(*options, context);
  });
}

}  // namespace winnow::cli
