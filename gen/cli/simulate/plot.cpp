// SPDX-License-Identifier: Apache-2.0
// Key loads per connection over the tokens of a group: a panel for each number of keys, a colour for each
// kept share; the core's loads with the range over the heads, between the distinct keys and left-to-right
// order.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <vector>

#include "gen/cli/simulate/results.hpp"
#include "gen/cli/svg.hpp"

namespace winnow::cli::simulate {
namespace {

constexpr double panel_width = 420, panel_height = 330, left = 56, right = 20, top = 40, bottom = 48;
constexpr double legend_height = 64;
constexpr std::array<const char*, 6> colours = {"#1b6ca8", "#c4561a", "#4a7c3f",
                                                "#8a3b8f", "#a08000", "#555555"};

template <typename Value>
void add_once(std::vector<Value>& values, Value value) {
  if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
}

// What the panels have in common.
struct Axes {
  std::vector<std::size_t> keys;
  std::vector<unsigned> tokens;
  std::vector<double> keeps;

  explicit Axes(const std::vector<PooledResult>& pools) {
    for (const PooledResult& pool : pools) {
      add_once(keys, pool.keys);
      add_once(tokens, pool.tokens);
      add_once(keeps, pool.keep);
    }
    std::sort(tokens.begin(), tokens.end());
    std::sort(keeps.begin(), keeps.end());
  }
  std::size_t index_of(double keep) const {
    return static_cast<std::size_t>(std::find(keeps.begin(), keeps.end(), keep) - keeps.begin());
  }
  const char* colour(double keep) const { return colours[index_of(keep) % colours.size()]; }
};

class Panel {
 public:
  Panel(const Axes& axes, std::size_t keys, const std::vector<PooledResult>& pools) : axes_(axes) {
    for (const PooledResult& pool : pools)
      if (pool.keys == keys) pools_.push_back(pool);
  }

  std::string svg(double x, double y) const {
    std::string text = fmt::format("<g transform=\"translate({:.0f} {:.0f})\">\n", x, y);
    text += fmt::format("<text class=\"title\" x=\"{:.0f}\" y=\"24\">{} keys</text>\n", left,
                        pools_.front().keys);
    text += grid();
    for (const double keep : axes_.keeps) text += series(keep);
    return text + "</g>\n";
  }

 private:
  // The shares stand side by side, so that their ranges do not cover each other.
  double across(unsigned tokens, double keep) const {
    const auto place = std::find(axes_.tokens.begin(), axes_.tokens.end(), tokens) - axes_.tokens.begin();
    const double step = (panel_width - left - right) / static_cast<double>(axes_.tokens.size());
    const double middle = (static_cast<double>(axes_.keeps.size()) - 1) / 2;
    const double aside = 9 * (static_cast<double>(axes_.index_of(keep)) - middle);
    return left + step * (static_cast<double>(place) + 0.5) + aside;
  }
  static double upward(double loads) { return panel_height - bottom - loads * (panel_height - top - bottom); }

  std::string grid() const {
    std::string text;
    for (int tenth = 0; tenth <= 10; tenth += 2) {
      const double loads = tenth / 10.0;
      text += fmt::format("<line x1=\"{1:.1f}\" y1=\"{0:.1f}\" x2=\"{2:.1f}\" y2=\"{0:.1f}\"/>\n",
                          upward(loads), left, panel_width - right);
      text += fmt::format("<text class=\"end\" x=\"{:.1f}\" y=\"{:.1f}\">{:.1f}</text>\n", left - 8,
                          upward(loads) + 4, loads);
    }
    const double middle = (static_cast<double>(axes_.keeps.size()) - 1) / 2;
    for (const unsigned tokens : axes_.tokens) {
      const double centre = across(tokens, axes_.keeps.front()) + 9 * middle;
      text += fmt::format("<text class=\"middle\" x=\"{:.1f}\" y=\"{:.1f}\">T = {}</text>\n", centre,
                          upward(0) + 18, tokens);
    }
    return text + fmt::format(
                      "<text class=\"middle\" transform=\"translate(16 {:.1f}) rotate(-90)\">loads per "
                      "connection</text>\n",
                      upward(0.5));
  }

