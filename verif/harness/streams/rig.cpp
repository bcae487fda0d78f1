// SPDX-License-Identifier: Apache-2.0
#include "verif/harness/streams/rig.hpp"

#include <stdexcept>

namespace winnow::verif::streams {

Source::Source(Bench& bench, const std::string& name, Kind kind, const Shape& shape,
               const std::vector<Field>& extra)
    : bench_(bench),
      shape_(shape),
      monitor_(bench, name, kind, shape, Direction::into_device, extra),
      pace_(bench.random()) {
  for (const Field& field : fields_of(kind, shape)) widths_.push_back(field.bits());
  for (const Field& field : extra) widths_.push_back(field.bits());
}

void Source::drop() {
  waiting_.clear();
  offers_ = false;
}

void Source::before_cycle() {
  const StreamPorts& ports = monitor_.ports();
  // The pace goes on in idle and stalled cycles, or bursts would depend on the device.
  const bool willing = pace_.next();
  if (!offers_) offers_ = willing && !waiting_.empty();
  bench_.value(ports.valid())[0] = offers_ ? 1 : 0;
  for (std::size_t i = 0; i < widths_.size(); ++i) {
    Words& value = bench_.value(ports.fields()[i]);
    if (offers_) {
      value = waiting_.front()[i];
    } else {
      for (std::uint32_t& word : value) word = static_cast<std::uint32_t>(bench_.random().next());
    }
  }
  if (on_drive) on_drive(offers_);
}

void Source::after_cycle() {
  monitor_.after_cycle();
  if (!monitor_.transferred()) return;
  waiting_.pop_front();
  offers_ = false;
}

Sink::Sink(Bench& bench, const std::string& name, Kind kind, const Shape& shape,
           const std::vector<Field>& extra)
    : bench_(bench),
      monitor_(bench, name, kind, shape, Direction::out_of_device, extra),
      pace_(bench.random()) {}

void Sink::before_cycle() {
  bench_.value(monitor_.ports().ready())[0] = pace_.next() ? 1 : 0;
}

Source& Rig::source(const std::string& name, Kind kind, const std::vector<Field>& extra) {
  return *sources_.emplace_back(std::make_unique<Source>(bench_, name, kind, shape_, extra));
}

Sink& Rig::sink(const std::string& name, Kind kind, const std::vector<Field>& extra) {
  return *sinks_.emplace_back(std::make_unique<Sink>(bench_, name, kind, shape_, extra));
}

void Rig::cycle(unsigned count) {
  for (unsigned i = 0; i < count; ++i) {
    for (const auto& source : sources_) source->before_cycle();
    for (const auto& sink : sinks_) sink->before_cycle();
    bench_.cycle();
    for (const auto& source : sources_) source->after_cycle();
    for (const auto& sink : sinks_) sink->after_cycle();
  }
}

void Rig::reset(unsigned count) {
  Words& reset = bench_.value(bench_.input("rst_ni"));
  reset[0] = 0;
  cycle(count);
  for (const auto& source : sources_) source->drop();
  reset[0] = 1;
}

void Rig::run_until(const std::function<bool()>& done, std::uint64_t limit, const std::string& what) {
  for (std::uint64_t cycles = 0; !done(); ++cycles) {
    if (cycles >= limit)
      throw std::runtime_error("waited " + std::to_string(limit) + " cycles in vain for " + what);
    cycle();
  }
}

void Rig::finish() const {
  for (const auto& source : sources_) source->monitor().finish();
  for (const auto& sink : sinks_) sink->monitor().finish();
}

}  // namespace winnow::verif::streams
