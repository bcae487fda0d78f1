// SPDX-License-Identifier: Apache-2.0
// The evaluator's models of the templates against the templates themselves in Verilator: the same random
// inputs, every output equal in every cycle, at every parameter value of parameters.txt.
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "gen/hdl/netlist/diagnostics.hpp"
#include "gen/hdl/passes/passes.hpp"
#include "gen/hdl/verilog/writer.hpp"
#include "verif/engines/evaluator_dut.hpp"
#include "verif/engines/verilated_build.hpp"
#include "verif/engines/verilated_dut.hpp"
#include "verif/harness/random.hpp"
#include "verif/tests/templates/template_bench.hpp"

using namespace winnow;
using lib::testing::TemplateBench;
using Words = std::vector<std::uint32_t>;

namespace {

namespace fs = std::filesystem;

fs::path project() {
  const char* root = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE_MESSAGE(root != nullptr, "WINNOW_SOURCE_DIR is not set");
  return root;
}

// "WIDTH=1 STAGES=2" and so on.
std::map<std::string, unsigned> settings_in(std::istream& words) {
  std::map<std::string, unsigned> settings;
  for (std::string word; words >> word;) {
    const std::size_t equals = word.find('=');
    BOOST_REQUIRE(equals != std::string::npos);
    settings[word.substr(0, equals)] = static_cast<unsigned>(std::stoul(word.substr(equals + 1)));
  }
  return settings;
}

TemplateBench::Params listed_parameters() {
  std::ifstream file(project() / "verif/tests/templates/parameters.txt");
  TemplateBench::Params params;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string module;
    words >> module;
    if (module.empty() || module == "#") continue;
    const auto values = settings_in(words);
    if (module == "sram_shell") {
      params.memories.push_back(
          {values.at("WIDTH"), values.at("DEPTH"), values.at("MASK_GRANULARITY"), values.at("READ_LATENCY")});
    } else if (module == "synchroniser") {
      params.synchronisers.push_back(
          {values.at("WIDTH"), values.at("STAGES"), values.at("RESET_VALUE") != 0});
    }
  }
  return params;
}

// The bench's Verilog with the templates, built once.
class BuiltTemplates {
 public:
  BuiltTemplates() : folder_(fs::temp_directory_path() / ("winnow_templates_" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    hdl::Design design;
    const hdl::Module& top = design.elaborate<TemplateBench>(listed_parameters());
    design.finish();
    hdl::run_passes(design);
    const auto printed = hdl::verilog::print_design(top, {});
    verif::VerilatedModelOptions options;
    options.top = top.name();
    options.directory = folder_ / "model";
    options.jobs = 2;
    for (const std::string& file : printed.external_files)
      options.verilog_files.push_back(project() / "rtl_templates" / file);
    external_files = printed.external_files;
    for (const auto& file : printed.files) {
      std::ofstream(folder_ / file.name) << file.text;
      options.verilog_files.push_back(folder_ / file.name);
    }
    library = verif::load_verilated_library(verif::build_verilated_model(options).library);
  }
  ~BuiltTemplates() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  BuiltTemplates(const BuiltTemplates&) = delete;
  BuiltTemplates& operator=(const BuiltTemplates&) = delete;

  std::vector<std::string> external_files;
  std::shared_ptr<const verif::VerilatedLibrary> library;

 private:
  fs::path folder_;
};

const BuiltTemplates& built() {
  static const BuiltTemplates templates;
  return templates;
}

// Drives the templates and the models of them alike.
class SideBySide {
 public:
  SideBySide(const TemplateBench::Params& models, std::uint64_t seed)
      : params_(listed_parameters()), random_(seed), templates_(built().library, seed) {
    hdl::Design design;
    const hdl::Module& top = design.elaborate<TemplateBench>(models);
    design.finish();
    models_ = std::make_unique<verif::EvaluatorDut>(top, seed);
  }

  void set(const std::string& port, const Words& value) {
    templates_.poke(templates_.port(port), value);
    models_->poke(models_->port(port), value);
  }
  // The word's value in as many words as the port has.
  void set_number(const std::string& port, std::uint32_t value) {
    Words words(verif::words_for(models_->ports()[models_->port(port)].width), 0U);
    words.front() = value;
    set(port, words);
  }

  void set_everything_at_random() {
    for (const verif::DutPort& port : models_->ports()) {
      if (!port.is_input || port.name == "clk_i") continue;
      Words words(verif::words_for(port.width));
      for (std::uint32_t& word : words) word = static_cast<std::uint32_t>(random_.next());
      set(port.name, words);
    }
    set_number("rst_ni", random_.one_in(30) ? 0 : 1);
  }

