// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/formal/core_subject.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <fstream>
#include <iterator>
#include <regex>

#include "verif/mutants/describe.hpp"
#include "verif/mutants/draw.hpp"
#include "verif/mutants/mutated_design.hpp"

namespace winnow::formal {
namespace {

namespace fs = std::filesystem;
namespace mutants = verif::mutants;

constexpr unsigned time_limit = 3600;  // seconds per tool

class Watch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

// A module's file with other text, until the end of the scope.
class ReplacedFile {
 public:
  ReplacedFile(fs::path file, const std::string& text)
      : file_(std::move(file)), kept_(file_.string() + ".kept") {
    fs::rename(file_, kept_);
    std::ofstream(file_) << text;
  }
  ReplacedFile(const ReplacedFile&) = delete;
  ReplacedFile& operator=(const ReplacedFile&) = delete;
  ~ReplacedFile() {
    std::error_code ignored;
    fs::rename(kept_, file_, ignored);
  }

 private:
  fs::path file_, kept_;
};

std::string names_of(const CoreQuestion& question) {
  return question.outputs.size() == 1 ? question.outputs.front() : "all";
}

std::vector<std::string> outputs_of(const CoreProof& core) {
  std::vector<std::string> outputs = core.properties;
  std::erase(outputs, own_checks);
  return outputs;
}

// A module's Verilog with other insides.
std::string with_free_outputs(const std::string& text) {
  const auto end = text.find(");");
  std::string freed = text.substr(0, end) + ");\n";
  const std::regex port("output wire (signed )?(\\[[0-9:]+\\] )?(\\w+)");
  for (auto found = std::sregex_iterator(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), port);
       found != std::sregex_iterator(); ++found) {
    freed += "  (* anyseq *) wire " + found->str(2) + "free_" + found->str(3) + ";\n";
    freed += "  assign " + found->str(3) + " = free_" + found->str(3) + ";\n";
  }
  return freed + "endmodule\n";
}

unsigned width_of(const hdl::Module& module, const std::string& port) {
  const auto found = std::ranges::find(module.ports, port, &hdl::Port::name);
  BOOST_REQUIRE(found != module.ports.end());
  return found->width;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool is_found(const CoreSubject& subject, unsigned cycles) {
  return std::ranges::any_of(std::initializer_list<unsigned>{0, 1}, [&](unsigned group) {
    const CoreQuestion question{.outputs = outputs_of(subject.core()), .group = group};
    return subject.search(cycles, question).verdict == Verdict::refuted;
  });
}

}  // namespace

CoreSubject::CoreSubject(CoreProof core) : core_(std::move(core)), emitted_(core_.config, folder_ / "dut") {
  for (const auto& [name, port] : core_.port_sizes) core_.sizes[name] = width_of(top(), port);
  for (const std::string& module : core_.freed) {
    for (const fs::path& file : {folder_ / "dut/rtl" / (module + ".v"), checked_file(module + ".v")}) {
      const std::string text = text_of(file);
      std::ofstream(file) << with_free_outputs(text);
    }
  }
}

SearchResult CoreSubject::search(unsigned cycles, const CoreQuestion& question) const {
  const Watch watch;
  SearchResult result = search_for(cycles, claim(question), time_limit);
  const Counterexample& shown = result.counterexample;
  report(result.verdict == Verdict::refuted
             ? shown.output + " in cycle " + std::to_string(shown.cycle)
             : names_of(question) + " of group " + std::to_string(question.group) + ", " +
                   std::to_string(cycles) + " cycles",
         result.verdict, watch.seconds());
  return result;
}

Verdict CoreSubject::reach(const CoreQuestion& question) const {
  const Watch watch;
  const Verdict verdict = reach_for_ever(claim(question), time_limit);
  report(names_of(question) + " for ever", verdict, watch.seconds());
  return verdict;
}

fs::path CoreSubject::file_of(const hdl::Module& module) const {
  return folder_ / "dut/rtl" / (module.name() + ".v");
}

fs::path CoreSubject::checked_file(const std::string& name) const {
  return folder_ / "dut/checked" / name;
}

Claim CoreSubject::claim(const CoreQuestion& question) const {
  const bool of_checks = question.outputs == std::vector<std::string>{own_checks};
  return claim_of(core_, question, of_checks ? emitted_.checked_rtl : emitted_.rtl, folder_ / "claim");
}

void CoreSubject::report(const std::string& what, Verdict verdict, double seconds) const {
  const char* words[] = {"proven", "refuted", "undecided"};
  BOOST_TEST_MESSAGE(core_.text << ", " << what << ": " << words[static_cast<int>(verdict)] << " in "
                                << seconds << " s");
}

void prove_bounded(const CoreSubject& subject, unsigned cycles, const std::vector<std::string>& properties) {
  const std::vector<std::string> about_groups = subject.core().group_properties;
  for (const std::string& property : properties) {
    const bool is_of_a_group = std::ranges::find(about_groups, property) != about_groups.end();
    for (unsigned group = 0; group < (is_of_a_group ? 2U : 1U); ++group) {
      const SearchResult result = subject.search(cycles, {.outputs = {property}, .group = group});
      BOOST_TEST((result.verdict == Verdict::proven), subject.core().text << ", " << property);
    }
  }
  const SearchResult reached = subject.search(cycles, {.outputs = {"reached_o"}, .group = 1});
  BOOST_TEST((reached.verdict == Verdict::refuted), subject.core().text << ": two groups take more cycles");
}

void prove(const CoreProof& core, unsigned cycles, const std::vector<std::string>& for_ever) {
  const CoreSubject subject(core);
  for (const std::string& property : for_ever) {
    const Verdict verdict = subject.reach({.outputs = {property}, .any_group = true});
    BOOST_TEST((verdict == Verdict::proven), core.text << ", " << property);
  }
  std::vector<std::string> others = core.properties;
  std::erase_if(others, [&](const std::string& property) {
    return std::ranges::find(for_ever, property) != for_ever.end();
  });
  BOOST_TEST(others.size() + for_ever.size() == core.properties.size());
  prove_bounded(subject, cycles, others);
}

void prove_for_ever(const CoreProof& core) {
  const CoreSubject subject(core);
  BOOST_TEST((subject.reach({.outputs = outputs_of(core), .any_group = true}) == Verdict::proven));
  BOOST_TEST((subject.reach({.outputs = {"reached_o"}}) == Verdict::refuted));
}

void find_planted(const CoreSubject& subject, unsigned cycles, const std::vector<Planted>& faults) {
  for (const Planted& planted : faults) {
    const SearchResult result = subject.search(cycles, {.outputs = {planted.property},
                                                        .group = planted.group,
                                                        .fault = planted.fault,
                                                        .fault_bits = planted.bits});
    BOOST_TEST((result.verdict == Verdict::refuted),
               subject.core().text << ": " << planted.property << " misses fault " << planted.fault);
  }
}

void find_planted_inside(const CoreSubject& subject, unsigned cycles, const PlantedInside& planted) {
  const fs::path file = subject.checked_file(planted.file);
  std::string text = text_of(file);
  const auto place = text.find(planted.text);
  BOOST_REQUIRE_MESSAGE(place != std::string::npos, planted.text << " is not in " << planted.file);
  text.replace(place, std::string(planted.text).size(), planted.faulty_text);
  const ReplacedFile faulty(file, text);
  const SearchResult result = subject.search(cycles, {.outputs = {own_checks}});
  BOOST_TEST((result.verdict == Verdict::refuted),
             subject.core().text << ": no check misses " << planted.text);
}

void find_planted_for_all(const CoreProof& core, unsigned cycles, const std::vector<Planted>& faults) {
  find_planted(CoreSubject(core), cycles, faults);
  for (const std::string& property : outputs_of(core)) {
    BOOST_TEST(
        std::ranges::any_of(faults, [&](const Planted& planted) { return planted.property == property; }),
        "nothing is planted for " << property);
  }
}

unsigned find_mutants(const CoreProof& core, unsigned cycles, unsigned count) {
  const CoreSubject subject(core);
  unsigned found = 0;
  for (const mutants::Fault& fault : mutants::draw_faults(subject.top(), count, 1)) {
    const mutants::MutatedDesign mutated(subject.top(), fault);
    const ReplacedFile file(subject.file_of(*mutated.changed().front()), mutated.verilog());
    const bool is_caught = is_found(subject, cycles);
    found += is_caught ? 1 : 0;
    if (is_caught) continue;
    BOOST_TEST_MESSAGE(core.text << ", missed: "
                                 << mutants::to_text(mutants::describe(subject.top(), fault, {})));
  }
  BOOST_TEST_MESSAGE(core.text << ": " << found << " of " << count << " mutants found");
  return found;
}

}  // namespace winnow::formal
