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

  void run_case(verif::Dut& device, const sim::ActivationCase& activations) {
    each_head(activations, [&](std::size_t layer, unsigned number) {
      const sim::Head head = sim::head_of(activations, layer, number);
      const int layer_number = activations.layers[layer];
      for (const verif::elsa::Approximation& approximation :
           approximations(sim::elsa::model_of(activations), layer_number, number)) {
        options_.simulator.log(fmt::format("{} layer {} head {}, p = {:g}", activations.name, layer_number,
                                           number, approximation.degree));
        verif::elsa::CapturedReport report = run_head(device, head, approximation);
        report.case_name = activations.name;
        report.layer = layer_number;
        report.head = number;
        results_.runs.push_back(std::move(report));
      }
    });
  }

  verif::elsa::CapturedReport run_head(verif::Dut& device, const sim::Head& head,
                                       const verif::elsa::Approximation& approximation) const {
    try {
      return vs::run_elsa_head(device, parameters(), head, approximation);
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