  // Content and outputs are undefined until they are written and read: every word is written, one is read.
  void fill_memories() {
    constexpr unsigned most_words = 128;
    for (unsigned step = 0; step < most_words + 3; ++step) {
      set_everything_at_random();
      set_number("rst_ni", step == 0 ? 0 : 1);
      for (std::size_t i = 0; i < params_.memories.size(); ++i) {
        const std::string prefix = TemplateBench::memory_prefix(i);
        BOOST_REQUIRE(params_.memories[i].depth <= most_words);
        set_number(prefix + "req_i", step <= most_words ? 1 : 0);
        set_number(prefix + "we_i", step < most_words ? 1 : 0);
        set_number(prefix + "addr_i", step % params_.memories[i].depth);
        set(prefix + "wmask_i", Words(verif::words_for(params_.memories[i].mask_width()), ~0U));
      }
      tick();
    }
  }

  void tick() {
    templates_.tick();
    models_->tick();
  }

  // The first output that differs; the values seen are kept.
  std::optional<std::string> difference() {
    for (const verif::DutPort& port : models_->ports()) {
      if (port.is_input) continue;
      Words is(verif::words_for(port.width));
      Words model(is.size());
      templates_.peek(templates_.port(port.name), is);
      models_->peek(models_->port(port.name), model);
      if (is != model) return port.name;
      seen_[port.name].insert(is);
    }
    return std::nullopt;
  }

  const std::map<std::string, std::set<Words>>& seen() const { return seen_; }

 private:
  TemplateBench::Params params_;
  verif::Random random_;
  verif::VerilatedDut templates_;
  std::unique_ptr<verif::EvaluatorDut> models_;
  std::map<std::string, std::set<Words>> seen_;
};

std::optional<std::string> first_difference(SideBySide& pair, unsigned cycles) {
  pair.fill_memories();
  for (unsigned cycle = 0; cycle < cycles; ++cycle) {
    pair.set_everything_at_random();
    pair.tick();
    if (auto port = pair.difference()) return port;
  }
  return std::nullopt;
}

std::string errors_of(const TemplateBench::Params& params) {
  hdl::Design design;
  design.elaborate<TemplateBench>(params);
  std::string text;
  for (const hdl::Diagnostic& diagnostic : design.diagnostics()) text += diagnostic.message + "\n";
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(models_equal_templates_in_every_cycle) {
  const TemplateBench::Params params = listed_parameters();
  BOOST_TEST(params.memories.size() >= 8U);
  BOOST_TEST(params.synchronisers.size() >= 4U);
  BOOST_TEST(built().external_files.size() == 3U);
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    SideBySide pair(params, seed);
    const auto port = first_difference(pair, 5000);
    BOOST_TEST(!port.has_value(), "seed " << seed << ": " << port.value_or(""));
    // Outputs that stand still would be equal without a reason.
    BOOST_TEST(pair.seen().size() == 1 + params.memories.size() + params.synchronisers.size());
    for (const auto& [name, values] : pair.seen()) BOOST_TEST(values.size() >= 2U, name);
  }
}

BOOST_AUTO_TEST_CASE(every_wrong_model_is_noticed) {
  const TemplateBench::Params right = listed_parameters();
  const auto noticed = [&](const TemplateBench::Params& wrong, const std::string& port) {
    SideBySide pair(wrong, 7);
    BOOST_TEST(first_difference(pair, 5000).value_or("nothing") == port);
  };
  for (std::size_t i = 0; i < right.memories.size(); ++i) {
    const std::string port = TemplateBench::memory_prefix(i) + "rdata_o";
    TemplateBench::Params wrong = right;
    wrong.memories[i].read_latency = 3 - right.memories[i].read_latency;
    noticed(wrong, port);
    // One word less, with as many address bits: the last word is out of reach.
    wrong = right;
    --wrong.memories[i].depth;
    if (right.memories[i].depth > 2 && wrong.memories[i].address_width() == right.memories[i].address_width())
      noticed(wrong, port);
  }
  for (std::size_t i = 0; i < right.synchronisers.size(); ++i) {
    const std::string port = "synchroniser_" + std::to_string(i) + "_data_o";
    TemplateBench::Params wrong = right;
    ++wrong.synchronisers[i].stages;
    noticed(wrong, port);
    wrong = right;
    wrong.synchronisers[i].reset_value = !right.synchronisers[i].reset_value;
    noticed(wrong, port);
  }
}

BOOST_AUTO_TEST_CASE(parameters_out_of_range_are_errors) {
  BOOST_TEST(errors_of(listed_parameters()) == "");
  BOOST_TEST(errors_of({{{0, 4, 1, 1}}, {}}).find("width is 0; give the bits") != std::string::npos);
  BOOST_TEST(errors_of({{{8, 0, 1, 1}}, {}}).find("depth is 0; give the number") != std::string::npos);
  BOOST_TEST(errors_of({{{8, 4, 9, 1}}, {}}).find("mask_granularity is 9; give 1 to 8") != std::string::npos);
  BOOST_TEST(errors_of({{{8, 4, 8, 3}}, {}}).find("read_latency is 3; give 1 or 2") != std::string::npos);
  BOOST_TEST(errors_of({{}, {{0, 2, false}}}).find("width is 0") != std::string::npos);
  BOOST_TEST(errors_of({{}, {{4, 1, false}}}).find("stages is 1; give 2 or more") != std::string::npos);
}
