// SPDX-License-Identifier: Apache-2.0
// `winnow synth` as a user meets it: what it leaves, its exit codes, and what is wrong in words.
#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <sstream>

#include "gen/cli/program.hpp"
#include "gen/config/json.hpp"
#include "gen/process/process.hpp"
#include "verif/tests/cli/temporary_folder.hpp"

using winnow::cli::test::TemporaryFolder;
using winnow::config::Json;
namespace process = winnow::process;
namespace fs = std::filesystem;

namespace {

struct Result {
  int code;
  std::string output;
  std::string errors;
};

Result run(const std::vector<std::string>& arguments) {
  std::ostringstream output, errors;
  const auto code = winnow::cli::run(arguments, output, errors);
  return {static_cast<int>(code), output.str(), errors.str()};
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// The smallest array there is: a second of Yosys.
const std::string tiny = R"({"winnow": 1, "core": "rmmu", "name": "tiny", "parameters":
  {"rows": 1, "columns": 1, "precisions": [2], "reductions": ["element"], "maximum_length": 1}})";

// A folder with the tiny config, and `out` for the results.
class Place {
 public:
  Place() { folder_.put("tiny.json", tiny); }
  fs::path operator/(const std::string& name) const { return folder_.path() / name; }
  const TemporaryFolder& folder() const { return folder_; }

  Result synth(std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"synth", (*this / "tiny.json").string()};
    if (std::find(more.begin(), more.end(), "-o") == more.end()) {
      more.insert(more.begin(), {"-o", (*this / "out").string()});
    }
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }

  // Every file and folder below, hidden ones too.
  std::vector<std::string> entries() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
      names.push_back(entry.path().lexically_relative(folder_.path()).string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  // Runs the command, which must fail with this code and these words and leave no file or folder.
  void refuses(const std::vector<std::string>& more, int code, const std::string& words) const {
    BOOST_TEST_CONTEXT(words) {
      const std::vector<std::string> before = entries();
      const Result result = synth(more);
      BOOST_TEST(result.code == code, result.errors);
      BOOST_TEST(result.output == "");
      BOOST_TEST(contains(result.errors, words), result.errors);
      BOOST_TEST(!contains(result.errors, ".staging"), result.errors);
      BOOST_TEST(entries() == before, boost::test_tools::per_element());
    }
  }

 private:
  TemporaryFolder folder_;
};

// PATH for the lifetime of this object.
class PathSetting {
 public:
  explicit PathSetting(const fs::path& path) : before_(std::getenv("PATH")) {
    ::setenv("PATH", path.c_str(), 1);
  }
  ~PathSetting() { ::setenv("PATH", before_.c_str(), 1); }
  PathSetting(const PathSetting&) = delete;
  PathSetting& operator=(const PathSetting&) = delete;

 private:
  std::string before_;
};

void put_program(const Place& place, const std::string& name, const std::string& script) {
  place.folder().put(name, script);
  BOOST_REQUIRE(::chmod((place / name).c_str(), 0755) == 0);
}

