// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/rmmu/coverage.hpp"

namespace winnow::verif {

RmmuCoverage::RmmuCoverage(const RmmuShape& shape) : shape_(shape) {
  declare_runs();
  begin();
}

void RmmuCoverage::begin() {
  previous_.assign(shape_.rows, {});
}

std::string RmmuCoverage::operation_name(const RmmuOperation& operation) const {
  return operation.element ? "element" : shape_.modes[operation.mode].name;
}

void RmmuCoverage::declare_runs() {
  std::vector<std::string> operations;
  for (const RmmuMode& mode : shape_.modes) {
    if (shape_.has_row) operations.push_back(mode.name);
  }
  if (shape_.has_element) operations.push_back("element");
  for (const std::string& from : operations) {
    declare("run " + from + " clear");
    declare("run " + from + " accumulate");
    declare("run " + from + " then hold");
    for (const std::string& to : operations)
      declare(std::string("run " + from + " then ").append(to).append(" on the next cycle"));
  }
  declare("clear without enable");
  declare("enable during reset");
  declare("reset the cycle after a run");
  declare("undefined weights used");
  declare("undefined result cleared");
  if (shape_.has_row && (1U << shape_.precision_bits) > shape_.modes.size())
    declare("precision code beyond the list");
  for (unsigned source = 0; source < shape_.sources; ++source) declare("source " + std::to_string(source));
  if ((1U << shape_.source_bits) > shape_.sources) declare("source code beyond the last");
  if (shape_.rows > 1 && operations.size() > 1) declare("rows in different operations");
  if (shape_.has_group) declare("all rows of a group");
  if (shape_.has_group && shape_.chunks > 1) declare("some rows of a group");
  declare_weights();
}

void RmmuCoverage::declare_weights() {
  for (const RmmuMode& mode : shape_.modes) {
    for (unsigned set = 0; set < mode.outputs; ++set)
      declare("write " + mode.name + " set " + std::to_string(set));
    if (mode.outputs > 1) declare("write " + mode.name + " several sets at once");
    if (shape_.lanes > 1) declare("write " + mode.name + " no set");
  }
  if (shape_.modes.size() > 1) declare("write in another precision");
  if ((1U << shape_.precision_bits) > shape_.modes.size()) declare("write precision code beyond the list");
  declare("write while the row runs");
  declare("write during reset");
  if (shape_.has_element) {
    declare("multiplier write while the row runs");
    declare("multiplier and weight write of one row");
  }
  if (shape_.has_shadow) {
    declare("commit while the row runs");
    declare("commit and weight write of one row");
    if (shape_.has_element) declare("commit and multiplier write of one row");
  }
}

void RmmuCoverage::sample(const RmmuTracker& tracker) {
  bool differ = false;
  for (unsigned row = 0; row < shape_.rows; ++row) {
    if (tracker.in_reset()) {
      if (tracker.operation(row).enable) hit("enable during reset");
      if (previous_[row].enable) hit("reset the cycle after a run");
    } else {
      sample_row(tracker, row);
    }
    sample_writes(tracker, row);
    const RmmuOperation &first = tracker.operation(0), &mine = tracker.operation(row);
    differ = differ || (first.enable && mine.enable && operation_name(first) != operation_name(mine));
    previous_[row] = mine;
    if (tracker.in_reset()) previous_[row].enable = false;
  }
  if (differ && !tracker.in_reset()) hit("rows in different operations");
  if (shape_.has_group && !tracker.in_reset()) sample_groups(tracker);
}

void RmmuCoverage::sample_row(const RmmuTracker& tracker, unsigned row) {
  const RmmuOperation& now = tracker.operation(row);
  const RmmuOperation& before = previous_[row];
  if (before.enable && before.legal && !now.enable) hit("run " + operation_name(before) + " then hold");
  if (!now.enable) {
    if (now.clear) hit("clear without enable");
    return;
  }
  if (!now.legal) hit("undefined weights used");
  if (now.legal && now.clear && tracker.tainted(row, now.element)) hit("undefined result cleared");
  if (!now.legal) return;
  hit("run " + operation_name(now) + (now.clear ? " clear" : " accumulate"));
  hit("source " + std::to_string(now.source));
  if (before.enable && before.legal) {
    hit("run " + operation_name(before) + " then " + operation_name(now) + " on the next cycle");
  }
  if (now.precision_beyond) hit("precision code beyond the list");
  if (now.source_beyond) hit("source code beyond the last");
}

void RmmuCoverage::sample_writes(const RmmuTracker& tracker, unsigned row) {
  const bool runs = !tracker.in_reset() && tracker.operation(row).enable && tracker.operation(row).legal;
  if (tracker.multiplies(row)) {
    if (runs) hit("multiplier write while the row runs");
    if (tracker.writes(row)) hit("multiplier and weight write of one row");
  }
  if (tracker.commits(row)) {
    if (runs) hit("commit while the row runs");
    if (tracker.writes(row)) hit("commit and weight write of one row");
    if (tracker.multiplies(row)) hit("commit and multiplier write of one row");
  }
  if (!tracker.writes(row)) return;
  const RmmuMode& mode = shape_.modes[tracker.write_mode()];
  const std::uint32_t sets = tracker.write_sets();
  for (unsigned set = 0; set < mode.outputs; ++set) {
    if (((sets >> set) & 1U) != 0) hit("write " + mode.name + " set " + std::to_string(set));
  }
  if ((sets & (sets - 1U)) != 0) hit("write " + mode.name + " several sets at once");
  if (sets == 0) hit("write " + mode.name + " no set");
  const RmmuLoaded& target = shape_.has_shadow ? tracker.shadow(row) : tracker.active(row);
  if (sets != 0 && target.sets != 0 && target.mode != tracker.write_mode()) hit("write in another precision");
  if (tracker.write_mode_beyond()) hit("write precision code beyond the list");
  if (runs) hit("write while the row runs");
  if (tracker.in_reset()) hit("write during reset");
}

void RmmuCoverage::sample_groups(const RmmuTracker& tracker) {
  for (unsigned group = 0; group < shape_.groups; ++group) {
    unsigned enabled = 0;
    for (unsigned row = group * shape_.chunks; row < (group + 1) * shape_.chunks; ++row) {
      const RmmuOperation& operation = tracker.operation(row);
      enabled += operation.enable && operation.legal && !operation.element ? 1U : 0U;
    }
    if (enabled == shape_.chunks) hit("all rows of a group");
    if (enabled != 0 && enabled != shape_.chunks) hit("some rows of a group");
  }
}

}  // namespace winnow::verif
