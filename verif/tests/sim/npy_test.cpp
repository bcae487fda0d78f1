// SPDX-License-Identifier: Apache-2.0
#include "sim/npy.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "sim/data_error.hpp"
#include "verif/tests/sim/npy_bytes.hpp"

namespace winnow::sim::test {
namespace {

// Requires a refusal that begins with the file's name and says `what`.
void check_refused(const Bytes& bytes, const std::string& what, std::size_t rank = 1) {
  try {
    parse_npy(bytes, "case/Q.npy", rank);
    BOOST_ERROR("accepted, but expected: " + what);
  } catch (const DataError& error) {
    const std::string text = error.what();
    BOOST_TEST(text.find("case/Q.npy: ") == 0U, text);
    BOOST_TEST(text.find(what) != std::string::npos, "'" + text + "' does not say '" + what + "'");
    BOOST_TEST(text.find("expected") != std::string::npos, text);
  }
}

const Bytes kTwoFloats = float32_bytes({1.5F, -2.0F});

}  // namespace

BOOST_AUTO_TEST_SUITE(npy_files)

BOOST_AUTO_TEST_CASE(reads_float32_in_c_order) {
  const NpyArray array =
      parse_npy(npy(header("<f4", "(2, 3)"), float32_bytes({1, 2, 3, 4, 5, -6.25F})), "a", 2);
  BOOST_TEST(array.shape == (std::vector<std::size_t>{2, 3}), boost::test_tools::per_element());
  BOOST_TEST(array.values == (std::vector<float>{1, 2, 3, 4, 5, -6.25F}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(reads_float16_and_version_2) {
  const NpyArray array =
      parse_npy(npy(header("<f2", "(3,)"), {0x00, 0x3C, 0x00, 0xC0, 0xFF, 0x7B}, 2), "a", 1);
  BOOST_TEST(array.values == (std::vector<float>{1, -2, 65504}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(header_keys_in_any_order_and_spacing) {
  const std::string text = "{ \"shape\":(2 ,),'fortran_order':False , 'descr':'<f4'}";
  BOOST_TEST(parse_npy(npy(text, kTwoFloats), "a", 1).values.size() == 2U);
}

BOOST_AUTO_TEST_CASE(refuses_foreign_or_cut_prefixes) {
  check_refused({}, "not a .npy file");
  check_refused({'P', 'K', 3, 4, 0, 0, 0, 0, 0, 0}, "not a .npy file");
  check_refused({0x93, 'N', 'U', 'M', 'P', 'Y'}, "ends inside the .npy prefix; expected");
  check_refused({0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 5}, "ends inside the .npy prefix; expected");
  check_refused(npy(header("<f4", "(2,)"), kTwoFloats, 3), "version 3.0; expected 1.0 or 2.0");
  check_refused(npy(header("<f4", "(2,)"), kTwoFloats, 1, 1), "version 1.1; expected 1.0 or 2.0");
  Bytes cut = npy(header("<f4", "(2,)"), {});
  cut.resize(30);
  check_refused(cut, "truncated header: 20 bytes of");
}

BOOST_AUTO_TEST_CASE(refuses_malformed_headers) {
  for (const std::string text :
       {"", "{", "[]", "{'descr': '<f4'}", "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)",
        "{'descr': '<f4', 'fortran_order': Maybe, 'shape': (2,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'extra': 1}",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '<f4, 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': 2}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} x",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}"}) {
    check_refused(npy(text, kTwoFloats), "malformed .npy header");
  }
}

BOOST_AUTO_TEST_CASE(refuses_other_element_types_and_orders) {
  for (const std::string type : {"<f8", ">f4", ">f2", "<i4", "|u1", "=f4", ""}) {
    check_refused(npy(header(type, "(2,)"), kTwoFloats), "element type '" + type + "'; expected float16");
  }
  check_refused(npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,)}", kTwoFloats),
                "element type is structured; expected float16");
  check_refused(npy(header("<f4", "(2,)", "True"), kTwoFloats), "Fortran order; expected C order");
}

BOOST_AUTO_TEST_CASE(refuses_other_shapes) {
  check_refused(npy(header("<f4", "(1, 2)"), kTwoFloats), "2 dimensions, shape (1, 2); expected 4 dimensions",
                4);
  check_refused(npy(header("<f4", "()"), kTwoFloats), "0 dimensions");
  check_refused(npy(header("<f4", "(2, 0)"), {}), "shape (2, 0) is empty", 2);
  check_refused(npy(header("<f4", "(4294967296, 4294967296)"), kTwoFloats), "is too large", 2);
}

BOOST_AUTO_TEST_CASE(refuses_missing_and_trailing_data) {
  check_refused(npy(header("<f4", "(3,)"), kTwoFloats),
                "truncated: 8 bytes of data; expected 12 for shape (3)");
  check_refused(npy(header("<f4", "(1,)"), kTwoFloats), "trailing data: 8 bytes of data; expected 4");
  check_refused(npy(header("<f2", "(3,)"), {0, 0, 0, 0, 0}), "truncated: 5 bytes of data; expected 6");
}

BOOST_AUTO_TEST_CASE(refuses_values_that_are_not_finite) {
  const float infinity = std::numeric_limits<float>::infinity();
  check_refused(npy(header("<f4", "(1, 2)"), float32_bytes({1, -infinity})), "element [0][1] is infinite", 2);
  check_refused(npy(header("<f4", "(2,)"), float32_bytes({NAN, 1})), "element [0] is NaN");
  check_refused(npy(header("<f2", "(2,)"), {0, 0, 0x01, 0x7C}), "element [1] is NaN");
}

BOOST_AUTO_TEST_CASE(refuses_files_that_cannot_be_read) {
  const ScratchFolder folder;
  BOOST_CHECK_THROW(read_npy(folder.path() / "none.npy", 1), DataError);
  BOOST_CHECK_THROW(read_npy(folder.path(), 1), DataError);
  folder.write("good.npy", counting_npy({2, 2}));
  BOOST_TEST(read_npy(folder.path() / "good.npy", 2).values.back() == 4.0F);
}

// Against the definition of binary16, with ldexp: sign, 5 exponent bits of bias 15, 10 fraction bits.
BOOST_AUTO_TEST_CASE(decodes_every_float16_pattern) {
  for (std::uint32_t pattern = 0; pattern < 65536; ++pattern) {
    const float got = decode_float16(static_cast<std::uint16_t>(pattern));
    const int exponent = static_cast<int>(pattern / 1024 % 32);
    const double fraction = static_cast<double>(pattern % 1024);
    BOOST_REQUIRE(std::signbit(got) == (pattern >= 32768));
    if (exponent == 31) {
      BOOST_REQUIRE(fraction == 0.0 ? std::isinf(got) : std::isnan(got));
      continue;
    }
    const double magnitude =
        exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024.0 + fraction, exponent - 25);
    BOOST_REQUIRE_EQUAL(std::abs(static_cast<double>(got)), magnitude);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace winnow::sim::test