// What stands behind "Run here: " or "Run here, after synth.ys: " in a script's header.
std::vector<std::string> stated_command(const std::string& script) {
  const std::string line =
      script.substr(script.find("Run here"), script.find('\n') - script.find("Run here"));
  std::istringstream words(line.substr(line.find(": ") + 2));
  std::vector<std::string> command;
  for (std::string word; words >> word;) command.push_back(word);
  return command;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(synth)

BOOST_AUTO_TEST_CASE(writes_its_files_and_says_the_figures) {
  const Place place;
  const Result result = place.synth();
  BOOST_REQUIRE_MESSAGE(result.code == 0, result.errors);
  const auto files = place.folder().files();
  for (const char* name : {"synth.json", "synth.txt", "tiny.netlist.v", "cells.v", "synth.ys", "sta.tcl",
                           "synth.log", "rtl/tiny.v"}) {
    BOOST_TEST(files.contains(std::string("out/") + name), name);
  }
  BOOST_TEST(result.output == files.at("out/synth.txt"));
  BOOST_TEST(contains(result.output, "rmmu_pe_"));
  const Json json = Json::parse(files.at("out/synth.json"));
  BOOST_TEST(json["library"]["name"] == "osu018_stdcells");
  BOOST_TEST(json["totals"]["area"].get<double>() > 1000);
  BOOST_TEST(Json::parse(place.synth({"--json", "-q"}).output) == json);
}

// The commands are those that the scripts' headers name; the folder has moved, and winnow is not in PATH.
BOOST_AUTO_TEST_CASE(its_scripts_rerun_without_winnow) {
  const Place place;
  BOOST_REQUIRE(place.synth({"-q"}).code == 0);
  fs::rename(place / "out", place / "moved");
  const auto before = place.folder().files();
  fs::remove(place / "moved/tiny.netlist.v");
  for (const char* script : {"synth.ys", "sta.tcl"}) {
    const auto command = stated_command(before.at(std::string("moved/") + script));
    BOOST_REQUIRE(command.size() > 2U);
    const auto outcome = process::run({.arguments = command,
                                       .directory = place / "moved",
                                       .capture = true,
                                       .environment = {{"PATH", "/usr/bin:/bin"}}});
    BOOST_TEST(outcome.ok(), outcome.output);
    // The timing report is the one that the figures were taken from.
    if (command.front() == "sta") {
      BOOST_TEST(contains(outcome.output, "slack (MET)"));
      BOOST_TEST(contains(before.at("moved/synth.log"), outcome.output), outcome.output);
    }
  }
  BOOST_TEST((place.folder().files().at("moved/tiny.netlist.v") == before.at("moved/tiny.netlist.v")));
}

BOOST_AUTO_TEST_CASE(maps_to_fpgas) {
  const Place place;
  for (const std::string family : {"ice40", "ecp5", "xilinx"}) {
    const Result result = place.synth({"--fpga", family});
    BOOST_REQUIRE_MESSAGE(result.code == 0, result.errors);
    const auto files = place.folder().files();
    for (const char* name :
         {"synth.json", "synth.txt", "tiny.netlist.v", "tiny.netlist.json", "synth.ys", "synth.log"})
      BOOST_TEST(files.contains(std::string("out/") + name), name);
    BOOST_TEST(files.contains("out/route.sh") == (family == "ice40"));
    BOOST_TEST(!files.contains("out/sta.tcl"));
    BOOST_TEST(result.output == files.at("out/synth.txt"));
    const Json json = Json::parse(files.at("out/synth.json"));
    BOOST_TEST(json["family"] == family);
    BOOST_TEST(json["totals"]["luts"].get<int>() > 5);
    BOOST_TEST(json["place_and_route"].is_null() == (family != "ice40"));
  }
  BOOST_TEST(place.synth({"--fpga", "ice40", "--period", "1"}).code == 1);
  BOOST_TEST(contains(place.folder().files().at("out/synth.txt"), "slack -"));
}

BOOST_AUTO_TEST_CASE(negative_slack_is_a_failed_check) {
  const Place place;
  const Result missed = place.synth({"--period", "0.2"});
  BOOST_TEST(missed.code == 1, missed.errors);
  BOOST_TEST(contains(missed.output, "slack -"));
  const Json json = Json::parse(place.folder().files().at("out/synth.json"));
  BOOST_TEST(json["timing"]["critical_path"]["slack_ns"].get<double>() < 0);
  BOOST_TEST(place.synth({"--period", "50", "-q"}).code == 0);
  // The config's own period counts too, and the command line goes before it.
  BOOST_TEST(place.synth({"--set", "clock_period_ns=0.2", "-q"}).code == 1);
  BOOST_TEST(place.synth({"--set", "clock_period_ns=0.2", "--period", "50", "-q"}).code == 0);
}

BOOST_AUTO_TEST_CASE(bad_usage_is_refused) {
  const Place place;
  BOOST_TEST(run({"synth"}).code == 2);
  const Result no_folder = run({"synth", (place / "tiny.json").string()});
  BOOST_TEST(no_folder.code == 2);
  BOOST_TEST(contains(no_folder.errors, "--output is required"), no_folder.errors);
  place.refuses({"--period", "0"}, 2, "give a positive number of ns");
  place.refuses({"--period", "-3"}, 2, "give a positive number of ns");
  place.refuses({"--period", "nan"}, 2, "give a positive number of ns");
  place.refuses({"--period", "inf"}, 2, "give a positive number of ns");
  place.refuses({"--period", "fast"}, 2, "--period");
  place.refuses({"--set", "rows=0"}, 2, "0 is out of range; give an integer from 1 to 128");
  place.refuses({"--perod=3"}, 2, "did you mean --period?");
}

BOOST_AUTO_TEST_CASE(bad_libraries_are_refused) {
  const Place place;
  const auto library = [&](const std::string& name) { return (place / name).string(); };
  place.folder().put("folder.lib/file", "");
  place.folder().put("open.lib", "library (x) {\n  cell (A) {\n");
  place.folder().put("empty.lib", "");
  place.folder().put("small.lib", "library (x) { cell (A) { area : 1; } }\n");
  place.folder().put("text.lib.gz", "not packed");
  place.refuses({"--library", "osu180"}, 2, "'osu180' is not known; use osu018, osu035, osu050 or a path");
  place.refuses({"--library", library("none.lib")}, 2, library("none.lib") + ": no such file");
  place.refuses({"--library", library("folder.lib")}, 2, library("folder.lib") + ": no such file");
  place.refuses({"--library", library("open.lib")}, 2, "open.lib:3: group 'cell' without '}'");
  place.refuses({"--library", library("empty.lib")}, 2, "empty.lib");
  place.refuses({"--library", library("small.lib")}, 2, "two-input NAND");
  place.refuses({"--library", library("text.lib.gz")}, 2, "cannot be unpacked");
}

BOOST_AUTO_TEST_CASE(folders_that_cannot_be_written_are_refused) {
  const Place place;
  place.folder().put("file", "text");
  place.folder().put("full/file", "text");
  const auto folder = [&](const std::string& name) { return (place / name).string(); };
  place.refuses({"-o", folder("file")}, 2, "it is a file; give -o a folder");
  place.refuses({"-o", folder("file/below")}, 2, "cannot write " + folder("file/below"));
  place.refuses({"-o", folder("full")}, 2, "it is not empty, and winnow did not make it");
  place.refuses({"-o", "/proc/winnow/out"}, 2, "cannot write /proc/winnow/out");
  place.refuses({"-o", ""}, 2, "");
  // Folders on the way are made only for good.
  place.refuses({"-o", folder("some/where/out"), "--library", "osu180"}, 2, "osu180");
}

BOOST_AUTO_TEST_CASE(missing_tools_are_named_with_their_package) {
  const Place place;
  fs::create_directory(place / "bin");
  const PathSetting path(place / "bin");
  const std::string no_yosys = "yosys is not installed; install Debian's package yosys\n";
  const std::string no_sta = "sta is not installed; install Debian's package opensta\n";
  place.refuses({}, 3,
                "winnow: yosys and sta are not installed; install Debian's packages yosys and opensta\n");
  put_program(place, "bin/sta", "#!/bin/sh\necho 2.0\n");
  place.refuses({}, 3, "winnow: " + no_yosys);
  put_program(place, "bin/yosys", "#!/bin/sh\necho Yosys 0.0\n");
  fs::remove(place / "bin/sta");
  place.refuses({}, 3, "winnow: " + no_sta);
}

BOOST_AUTO_TEST_CASE(tools_that_break_are_quoted_and_their_log_is_kept) {
  const Place place;
  fs::create_directory(place / "bin");
  put_program(place, "bin/sta", "#!/bin/sh\necho 2.0\n");
  put_program(place, "bin/yosys",
              "#!/bin/sh\nif [ \"$1\" = -V ]; then echo Yosys 0.0; exit; fi\necho out of luck\nexit 7\n");
  place.folder().put("logs/none", "");
  const char* temporary = std::getenv("TMPDIR");
  const std::string temporary_before = temporary == nullptr ? "" : temporary;
  ::setenv("TMPDIR", (place / "logs").c_str(), 1);
  const std::string log = (place / "logs/winnow-tiny-synth.log").string();
  {
    const PathSetting path(place / "bin");
    const Result result = place.synth();
    BOOST_TEST(result.code == 3);
    BOOST_TEST(contains(result.errors, "yosys failed (exit code 7)"), result.errors);
    BOOST_TEST(contains(result.errors, "out of luck"), result.errors);
    BOOST_TEST(contains(result.errors, "log: " + log), result.errors);
    BOOST_TEST(!fs::exists(place / "out"));
    BOOST_TEST(contains(place.folder().files().at("logs/winnow-tiny-synth.log"), "out of luck"));
    fs::remove(log);
    place.folder().put("logs/winnow-tiny-synth.log/in_the_way", "");
    place.refuses({}, 3, "yosys failed (exit code 7)");
    BOOST_TEST(!contains(place.synth().errors, "log: "));
  }
  if (temporary == nullptr) {
    ::unsetenv("TMPDIR");
  } else {
    ::setenv("TMPDIR", temporary_before.c_str(), 1);
  }
}

BOOST_AUTO_TEST_SUITE_END()
