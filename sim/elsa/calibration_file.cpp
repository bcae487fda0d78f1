// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>

#include "gen/config/problem.hpp"
#include "sim/data_error.hpp"
#include "sim/elsa/calibration.hpp"

namespace winnow::sim::elsa {
namespace {

using config::Json;

constexpr int version = 1;

// To six decimals: what counts are the integers beside it.
double shown(double value) {
  constexpr double decimals = 1e6;
  return std::round(value * decimals) / decimals;
}

// Reads members of the file's objects; what is wrong is collected.
class Reader {
 public:
  explicit Reader(std::string file) : file_(std::move(file)) {}

  void wrong(const std::string& pointer, const std::string& what) {
    faults_.push_back(fmt::format("{}:{}: {}", file_, pointer, what));
  }

  // A value of type T at `pointer`/`name`; T{} when it is missing or of another type.
  template <class T>
  T member(const Json& object, const std::string& pointer, const char* name, const char* expected) {
    const std::string place = pointer + "/" + name;
    if (!object.is_object() || !object.contains(name)) {
      wrong(place, fmt::format("is missing; expected {}", expected));
      return T{};
    }
    try {
      return object.at(name).get<T>();
    } catch (const Json::exception&) {
      wrong(place, fmt::format("is no such value; expected {}", expected));
      return T{};
    }
  }

  // `one` is the code of t = 1: no t is larger, nor less than -1.
  HeadThreshold head(const Json& object, const std::string& pointer, int one) {
    HeadThreshold head = {member<std::string>(object, pointer, "model", "the model's name"),
                          member<int>(object, pointer, "layer", "the layer's number"),
                          member<unsigned>(object, pointer, "head", "the head's number"),
                          member<std::size_t>(object, pointer, "queries", "a number of queries"),
                          member<double>(object, pointer, "threshold", "a number from -1 to 1"),
                          member<int>(object, pointer, "code", "the threshold as an integer")};
    if (std::abs(head.code) > one)
      wrong(pointer + "/code", fmt::format("{} is out of range; expected {} to {}", head.code, -one, one));
    return head;
  }

  config::HashFactors factors(const Json& hash) {
    std::vector<config::Problem> problems;
    const Json none;
    const Json& value = hash.is_object() && hash.contains("hash_factors") ? hash.at("hash_factors") : none;
    const auto factors = config::read_hash_factors(value, "/hash/hash_factors", problems);
    for (const config::Problem& problem : problems)
      wrong(problem.pointer, problem.wrong + "; " + problem.mend);
    return factors.value_or(config::HashFactors{});
  }

  void done() const {
    if (!faults_.empty()) throw DataError(faults_);
  }

 private:
  std::string file_;
  std::vector<std::string> faults_;
};

}  // namespace

config::Json to_json(const Calibration& calibration) {
  const HashCalibration& hash = calibration.hash;
  Json heads = Json::array();
  for (const HeadThreshold& head : calibration.heads) {
    heads.push_back({{"model", head.model},
                     {"layer", head.layer},
                     {"head", head.head},
                     {"queries", head.queries},
                     {"threshold", shown(head.threshold)},
                     {"code", head.code}});
  }
  return {{"winnow_calibration", version},
          {"degree", calibration.degree},
          {"hash",
           {{"hash_factors", hash.factors},
            {"factor_fraction_bits", hash.factor_fraction_bits},
            {"theta_bias", shown(hash.theta_bias)},
            {"cosine_fraction_bits", hash.cosine_fraction_bits},
            {"cosine_table", hash.cosine_table}}},
          {"threshold_fraction_bits", calibration.threshold_fraction_bits},
          {"heads", std::move(heads)}};
}

Calibration read_calibration(const std::filesystem::path& file) {
  std::ifstream stream(file);
  const Json root = Json::parse(stream, nullptr, false);
  if (!stream || root.is_discarded())
    throw DataError(file.string() + ": cannot be read; expected a file that winnow calibrate wrote");
  Reader reader(file.string());
  if (reader.member<int>(root, "", "winnow_calibration", "1") != version)
    reader.wrong("/winnow_calibration", fmt::format("is no version that is known; expected {}", version));
  const Json hash = root.is_object() && root.contains("hash") ? root.at("hash") : Json();
  Calibration calibration;
  calibration.degree = reader.member<double>(root, "", "degree", "the degree of approximation p");
  const bool is_number = root.contains("degree") && root["degree"].is_number();  // else it is named already
  if (is_number && !(calibration.degree > 0))
    reader.wrong("/degree",
                 fmt::format("{:g} is out of range; expected a number above 0", calibration.degree));
  calibration.hash = {reader.factors(hash),
                      reader.member<unsigned>(hash, "/hash", "factor_fraction_bits", "a number of bits"),
                      reader.member<double>(hash, "/hash", "theta_bias", "an angle in radians"),
                      reader.member<unsigned>(hash, "/hash", "cosine_fraction_bits", "a number of bits"),
                      reader.member<std::vector<int>>(hash, "/hash", "cosine_table", "a list of integers")};
  calibration.threshold_fraction_bits =
      reader.member<unsigned>(root, "", "threshold_fraction_bits", "a number of bits");
  constexpr unsigned most_fraction_bits = 16;  // that the accelerator takes
  if (calibration.threshold_fraction_bits > most_fraction_bits) {
    reader.wrong("/threshold_fraction_bits",
                 fmt::format("{} is out of range; expected 1 to {}", calibration.threshold_fraction_bits,
                             most_fraction_bits));
  }
  const int one = 1 << std::min(calibration.threshold_fraction_bits, most_fraction_bits);
  const Json heads = reader.member<Json>(root, "", "heads", "a list of heads");
  if (heads.is_array()) {
    for (std::size_t i = 0; i < heads.size(); ++i)
      calibration.heads.push_back(reader.head(heads[i], fmt::format("/heads/{}", i), one));
  } else if (!heads.is_null()) {
    reader.wrong("/heads", "is no list; expected a list of heads");
  }
  reader.done();
  return calibration;
}

}  // namespace winnow::sim::elsa
