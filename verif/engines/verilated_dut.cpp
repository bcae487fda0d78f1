// SPDX-License-Identifier: Apache-2.0
#include "verif/engines/verilated_dut.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "gen/process/tool.hpp"
#include "verif/harness/bits.hpp"

namespace winnow::verif {
namespace {

constexpr const char* clock_name = "clk_i";
constexpr std::uint64_t period = 10;  // ns in waves
constexpr std::uint64_t rise = 5;     // of the clock, within the period

// Verilator's run-time library keeps a few small buffers for good. Once it is unloaded the leak checker
// cannot see what points to them.
#if defined(__SANITIZE_ADDRESS__)
constexpr int keep_loaded = RTLD_NODELETE;
#else
constexpr int keep_loaded = 0;
#endif

}  // namespace

class VerilatedLibrary {
 public:
  explicit VerilatedLibrary(const std::filesystem::path& file)
      : handle_(dlopen(std::filesystem::absolute(file).c_str(), RTLD_NOW | RTLD_LOCAL | keep_loaded)) {
    if (handle_ == nullptr) throw process::ToolFailed(std::string("cannot load the model: ") + dlerror(), {});
    resolve(port_count, "winnow_model_port_count");
    resolve(port, "winnow_model_port");
    resolve(address, "winnow_model_address");
    resolve(create, "winnow_model_create");
    resolve(destroy, "winnow_model_destroy");
    resolve(eval, "winnow_model_eval");
    resolve(error, "winnow_model_error");
    resolve(open_wave, "winnow_model_open_wave");
    resolve(dump, "winnow_model_dump");
    resolve(close_wave, "winnow_model_close_wave");
    resolve(write_coverage, "winnow_model_write_coverage");
  }
  VerilatedLibrary(const VerilatedLibrary&) = delete;
  VerilatedLibrary& operator=(const VerilatedLibrary&) = delete;
  ~VerilatedLibrary() {
    if (handle_ != nullptr) dlclose(handle_);
  }

  // The shim's functions (verilated_shim.cpp).
  std::uint32_t (*port_count)() = nullptr;
  const char* (*port)(std::uint32_t, std::uint32_t*, std::uint32_t*, std::uint32_t*) = nullptr;
  void* (*address)(void*, std::uint32_t) = nullptr;
  void* (*create)(std::uint64_t) = nullptr;
  void (*destroy)(void*) = nullptr;
  int (*eval)(void*) = nullptr;
  const char* (*error)(void*) = nullptr;
  int (*open_wave)(void*, const char*) = nullptr;
  void (*dump)(void*, std::uint64_t) = nullptr;
  void (*close_wave)(void*) = nullptr;
  int (*write_coverage)(void*, const char*) = nullptr;

 private:
  template <typename Function>
  void resolve(Function& function, const char* name) {
    void* const symbol = dlsym(handle_, name);
    if (symbol == nullptr) {
      dlclose(handle_);
      throw process::ToolFailed(std::string("the model's library lacks ") + name, {});
    }
    function = reinterpret_cast<Function>(symbol);
  }

  void* handle_ = nullptr;
};

std::shared_ptr<const VerilatedLibrary> load_verilated_library(const std::filesystem::path& library) {
  return std::make_shared<const VerilatedLibrary>(library);
}

VerilatedDut::VerilatedDut(std::shared_ptr<const VerilatedLibrary> library, std::uint64_t power_up_seed)
    : library_(std::move(library)), model_(library_->create(power_up_seed)) {
  if (model_ == nullptr) throw std::runtime_error("the Verilated model could not be made");
  for (std::uint32_t index = 0; index < library_->port_count(); ++index) {
    std::uint32_t width = 0, bytes = 0, is_input = 0;
    const std::string name = library_->port(index, &width, &bytes, &is_input);
    Slot slot;
    slot.address = static_cast<std::byte*>(library_->address(model_, index));
    slot.bytes = bytes;
    slot.words = static_cast<std::uint32_t>(words_for(width));
    slot.last_mask = last_word_mask(width);
    slot.pokeable = is_input != 0 && name != clock_name;
    if (is_input != 0 && name == clock_name) clock_ = slot.address;
    std::fill_n(slot.address, is_input != 0 ? bytes : 0U,
                std::byte{0});  // inputs are 0 until poked, not random
    slots_.push_back(slot);
    ports_.push_back({name, width, is_input != 0});
  }
}

VerilatedDut::~VerilatedDut() {
  close_wave();
  library_->destroy(model_);
}

void VerilatedDut::poke(PortHandle port, std::span<const std::uint32_t> words) {
  const Slot& slot = slots_[port];
  if (!slot.pokeable) throw std::logic_error("port '" + ports_[port].name + "' is not an input to set");
  if (words.size() != slot.words) {
    throw std::invalid_argument("port '" + ports_[port].name + "' takes " + std::to_string(slot.words) +
                                " words");
  }
  // Verilator keeps values little-endian; a narrow variable takes the low bytes of the last word.
  const std::uint32_t last = words.back() & slot.last_mask;
  const std::size_t body = 4U * (slot.words - 1U);
  std::memcpy(slot.address, words.data(), body);
  std::memcpy(slot.address + body, &last, slot.bytes - body);
  stale_ = true;
}

void VerilatedDut::peek(PortHandle port, std::span<std::uint32_t> words) const {
  const Slot& slot = slots_[port];
  if (words.size() != slot.words) {
    throw std::invalid_argument("port '" + ports_[port].name + "' has " + std::to_string(slot.words) +
                                " words");
  }
  words.back() = 0;
  std::memcpy(words.data(), slot.address, slot.bytes);
}

void VerilatedDut::settle() {
  if (!stale_) return;
  set_clock(false);
  evaluate(period * ticks_);
}

// Two evaluations per cycle together with settle(): the clock falls when the next inputs arrive.
void VerilatedDut::tick() {
  if (clock_ == nullptr) {
    settle();
  } else {
    if (stale_ || clock_high_) {
      set_clock(false);
      evaluate(period * ticks_);
    }
    set_clock(true);
    evaluate(period * ticks_ + rise);
  }
  ++ticks_;
}

bool VerilatedDut::open_wave(const std::filesystem::path& file) {
  close_wave();
  const int opened = library_->open_wave(model_, file.c_str());
  if (opened < 0) return false;
  if (opened == 0) throw std::runtime_error("cannot write the wave '" + file.string() + "'");
  wave_open_ = true;
  next_dump_ = 0;
  return true;
}

void VerilatedDut::close_wave() {
  if (wave_open_) library_->close_wave(model_);
  wave_open_ = false;
}

bool VerilatedDut::write_coverage(const std::filesystem::path& file) const {
  return library_->write_coverage(model_, file.c_str()) != 0;
}

void VerilatedDut::set_clock(bool high) {
  clock_high_ = high;
  if (clock_ != nullptr) *clock_ = std::byte{high};
}

void VerilatedDut::evaluate(std::uint64_t time) {
  if (library_->eval(model_) != 0)
    throw std::runtime_error(std::string("the design stopped: ") + library_->error(model_));
  stale_ = false;
  if (!wave_open_) return;
  next_dump_ =
      std::max(next_dump_, time);  // a wave's time only grows, however often inputs settle in one cycle
  library_->dump(model_, next_dump_++);
}

}  // namespace winnow::verif
