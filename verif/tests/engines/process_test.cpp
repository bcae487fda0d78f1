// SPDX-License-Identifier: Apache-2.0
// Running programs without a shell.
#include <boost/test/unit_test.hpp>

#include "verif/engines/process.hpp"
#include "verif/engines/verilated_header.hpp"
#include "verif/tests/harness/mock.hpp"

using namespace winnow::verif;
using namespace winnow::verif::testing;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(arguments_are_not_interpreted) {
  BOOST_TEST(output_of({"printf", "%s|", "$HOME; *", "a b"}) == "$HOME; *|a b|\n");
}

BOOST_AUTO_TEST_CASE(exit_codes_and_signals) {
  const auto code = [](const char* script) {
    return run_process({.arguments = {"sh", "-c", script}}).exit_code;
  };
  BOOST_TEST(code("exit 0") == 0);
  BOOST_TEST(code("exit 7") == 7);
  BOOST_TEST(code("kill -9 $$") == 137);
}

BOOST_AUTO_TEST_CASE(directory_environment_log_and_lines) {
  const ScratchFolder folder;
  std::vector<std::string> lines;
  Process process;
  process.arguments = {"sh", "-c", "pwd; echo $WINNOW_TEST_VARIABLE >&2; cat; printf last"};
  process.directory = folder.path();
  process.environment = {{"WINNOW_TEST_VARIABLE", "some value"}};
  process.log = folder.path() / "log";
  process.on_line = [&](std::string_view line) { lines.emplace_back(line); };
  BOOST_TEST(run_process(process).ok());
  const std::vector<std::string> expected = {std::filesystem::canonical(folder.path()).string(), "some value",
                                             "last"};
  BOOST_TEST(lines == expected, boost::test_tools::per_element());
  BOOST_TEST(file_text(process.log) == expected[0] + "\nsome value\nlast");
  process.arguments = {"echo", "more"};
  process.append = true;
  run_process(process);
  BOOST_TEST(file_text(process.log) == expected[0] + "\nsome value\nlastmore\n");
}

BOOST_AUTO_TEST_CASE(missing_programs_and_failures) {
  const ScratchFolder folder;
  BOOST_CHECK_EXCEPTION(run_process({.arguments = {"no-such-program-winnow"}}), ToolMissing,
                        [](const ToolMissing& error) { return error.tool() == "no-such-program-winnow"; });
  BOOST_TEST(!find_program("/etc/passwd").has_value());  // not executable
  Process process;
  process.arguments = {"sh", "-c", "echo fine; echo 'x.v:3: error: bad thing'; echo after; exit 2"};
  process.log = folder.path() / "log";
  BOOST_CHECK_EXCEPTION(run_tool(process, "translating x"), ToolFailed, [&](const ToolFailed& error) {
    const std::string text = error.what();
    return contains(text, "translating x failed: sh ended with code 2; log: " + process.log.string()) &&
           contains(text, "x.v:3: error: bad thing") && !contains(text, "fine") && error.log() == process.log;
  });
}

BOOST_AUTO_TEST_CASE(much_output_does_not_block) {
  std::size_t lines = 0;
  Process process;
  process.arguments = {"seq", "200000"};
  process.on_line = [&](std::string_view) { ++lines; };
  BOOST_TEST(run_process(process).ok());
  BOOST_TEST(lines == 200000U);
}

BOOST_AUTO_TEST_CASE(ports_of_a_generated_header) {
  const auto ports = read_verilated_ports(
      "    VL_IN8(&clk_i,0,0);\n    VL_INW(&w_i,129,0,5);\n    VL_IN(&a___05Fb_i,16,0);\n"
      "    VL_OUT64(&__SYM__delete,63,0);\n    VL_IN8(&esc__05b0__05d,0,0);\n    VL_UNCOPYABLE(Vdut);\n");
  BOOST_REQUIRE(ports.size() == 5U);
  BOOST_TEST(ports[1].port.width == 130U);
  BOOST_TEST(ports[1].port.is_input);
  BOOST_TEST(ports[2].port.name == "a__b_i");
  BOOST_TEST(ports[2].member == "a___05Fb_i");
  BOOST_TEST(ports[3].port.name == "delete");
  BOOST_TEST(!ports[3].port.is_input);
  BOOST_TEST(ports[4].port.name == "esc[0]");
  BOOST_CHECK_THROW(read_verilated_ports("VL_INOUT8(&pad,0,0);"), std::runtime_error);
}
