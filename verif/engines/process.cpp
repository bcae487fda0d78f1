// SPDX-License-Identifier: Apache-2.0
#include "verif/engines/process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <system_error>

extern char** environ;

namespace winnow::verif {
namespace {

constexpr std::size_t shown_lines = 8;

[[noreturn]] void refuse(int error, const std::string& what) {
  throw std::system_error(error, std::generic_category(), what);
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close_now(); }
  int number() const { return number_; }
  void close_now() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

class SpawnActions {
 public:
  SpawnActions() { check(posix_spawn_file_actions_init(&actions_)); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;
  ~SpawnActions() { posix_spawn_file_actions_destroy(&actions_); }
  void open_empty_input() {
    check(posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0));
  }
  void copy(int from, int to) { check(posix_spawn_file_actions_adddup2(&actions_, from, to)); }
  void change_directory(const std::filesystem::path& directory) {
    check(posix_spawn_file_actions_addchdir_np(&actions_, directory.c_str()));
  }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  static void check(int error) {
    if (error != 0) refuse(error, "cannot prepare a process");
  }
  posix_spawn_file_actions_t actions_{};
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

std::vector<std::string> environment_with(const std::vector<std::pair<std::string, std::string>>& additions) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::string_view name = text.substr(0, text.find('='));
    bool replaced = false;
    for (const auto& addition : additions) replaced = replaced || addition.first == name;
    if (!replaced) all.emplace_back(text);
  }
  for (const auto& [name, value] : additions) all.push_back(name + "=" + value);
  return all;
}

// Cuts the output into lines for the callback.
class LineCutter {
 public:
  explicit LineCutter(const std::function<void(std::string_view)>& sink) : sink_(sink) {}
  void add(std::string_view text) {
    if (!sink_) return;
    rest_ += text;
    std::size_t begin = 0;
    for (std::size_t end = rest_.find('\n'); end != std::string::npos; end = rest_.find('\n', begin)) {
      sink_(std::string_view(rest_).substr(begin, end - begin));
      begin = end + 1;
    }
    rest_.erase(0, begin);
  }
  void finish() {
    if (sink_ && !rest_.empty()) sink_(rest_);
  }

 private:
  const std::function<void(std::string_view)>& sink_;
  std::string rest_;
};

// Waits for the child even when a callback throws, so that no zombie stays.
class Child {
 public:
  explicit Child(pid_t id) : id_(id) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (id_ > 0) wait();
  }
  int wait() {
    int status = 0;
    while (waitpid(id_, &status, 0) < 0 && errno == EINTR) {
    }
    id_ = -1;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  }

 private:
  pid_t id_;
};

Child spawn(const Process& process, const std::filesystem::path& program, int output) {
  SpawnActions actions;
  actions.open_empty_input();
  actions.copy(output, STDOUT_FILENO);
  actions.copy(output, STDERR_FILENO);
  if (!process.directory.empty()) actions.change_directory(process.directory);
  std::vector<std::string> arguments = process.arguments;
  std::vector<std::string> environment = environment_with(process.environment);
  pid_t id = -1;
  const int error = posix_spawn(&id, program.c_str(), actions.get(), nullptr, pointers(arguments).data(),
                                pointers(environment).data());
  if (error != 0) refuse(error, "cannot run " + program.string());
  return Child(id);
}

void copy_output(int from, const std::filesystem::path& log_file, bool append, LineCutter& lines) {
  std::ofstream log;
  if (!log_file.empty()) {
    log.open(log_file, std::ios::binary | (append ? std::ios::app : std::ios::trunc));
    if (!log) refuse(errno, "cannot write " + log_file.string());
  }
  std::array<char, 65536> buffer{};
  while (true) {
    const ssize_t count = ::read(from, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    const std::string_view text(buffer.data(), static_cast<std::size_t>(count));
    if (log.is_open()) log.write(text.data(), count).flush();
    lines.add(text);
  }
  lines.finish();
}

bool looks_like_error(const std::string& line) {
  for (const char* word : {"rror", "undefined reference", "atal", "Killed", "No space", "cannot "}) {
    if (line.find(word) != std::string::npos) return true;
  }
  return false;
}

// The first lines that look like errors; the last lines when none does.
std::string telling_lines(const std::filesystem::path& log) {
  std::ifstream stream(log);
  std::vector<std::string> errors, all;
  for (std::string line; std::getline(stream, line);) {
    all.push_back(line);
    if (errors.size() < shown_lines && looks_like_error(line)) errors.push_back(line);
  }
  if (errors.empty() && all.size() > shown_lines) all.erase(all.begin(), all.end() - shown_lines);
  std::string text;
  for (const std::string& line : errors.empty() ? all : errors) text += "\n  " + line;
  return text;
}

}  // namespace

ToolMissing::ToolMissing(std::string tool)
    : std::runtime_error("the program '" + tool +
                         "' is needed and was not found in PATH; install it (scripts/deps.sh)"),
      tool_(std::move(tool)) {}

ToolFailed::ToolFailed(const std::string& what, std::filesystem::path log)
    : std::runtime_error(what), log_(std::move(log)) {}

std::optional<std::filesystem::path> find_program(std::string_view name) {
  const auto runnable = [](const std::filesystem::path& file) {
    return std::filesystem::is_regular_file(file) && ::access(file.c_str(), X_OK) == 0;
  };
  if (name.find('/') != std::string_view::npos) {
    return runnable(name) ? std::optional(std::filesystem::absolute(name)) : std::nullopt;
  }
  const char* variable = std::getenv("PATH");
  std::string_view rest = variable == nullptr ? "" : variable;
  while (!rest.empty()) {
    const std::size_t colon = rest.find(':');
    const std::filesystem::path candidate = std::filesystem::path(rest.substr(0, colon)) / name;
    if (runnable(candidate)) return std::filesystem::absolute(candidate);
    rest = colon == std::string_view::npos ? "" : rest.substr(colon + 1);
  }
  return std::nullopt;
}

ProcessResult run_process(const Process& process) {
  const std::optional<std::filesystem::path> program = find_program(process.arguments.at(0));
  if (!program) throw ToolMissing(process.arguments[0]);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) refuse(errno, "cannot make a pipe");
  Descriptor reader(ends[0]);
  Descriptor writer(ends[1]);
  const auto start = std::chrono::steady_clock::now();
  Child child = spawn(process, *program, writer.number());
  writer.close_now();
  LineCutter lines(process.on_line);
  copy_output(reader.number(), process.log, process.append, lines);
  ProcessResult result;
  result.exit_code = child.wait();
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

ProcessResult run_tool(const Process& process, std::string_view purpose) {
  const ProcessResult result = run_process(process);
  if (result.ok()) return result;
  throw ToolFailed(std::string(purpose) + " failed: " + process.arguments[0] + " ended with code " +
                       std::to_string(result.exit_code) + "; log: " + process.log.string() +
                       telling_lines(process.log),
                   process.log);
}

std::string output_of(const std::vector<std::string>& arguments) {
  std::string output;
  Process process;
  process.arguments = arguments;
  process.on_line = [&](std::string_view line) { output.append(line).append("\n"); };
  const ProcessResult result = run_process(process);
  if (!result.ok()) {
    throw ToolFailed(arguments[0] + " ended with code " + std::to_string(result.exit_code) + ": " + output,
                     {});
  }
  return output;
}

}  // namespace winnow::verif
