// SPDX-License-Identifier: Apache-2.0
#include "verif/models/filter/model.hpp"

#include <algorithm>
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

std::size_t index_of(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw std::invalid_argument("no port " + name);
  return static_cast<std::size_t>(found - names.begin());
}

}  // namespace

FilterModel::Side::Side(std::unique_ptr<Model> of)
    : model(std::move(of)),
      input_names(model->input_names()),
      output_names(model->output_names()),
      input_widths(model->input_widths()),
      output_widths(model->output_widths()) {
  for (const unsigned width : input_widths) inputs.emplace_back((width + 31) / 32, 0U);
  for (const unsigned width : output_widths) outputs.push_back({Words((width + 31) / 32, 0U), {}});
}

std::size_t FilterModel::Side::input(const std::string& name) const {
  return index_of(input_names, name);
}

std::size_t FilterModel::Side::output(const std::string& name) const {
  return index_of(output_names, name);
}

FilterModel::FilterModel(const config::FilterParameters& parameters)
    : selector_(model_of(parameters.selector)),
      scheduler_(model_of(parameters.scheduler)),
      input_names_{"rst_ni"},
      input_widths_{1},
      valid_(selector_.output("candidates_valid_o")),
      last_(selector_.output("candidates_last_o")),
      count_(selector_.output("candidates_count_o")),
      ready_(scheduler_.output("candidates_ready_o")) {
  pass_ports(selector_);
  pass_ports(scheduler_);
  for (const char* field : {"valid", "base", "mask", "last"}) {
    const std::string name = std::string("candidates_") + field;
    links_.push_back({selector_, selector_.output(name + "_o"), scheduler_, scheduler_.input(name + "_i")});
  }
  links_.push_back({scheduler_, ready_, selector_, selector_.input("candidates_ready_i")});
  output_names_.insert(output_names_.end(), {"selection_done_o", "selection_count_o"});
  output_widths_.insert(output_widths_.end(), {1, selector_.output_widths[count_]});
}

void FilterModel::pass_ports(Side& side) {
  for (std::size_t i = 0; i < side.input_names.size(); ++i) {
    const std::string& name = side.input_names[i];
    if (is_inside(name)) continue;
    if (name == "rst_ni") {
      side.from_input.emplace_back(reset_input, i);
      continue;
    }
    side.from_input.emplace_back(input_names_.size(), i);
    input_names_.push_back(name);
    input_widths_.push_back(side.input_widths[i]);
  }
  for (std::size_t i = 0; i < side.output_names.size(); ++i) {
    if (is_inside(side.output_names[i])) continue;
    side.to_output.emplace_back(i, output_names_.size());
    output_names_.push_back(side.output_names[i]);
    output_widths_.push_back(side.output_widths[i]);
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

bool FilterModel::flag(const Side& side, std::size_t output) const {
  return get_bit(side.outputs[output].value, 0);
}

// The outputs of both sides, and from them the inputs of the other side.
void FilterModel::look(const std::vector<Words>& inputs) {
  for (Side* side : {&selector_, &scheduler_}) {
    for (const auto& [from, to] : side->from_input) side->inputs[to] = inputs[from];
    side->model->outputs(side->inputs, side->outputs);
  }
  for (const Link& link : links_) link.to.inputs[link.input] = link.from.outputs[link.output].value;
}

void FilterModel::outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) {
  look(inputs);
  for (const Side* side : {&selector_, &scheduler_}) {
    for (const auto& [from, to] : side->to_output) expected[to] = side->outputs[from];
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
    counts_.assign(selector_.outputs[count_].value.size(), 0U);
  } else if (started_) {
    done_ = flag(selector_, valid_) && flag(scheduler_, ready_) && flag(selector_, last_);
    if (done_) counts_ = selector_.outputs[count_].value;
  }
  for (Side* side : {&selector_, &scheduler_}) side->model->clock(side->inputs);
}

void FilterModel::power_up() {
  started_ = done_ = false;
  counts_.clear();
  selector_.model->power_up();
  scheduler_.model->power_up();
}

}  // namespace winnow::verif
