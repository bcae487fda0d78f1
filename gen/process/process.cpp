// SPDX-License-Identifier: Apache-2.0
#include "gen/process/process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "gen/process/line_follower.hpp"
#include "gen/process/tool.hpp"

namespace winnow::process {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

// A file descriptor that closes itself and is not inherited by children.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

class FileActions {
 public:
  FileActions() { posix_spawn_file_actions_init(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
  posix_spawn_file_actions_t* get() { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

[[noreturn]] void refuse(const std::string& program, const std::string& what, int error) {
  throw StartError("cannot start " + program + ": " + what +
                   (error ? ": " + std::string(std::strerror(error)) : ""));
}

bool in_memory(const Command& command) {
  return command.capture || (command.on_line && command.log_file.empty());
}

int open_output(const Command& command) {
  if (in_memory(command)) return ::memfd_create("winnow-output", MFD_CLOEXEC);
  if (command.log_file.empty()) return -1;
  const int mode = O_WRONLY | O_CREAT | O_CLOEXEC | O_APPEND | (command.append_log ? 0 : O_TRUNC);
  return ::open(command.log_file.c_str(), mode, 0644);
}

std::vector<std::string> child_environment(const Command& command) {
  std::vector<std::string> result;
  for (const auto& [name, value] : command.environment) result.push_back(name + "=" + value);
  for (char** entry = ::environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const auto same_name = [&](const auto& added) {
      return text.starts_with(added.first) && text.substr(added.first.size()).starts_with('=');
    };
    if (std::ranges::none_of(command.environment, same_name)) result.emplace_back(text);
  }
  return result;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> result;
  for (std::string& word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

pid_t spawn(const Command& command, const fs::path& program, int output) {
  FileActions actions;
  posix_spawn_file_actions_addopen(actions.get(), STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  if (output >= 0) {
    posix_spawn_file_actions_adddup2(actions.get(), output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(actions.get(), output, STDERR_FILENO);
  }
  if (!command.directory.empty()) {
    posix_spawn_file_actions_addchdir_np(actions.get(), command.directory.c_str());
  }
  posix_spawn_file_actions_addclosefrom_np(actions.get(), STDERR_FILENO + 1);

  std::vector<std::string> arguments = command.arguments;
  std::vector<std::string> environment = child_environment(command);
  pid_t child = 0;
  const int error = posix_spawn(&child, program.c_str(), actions.get(), nullptr, pointers(arguments).data(),
                                pointers(environment).data());
  if (error != 0) refuse(command.arguments.front(), program.string(), error);
  return child;
}

std::vector<pid_t> children_of(pid_t parent) {
  const std::string id = std::to_string(parent);
  std::ifstream list("/proc/" + id + "/task/" + id + "/children");
  std::vector<pid_t> result;
  for (pid_t child = 0; list >> child;) result.push_back(child);
  return result;
}

// Stops each process before asking for its children, so that none is born unseen.
void kill_tree(pid_t root) {
  ::kill(root, SIGSTOP);
  for (const pid_t child : children_of(root)) kill_tree(child);
  ::kill(root, SIGKILL);
}

int exit_code_of(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int reap(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

// Waits with growing pauses: short runs end at once, long ones cost nothing.
void wait_polling(const Command& command, pid_t child, LineFollower& lines, Outcome& outcome) {
  using std::chrono::milliseconds;
  const auto deadline = Clock::now() + command.timeout;
  auto pause = milliseconds(1);
  int status = 0;
  while (::waitpid(child, &status, WNOHANG) == 0) {
    if (command.timeout.count() > 0 && Clock::now() >= deadline) {
      outcome.timed_out = true;
      kill_tree(child);
      status = reap(child);
      break;
    }
    lines.poll();
    if (command.on_wait) command.on_wait();
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, milliseconds(command.on_wait || command.on_line ? 100 : 20));
  }
  outcome.exit_code = exit_code_of(status);
}

std::string read_all(int descriptor) {
  std::string text;
  char buffer[4096];
  off_t position = 0;
  for (ssize_t count = 0; (count = ::pread(descriptor, buffer, sizeof buffer, position)) > 0;
       position += count) {
    text.append(buffer, static_cast<std::size_t>(count));
  }
  return text;
}

void check(const Command& command) {
  if (command.arguments.empty()) throw StartError("cannot start a command without a program");
  if (command.capture && !command.log_file.empty()) {
    refuse(command.arguments.front(), "capture and log_file exclude each other", 0);
  }
  if (!command.directory.empty() && !fs::is_directory(command.directory)) {
    refuse(command.arguments.front(), command.directory.string() + " is not a directory", 0);
  }
}

}  // namespace

Outcome run(const Command& command) {
  check(command);
  const fs::path program = require_program(command.arguments.front());
  const Descriptor output(open_output(command));
  if (output.number() < 0 && (in_memory(command) || !command.log_file.empty())) {
    refuse(command.arguments.front(), "log file " + command.log_file.string(), errno);
  }
  LineFollower lines(
      in_memory(command) ? "/proc/self/fd/" + std::to_string(output.number()) : command.log_file.string(),
      command.on_line, output.number() < 0 ? 0 : std::max<off_t>(0, ::lseek(output.number(), 0, SEEK_END)));

  Outcome outcome;
  const auto begin = Clock::now();
  const pid_t child = spawn(command, program, output.number());
  bool running = true;
  try {
    if (command.timeout.count() > 0 || command.on_wait || command.on_line) {
      wait_polling(command, child, lines, outcome);
    } else {
      outcome.exit_code = exit_code_of(reap(child));
    }
    running = false;
    outcome.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    lines.finish();
  } catch (...) {  // a callback threw: leave no orphan behind
    if (running) {
      kill_tree(child);
      reap(child);
    }
    throw;
  }
  if (command.capture) outcome.output = read_all(output.number());
  return outcome;
}

std::optional<fs::path> find_program(std::string_view name) {
  const auto usable = [](const fs::path& path) {
    return fs::is_regular_file(path) && ::access(path.c_str(), X_OK) == 0;
  };
  if (name.empty()) return std::nullopt;
  if (name.find('/') != std::string_view::npos) {
    const fs::path path = fs::absolute(fs::path(name));
    return usable(path) ? std::optional(path) : std::nullopt;
  }
  const char* variable = std::getenv("PATH");
  std::string_view rest = variable == nullptr ? "/usr/local/bin:/usr/bin:/bin" : variable;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    const fs::path folder = end == 0 ? fs::path(".") : fs::path(rest.substr(0, end));
    if (usable(folder / name)) return fs::absolute(folder / name);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return std::nullopt;
}

}  // namespace winnow::process
