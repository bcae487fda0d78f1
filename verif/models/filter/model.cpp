// SPDX-License-Identifier: Apache-2.0
#include "verif/models/filter/model.hpp"

#include <stdexcept>

#include "verif/harness/words.hpp"
#include "verif/models/detector/model.hpp"
#include "verif/models/scheduler/model.hpp"

namespace winnow::verif {
namespace {

std::unique_ptr<Model> model_of(const config::Part& part) {
  if (part.core == "detector") return std::make_unique<DetectorModel>(part.as<config::DetectorParameters>());
  if (part.core == "scheduler")
    return std::make_unique<SchedulerModel>(part.as<config::SchedulerParameters>());
  throw std::invalid_argument("a filter's model has no part of kind '" + part.core + "'");
}

// The stream inside, which is no port of the filter.
bool is_inside(const std::string& port) {
  return port.starts_with("candidates_");
}

}  // namespace

FilterModel::FilterModel(const config::FilterParameters& parameters)
    : selector_{ModelPart(model_of(parameters.selector)), {}, {}},
      scheduler_{ModelPart(model_of(parameters.scheduler)), {}, {}},
      input_names_{"rst_ni"},
      input_widths_{1},
      valid_(selector_.part.output("candidates_valid_o")),
      last_(selector_.part.output("candidates_last_o")),
      count_(selector_.part.output("candidates_count_o")),
      ready_(scheduler_.part.output("candidates_ready_o")) {
  pass_ports(selector_);
  pass_ports(scheduler_);
  for (const char* field : {"valid", "base", "mask", "last"}) {
    const std::string name = std::string("candidates_") + field;
    links_.push_back({selector_.part, selector_.part.output(name + "_o"), scheduler_.part,
                      scheduler_.part.input(name + "_i")});
  }
  links_.push_back({scheduler_.part, ready_, selector_.part, selector_.part.input("candidates_ready_i")});
  output_names_.insert(output_names_.end(), {"selection_done_o", "selection_count_o"});
  output_widths_.insert(output_widths_.end(), {1, selector_.part.output_width(count_)});
}

void FilterModel::pass_ports(Side& side) {
  const ModelPart& part = side.part;
  for (std::size_t i = 0; i < part.input_names().size(); ++i) {
    const std::string& name = part.input_names()[i];
    if (is_inside(name)) continue;
    if (name == "rst_ni") {
      side.from_input.emplace_back(reset_input, i);
      continue;
    }
    side.from_input.emplace_back(input_names_.size(), i);
    input_names_.push_back(name);
    input_widths_.push_back(part.input_width(i));
  }
  for (std::size_t i = 0; i < part.output_names().size(); ++i) {
    if (is_inside(part.output_names()[i])) continue;
    side.to_output.emplace_back(i, output_names_.size());
    output_names_.push_back(part.output_names()[i]);
    output_widths_.push_back(part.output_width(i));
  }
}

std::vector<std::string> FilterModel::output_names() const {
  return output_names_;
}

std::vector<std::string> FilterModel::input_names() const {
  return input_names_;
}

std::vector<unsigned> FilterModel::output_widths() const {
  return output_widths_;
}

std::vector<unsigned> FilterModel::input_widths() const {
  return input_widths_;
}

// The outputs of both sides, and from them the inputs of the other side.
void FilterModel::look(const std::vector<Words>& inputs) {
  for (Side* side : {&selector_, &scheduler_}) {
    for (const auto& [from, to] : side->from_input) side->part.given(to) = inputs[from];
    side->part.look();
  }
  for (const Link& link : links_) link.to.given(link.input) = link.from.says(link.output).value;
}

void FilterModel::outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) {
  look(inputs);
  for (const Side* side : {&selector_, &scheduler_}) {
    for (const auto& [from, to] : side->to_output) expected[to] = side->part.says(from);
  }
  Expected& done = expected[expected.size() - 2];
  Expected& count = expected.back();
  put_bit(done.value, 0, done_);
  if (!counts_.empty()) count.value = counts_;
  const std::uint32_t known = started_ ? ~0U : 0U;
  done.known.assign(done.value.size(), known);
  count.known.assign(count.value.size(), known);
}

void FilterModel::clock(const std::vector<Words>& inputs) {
  look(inputs);
  if (!get_bit(inputs[reset_input], 0)) {
    started_ = true;
    done_ = false;
    counts_.assign(selector_.part.says(count_).value.size(), 0U);
  } else if (started_) {
    done_ = selector_.part.flag(valid_) && scheduler_.part.flag(ready_) && selector_.part.flag(last_);
    if (done_) counts_ = selector_.part.says(count_).value;
  }
  for (Side* side : {&selector_, &scheduler_}) side->part.clock();
}

void FilterModel::power_up() {
  started_ = done_ = false;
  counts_.clear();
  selector_.part.power_up();
  scheduler_.part.power_up();
}

}  // namespace winnow::verif
