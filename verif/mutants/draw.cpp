// SPDX-License-Identifier: Apache-2.0
#include "verif/mutants/draw.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "gen/hdl/verilog/writer.hpp"
#include "verif/harness/random.hpp"
#include "verif/mutants/mutated_design.hpp"

namespace winnow::verif::mutants {
namespace {

// The variants of a site that have not been drawn.
struct OpenSite {
  FaultSite site;
  std::vector<std::uint32_t> variants;
};

struct OpenModule {
  std::uint32_t number = 0;
  std::uint64_t weight = 0;
  std::vector<std::vector<OpenSite>> kinds;  // none is empty
};

// In integers, so that every machine agrees.
std::uint64_t square_root(std::uint64_t value) {
  std::uint64_t root = 0;
  for (std::uint64_t step = std::uint64_t{1} << 31U; step != 0; step >>= 1U) {
    if ((root + step) * (root + step) <= value) root += step;
  }
  return root;
}

OpenModule open_module(std::uint32_t number, const std::vector<FaultSite>& sites) {
  OpenModule module{number, square_root(sites.size() * 10000), {}};
  for (const FaultSite& site : sites) {
    if (module.kinds.empty() || module.kinds.back().back().site.kind != site.kind)
      module.kinds.emplace_back();
    OpenSite open{site, std::vector<std::uint32_t>(site.variants)};
    std::iota(open.variants.begin(), open.variants.end(), 0U);
    module.kinds.back().push_back(std::move(open));
  }
  return module;
}

template <class T>
void erase_at(std::vector<T>& list, std::size_t index) {
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
}

class Pool {
 public:
  Pool(const hdl::Module& top, std::uint64_t seed) : random_(seed) {
    const auto order = hdl::verilog::hierarchy(top);
    for (std::uint32_t number = 0; number < order.size(); ++number) {
      const std::vector<FaultSite> sites = fault_sites(*order[number]);
      if (!sites.empty()) modules_.push_back(open_module(number, sites));
    }
  }

  bool empty() const { return modules_.empty(); }

  Fault draw() {
    const std::size_t m = draw_module();
    OpenModule& module = modules_[m];
    const std::size_t k = random_.below(module.kinds.size());
    std::vector<OpenSite>& sites = module.kinds[k];
    const std::size_t s = random_.below(sites.size());
    std::vector<std::uint32_t>& variants = sites[s].variants;
    const std::size_t v = random_.below(variants.size());
    const Fault fault{module.number, sites[s].site, variants[v]};
    erase_at(variants, v);
    if (variants.empty()) erase_at(sites, s);
    if (sites.empty()) erase_at(module.kinds, k);
    if (module.kinds.empty()) erase_at(modules_, m);
    return fault;
  }

 private:
  std::size_t draw_module() {
    std::uint64_t total = 0;
    for (const OpenModule& module : modules_) total += module.weight;
    if (total == 0) throw std::logic_error("no fault is left to draw");
    std::uint64_t at = random_.below(total);
    std::size_t m = 0;
    while (at >= modules_[m].weight) at -= modules_[m++].weight;
    return m;
  }

  Random random_;
  std::vector<OpenModule> modules_;
};

// Kinds that lead a value around a register or elsewhere, or take away a reset.
bool may_not_be_buildable(FaultKind kind) {
  return kind == FaultKind::register_dropped || kind == FaultKind::pins_swapped ||
         kind == FaultKind::outputs_swapped || kind == FaultKind::reset_dropped;
}

}  // namespace

std::vector<Fault> draw_faults(const hdl::Module& top, std::size_t count, std::uint64_t seed) {
  std::vector<Fault> faults;
  Pool pool(top, seed);
  while (faults.size() < count && !pool.empty()) {
    const Fault fault = pool.draw();
    if (may_not_be_buildable(fault.site.kind) && !is_buildable(top, MutatedDesign(top, fault))) continue;
    faults.push_back(fault);
  }
  return faults;
}

}  // namespace winnow::verif::mutants
