// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/rmmu_attention/real_input.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace winnow::verif {
namespace {

// What the tests of one suite share.
struct Context {
  RmmuShape shape;
  std::shared_ptr<const RealInput> input;
  RealInputLimits limits;
  std::function<void(const RealInputReport&)> on_report;

  RealInputLimits limits_within(std::uint64_t budget) const {
    RealInputLimits result = limits;
    if (budget != 0) result.cycles = budget;
    return result;
  }

  void finish(const RealInputReport& report) const {
    if (on_report) on_report(report);
    if (report.first_mismatch) throw MismatchError(*report.first_mismatch);
  }
};

SuiteTest score_test(const std::shared_ptr<const Context>& context, std::size_t mode, ScoreLayout layout,
                     bool natural) {
  const std::string precision = context->shape.modes[mode].name;
  SuiteTest test;
  test.name =
      fmt::format("real_input_{}{}{}", precision, natural ? "" : "_", natural ? "" : to_string(layout));
  test.description =
      fmt::format("Q K^T of {} layer {} head {} in {}, dot products over {}", context->input->case_name,
                  context->input->layer, context->input->head, precision, to_string(layout));
  test.run = [context, mode, layout](Bench& bench, std::uint64_t cycles) {
    context->finish(
        run_scores(bench, context->shape, *context->input, mode, layout, context->limits_within(cycles)));
  };
  return test;
}

SuiteTest value_test(const std::shared_ptr<const Context>& context) {
  SuiteTest test;
  test.name = "real_input_weighted_values";
  test.description = fmt::format("softmax-weighted sums of V of {} layer {} head {}, element reduction",
                                 context->input->case_name, context->input->layer, context->input->head);
  test.run = [context](Bench& bench, std::uint64_t cycles) {
    context->finish(
        run_weighted_values(bench, context->shape, *context->input, context->limits_within(cycles)));
  };
  return test;
}

}  // namespace

std::string describe(const RealInputReport& r) {
  std::string text = fmt::format("{} layer {} head {}: ", r.case_name, r.layer, r.head);
  text += r.kind == "scores" ? fmt::format("Q K^T in {} ({}, range {})", r.precision, r.layout, r.range_rule)
                             : fmt::format("weighted values in {} ({})", r.precision, r.range_rule);
  text += fmt::format(", {} queries x {} keys x {}", r.queries, r.keys, r.dimension);
  if (r.dimension != r.head_dimension) text += fmt::format(" of {}", r.head_dimension);
  text += fmt::format(", {} cycles: {} results, {} mismatches, relative error {:.3g}", r.cycles, r.results,
                      r.mismatches, r.relative_error);
  if (r.top10_recall) text += fmt::format(", top-10 % recall {:.3f}", *r.top10_recall);
  return text;
}

nlohmann::ordered_json to_json(const RealInputReport& r) {
  nlohmann::ordered_json json = {{"kind", r.kind},
                                 {"case", r.case_name},
                                 {"layer", r.layer},
                                 {"head", r.head},
                                 {"precision", r.precision},
                                 {"range_rule", r.range_rule},
                                 {"queries", r.queries},
                                 {"keys", r.keys},
                                 {"dimension", r.dimension},
                                 {"head_dimension", r.head_dimension},
                                 {"passes", r.passes},
                                 {"cycles", r.cycles},
                                 {"results", r.results},
                                 {"mismatches", r.mismatches},
                                 {"relative_error", r.relative_error}};
  if (!r.layout.empty()) json["layout"] = r.layout;
  if (r.top10_recall) json["top10_recall"] = *r.top10_recall;
  return json;
}

Suite real_input_suite(const config::RmmuParameters& parameters, std::shared_ptr<const RealInput> input,
                       RealInputLimits limits, std::function<void(const RealInputReport&)> on_report) {
  const auto context = std::make_shared<const Context>(
      Context{RmmuShape(parameters), std::move(input), limits, std::move(on_report)});
  Suite suite;
  for (std::size_t mode = 0; mode < context->shape.modes.size(); ++mode) {
    const auto layouts = score_layouts(context->shape, mode, context->input->data.q.columns);
    for (const ScoreLayout layout : layouts) {
      suite.push_back(score_test(context, mode, layout, layout == layouts.front()));
    }
  }
  if (context->shape.has_element) suite.push_back(value_test(context));
  return suite;
}

}  // namespace winnow::verif
