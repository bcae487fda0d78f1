// SPDX-License-Identifier: Apache-2.0
#include "gen/process/process.hpp"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "verif/tests/synth/scratch.hpp"

using namespace winnow::process;
using winnow::synth_test::Scratch;
using winnow::synth_test::slurp;
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
  const Outcome outcome = run({.arguments = {"sh", "-c", "(sleep 1; touch late) & wait"},
                               .directory = scratch.path(),
                               .timeout = std::chrono::milliseconds(200)});
  BOOST_TEST(outcome.timed_out);
  BOOST_TEST(!outcome.ok());
  BOOST_TEST((std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(900)));
  std::this_thread::sleep_for(std::chrono::milliseconds(1200));
  BOOST_TEST(!fs::exists(file));
}

BOOST_AUTO_TEST_CASE(a_throwing_callback_leaves_no_child) {
  const Scratch scratch("process_callback");
  const auto stop = [] { throw std::runtime_error("stop"); };
  BOOST_CHECK_THROW(
      run({.arguments = {"sh", "-c", "sleep 0.3; touch late"}, .directory = scratch.path(), .on_wait = stop}),
      std::runtime_error);
  std::this_thread::sleep_for(std::chrono::milliseconds(600));
  BOOST_TEST(!fs::exists(scratch.path() / "late"));
}

BOOST_AUTO_TEST_CASE(what_cannot_start_is_named) {
  const auto names = [](const char* word) {
    return
        [word](const StartError& error) { return std::string(error.what()).find(word) != std::string::npos; };
  };
  BOOST_CHECK_EXCEPTION(run({.arguments = {"winnow-no-such-program"}}), StartError,
                        names("winnow-no-such-program"));
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