  std::string series(double keep) const {
    const auto line = [&](const char* dashes, const std::function<double(const PooledResult&)>& value) {
      std::string points;
      for (const PooledResult& pool : pools_) {
        if (pool.keep == keep)
          points += fmt::format("{:.1f},{:.1f} ", across(pool.tokens, keep), upward(value(pool)));
      }
      return fmt::format("<polyline fill=\"none\" stroke=\"{}\" stroke-width=\"1.5\"{} points=\"{}\"/>\n",
                         axes_.colour(keep), dashes, points);
    };
    std::string text = line(" stroke-dasharray=\"2 4\"", [](const PooledResult& pool) {
      return pool.figures.per_connection(pool.figures.bounds.left_to_right);
    });
    text += line(" stroke-dasharray=\"7 4\"", [](const PooledResult& pool) {
      return pool.figures.per_connection(pool.figures.bounds.distinct_keys);
    });
    text += line(
        "", [](const PooledResult& pool) { return pool.figures.per_connection(pool.figures.run.loads); });
    for (const PooledResult& pool : pools_)
      if (pool.keep == keep) text += point(pool);
    return text;
  }

  std::string point(const PooledResult& pool) const {
    const double x = across(pool.tokens, pool.keep),
                 loads = pool.figures.per_connection(pool.figures.run.loads);
    std::string text = fmt::format(
        "<line style=\"stroke:{3}\" x1=\"{0:.1f}\" y1=\"{1:.1f}\" x2=\"{0:.1f}\" y2=\"{2:.1f}\"/>\n", x,
        upward(pool.least_loads), upward(pool.most_loads), axes_.colour(pool.keep));
    return text +
           fmt::format(
               "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.5\" fill=\"{}\"><title>T = {}, {:g} kept: {:.3f} "
               "(heads {:.3f} to {:.3f})</title></circle>\n",
               x, upward(loads), axes_.colour(pool.keep), pool.tokens, pool.keep, loads, pool.least_loads,
               pool.most_loads);
  }

  const Axes& axes_;
  std::vector<PooledResult> pools_;
};

std::string legend(const Axes& axes, const std::string& name, double y) {
  std::string text = fmt::format("<g transform=\"translate(0 {:.0f})\">\n", y);
  double x = left;
  for (const double keep : axes.keeps) {
    text += fmt::format("<circle cx=\"{:.0f}\" cy=\"10\" r=\"4\" fill=\"{}\"/>\n", x, axes.colour(keep));
    text += fmt::format("<text x=\"{:.0f}\" y=\"14\">{:g} kept</text>\n", x + 8, keep);
    x += 84;
  }
  struct Style {
    std::string label;
    const char* dashes;
  };
  x = left;
  for (const Style& style : {Style{name, ""}, Style{"distinct keys", "7 4"}, Style{"left to right", "2 4"}}) {
    text += fmt::format(
        "<line style=\"stroke:#222\" stroke-dasharray=\"{2}\" x1=\"{0:.0f}\" y1=\"30\" x2=\"{1:.0f}\" "
        "y2=\"30\"/>\n",
        x, x + 26, style.dashes);
    text += fmt::format("<text x=\"{:.0f}\" y=\"34\">{}</text>\n", x + 32, style.label);
    x += 60 + 7 * static_cast<double>(style.label.size());
  }
  text += fmt::format("<text x=\"{:.0f}\" y=\"54\">vertical: range over the heads</text>\n", left);
  return text + "</g>\n";
}

}  // namespace

std::string to_svg(const Results& results) {
  const std::vector<PooledResult> pools = results.pooled();
  const Axes axes(pools);
  const std::size_t columns = axes.keys.size() > 1 ? 2 : 1;
  const std::size_t rows = (axes.keys.size() + columns - 1) / columns;
  std::string body;
  for (std::size_t i = 0; i < axes.keys.size(); ++i) {
    const std::size_t column = i % columns, row = i / columns;
    body += Panel(axes, axes.keys[i], pools)
                .svg(panel_width * static_cast<double>(column), panel_height * static_cast<double>(row));
  }
  const double height = panel_height * static_cast<double>(rows);
  body += legend(axes, results.name, height);
  return svg_document(panel_width * static_cast<double>(columns), height + legend_height, body);
}

}  // namespace winnow::cli::simulate
