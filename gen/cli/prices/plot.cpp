// SPDX-License-Identifier: Apache-2.0
// The price list as a picture: one point per precision set, gates across, critical path upward, one colour
// per number of pipeline stages, one panel per library.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "gen/cli/prices/price_list.hpp"
#include "gen/cli/svg.hpp"

namespace winnow::cli::prices {
namespace {

constexpr double panel_width = 560, panel_height = 420, left = 64, right = 24, top = 56, bottom = 52;
constexpr const char* colours[stage_counts] = {"#1b6ca8", "#c4561a", "#4a7c3f"};

struct Axis {
  double limit, step;
  double position(double value, double length) const { return value / limit * length; }
};

// From 0 to a little more than `largest`, with about six ticks.
Axis axis_for(double largest) {
  double step = std::pow(10, std::floor(std::log10(largest / 5)));
  for (const double factor : {2.0, 2.5, 2.0}) {
    if (largest / step > 7) step *= factor;
  }
  return {step * std::ceil(largest * 1.02 / step), step};
}

class Panel {
 public:
  Panel(const PriceList& list, double x) : list_(list), x_(x) {
    double gates = 0, path = 0;
    for (const auto& entry : list.entries) {
      for (const Price& price : entry.pe) {
        gates = std::max(gates, price.gates);
        path = std::max(path, price.path_ns);
      }
    }
    gates_ = axis_for(gates);
    path_ = axis_for(path);
  }

  std::string svg() const {
    std::string text = fmt::format("<g transform=\"translate({:.0f} 0)\">\n", x_);
    text += fmt::format("<text class=\"title\" x=\"{:.0f}\" y=\"24\">{}</text>\n", left, list_.library);
    text += grid() + legend();
    for (unsigned stages = 0; stages < stage_counts; ++stages) text += points(stages);
    return text + labels() + "</g>\n";
  }

 private:
  double across(double gates) const { return left + gates_.position(gates, panel_width - left - right); }
  double upward(double path) const {
    return panel_height - bottom - path_.position(path, panel_height - top - bottom);
  }

  std::string grid() const {
    std::string text;
    for (double gates = 0; gates <= gates_.limit * 1.001; gates += gates_.step) {
      text += fmt::format("<line x1=\"{0:.1f}\" y1=\"{1:.1f}\" x2=\"{0:.1f}\" y2=\"{2:.1f}\"/>\n",
                          across(gates), upward(0), upward(path_.limit));
      text += fmt::format("<text class=\"middle\" x=\"{:.1f}\" y=\"{:.1f}\">{:.0f}</text>\n", across(gates),
                          upward(0) + 18, gates);
    }
    for (double path = 0; path <= path_.limit * 1.001; path += path_.step) {
      text += fmt::format("<line x1=\"{1:.1f}\" y1=\"{0:.1f}\" x2=\"{2:.1f}\" y2=\"{0:.1f}\"/>\n",
                          upward(path), across(0), across(gates_.limit));
      text += fmt::format("<text class=\"end\" x=\"{:.1f}\" y=\"{:.1f}\">{:g}</text>\n", across(0) - 8,
                          upward(path) + 4, path);
    }
    text += fmt::format("<text class=\"middle\" x=\"{:.1f}\" y=\"{:.1f}\">area of the PE, gates</text>\n",
                        across(gates_.limit / 2), upward(0) + 40);
    return text + fmt::format(
                      "<text class=\"middle\" transform=\"translate(18 {:.1f}) rotate(-90)\">critical path, "
                      "ns</text>\n",
                      upward(path_.limit / 2));
  }

  static std::string legend() {
    std::string text;
    for (unsigned stages = 0; stages < stage_counts; ++stages) {
      const double x = left + 130.0 * stages;
      text += fmt::format("<circle cx=\"{:.1f}\" cy=\"40\" r=\"4\" fill=\"{}\"/>\n", x + 4, colours[stages]);
      text += fmt::format("<text x=\"{:.1f}\" y=\"44\">{} {}</text>\n", x + 14, stages,
                          stages == 1 ? "stage" : "stages");
    }
    return text;
  }

  std::string points(unsigned stages) const {
    std::string text;
    for (const auto& entry : list_.entries) {
      const Price& price = entry.pe[stages];
      text += fmt::format(
          "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\" fill=\"{}\"><title>[{}], {} stages: {:.0f} gates, "
          "{:.2f} "
          "ns</title></circle>\n",
          across(price.gates), upward(price.path_ns), colours[stages], fmt::join(entry.precisions, ", "),
          stages, price.gates, price.path_ns);
    }
    return text;
  }

  // Beside the points without pipeline registers; a label that would cover the one before it moves up.
  std::string labels() const {
    std::vector<const PriceList::Entry*> order;
    for (const auto& entry : list_.entries) order.push_back(&entry);
    std::ranges::stable_sort(order, {}, [](const auto* entry) { return entry->pe[0].gates; });
    struct Label {
      double x, y, width;
    };
    std::vector<Label> taken;
    std::string text;
    for (const auto* entry : order) {
      const double x = across(entry->pe[0].gates);
      double y = upward(entry->pe[0].path_ns) - 9;
      const std::string label = fmt::format("{}", fmt::join(entry->precisions, " "));
      const double width = 5.5 * static_cast<double>(label.size()) + 6;
      const auto covers = [&](const Label& other) {
        return std::abs(other.x - x) < (other.width + width) / 2 && std::abs(other.y - y) < 12;
      };
      while (std::ranges::any_of(taken, covers)) y -= 4;
      taken.push_back({x, y, width});
      text += fmt::format("<text class=\"middle small\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", x, y, label);
    }
    return text;
  }

  const PriceList& list_;
  double x_;
  Axis gates_{}, path_{};
};

}  // namespace

std::string to_svg(const std::vector<PriceList>& lists) {
  std::string panels;
  for (std::size_t i = 0; i < lists.size(); ++i)
    panels += Panel(lists[i], panel_width * static_cast<double>(i)).svg();
  return svg_document(panel_width * static_cast<double>(lists.size()), panel_height, panels);
}

}  // namespace winnow::cli::prices
