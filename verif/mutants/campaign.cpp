// SPDX-License-Identifier: Apache-2.0
#include "verif/mutants/campaign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "verif/engines/evaluator_dut.hpp"
#include "verif/mutants/draw.hpp"
#include "verif/mutants/mutated_design.hpp"

namespace winnow::verif::mutants {
namespace {

// One run of one test of the baseline.
struct TestRun {
  std::string test;
  std::uint64_t seed = 0;
  std::uint64_t cycles = 0;
};

// Short tests first: most faults show soon, wherever one looks.
std::vector<TestRun> runs_of(const SuiteReport& baseline, const Suite& suite) {
  std::vector<TestRun> runs;
  for (const TestResult& result : baseline.results) {
    // Results that are no test, such as functional coverage, say nothing of a device.
    const bool is_test = std::any_of(suite.begin(), suite.end(),
                                     [&](const SuiteTest& test) { return test.name == result.name; });
    if (is_test) runs.push_back({result.name, result.seed, result.cycles});
  }
  std::stable_sort(runs.begin(), runs.end(),
                   [](const TestRun& a, const TestRun& b) { return a.cycles < b.cycles; });
  return runs;
}

// A device that outlives its tests: powered up anew for each instead of compiled anew.
class BorrowedDut : public Dut {
 public:
  explicit BorrowedDut(EvaluatorDut& dut) : dut_(dut) {}
  const std::vector<DutPort>& ports() const override { return dut_.ports(); }
  void poke(PortHandle port, std::span<const std::uint32_t> words) override { dut_.poke(port, words); }
  void peek(PortHandle port, std::span<std::uint32_t> words) const override { dut_.peek(port, words); }
  void settle() override { dut_.settle(); }
  void tick() override { dut_.tick(); }
  bool open_wave(const std::filesystem::path&) override { return false; }
  void close_wave() override {}

 private:
  EvaluatorDut& dut_;
};

class Worker {
 public:
  Worker(Subject subject, const std::vector<TestRun>& runs, std::uint64_t cycles)
      : subject_(std::move(subject)), runs_(runs) {
    const auto random_tests = static_cast<std::uint64_t>(std::count_if(
        subject_.suite.begin(), subject_.suite.end(), [](const SuiteTest& test) { return test.random; }));
    if (random_tests > 0) cycles_ = (cycles + random_tests - 1) / random_tests;  // as the runner shares them
    for (const SuiteTest& test : subject_.suite) tests_[test.name] = {test};
  }

  void run(Mutant& mutant, const MutatedDesign& mutated) const {
    EvaluatorDut dut(mutated.top());
    const DutFactory device = [&](const DutRequest& request) {
      dut.evaluator().power_up(request.power_up_seed);
      return std::make_unique<BorrowedDut>(dut);
    };
    for (const TestRun& run : runs_) {
      if (fails(mutant, run, device)) return;
    }
  }

 private:
  bool fails(Mutant& mutant, const TestRun& run, const DutFactory& device) const {
    RunOptions options;
    options.seed = run.seed;
    options.cycles = cycles_;
    // A test that waits for its device may wait for a faulty one for ever.
    options.on_cycle = [limit = 4 * run.cycles + 1000](const Bench& bench) {
      if (bench.cycle_count() > limit)
        throw std::runtime_error(fmt::format("the test did not end within {} cycles", limit));
    };
    const TestResult result = run_suite(tests_.at(run.test), device, subject_.model, options).results.front();
    if (result.passed) return false;
    mutant.fate = Fate::killed;
    mutant.test = run.test;
    mutant.test_seed = run.seed;
    mutant.cycle = result.mismatch ? result.mismatch->cycle : result.cycles;
    if (result.mismatch) mutant.port = result.mismatch->port;
    mutant.error = result.error;
    return true;
  }

  Subject subject_;
  const std::vector<TestRun>& runs_;
  std::uint64_t cycles_ = 0;
  std::map<std::string, Suite> tests_;  // each alone
};

class Campaign {
 public:
  Campaign(const hdl::Module& top, const CampaignOptions& options, std::vector<Mutant>& mutants, bool proves)
      : top_(top), options_(options), mutants_(mutants), prover_(options.proof_seconds), proves_(proves) {}

  void run(const std::function<Subject()>& make_subject, const SuiteReport& baseline) {
    std::vector<Subject> subjects;
    for (unsigned i = 0; i < std::max(1U, options_.jobs); ++i) subjects.push_back(make_subject());
    const std::vector<TestRun> runs = runs_of(baseline, subjects.front().suite);
    std::vector<std::thread> threads;
    for (Subject& subject : subjects) {
      threads.emplace_back(
          [this, &runs, own = std::move(subject)] { work(Worker(own, runs, options_.cycles)); });
    }
    for (std::thread& thread : threads) thread.join();
    if (error_) std::rethrow_exception(error_);
  }

 private:
  void work(const Worker& worker) {
    try {
      for (std::size_t next = next_++; next < mutants_.size(); next = next_++) {
        Mutant& mutant = mutants_[next];
        const MutatedDesign mutated(top_, mutant.fault);
        worker.run(mutant, mutated);
        if (mutant.fate == Fate::survived && proves_) mutant.proven_in = prover_.prove(mutated);
        if (!mutant.proven_in.empty()) mutant.fate = Fate::equivalent;
        const std::lock_guard lock(mutex_);
        ++done_;
        if (options_.progress) options_.progress(mutant, done_, mutants_.size());
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!error_) error_ = std::current_exception();
      next_ = mutants_.size();  // the others stop, too
    }
  }

  const hdl::Module& top_;
  const CampaignOptions& options_;
  std::vector<Mutant>& mutants_;
  Prover prover_;
  bool proves_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;  // of what follows
  std::size_t done_ = 0;
  std::exception_ptr error_;
};

}  // namespace

const char* name_of(Fate fate) {
  switch (fate) {
    case Fate::killed:
      return "killed";
    case Fate::survived:
      return "survived";
    case Fate::equivalent:
      return "equivalent";
  }
  throw std::logic_error("no such fate");
}

std::size_t CampaignReport::count(Fate fate) const {
  return static_cast<std::size_t>(std::count_if(
      mutants.begin(), mutants.end(), [fate](const Mutant& mutant) { return mutant.fate == fate; }));
}

double CampaignReport::score() const {
  const std::size_t killed = count(Fate::killed), all = killed + count(Fate::survived);
  return all == 0 ? 100.0 : 100.0 * static_cast<double>(killed) / static_cast<double>(all);
}

CampaignReport run_campaign(const hdl::Module& top, const std::function<Subject()>& make_subject,
                            const SuiteReport& baseline, const CampaignOptions& options) {
  if (!baseline.passed())
    throw std::invalid_argument("the suite fails without a fault; mend that first, then try mutants");
  CampaignReport report{
      baseline.name, options.seed, options.count, options.proves ? Prover::version().value_or("") : "", {}};
  for (const Fault& fault : draw_faults(top, options.count, options.seed)) {
    Mutant mutant;
    mutant.number = report.mutants.size() + 1;
    mutant.fault = fault;
    mutant.description = describe(top, fault, options.lines);
    report.mutants.push_back(std::move(mutant));
  }
  Campaign(top, options, report.mutants, !report.prover.empty()).run(make_subject, baseline);
  return report;
}

}  // namespace winnow::verif::mutants
