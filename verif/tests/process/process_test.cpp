// SPDX-License-Identifier: Apache-2.0
#include "gen/process/process.hpp"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "gen/process/tool.hpp"
#include "verif/tests/synth/scratch.hpp"

using namespace winnow::process;
using winnow::synth_test::Scratch;
using winnow::synth_test::slurp;
using winnow::synth_test::write;
namespace fs = std::filesystem;

BOOST_AUTO_TEST_CASE(arguments_reach_the_program_unchanged) {
  const Outcome outcome = run({.arguments = {"printf", "%s|", "a b", "$HOME", "'\"", ""}, .capture = true});
  BOOST_TEST(outcome.ok());
  BOOST_TEST(outcome.output == "a b|$HOME|'\"||");
}

BOOST_AUTO_TEST_CASE(exit_codes_and_signals_are_reported) {
  BOOST_TEST(run({.arguments = {"sh", "-c", "exit 7"}}).exit_code == 7);
  BOOST_TEST(run({.arguments = {"sh", "-c", "kill -9 $$"}}).exit_code == 137);
}

BOOST_AUTO_TEST_CASE(both_streams_go_to_the_log_in_order) {
  const Scratch scratch("process_log");
  const fs::path log = scratch.path() / "run.log";
  run({.arguments = {"sh", "-c", "echo one; echo two >&2; echo three"}, .log_file = log});
  BOOST_TEST(slurp(log) == "one\ntwo\nthree\n");
  run({.arguments = {"echo", "four"}, .log_file = log, .append_log = true});
  BOOST_TEST(slurp(log) == "one\ntwo\nthree\nfour\n");
  run({.arguments = {"echo", "five"}, .log_file = log});
  BOOST_TEST(slurp(log) == "five\n");
}

BOOST_AUTO_TEST_CASE(directory_environment_and_input_are_set) {
  const Scratch scratch("process_directory");
  const Outcome outcome = run({.arguments = {"sh", "-c", "pwd; echo $WINNOW_A$HOME; cat"},
                               .directory = scratch.path(),
                               .capture = true,
                               .environment = {{"WINNOW_A", "x"}, {"HOME", "y"}}});
  BOOST_TEST(outcome.output == fs::canonical(scratch.path()).string() + "\nxy\n");
}

BOOST_AUTO_TEST_CASE(timeout_kills_child_and_grandchild) {
  const Scratch scratch("process_timeout");
  const fs::path file = scratch.path() / "late";
  const auto begin = std::chrono::steady_clock::now();
  const Outcome outcome = run({.arguments = {"sh", "-c", "(sleep 3; touch late) & wait"},
                               .directory = scratch.path(),
                               .timeout = std::chrono::milliseconds(200)});
  BOOST_TEST(outcome.timed_out);
  BOOST_TEST(!outcome.ok());
  BOOST_TEST((std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(2900)));
  std::this_thread::sleep_for(std::chrono::milliseconds(3200));
  BOOST_TEST(!fs::exists(file));
}

BOOST_AUTO_TEST_CASE(a_throwing_callback_leaves_no_child) {
  const Scratch scratch("process_callback");
  const auto stop = [] { throw std::runtime_error("stop"); };
  BOOST_CHECK_THROW(
      run({.arguments = {"sh", "-c", "sleep 2; touch late"}, .directory = scratch.path(), .on_wait = stop}),
      std::runtime_error);
  std::this_thread::sleep_for(std::chrono::milliseconds(2300));
  BOOST_TEST(!fs::exists(scratch.path() / "late"));
}

