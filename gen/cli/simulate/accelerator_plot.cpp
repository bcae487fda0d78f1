// SPDX-License-Identifier: Apache-2.0
// The share of keys kept, and the cycles against the ideal machine, over the degree of approximation: a panel
// each, a colour for each case.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <vector>

#include "gen/cli/simulate/accelerator_results.hpp"
#include "gen/cli/svg.hpp"

namespace winnow::cli::simulate {
namespace {

constexpr double panel_width = 420, panel_height = 330, left = 56, right = 20, top = 40, bottom = 48;
constexpr double line_height = 20;
constexpr std::array<const char*, 6> colours = {"#1b6ca8", "#c4561a", "#4a7c3f",
                                                "#8a3b8f", "#a08000", "#555555"};

using Value = std::function<double(const AcceleratorPool&)>;

// What both panels have in common: cases and degrees in the order of the runs.
struct Series {
  std::vector<std::string> cases;
  std::vector<double> degrees;
  std::vector<AcceleratorPool> pools;

  explicit Series(std::vector<AcceleratorPool> all) : pools(std::move(all)) {
    for (const AcceleratorPool& pool : pools) {
      if (std::ranges::find(cases, pool.case_name) == cases.end()) cases.push_back(pool.case_name);
      if (std::ranges::find(degrees, pool.degree) == degrees.end()) degrees.push_back(pool.degree);
    }
    std::ranges::sort(degrees);
  }
  const char* colour(const std::string& name) const {
    const auto index = std::ranges::find(cases, name) - cases.begin();
    return colours[static_cast<std::size_t>(index) % colours.size()];
  }
};

class Panel {
 public:
  Panel(const Series& series, std::string title, Value value)
      : series_(series), title_(std::move(title)), value_(std::move(value)) {
    for (const AcceleratorPool& pool : series.pools) most_ = std::max(most_, value_(pool));
  }

  std::string svg(double x) const {
    std::string text = fmt::format("<g transform=\"translate({:.0f} 0)\">\n", x);
    text += fmt::format("<text class=\"title\" x=\"{:.0f}\" y=\"24\">{}</text>\n", left, title_);
    text += grid();
    for (const std::string& name : series_.cases) text += line(name);
    return text + "</g>\n";
  }

 private:
  double across(double degree) const {
    const auto place = std::ranges::find(series_.degrees, degree) - series_.degrees.begin();
    const double step = (panel_width - left - right) / static_cast<double>(series_.degrees.size());
    return left + step * (static_cast<double>(place) + 0.5);
  }
  double upward(double value) const {
    return panel_height - bottom - value / most_ * (panel_height - top - bottom);
  }

  std::string grid() const {
    std::string text;
    for (int fifth = 0; 0.2 * fifth <= most_; ++fifth) {
      text += fmt::format("<line x1=\"{1:.1f}\" y1=\"{0:.1f}\" x2=\"{2:.1f}\" y2=\"{0:.1f}\"/>\n",
                          upward(0.2 * fifth), left, panel_width - right);
      text += fmt::format("<text class=\"end\" x=\"{:.1f}\" y=\"{:.1f}\">{:.1f}</text>\n", left - 8,
                          upward(0.2 * fifth) + 4, 0.2 * fifth);
    }
    for (const double degree : series_.degrees) {
      text += fmt::format("<text class=\"middle\" x=\"{:.1f}\" y=\"{:.1f}\">p = {:g}</text>\n",
                          across(degree), upward(0) + 18, degree);
    }
    return text;
  }

  std::string line(const std::string& name) const {
    std::string points, dots;
    for (const AcceleratorPool& pool : series_.pools) {
      if (pool.case_name != name) continue;
      const double x = across(pool.degree), y = upward(value_(pool));
      points += fmt::format("{:.1f},{:.1f} ", x, y);
      dots += fmt::format(
          "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.5\" fill=\"{}\"><title>{}, p = {:g}: "
          "{:.3f}</title></circle>\n",
          x, y, series_.colour(name), name, pool.degree, value_(pool));
    }
    return fmt::format("<polyline fill=\"none\" stroke=\"{}\" stroke-width=\"1.5\" points=\"{}\"/>\n",
                       series_.colour(name), points) +
           dots;
  }

  const Series& series_;
  std::string title_;
  Value value_;
  double most_ = 1;
};

std::string legend(const Series& series) {
  std::string text;
  double y = panel_height + line_height / 2;
  for (const std::string& name : series.cases) {
    text += fmt::format("<circle cx=\"{:.0f}\" cy=\"{:.0f}\" r=\"4\" fill=\"{}\"/>\n", left, y - 4,
                        series.colour(name));
    text += fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\">{}</text>\n", left + 10, y, name);
    y += line_height;
  }
  return text;
}

}  // namespace

std::string to_svg(const AcceleratorResults& results) {
  const Series series(results.pooled());
  const Panel kept(series, "keys kept", [](const AcceleratorPool& pool) { return pool.share; });
  const Panel cycles(series, "cycles, ideal machine = 1", [](const AcceleratorPool& pool) {
    return pool.ideal == 0 ? 0 : static_cast<double>(pool.cycles()) / pool.ideal;
  });
  const std::string body = kept.svg(0) + cycles.svg(panel_width) + legend(series);
  const double height = panel_height + line_height * static_cast<double>(series.cases.size() + 1);
  return svg_document(2 * panel_width, height, body);
}

}  // namespace winnow::cli::simulate
