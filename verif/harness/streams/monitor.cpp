// SPDX-License-Identifier: Apache-2.0
#include "verif/harness/streams/monitor.hpp"

#include <utility>

namespace winnow::verif::streams {
namespace {

// Every bit of the output that the model calls defined, in the last cycle.
bool known(const Bench& bench, std::size_t output, unsigned bits) {
  const Words& mask = bench.expected()[output].known;
  if (mask.empty()) return true;
  for (unsigned bit = 0; bit < bits; ++bit) {
    if (((mask[bit / 32U] >> (bit % 32U)) & 1U) == 0) return false;
  }
  return true;
}

}  // namespace

StreamPorts::StreamPorts(const Bench& bench, const std::string& name, Kind kind, const Shape& shape,
                         Direction direction, const std::vector<Field>& extra)
    : name_(name), direction_(direction) {
  valid_ = find(bench, "valid", true);
  ready_ = find(bench, "ready", false);
  std::vector<Field> fields = fields_of(kind, shape);
  fields.insert(fields.end(), extra.begin(), extra.end());
  for (const Field& field : fields) {
    fields_.push_back(find(bench, field.name, true));
    widths_.push_back(field.bits());
  }
}

std::size_t StreamPorts::find(const Bench& bench, const std::string& middle, bool forward) const {
  const std::string port = name_ + "_" + middle;
  return is_output(forward) ? bench.output(port + "_o") : bench.input(port + "_i");
}

Sample StreamPorts::sample(const Bench& bench) const {
  Sample sample;
  const auto value = [&](std::size_t port, bool forward) -> const Words& {
    return is_output(forward) ? bench.got(port) : bench.inputs()[port];
  };
  sample.valid = (value(valid_, true)[0] & 1U) != 0;
  sample.ready = (value(ready_, false)[0] & 1U) != 0;
  for (const std::size_t field : fields_) sample.payload.push_back(value(field, true));
  if (is_output(false)) sample.ready_known = known(bench, ready_, 1);
  if (is_output(true)) {
    sample.valid_known = known(bench, valid_, 1);
    for (std::size_t i = 0; i < fields_.size(); ++i)
      sample.payload_known = sample.payload_known && known(bench, fields_[i], widths_[i]);
  }
  return sample;
}

Monitor::Monitor(const Bench& bench, const std::string& name, Kind kind, const Shape& shape,
                 Direction direction, const std::vector<Field>& extra)
    : bench_(bench),
      name_(name),
      ports_(bench, name, kind, shape, direction, extra),
      reset_(bench.input("rst_ni")),
      rules_(rules_of(kind, shape)) {}

void Monitor::check(const Breach& breach) const {
  if (breach) throw ProtocolError(name_, bench_.cycle_count() - 1, *breach);
}

void Monitor::after_cycle() {
  transferred_ = false;
  sample_ = {};
  if ((bench_.inputs()[reset_][0] & 1U) == 0) {
    handshake_.reset();
    rules_->reset();
    started_ = true;
    return;
  }
  if (!started_) return;
  sample_ = ports_.sample(bench_);
  check(handshake_.sample(sample_));
  transferred_ = sample_.valid && sample_.ready;
  if (!transferred_) return;
  if (checks_content_) check(rules_->transfer(sample_.payload));
  transfers_.push_back({bench_.cycle_count() - 1, sample_.payload});
  if (on_transfer) on_transfer(transfers_.back());
}

void Monitor::finish() const {
  if (!checks_content_) return;
  if (const Breach breach = rules_->finish()) throw ProtocolError(name_, bench_.cycle_count(), *breach);
}

}  // namespace winnow::verif::streams
