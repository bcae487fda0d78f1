// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/filter/filter.hpp"

#include <algorithm>

#include "gen/cores/core_parameters.hpp"

namespace winnow::cores::filter {
namespace {

using hdl::Bit;
using hdl::UInt;

constexpr const char* count_port = "candidates_count_o";

bool passes(const std::string& port) {
  return !port.starts_with("candidates_");
}

// nullptr: the selector does not count.
const hdl::Port* count_of(const hdl::Module& selector) {
  const auto found = std::find_if(selector.ports.begin(), selector.ports.end(),
                                  [](const hdl::Port& port) { return port.name == count_port; });
  return found == selector.ports.end() ? nullptr : &*found;
}

// candidates_X_o of the one is candidates_X_i of the other.
void join(const hdl::Pins& selector, const hdl::Pins& scheduler) {
  for (const char* field : {"valid", "base", "mask", "last"}) {
    const std::string port = std::string("candidates_") + field;
    scheduler.drive(port + "_i", selector.output(port + "_o"));
  }
  selector.drive("candidates_ready_i", scheduler.output("candidates_ready_o"));
}

// The counts that stand beside a group's last tile, from the cycle after its transfer on.
void keep_counts(hdl::Builder& b, Filter::Ports& io, const hdl::Pins& selector, const hdl::Pins& scheduler) {
  const UInt transfer = selector.output("candidates_valid_o") & scheduler.output("candidates_ready_o");
  const Bit ends = (transfer & selector.output("candidates_last_o")).any();
  const UInt now = selector.output(count_port);
  const auto count = b.reg<UInt>("selection_count", now.width());
  const auto done = b.reg<Bit>("selection_done", 1);
  count.next(now, ends);
  done.next(ends);
  io.selection_count->drive(count);
  io.selection_done->drive(done);
}

}  // namespace

Filter::Ports::Ports(hdl::Io& io, const Params& p)
    : selector(io, *p.selector, passes), scheduler(io, *p.scheduler, passes) {
  const hdl::Port* count = count_of(*p.selector);
  if (count == nullptr) return;
  hdl::PortLayout layout = count->layout;
  layout.meaning = "keys that the row picked, of the last group that was picked";
  layout.clocking = "with selection_done_o";
  selection_done.emplace(
      io.out<Bit>("selection_done_o", 1, {{}, 0, false, "the counts of a group's rows are new", ""}));
  selection_count.emplace(io.out<UInt>("selection_count_o", count->width, layout));
}

void Filter::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("Filter: a " + p.parameters.selector.core + " picks keys, a " + p.parameters.scheduler.core +
             " orders them into rounds.");
  document_parameters(b, p.parameters);
  const hdl::Pins selector = b.instance("selector", *p.selector);
  const hdl::Pins scheduler = b.instance("scheduler", *p.scheduler);
  io.selector.connect(selector);
  io.scheduler.connect(scheduler);
  join(selector, scheduler);
  if (io.selection_count) keep_counts(b, io, selector, scheduler);
}

}  // namespace winnow::cores::filter
