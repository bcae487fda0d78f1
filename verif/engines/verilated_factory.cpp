// SPDX-License-Identifier: Apache-2.0
#include "verif/engines/verilated_factory.hpp"

#include "verif/engines/verilated_dut.hpp"

namespace winnow::verif {
namespace {

class VerilatedFactory {
 public:
  explicit VerilatedFactory(const VerilatedModelOptions& options) : options_(options) {}

  std::unique_ptr<Dut> make(const DutRequest& request) {
    std::shared_ptr<const VerilatedLibrary>& library = request.traced ? traced_ : fast_;
    if (!library) {
      VerilatedModelOptions options = options_;
      options.trace = request.traced;
      options.directory /= request.traced ? "traced" : "fast";
      library = load_verilated_library(build_verilated_model(options).library);
    }
    return std::make_unique<VerilatedDut>(library, request.power_up_seed);
  }

 private:
  VerilatedModelOptions options_;
  std::shared_ptr<const VerilatedLibrary> fast_, traced_;
};

}  // namespace

DutFactory verilated_dut_factory(const VerilatedModelOptions& options) {
  const auto factory = std::make_shared<VerilatedFactory>(options);
  return [factory](const DutRequest& request) { return factory->make(request); };
}

}  // namespace winnow::verif
