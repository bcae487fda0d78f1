// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/robust/supervisor.hpp"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <stdexcept>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>
#endif

namespace winnow::verif {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int leak_exit_code = 23;
constexpr int poll_milliseconds = 200;

// What a worker writes to its pipe when a case begins and ends; a problem's text follows its end.
struct Record {
  std::uint64_t number = 0;
  std::uint32_t outcome = 0;
  std::uint32_t length = 0;
  bool ended = false;
};

void write_all(int file, const void* data, std::size_t size) {
  const auto* bytes = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t written = ::write(file, bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) ::_exit(3);  // nobody listens any more
    bytes += written;
    size -= static_cast<std::size_t>(written);
  }
}

double seconds_of(clockid_t clock) {
  timespec now{};
  if (::clock_gettime(clock, &now) != 0) return 0;
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// Never returns: what the parent's libraries would do at exit is not the worker's business.
[[noreturn]] void work(int pipe, std::uint64_t number, std::uint64_t end, std::uint64_t step,
                       const std::function<CaseReport(std::uint64_t)>& run) {
  for (; number < end; number += step) {
    const Record begin{number, 0, 0, false};
    write_all(pipe, &begin, sizeof begin);
    const CaseReport report = run(number);
    const Record record{number, report.outcome, static_cast<std::uint32_t>(report.problem.size()), true};
    write_all(pipe, &record, sizeof record);
    write_all(pipe, report.problem.data(), report.problem.size());
  }
  std::fflush(nullptr);
#if defined(__SANITIZE_ADDRESS__)
  if (__lsan_do_recoverable_leak_check() != 0) ::_exit(leak_exit_code);
#endif
  ::_exit(0);
}

std::string ending(int status) {
  if (WIFSIGNALED(status)) return std::string("its process died: ") + ::strsignal(WTERMSIG(status));
  return "its process ended with code " + std::to_string(WEXITSTATUS(status)) +
         "; a sanitizer's report is above";
}

// One stripe of the cases and the process that is at it.
struct Worker {
  pid_t process = -1;
  int pipe = -1;
  std::uint64_t next = 0;  // the first case that has not begun
  bool busy = false;
  std::uint64_t number = 0;  // the case it is at
  double processor_begin = 0;
  Clock::time_point begin;
  std::string bytes;
  std::string killed_for;

  double processor_now() const {
    clockid_t clock{};
    return ::clock_getcpuclockid(process, &clock) == 0 ? seconds_of(clock) : processor_begin;
  }
};

class Supervisor {
 public:
  Supervisor(const Supervision& how, const std::function<CaseReport(std::uint64_t)>& run)
      : how_(how), run_(run) {
    workers_.resize(std::max(1U, how.workers));
    for (std::size_t i = 0; i < workers_.size(); ++i) workers_[i].next = how.first + i;
  }

  SupervisedRun run() {
    for (Worker& worker : workers_) start(worker);
    while (listen()) {
      for (Worker& worker : workers_) stop_when_too_long(worker);
    }
    std::sort(result_.failures.begin(), result_.failures.end(),
              [](const Failure& a, const Failure& b) { return a.number < b.number; });
    for (auto& numbers : result_.outcomes) std::sort(numbers.begin(), numbers.end());
    return std::move(result_);
  }

 private:
  bool enough() const { return result_.failures.size() >= how_.enough_failures; }

  void start(Worker& worker) {
    const std::uint64_t end = how_.first + how_.count;
    if (worker.next >= end || enough()) return;
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe for a worker");
    std::fflush(nullptr);
    const pid_t process = ::fork();
    if (process < 0) throw std::runtime_error("no process for a worker");
    if (process == 0) {
      ::close(ends[0]);
      work(ends[1], worker.next, end, workers_.size(), run_);
    }
    ::close(ends[1]);
    worker.process = process;
    worker.pipe = ends[0];
    worker.busy = false;
    worker.bytes.clear();
    worker.killed_for.clear();
  }

  // Waits a moment for the workers. False when none is left.
  bool listen() {
    std::vector<pollfd> waiting;
    std::vector<Worker*> at;
    for (Worker& worker : workers_) {
      if (worker.process < 0) continue;
      waiting.push_back({worker.pipe, POLLIN, 0});
      at.push_back(&worker);
    }
    if (waiting.empty()) return false;
    ::poll(waiting.data(), waiting.size(), poll_milliseconds);
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (waiting[i].revents != 0) read(*at[i]);
    }
    return true;
  }

  void read(Worker& worker) {
    char block[4096];
    const ssize_t count = ::read(worker.pipe, block, sizeof block);
    if (count < 0 && errno == EINTR) return;
    if (count <= 0) {
      take_leave(worker);
      return;
    }
    worker.bytes.append(block, static_cast<std::size_t>(count));
    Record record;
    while (worker.bytes.size() >= sizeof record) {
      std::memcpy(&record, worker.bytes.data(), sizeof record);
      if (worker.bytes.size() < sizeof record + record.length) break;
      take(worker, record, worker.bytes.substr(sizeof record, record.length));
      worker.bytes.erase(0, sizeof record + record.length);
    }
  }

  void take(Worker& worker, const Record& record, std::string problem) {
    const double now = worker.processor_now();
    if (!record.ended) {
      worker.busy = true;
      worker.number = record.number;
      worker.next = record.number + workers_.size();
      worker.processor_begin = now;
      worker.begin = Clock::now();
      return;
    }
    worker.busy = false;
    ++result_.finished;
    if (now - worker.processor_begin > result_.slowest_seconds) {
      result_.slowest_seconds = now - worker.processor_begin;
      result_.slowest = record.number;
    }
    if (result_.outcomes.size() <= record.outcome) result_.outcomes.resize(record.outcome + 1);
    result_.outcomes[record.outcome].push_back(record.number);
    if (!problem.empty()) result_.failures.push_back({record.number, std::move(problem)});
  }

  // The pipe is closed: the worker is through, or it died.
  void take_leave(Worker& worker) {
    int status = 0;
    while (::waitpid(worker.process, &status, 0) < 0 && errno == EINTR) {
    }
    ::close(worker.pipe);
    worker.process = -1;
    if (worker.busy) {
      result_.failures.push_back(
          {worker.number, worker.killed_for.empty() ? ending(status) : worker.killed_for});
    } else if (WIFEXITED(status) && WEXITSTATUS(status) == leak_exit_code) {
      result_.failures.push_back(
          {worker.number, "memory is lost in this case or an earlier one; the report is above"});
    } else if (status != 0 && !enough()) {
      result_.failures.push_back({worker.next, "after the case before it, " + ending(status)});
    }
    worker.busy = false;
    start(worker);
  }

  void stop_when_too_long(Worker& worker) {
    if (worker.process < 0) return;
    if (enough()) {
      ::kill(worker.process, SIGKILL);
      worker.busy = false;
      return;
    }
    if (!worker.busy || !worker.killed_for.empty()) return;
    const double processor = worker.processor_now() - worker.processor_begin;
    const std::chrono::duration<double> wall = Clock::now() - worker.begin;
    if (processor < how_.processor_seconds && wall.count() < how_.wall_seconds) return;
    worker.killed_for = "it does not end: stopped after " + std::to_string(processor) +
                        " s of the processor, " + std::to_string(wall.count()) + " s by the clock";
    ::kill(worker.process, SIGKILL);
  }

  const Supervision& how_;
  const std::function<CaseReport(std::uint64_t)>& run_;
  std::vector<Worker> workers_;
  SupervisedRun result_;
};

}  // namespace

SupervisedRun supervise(const Supervision& how, const std::function<CaseReport(std::uint64_t)>& run) {
  return Supervisor(how, run).run();
}

}  // namespace winnow::verif
