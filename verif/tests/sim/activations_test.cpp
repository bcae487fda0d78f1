// SPDX-License-Identifier: Apache-2.0
#include "sim/activations.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "sim/data_error.hpp"
#include "verif/tests/sim/npy_bytes.hpp"

namespace winnow::sim::test {
namespace {

// The faults that reading the case in `folder` gives.
std::vector<std::string> faults(const std::filesystem::path& folder) {
  try {
    load_case({"case", folder});
  } catch (const DataError& error) {
    return error.messages();
  }
  return {};
}

// Requires exactly one fault, and that it names `file` first and says `what`.
void check_fault(const ScratchFolder& scratch, const std::string& folder, const std::string& file,
                 const std::string& what) {
  const auto found = faults(scratch.path() / folder);
  BOOST_TEST_REQUIRE(found.size() == 1U);
  BOOST_TEST(found[0].find((scratch.path() / file).string()) == 0U, found[0]);
  BOOST_TEST(found[0].find(what) != std::string::npos, found[0]);
}

const std::string kEntry = R"("layers": [3, 7], "heads": 1, "n": 3, "n_keys": 4, "d": 2)";

}  // namespace

BOOST_AUTO_TEST_SUITE(activation_cases)

BOOST_AUTO_TEST_CASE(defaults_without_manifest) {
  const ScratchFolder scratch;
  scratch.write_case("a");
  const ActivationCase c = load_case({"a", scratch.path() / "a"});
  BOOST_TEST(c.scale == 1.0 / std::sqrt(2.0));
  BOOST_TEST((c.mask == Mask::none));
  BOOST_TEST(c.layers == (std::vector<int>{0, 1}), boost::test_tools::per_element());
  BOOST_TEST(c.queries() == 3U);
  BOOST_TEST(c.keys() == 4U);
  BOOST_TEST(!c.x.has_value());
  const Head head = head_of(c, 1, 0);
  BOOST_TEST(head.q.at(0, 0) == 7.0);
  BOOST_TEST(head.k.at(3, 1) == 16.0);
  BOOST_CHECK_THROW(head_of(c, 2, 0), std::out_of_range);
  BOOST_CHECK_THROW(head_of(c, 0, 1), std::out_of_range);
}

BOOST_AUTO_TEST_CASE(manifest_above_gives_scale_mask_and_layers) {
  const ScratchFolder scratch;
  scratch.write_case("model/a");
  scratch.write(
      "manifest.json",
      R"({"cases": {"model/a": {)" + kEntry +
          R"json(, "scale": 0.25, "causal": true, "mask": "causal (query i sees keys 0..i)"}}})json");
  const ActivationCase c = load_case(find_cases(scratch.path() / "model/a").at(0));
  BOOST_TEST(c.name == "model/a");
  BOOST_TEST(c.scale == 0.25);
  BOOST_TEST((c.mask == Mask::causal));
  BOOST_TEST(c.layers == (std::vector<int>{3, 7}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(manifest_in_the_case_itself) {
  const ScratchFolder scratch;
  scratch.write_case("a");
  scratch.write("a/manifest.json", R"({"cases": {"my/case": {"mask": "causal"}}})");
  const ActivationCase c = load_case(find_cases(scratch.path() / "a").at(0));
  BOOST_TEST(c.name == "my/case");
  BOOST_TEST((c.mask == Mask::causal));
  BOOST_TEST(c.scale == 1.0 / std::sqrt(2.0));
}

BOOST_AUTO_TEST_CASE(the_nearest_manifest_of_ours_counts) {
  const ScratchFolder scratch;
  scratch.write_case("model/a");
  scratch.write("manifest.json", R"({"cases": {"model/a": {"scale": 0.5}}})");
  scratch.write("model/manifest.json", R"({"top": "another program's manifest"})");
  BOOST_TEST(load_case({"a", scratch.path() / "model/a"}).scale == 0.5);
  scratch.write("model/manifest.json", R"({"cases": {"a": {"scale": 2}}})");
  BOOST_TEST(load_case({"a", scratch.path() / "model/a"}).scale == 2.0);
}

BOOST_AUTO_TEST_CASE(faults_in_manifests) {
  const ScratchFolder scratch;
  scratch.write_case("m/a");
  const auto check = [&](const std::string& entry, const std::string& pointer, const std::string& what) {
    scratch.write("manifest.json", R"({"cases": {"m/a": {)" + entry + "}}}");
    check_fault(scratch, "m/a", "manifest.json:/cases/m~1a" + pointer, what);
  };
  check(R"("scale": 0)", "/scale", "is 0; expected a positive number");
  check(R"("scale": "1")", "/scale", "expected a positive number");
  check(R"("mask": "padding")", "/mask", "expected \"none\" or \"causal\"");
  check(R"("mask": "none", "causal": true)", "/causal", "expected the same as \"mask\"");
  check(R"("causal": 1)", "/causal", "expected true or false");
  check(R"("layers": [1])", "/layers", "has 1 numbers; expected 2");
  check(R"("layers": [1, "2"])", "/layers", "expected a list of layer numbers");
  check(R"("heads": 2)", "/heads", "is 2; expected 1");
  check(R"("n": 4)", "/n", "is 4; expected 3");
  check(R"("n_keys": 3)", "/n_keys", "is 3; expected 4");
  check(R"("d": -1)", "/d", "expected a positive integer");
  scratch.write("manifest.json", std::string(R"({"cases": {"m/b": {}}})"));
  check_fault(scratch, "m/a", "manifest.json:/cases", "has no entry \"m/a\" (it has e.g. \"m/b\")");
  scratch.write("manifest.json", std::string("{"));
  check_fault(scratch, "m/a", "manifest.json", "expected valid JSON");
  scratch.write("manifest.json", std::string("{\"cases\": {\"m/a\": 7}}"));
  check_fault(scratch, "m/a", "manifest.json:/cases/m~1a", "expected the case's description");
}

BOOST_AUTO_TEST_CASE(every_fault_is_reported) {
  const ScratchFolder scratch;
  scratch.write_case("m/a");
  scratch.write("manifest.json",
                std::string(R"({"cases": {"m/a": {"scale": -1, "heads": 0, "layers": []}}})"));
  BOOST_TEST(faults(scratch.path() / "m/a").size() == 3U);
  std::filesystem::remove(scratch.path() / "m/a/K.npy");
  scratch.write("m/a/V.npy", std::string("nonsense"));
  BOOST_TEST(faults(scratch.path() / "m/a").size() == 2U);
}

BOOST_AUTO_TEST_CASE(mismatching_shapes) {
  const auto check = [](const std::string& file, const std::vector<std::size_t>& shape,
                        const std::string& what) {
    const ScratchFolder scratch;
    scratch.write_case("a");
    scratch.write("a/" + file, counting_npy(shape));
    check_fault(scratch, "a", "a/" + file, what);
  };
  check("K.npy", {1, 1, 4, 2}, "shape (1, 1, 4, 2) does not fit; expected (2, 1, 4, 2)");
  check("V.npy", {2, 1, 5, 2}, "expected (2, 1, 4, 2) by Q.npy");
  check("V.npy", {2, 1, 4, 3}, "expected (2, 1, 4, 2)");
  check("X.npy", {2, 4, 9}, "expected (2, 3, any)");
  check("O.npy", {2, 1, 4, 2}, "expected (2, 1, 3, 2)");
}

BOOST_AUTO_TEST_CASE(finds_cases_sorted_by_name) {
  const ScratchFolder scratch;
  for (const std::string name : {"b/two", "b/one", "a", "b/one/deeper"}) scratch.write_case(name);
  scratch.write("weights/Wq.npy", counting_npy({2, 2}));
  std::vector<std::string> names;
  for (const CaseReference& reference : find_cases(scratch.path())) names.push_back(reference.name);
  BOOST_TEST(names == (std::vector<std::string>{"a", "b/one", "b/one/deeper", "b/two"}),
             boost::test_tools::per_element());
  BOOST_TEST(find_cases(scratch.path() / "a/").at(0).name == "a");
  BOOST_CHECK_THROW(find_cases(scratch.path() / "weights"), DataError);
  BOOST_CHECK_THROW(find_cases(scratch.path() / "none"), DataError);
}

// A folder with only some of the arrays is a broken case, not an overlooked one.
BOOST_AUTO_TEST_CASE(incomplete_cases_are_found_and_refused) {
  const ScratchFolder scratch;
  scratch.write("a/K.npy", counting_npy({2, 1, 4, 2}));
  const auto cases = find_cases(scratch.path());
  BOOST_TEST_REQUIRE(cases.size() == 1U);
  BOOST_TEST(faults(cases[0].folder).size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace winnow::sim::test
