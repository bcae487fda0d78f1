// SPDX-License-Identifier: Apache-2.0
#include "gen/cli/output_folder.hpp"

#include <sys/stat.h>
#include <boost/test/unit_test.hpp>

#include "gen/cli/exit_code.hpp"
#include "verif/tests/cli/temporary_folder.hpp"

using winnow::cli::OutputFolder;
using winnow::cli::OutputOwner;
using winnow::cli::UsageError;
using winnow::cli::test::TemporaryFolder;
namespace fs = std::filesystem;
using Files = std::map<std::string, std::string>;

namespace {

OutputOwner owner(const std::string& command = "generate", const std::string& name = "one") {
  return {"rmmu", name, command};
}

void output(const fs::path& folder, const OutputOwner& who, const Files& files, bool force = false) {
  OutputFolder target(folder, who, force);
  for (const auto& [name, text] : files) target.write(name, text);
  target.commit();
}

// What is in the folder apart from the record.
Files files_of(const TemporaryFolder& folder) {
  Files files = folder.files();
  for (auto file = files.begin(); file != files.end();) {
    file = file->first.ends_with(".winnow.json") ? files.erase(file) : std::next(file);
  }
  return files;
}

// The message with which the folder is refused; "" when it is not.
std::string refusal(const fs::path& folder, const OutputOwner& who, const Files& files = {{"a.txt", "1"}}) {
  try {
    output(folder, who, files);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(output_folder)

BOOST_AUTO_TEST_CASE(a_new_folder_appears_when_complete) {
  const TemporaryFolder place;
  const fs::path target = place.path() / "deep" / "out";
  {
    OutputFolder folder(target, owner(), false);
    folder.write("rtl/a.v", "module a;\n");
    folder.write("list.f", std::string("\0\r\n", 3));
    BOOST_TEST(!fs::exists(target));
    folder.commit();
  }
  BOOST_TEST(
      (files_of(place) == Files{{"deep/out/rtl/a.v", "module a;\n"}, {"deep/out/list.f", {"\0\r\n", 3}}}));
  BOOST_TEST(place.files()["deep/out/.winnow.json"] ==
             "{\n  \"winnow\": 1,\n  \"core\": \"rmmu\",\n  \"name\": \"one\",\n  \"complete\": true,\n  "
             "\"files\": {\n"
             "    \"generate\": [\n      \"list.f\",\n      \"rtl/a.v\"\n    ]\n  }\n}\n");
}

BOOST_AUTO_TEST_CASE(nothing_stays_without_commit) {
  const TemporaryFolder place;
  output(place.path() / "old", owner(), {{"a.txt", "1"}});
  const Files before = place.files();
  for (const char* name : {"new", "old"}) {
    OutputFolder folder(place.path() / name, owner(), false);
    folder.write("a.txt", "2");
    folder.write("b/c.txt", "2");
  }
  BOOST_CHECK(place.files() == before);
  BOOST_TEST(!fs::exists(place.path() / "new"));
}

BOOST_AUTO_TEST_CASE(the_same_core_again) {
  const TemporaryFolder place;
  output(place.path(), owner(),
         {{"same.v", "1"}, {"gone/deep/x.v", "1"}, {"rtl/gone.v", "1"}, {"rtl/stays.v", "1"}});
  place.put("notes.txt", "mine");
  place.put("rtl/mine.v", "mine");
  output(place.path(), owner("verify"), {{"verify.json", "ok"}, {"wave/a.fst", "ok"}});
  output(place.path(), owner(), {{"same.v", "2"}, {"rtl/stays.v", "2"}, {"rtl/new.v", "2"}});
  BOOST_TEST((files_of(place) == Files{{"same.v", "2"},
                                       {"rtl/stays.v", "2"},
                                       {"rtl/new.v", "2"},
                                       {"notes.txt", "mine"},
                                       {"rtl/mine.v", "mine"},
                                       {"verify.json", "ok"},
                                       {"wave/a.fst", "ok"}}));
  BOOST_TEST(!fs::exists(place.path() / "gone"));
  output(place.path(), owner("verify"), {{"verify.json", "again"}});
  BOOST_TEST(!fs::exists(place.path() / "wave"));
  BOOST_TEST(files_of(place)["verify.json"] == "again");
}

BOOST_AUTO_TEST_CASE(a_file_of_two_commands_stays) {
  const TemporaryFolder place;
  output(place.path(), owner("generate"), {{"manifest.json", "1"}});
  output(place.path(), owner("verify"), {{"manifest.json", "2"}});
  output(place.path(), owner("verify"), {{"verify.json", "3"}});
  BOOST_TEST((files_of(place) == Files{{"manifest.json", "2"}, {"verify.json", "3"}}));
}

BOOST_AUTO_TEST_CASE(equal_output_gives_equal_folders) {
  const TemporaryFolder first, second;
  output(first.path() / "x", owner(), {{"a", "1"}, {"b", "2"}});
  output(second.path() / "x", owner(), {{"b", "old"}, {"c", "old"}});
  output(second.path() / "x", owner(), {{"b", "2"}, {"a", "1"}});
  BOOST_CHECK(first.files() == second.files());
}

BOOST_AUTO_TEST_CASE(foreign_folders_are_refused) {
  const TemporaryFolder place;
  const std::string out = (place.path() / "out").string();
  output(out, owner(), {{"a.txt", "1"}, {"b.txt", "1"}});
  const Files before = place.files();
  BOOST_TEST(refusal(out, owner("generate", "two")) ==
             "cannot write " + out +
                 ": it holds the rmmu core \"one\"; give another folder for \"two\", or --force to "
                 "replace that core");
  BOOST_TEST(refusal(out, {"elsa", "one", "generate"}).find("it holds the rmmu core") != std::string::npos);
  BOOST_CHECK(place.files() == before);

  const TemporaryFolder foreign;
  foreign.put("thesis.tex", "mine");
  BOOST_TEST(refusal(foreign.path(), owner()) == "cannot write " + foreign.path().string() +
                                                     ": it is not empty, and winnow did not make it; give a "
                                                     "new folder, or --force to write into this one");
  BOOST_TEST((foreign.files() == Files{{"thesis.tex", "mine"}}));
}

BOOST_AUTO_TEST_CASE(force) {
  const TemporaryFolder place;
  output(place.path(), owner(), {{"a.txt", "1"}, {"b.txt", "1"}});
  output(place.path(), owner("verify"), {{"verify.json", "1"}});
  place.put("notes.txt", "mine");
  output(place.path(), owner("generate", "two"), {{"a.txt", "2"}}, true);
  BOOST_TEST((files_of(place) == Files{{"a.txt", "2"}, {"notes.txt", "mine"}}));
  BOOST_TEST(refusal(place.path(), owner()).find("it holds the rmmu core \"two\"") != std::string::npos);

  const TemporaryFolder foreign;
  foreign.put("thesis.tex", "mine");
  foreign.put("a.txt", "mine");
  output(foreign.path(), owner(), {{"a.txt", "1"}}, true);
  BOOST_TEST((files_of(foreign) == Files{{"a.txt", "1"}, {"thesis.tex", "mine"}}));
}

BOOST_AUTO_TEST_CASE(an_interrupted_run_is_cleaned_up_by_the_next) {
  const TemporaryFolder place;
  // As it is left when a run is killed between its two records.
  place.put(".winnow.json", R"({"winnow": 1, "core": "rmmu", "name": "one", "complete": false,
                                "files": {"generate": ["half.v", "never.v"], "verify": ["verify.json"]}})");
  place.put("half.v", "1");
  place.put("verify.json", "1");
  output(place.path(), owner(), {{"whole.v", "2"}});
  BOOST_TEST((files_of(place) == Files{{"whole.v", "2"}, {"verify.json", "1"}}));
  BOOST_TEST(place.files()[".winnow.json"].find("\"complete\": true") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_damaged_record_deletes_nothing_outside) {
  const TemporaryFolder place;
  place.put("outside.txt", "mine");
  place.put("out/.winnow.json", R"({"winnow": 1, "core": "rmmu", "name": "one", "complete": true,
                                    "files": {"generate": ["../outside.txt", "/etc/none", "", "a.txt"]}})");
  place.put("out/a.txt", "1");
  output(place.path() / "out", owner(), {{"b.txt", "2"}});
  BOOST_TEST((files_of(place) == Files{{"out/b.txt", "2"}, {"outside.txt", "mine"}}));
  for (const char* record : {"", "[]", "{", "{\"core\": 3}", "{\"core\": \"rmmu\", \"name\": \"one\"}"}) {
    place.put("out/.winnow.json", record);
    BOOST_TEST(refusal(place.path() / "out", owner()).find("winnow did not make it") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(what_is_in_the_way) {
  const TemporaryFolder place;
  output(place.path() / "out", owner(), {{"a.txt", "1"}});
  place.put("out/folder/mine.txt", "mine");
  place.put("out/file", "mine");
  const Files before = place.files();
  const std::string out = (place.path() / "out").string();
  BOOST_TEST(refusal(out, owner(), {{"a.txt", "2"}, {"folder", "2"}}) ==
             "cannot write " + out + "/folder: a folder has that name; move it away, or give another -o DIR");
  BOOST_TEST(refusal(out, owner(), {{"a.txt", "2"}, {"file/b.txt", "2"}}) ==
             "cannot write " + out + "/file/b.txt: file is a file; move it away, or give another -o DIR");
  BOOST_CHECK(place.files() == before);
}

BOOST_AUTO_TEST_CASE(own_files_and_folders_may_swap_names) {
  const TemporaryFolder place;
  output(place.path(), owner(), {{"x", "1"}, {"y/z", "1"}});
  output(place.path(), owner(), {{"x/z", "2"}, {"w", "2"}});
  BOOST_TEST((files_of(place) == Files{{"x/z", "2"}, {"w", "2"}}));
}

BOOST_AUTO_TEST_CASE(folders_that_cannot_be_written) {
  const TemporaryFolder place;
  place.put("file", "mine");
  const std::string file = (place.path() / "file").string();
  BOOST_TEST(refusal(file, owner()) == "cannot write " + file + ": it is a file; give -o a folder");
  BOOST_TEST(refusal(file + "/out", owner()) ==
             "cannot write " + file + "/out: Not a directory; give -o a folder that can be written");
  BOOST_TEST(refusal("/proc/none/out", owner()) ==
             "cannot write /proc/none/out: No such file or directory; give -o a folder that can be written");
  BOOST_TEST(refusal("", owner()) == "the output folder has no name; give -o DIR");
}

BOOST_AUTO_TEST_CASE(ways_to_write_a_folder) {
  const TemporaryFolder place;
  output(place.path() / "a/../b/", owner(), {{"x", "1"}});
  output(place.path() / "b/.", owner(), {{"x", "2"}});
  BOOST_TEST((files_of(place) == Files{{"b/x", "2"}}));
  fs::create_directory_symlink("b", place.path() / "link");
  output(place.path() / "link", owner(), {{"x", "3"}});
  BOOST_TEST(files_of(place)["b/x"] == "3");
  BOOST_TEST(fs::is_symlink(place.path() / "link"));
}

BOOST_AUTO_TEST_CASE(files_of_tools_count_too) {
  const TemporaryFolder place;
  {
    OutputFolder folder(place.path() / "out", owner("synth"), false);
    std::ofstream(folder.staging() / "synth.log") << "log";
    folder.commit();
  }
  output(place.path() / "out", owner("synth"), {{"synth.json", "1"}});
  BOOST_TEST((files_of(place) == Files{{"out/synth.json", "1"}}));
}

BOOST_AUTO_TEST_CASE(permissions_follow_the_umask) {
  const TemporaryFolder place;
  const mode_t before = ::umask(027);
  output(place.path() / "out", owner(), {{"a", "1"}});
  ::umask(before);
  struct stat status {};
  BOOST_REQUIRE_EQUAL(::stat((place.path() / "out").c_str(), &status), 0);
  BOOST_TEST((status.st_mode & 0777U) == 0750U);
}

BOOST_AUTO_TEST_SUITE_END()
