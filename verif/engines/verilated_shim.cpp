// SPDX-License-Identifier: Apache-2.0
#include "verif/engines/verilated_shim.hpp"

#include <fmt/format.h>

namespace winnow::verif {
namespace {

// Verilator's own handlers end the process; a broken design must only end its test.
constexpr const char* head = R"(// Generated: the C functions of one Verilated model.
#include <cstdint>
#include <cstring>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>

#include "Vdut.h"
#include "verilated.h"
#if SHIM_TRACE
#include "verilated_fst_c.h"
#endif
#if SHIM_COVERAGE
#include "verilated_cov.h"
#endif

#define SHIM_EXPORT extern "C" __attribute__((visibility("default")))

void vl_fatal(const char* file, int line, const char*, const char* text) {
  throw std::runtime_error(std::string(file) + ":" + std::to_string(line) + ": " + text);
}
void vl_stop(const char* file, int line, const char*) {
  throw std::runtime_error(std::string(file) + ":" + std::to_string(line) + ": $stop or a failed assertion");
}
void vl_finish(const char* file, int line, const char*) {
  throw std::runtime_error(std::string(file) + ":" + std::to_string(line) + ": $finish");
}

namespace {

struct Instance {
  std::unique_ptr<VerilatedContext> context;
  std::unique_ptr<Vdut> model;
#if SHIM_TRACE
  std::unique_ptr<VerilatedFstC> wave;
#endif
  std::string error;
};

struct Port {
  const char* name;
  std::uint32_t width;
  std::uint32_t bytes;
  std::uint32_t is_input;
};

)";

constexpr const char* functions = R"(
}  // namespace

SHIM_EXPORT std::uint32_t winnow_model_port_count() { return sizeof(ports) / sizeof(ports[0]) - 1; }

SHIM_EXPORT const char* winnow_model_port(std::uint32_t index, std::uint32_t* width, std::uint32_t* bytes,
                                          std::uint32_t* is_input) {
  *width = ports[index].width;
  *bytes = ports[index].bytes;
  *is_input = ports[index].is_input;
  return ports[index].name;
}

SHIM_EXPORT void* winnow_model_address(void* handle, std::uint32_t index) {
  return address(*static_cast<Instance*>(handle)->model, index);
}

SHIM_EXPORT void* winnow_model_create(std::uint64_t seed) {
  try {
    auto instance = std::make_unique<Instance>();
    instance->context = std::make_unique<VerilatedContext>();
    // Registers power up at random: a model that relies on an unreset register fails under some seed.
    instance->context->randReset(2);
    instance->context->randSeed(static_cast<int>(seed % 0x7FFFFFFFU) + 1);
#if SHIM_TRACE
    instance->context->traceEverOn(true);
#endif
    instance->model = std::make_unique<Vdut>(instance->context.get(), "");
    return instance.release();
  } catch (const std::exception&) {
    return nullptr;
  }
}

SHIM_EXPORT void winnow_model_destroy(void* handle) { delete static_cast<Instance*>(handle); }

SHIM_EXPORT int winnow_model_eval(void* handle) {
  Instance* instance = static_cast<Instance*>(handle);
  try {
    instance->model->eval();
    return 0;
  } catch (const std::exception& error) {
    instance->error = error.what();
    return 1;
  }
}

SHIM_EXPORT const char* winnow_model_error(void* handle) { return static_cast<Instance*>(handle)->error.c_str(); }

// 1: open; 0: the file cannot be written; -1: built without waves.
SHIM_EXPORT int winnow_model_open_wave(void* handle, const char* file) {
#if SHIM_TRACE
  Instance* instance = static_cast<Instance*>(handle);
  instance->wave = std::make_unique<VerilatedFstC>();
  instance->model->trace(instance->wave.get(), 99);
  instance->wave->open(file);
  return instance->wave->isOpen() ? 1 : 0;
#else
  (void)handle;
  (void)file;
  return -1;
#endif
}

SHIM_EXPORT void winnow_model_dump(void* handle, std::uint64_t time) {
#if SHIM_TRACE
  static_cast<Instance*>(handle)->wave->dump(time);
#else
  (void)handle;
  (void)time;
#endif
}

SHIM_EXPORT void winnow_model_close_wave(void* handle) {
#if SHIM_TRACE
  Instance* instance = static_cast<Instance*>(handle);
  if (instance->wave) instance->wave->close();
  instance->wave.reset();
#else
  (void)handle;
#endif
}

SHIM_EXPORT int winnow_model_write_coverage(void* handle, const char* file) {
#if SHIM_COVERAGE
  static_cast<Instance*>(handle)->context->coveragep()->write(file);
  return 1;
#else
  (void)handle;
  (void)file;
  return 0;
#endif
}
)";

}  // namespace

std::string shim_source(const std::vector<VerilatedPort>& ports, const ShimOptions& options) {
  std::string text = fmt::format("#define SHIM_TRACE {}\n#define SHIM_COVERAGE {}\n", options.trace ? 1 : 0,
                                 options.coverage ? 1 : 0);
  text += head;
  text += "const Port ports[] = {\n";
  for (const VerilatedPort& port : ports) {
    text += fmt::format("    {{R\"({})\", {}, sizeof(Vdut::{}), {}}},\n", port.port.name, port.port.width,
                        port.member, port.port.is_input ? 1 : 0);
  }
  text += "    {\"\", 0, 0, 0}};  // never empty, as an array must be\n\n";
  text += "void* address(Vdut& model, std::uint32_t index) {\n  switch (index) {\n";
  for (std::size_t index = 0; index < ports.size(); ++index) {
    text += fmt::format("    case {}: return &model.{};\n", index, ports[index].member);
  }
  text += "    default: return nullptr;\n  }\n}\n";
  return text + functions;
}

std::string shim_version_script() {
  return "{ global: winnow_model_*; local: *; };\n";
}

}  // namespace winnow::verif
