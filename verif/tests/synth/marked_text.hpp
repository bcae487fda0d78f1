// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <string>
#include <string_view>

#include "synth/baseline.hpp"
#include "verif/tests/synth/scratch.hpp"

namespace winnow::synth_test {

// Fails when the part of the page between the marks is not `text`; writes it there instead when the baselines
// are being updated.
inline void check_marked_text(const std::filesystem::path& page, std::string_view begin_mark,
                              std::string_view end_mark, const std::string& text) {
  std::string all = slurp(page);
  const std::size_t mark = all.find(begin_mark);
  const std::size_t end = mark == std::string::npos ? mark : all.find(end_mark, mark);
  BOOST_REQUIRE_MESSAGE(end != std::string::npos, page << ": the marks around the figures are missing");
  const std::size_t begin = mark + begin_mark.size();
  if (synth::baselines_are_updated()) {
    write(page, all.replace(begin, end - begin, text));
  } else {
    BOOST_TEST(all.substr(begin, end - begin) == text, page << ": not the committed figures; expected:\n"
                                                            << text);
  }
}

// The same for a file of its own.
inline void check_file(const std::filesystem::path& file, const std::string& text) {
  if (synth::baselines_are_updated()) {
    write(file, text);
  } else {
    BOOST_TEST(slurp(file) == text, file << ": not the committed figures");
  }
}

}  // namespace winnow::synth_test
