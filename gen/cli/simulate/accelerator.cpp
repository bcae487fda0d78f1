// SPDX-License-Identifier: Apache-2.0
#include "gen/cli/simulate/accelerator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "gen/cli/calibrated.hpp"
#include "gen/cli/exit_code.hpp"
#include "gen/cli/scratch_folder.hpp"
#include "gen/cli/simulate/choice.hpp"
#include "gen/config/elsa_parameters.hpp"
#include "sim/activations.hpp"
#include "sim/elsa/calibration.hpp"
#include "verif/harness/failure.hpp"
#include "verif/simulate/elsa_head.hpp"

namespace winnow::cli::simulate {
namespace {

namespace vs = verif::simulate;
using sim::elsa::Calibration;

class Run {
 public:
  Run(const config::Config& config, const AcceleratorOptions& options) : options_(options), config_(config) {
    if (!options.calibration.empty()) {
      Calibrated result = calibrated(config, options.config_file, options.calibration);
      config_ = std::move(result.config);
      calibration_ = std::move(result.calibration);
    }
    results_.name = config_.name;
    results_.engine = vs::engine_names()[static_cast<std::size_t>(options.simulator.engine)];
    results_.shape = shape_of(parameters());
  }

  AcceleratorResults run() {
    const ScratchFolder scratch("winnow-simulate");
    vs::SimulatorOptions make = options_.simulator;
    make.directory = scratch.path();
    std::vector<sim::ActivationCase> cases = fitting_cases();
    const auto device = vs::make_device(config_, make);
    for (const sim::ActivationCase& activations : cases) run_case(*device, activations);
    return std::move(results_);
  }

 private:
  const config::ElsaParameters& parameters() const { return config_.as<config::ElsaParameters>(); }

  std::vector<sim::ActivationCase> fitting_cases() {
    std::vector<sim::ActivationCase> cases;
    for (sim::ActivationCase& each : sim::load_cases(options_.data)) {
      const std::size_t tokens = std::max(each.queries(), each.keys());
      if (tokens <= results_.shape.tokens && each.dimension() <= results_.shape.dimension) {
        choose_heads(each);
        cases.push_back(std::move(each));
      } else {
        results_.skipped.push_back({each.name, tokens, each.dimension()});
      }
    }
    if (calibration_) sim::elsa::require_thresholds(*calibration_, chosen_);
    if (chosen_.empty()) {
      throw UsageError(
          fmt::format("no case has a head that fits: the core takes {} tokens of {} elements; give other "
                      "data, --layers or --heads",
                      results_.shape.tokens, results_.shape.dimension));
    }
    return cases;
  }

  template <class Visit>
  void each_head(const sim::ActivationCase& activations, Visit visit) const {
    for (std::size_t layer = 0; layer < activations.layer_count(); ++layer) {
      for (unsigned head = 0; head < activations.heads(); ++head) {
        if (is_wanted(options_.layers, activations.layers[layer]) && is_wanted(options_.heads, head))
          visit(layer, head);
      }
    }
  }

  void choose_heads(const sim::ActivationCase& activations) {
    each_head(activations, [&](std::size_t layer, unsigned head) {
      chosen_.push_back({sim::elsa::model_of(activations), activations.layers[layer], head});
    });
  }

  std::vector<verif::elsa::Approximation> approximations(const std::string& model, int layer,
                                                         unsigned head) const {
    std::vector<verif::elsa::Approximation> all;
    if (calibration_) {
      // Without approximation first: what the speed-up is relative to.
      all.push_back({0, std::nullopt});
      const Calibration& learned = calibration_->content;
      all.push_back({learned.degree, learned.find(model, layer, head)->code});
      return all;
    }
    for (const double degree : options_.degrees) all.push_back({degree, std::nullopt});
    return all;
  }

  // A head of a case, and the tasks that it is given: one for each degree of approximation.
  struct Given {
    int layer;
    std::size_t head;
    std::vector<vs::ElsaTask> tasks;
  };

  std::vector<Given> given(const sim::ActivationCase& activations) const {
    std::vector<Given> all;
    each_head(activations, [&](std::size_t layer, unsigned number) {
      Given& head = all.emplace_back(Given{activations.layers[layer], number, {}});
      for (const verif::elsa::Approximation& approximation :
           approximations(sim::elsa::model_of(activations), head.layer, number))
        head.tasks.push_back({sim::head_of(activations, layer, number), approximation});
    });
    return all;
  }

  // The heads of a case follow each other, degree by degree; they are listed head by head.
  void run_case(verif::Dut& device, const sim::ActivationCase& activations) {
    const std::vector<Given> heads = given(activations);
    if (heads.empty()) return;
    std::vector<std::vector<verif::elsa::CapturedReport>> reports;
    for (std::size_t degree = 0; degree < heads.front().tasks.size(); ++degree)
      reports.push_back(run_heads(device, activations.name, heads, degree));
    for (std::size_t i = 0; i < heads.size(); ++i) {
      for (auto& of_degree : reports) {
        verif::elsa::CapturedReport& report = of_degree[i];
        report.case_name = activations.name;
        report.layer = heads[i].layer;
        report.head = heads[i].head;
        results_.runs.push_back(std::move(report));
      }
    }
  }

  std::vector<verif::elsa::CapturedReport> run_heads(verif::Dut& device, const std::string& name,
                                                     const std::vector<Given>& heads,
                                                     std::size_t degree) const {
    std::vector<vs::ElsaTask> tasks;
    for (const Given& head : heads) tasks.push_back(head.tasks[degree]);
    try {
      return vs::run_elsa_heads(device, parameters(), tasks, [&](std::size_t i) {
        options_.simulator.log(fmt::format("{} layer {} head {}, p = {:g}", name, heads[i].layer,
                                           heads[i].head, tasks[i].approximation.degree));
      });
    } catch (const verif::MismatchError& error) {
      throw vs::SimulationError(error.what());
    }
  }

  const AcceleratorOptions& options_;
  config::Config config_;
  std::optional<sim::elsa::CalibrationFile> calibration_;
  AcceleratorResults results_;
  std::vector<sim::elsa::HeadName> chosen_;
};

}  // namespace

AcceleratorResults run_accelerator(const config::Config& config, const AcceleratorOptions& options) {
  return Run(config, options).run();
}

}  // namespace winnow::cli::simulate
