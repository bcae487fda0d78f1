// SPDX-License-Identifier: Apache-2.0
#include "verif/harness/report.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

namespace winnow::verif {
namespace {

using Json = nlohmann::ordered_json;

Json mismatch_json(const Mismatch& mismatch) {
  Json json = {{"cycle", mismatch.cycle},         {"port", mismatch.port},
               {"expected", mismatch.expected},   {"got", mismatch.got},
               {"first_bit", mismatch.first_bit}, {"other_ports", mismatch.other_ports}};
  return json;
}

// XML 1.0 has no way at all to write most control characters; they become U+FFFD, as does what is not UTF-8.
std::string escape_xml(const std::string& text) {
  using Handler = nlohmann::json::error_handler_t;
  const std::string valid =
      nlohmann::json::parse(nlohmann::json(text).dump(-1, ' ', false, Handler::replace)).get<std::string>();
  std::string escaped;
  for (const char letter : valid) {
    switch (letter) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\n':
        escaped += "&#10;";
        break;
      case '\t':
        escaped += "&#9;";
        break;
      case '\r':
        escaped += "&#13;";
        break;
      default:
        escaped += static_cast<unsigned char>(letter) < 0x20U ? "\xEF\xBF\xBD" : std::string(1, letter);
    }
  }
  return escaped;
}

std::string case_xml(const SuiteReport& report, const TestResult& result) {
  std::string xml =
      fmt::format("    <testcase classname=\"{}\" name=\"{}\" time=\"{:.3f}\"",
                  escape_xml(report.name + "." + report.engine),
                  escape_xml(fmt::format("{} (seed {})", result.name, result.seed)), result.seconds);
  if (result.passed) return xml + "/>\n";
  const char* element = result.mismatch ? "failure" : "error";
  const std::string message = result.mismatch ? describe(*result.mismatch) : result.error;
  xml += fmt::format(">\n      <{0} type=\"{1}\" message=\"{2}\">", element,
                     result.mismatch ? "mismatch" : "exception", escape_xml(message));
  if (result.mismatch) {
    xml += escape_xml(fmt::format("port {}\nexpected {}\ngot      {}", result.mismatch->port,
                                  result.mismatch->expected, result.mismatch->got));
  }
  if (!result.replay.empty())
    xml += escape_xml((result.mismatch ? "\nreplay   " : "replay ") + result.replay);
  return xml + fmt::format("</{}>\n    </testcase>\n", element);
}

}  // namespace

void Totals::add(const SuiteReport& report) {
  for (const TestResult& result : report.results) {
    ++tests;
    mismatches += result.mismatch ? 1U : 0U;
    errors += !result.passed && !result.mismatch ? 1U : 0U;
    cycles += result.cycles;
    compared_bits += result.compared_bits;
    seconds += result.seconds;
  }
}

Json verify_json(const SuiteReport& report) {
  Totals totals;
  totals.add(report);
  Json tests = Json::array();
  for (const TestResult& result : report.results) {
    Json test = {{"name", result.name},      {"description", result.description},
                 {"seed", result.seed},      {"passed", result.passed},
                 {"cycles", result.cycles},  {"compared_bits", result.compared_bits},
                 {"seconds", result.seconds}};
    if (result.mismatch) test["mismatch"] = mismatch_json(*result.mismatch);
    if (!result.error.empty()) test["error"] = result.error;
    if (!result.replay.empty()) test["replay"] = result.replay;
    tests.push_back(std::move(test));
  }
  return {{"name", report.name},
          {"engine", report.engine},
          {"seed", report.seed},
          {"passed", report.passed()},
          {"tests_run", totals.tests},
          {"tests_failed", totals.failed()},
          {"mismatches", totals.mismatches},
          {"errors", totals.errors},
          {"cycles", totals.cycles},
          {"compared_bits", totals.compared_bits},
          {"seconds", totals.seconds},
          {"tests", std::move(tests)}};
}

Json failure_json(const TestResult& result, const FailureWave& wave) {
  Json json = {{"test", result.name}, {"seed", result.seed}, {"cycle", result.cycles}};
  if (result.mismatch) json.update(mismatch_json(*result.mismatch));
  if (!result.error.empty()) json["error"] = result.error;
  if (result.mismatch) {
    Json inputs = Json::object();
    for (const auto& [name, value] : result.mismatch->inputs) inputs[name] = value;
    json["inputs"] = std::move(inputs);
  }
  if (!wave.file.empty()) {
    json["wave"] = {{"file", wave.file}, {"first_cycle", wave.first_cycle}, {"reproduced", wave.reproduced}};
  }
  if (!wave.note.empty()) json["wave_note"] = wave.note;
  if (!result.replay.empty()) json["replay"] = result.replay;
  return json;
}

std::string junit_xml(std::span<const SuiteReport> reports) {
  Totals all;
  for (const SuiteReport& report : reports) all.add(report);
  const auto counts = [](const Totals& totals) {
    return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"{:.3f}\"", totals.tests,
                       totals.mismatches, totals.errors, totals.seconds);
  };
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"winnow verify\" " + counts(all) + ">\n";
  for (const SuiteReport& report : reports) {
    Totals totals;
    totals.add(report);
    xml += "  <testsuite name=\"" + escape_xml(report.name) + "\" " + counts(totals) + ">\n";
    for (const TestResult& result : report.results) xml += case_xml(report, result);
    xml += "  </testsuite>\n";
  }
  return xml + "</testsuites>\n";
}

std::string to_text(const Json& document) {
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

void write_whole_file(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::path partial = file;
  partial += ".partial";
  std::ofstream stream(partial, std::ios::binary | std::ios::trunc);
  stream << text;
  stream.close();
  if (!stream) {
    throw std::filesystem::filesystem_error("cannot write", file,
                                            std::error_code(errno, std::generic_category()));
  }
  std::filesystem::rename(partial, file);
}

}  // namespace winnow::verif