BOOST_AUTO_TEST_CASE(lines_arrive_while_the_program_runs) {
  const Scratch scratch("process_lines");
  const fs::path go = scratch.path() / "go";
  std::vector<std::string> lines;
  Command command{.arguments = {"sh", "-c", "echo first; until test -e go; do sleep 0.01; done; printf last"},
                  .directory = scratch.path(),
                  .timeout = std::chrono::seconds(300)};
  command.on_line = [&](std::string_view line) {
    lines.emplace_back(line);
    write(go, "");  // the program waits for it: it must still be running
  };
  const Outcome outcome = run(command);
  BOOST_TEST(outcome.ok());
  BOOST_TEST(outcome.output == "");
  BOOST_TEST(outcome.seconds > 0.0);
  const std::vector<std::string> expected = {"first", "last"};
  BOOST_TEST(lines == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(lines_go_beside_the_log_and_the_captured_text) {
  const Scratch scratch("process_lines_log");
  std::vector<std::string> lines;
  Command command{.arguments = {"sh", "-c", "echo one; echo two >&2; printf three"}};
  command.on_line = [&](std::string_view line) { lines.emplace_back(line); };
  command.capture = true;
  BOOST_TEST(run(command).output == "one\ntwo\nthree");
  command.capture = false;
  command.log_file = scratch.path() / "log";
  run(command);
  BOOST_TEST(slurp(command.log_file) == "one\ntwo\nthree");
  command.append_log = true;  // what the log held before is not handed on again
  run(command);
  BOOST_TEST(slurp(command.log_file) == "one\ntwo\nthreeone\ntwo\nthree");
  BOOST_TEST(lines.size() == 9U);
  BOOST_TEST(lines.back() == "three");
}

BOOST_AUTO_TEST_CASE(much_output_does_not_block) {
  std::size_t lines = 0;
  Command command{.arguments = {"seq", "200000"}};
  command.on_line = [&](std::string_view) { ++lines; };
  BOOST_TEST(run(command).ok());
  BOOST_TEST(lines == 200000U);
}

BOOST_AUTO_TEST_CASE(a_throwing_line_callback_leaves_no_child) {
  const Scratch scratch("process_line_callback");
  Command command{.arguments = {"sh", "-c", "echo x; sleep 2; touch late"}, .directory = scratch.path()};
  command.on_line = [](std::string_view) { throw std::runtime_error("stop"); };
  BOOST_CHECK_THROW(run(command), std::runtime_error);
  std::this_thread::sleep_for(std::chrono::milliseconds(2300));
  BOOST_TEST(!fs::exists(scratch.path() / "late"));
}

BOOST_AUTO_TEST_CASE(what_cannot_start_is_named) {
  const auto names = [](const char* word) {
    return
        [word](const StartError& error) { return std::string(error.what()).find(word) != std::string::npos; };
  };
  BOOST_CHECK_EXCEPTION(
      run({.arguments = {"winnow-no-such-program"}}), ToolMissing,
      names("winnow-no-such-program is not installed; install Debian's package winnow-no-"));
  BOOST_CHECK_EXCEPTION(run({.arguments = {"true"}, .directory = "/no/such"}), StartError, names("/no/such"));
  BOOST_CHECK_EXCEPTION(run({.arguments = {"true"}, .log_file = "/no/such/log"}), StartError,
                        names("/no/such/log"));
  BOOST_CHECK_THROW(run({}), StartError);
}

BOOST_AUTO_TEST_CASE(programs_are_found_in_the_path) {
  BOOST_REQUIRE(find_program("sh").has_value());
  BOOST_TEST(find_program("sh")->is_absolute());
  BOOST_TEST(find_program("/bin/sh").has_value());
  BOOST_TEST(!find_program("winnow-no-such-program").has_value());
  BOOST_TEST(!find_program("").has_value());
  BOOST_TEST(!find_program("/etc/passwd").has_value());
}

BOOST_AUTO_TEST_CASE(a_tool_that_fails_is_quoted) {
  const Scratch scratch("process_tool");
  Command command;
  command.arguments = {"sh", "-c", "echo fine; echo 'x.v:3: error: bad thing'; echo after; exit 2"};
  command.log_file = scratch.path() / "log";
  BOOST_CHECK_EXCEPTION(run_tool(command, "translating x"), ToolFailed, [&](const ToolFailed& error) {
    return error.what() == "translating x failed: sh ended with code 2; log: " + command.log_file.string() +
                               "\n  x.v:3: error: bad thing" &&
           error.log() == command.log_file;
  });
  // Without a line that looks like an error: the last ones.
  command.arguments = {"sh", "-c", "seq 20; exit 1"};
  BOOST_CHECK_EXCEPTION(run_tool(command, "counting"), ToolFailed, [&](const ToolFailed& error) {
    return std::string(error.what()).ends_with("/log\n  13\n  14\n  15\n  16\n  17\n  18\n  19\n  20");
  });
  command.arguments = {"sleep", "5"};
  command.timeout = std::chrono::milliseconds(50);
  BOOST_CHECK_EXCEPTION(run_tool(command, "waiting"), ToolFailed, [&](const ToolFailed& error) {
    return std::string(error.what()).starts_with("waiting failed: sleep was stopped after 50 ms");
  });
}

BOOST_AUTO_TEST_CASE(output_of_a_short_program) {
  BOOST_TEST(output_of({"printf", "%s|", "$HOME; *", "a b"}) == "$HOME; *|a b|");
  BOOST_CHECK_THROW(output_of({"false"}), ToolFailed);
  BOOST_CHECK_THROW(output_of({"winnow-no-such-program"}), ToolMissing);
}
