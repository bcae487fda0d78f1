// SPDX-License-Identifier: Apache-2.0
#include "verif/testbench/recorder.hpp"

#include <algorithm>
#include <bit>

#include "verif/harness/bits.hpp"

namespace winnow::verif {
namespace {

constexpr const char* clock_name = "clk_i";

PackedPorts pack(const std::vector<DutPort>& ports, bool inputs) {
  PackedPorts packed;
  for (const DutPort& port : ports) {
    if (port.is_input != inputs || port.name == clock_name) continue;
    packed.ports.push_back({port.name, port.width, packed.words});
    packed.words += words_for(port.width);
  }
  return packed;
}

// The recorder's model: hands on everything, but powers up once, however many benches it meets, and lets the
// device beside it see what it last said.
class SharedModel final : public Model {
 public:
  explicit SharedModel(std::unique_ptr<Model> model) : model_(std::move(model)) {}

  std::vector<std::string> output_names() const override { return model_->output_names(); }
  std::vector<std::string> input_names() const override { return model_->input_names(); }
  std::vector<unsigned> output_widths() const override { return model_->output_widths(); }
  std::vector<unsigned> input_widths() const override { return model_->input_widths(); }
  void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override {
    model_->outputs(inputs, expected);
    said_ = &expected;
  }
  void clock(const std::vector<Words>& inputs) override { model_->clock(inputs); }
  void power_up() override {
    if (!powered_) model_->power_up();
    powered_ = true;
  }
  const std::vector<Expected>& said() const { return *said_; }

 private:
  std::unique_ptr<Model> model_;
  const std::vector<Expected>* said_ = nullptr;
  bool powered_ = false;
};

struct Enough {};  // thrown out of a test that has had its cycles

// A device whose outputs are what the model says: the bench always finds them equal, and a test that looks at
// outputs (to wait for a ready) sees what it would see of a right device. It gives `limit` cycles; the next
// throws Enough before the model has seen it.
class EchoDut final : public Dut {
 public:
  EchoDut(const std::vector<DutPort>& ports, const SharedModel& model, std::uint64_t limit)
      : ports_(ports), model_(model), left_(limit) {
    const std::vector<std::string> names = model.output_names();
    for (const DutPort& port : ports) {
      const auto found = std::find(names.begin(), names.end(), port.name);
      output_of_port_.push_back(static_cast<std::size_t>(found - names.begin()));
    }
  }

  const std::vector<DutPort>& ports() const override { return ports_; }
  void poke(PortHandle, std::span<const std::uint32_t>) override {}
  void peek(PortHandle port, std::span<std::uint32_t> words) const override {
    const Words& value = model_.said().at(output_of_port_[port]).value;
    std::copy_n(value.begin(), std::min(value.size(), words.size()), words.begin());
  }
  void settle() override {
    if (left_ == 0) throw Enough{};
  }
  void tick() override { --left_; }
  bool open_wave(const std::filesystem::path&) override { return false; }
  void close_wave() override {}

 private:
  const std::vector<DutPort>& ports_;
  const SharedModel& model_;
  std::uint64_t left_;  // cycles
  std::vector<std::size_t> output_of_port_;
};

// False when the test wanted more cycles than its device gives.
bool run_to_end(const SuiteTest& test, Bench& bench, std::uint64_t budget) {
  try {
    test.run(bench, budget);
    return true;
  } catch (const Enough&) {
    return false;
  }
}

}  // namespace

Recording::Recording(const std::vector<DutPort>& device_ports)
    : ports(device_ports),
      inputs(pack(ports, true)),
      outputs(pack(ports, false)),
      stimulus(inputs.words),
      expected(2 * outputs.words) {}

// Writes one cycle of a bench to the recording.
class Recorder::Collector {
 public:
  Collector(Recording& recording, const Model& model)
      : recording_(recording),
        stimulus_(recording.inputs.words, 0U),
        expected_(2 * recording.outputs.words, 0U) {
    input_places_ = places(recording.inputs, model.input_names());
    output_places_ = places(recording.outputs, model.output_names());
  }

  void collect(const Bench& bench) {
    for (std::size_t i = 0; i < input_places_.size(); ++i) {
      const Words& value = bench.inputs()[i];
      std::copy(value.begin(), value.end(), at(stimulus_, input_places_[i]->first_word));
    }
    for (std::size_t i = 0; i < output_places_.size(); ++i) expect(*output_places_[i], bench.expected()[i]);
    recording_.stimulus.add(stimulus_);
    recording_.expected.add(expected_);
  }

 private:
  using Places = std::vector<const PackedPort*>;

  static Words::iterator at(Words& words, std::size_t index) {
    return words.begin() + static_cast<std::ptrdiff_t>(index);
  }
  // The bench has seen that the names are the device's.
  static Places places(const PackedPorts& packed, const std::vector<std::string>& names) {
    Places list;
    for (const std::string& name : names) {
      list.push_back(&*std::find_if(packed.ports.begin(), packed.ports.end(),
                                    [&name](const PackedPort& port) { return port.name == name; }));
    }
    return list;
  }

  void expect(const PackedPort& port, const Expected& expected) {
    const std::size_t words = words_for(port.width);
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < words; ++i) {
      std::uint32_t known = expected.known.empty() ? ~std::uint32_t{0} : expected.known[i];
      if (i + 1 == words) known &= last_word_mask(port.width);
      std::uint32_t& value = expected_[port.first_word + i];
      value = (expected.value[i] & known) | (value & ~known);
      expected_[recording_.outputs.words + port.first_word + i] = known;
      bits += static_cast<std::uint64_t>(std::popcount(known));
    }
    recording_.comparisons += bits > 0 ? 1 : 0;
    recording_.defined_bits += bits;
  }

  Recording& recording_;
  Words stimulus_, expected_;
  Places input_places_, output_places_;
};

Recorder::Recorder(const std::vector<DutPort>& ports, const ModelFactory& make_model)
    : recording_(ports), model_(std::make_unique<SharedModel>(make_model())) {}

Recorder::~Recorder() = default;

void Recorder::add(const SuiteTest& test, std::uint64_t seed, std::uint64_t budget, std::uint64_t limit) {
  EchoDut device(recording_.ports, static_cast<const SharedModel&>(*model_), limit);
  Bench bench(device, *model_, test.name, seed);
  if (!collector_) collector_ = std::make_unique<Collector>(recording_, *model_);
  Segment segment{test.name, test.description, seed, recording_.cycles(), 0};
  bench.on_cycle = [this](const Bench& at) { collector_->collect(at); };
  run_to_end(test, bench, budget);
  segment.cycles = recording_.cycles() - segment.first_cycle;
  recording_.segments.push_back(segment);
}

std::optional<std::uint64_t> test_length(const SuiteTest& test, std::uint64_t seed,
                                         const std::vector<DutPort>& ports, const ModelFactory& make_model,
                                         std::uint64_t limit) {
  SharedModel model(make_model());
  EchoDut device(ports, model, limit);
  Bench bench(device, model, test.name, seed);
  if (!run_to_end(test, bench, 0)) return std::nullopt;
  return bench.cycle_count();
}

}  // namespace winnow::verif
