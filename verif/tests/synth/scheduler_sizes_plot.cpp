// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/synth/scheduler_sizes_plot.hpp"

#include <cmath>
#include <vector>

#include "gen/cli/svg.hpp"
#include "verif/tests/synth/scheduler_sizes.hpp"

namespace winnow::synth_test {
namespace {

constexpr double width = 640, height = 400, left = 80, right = 100, top = 44, bottom = 56;
constexpr double fewest_keys = 64, most_keys = 4096, fewest_gates = 1e3, most_gates = 1e7;

double across(double keys) {
  return left + std::log(keys / fewest_keys) / std::log(most_keys / fewest_keys) * (width - left - right);
}

double upward(double gates) {
  return height - bottom -
         std::log(gates / fewest_gates) / std::log(most_gates / fewest_gates) * (height - top - bottom);
}

std::string grid() {
  std::string text;
  for (double keys = fewest_keys; keys <= most_keys; keys *= 2) {
    text += fmt::format("<line x1=\"{0:.1f}\" y1=\"{1:.1f}\" x2=\"{0:.1f}\" y2=\"{2:.1f}\"/>\n", across(keys),
                        upward(fewest_gates), upward(most_gates));
    text += fmt::format("<text class=\"middle\" x=\"{:.1f}\" y=\"{:.1f}\">{:.0f}</text>\n", across(keys),
                        upward(fewest_gates) + 18, keys);
  }
  for (double gates = fewest_gates; gates <= most_gates; gates *= 10) {
    text += fmt::format("<line x1=\"{0:.1f}\" y1=\"{2:.1f}\" x2=\"{1:.1f}\" y2=\"{2:.1f}\"/>\n",
                        across(fewest_keys), across(most_keys), upward(gates));
    text += fmt::format("<text class=\"end\" x=\"{:.1f}\" y=\"{:.1f}\">{:.0f}</text>\n", left - 8,
                        upward(gates) + 4, gates);
  }
  return text;
}

struct Point {
  double keys, gates;
};

// One line, with its name at its end.
std::string line_of(unsigned rows, const std::vector<Point>& points, const char* colour) {
  std::string path, marks;
  for (const Point& point : points) {
    const double x = across(point.keys), y = upward(point.gates);
    path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : " L", x, y);
    marks += fmt::format(
        "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\" fill=\"{}\"><title>{} rows, {:.0f} keys: {:.0f} "
        "gates</title></circle>\n",
        x, y, colour, rows, point.keys, point.gates);
  }
  return fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"/>\n{}", path, colour,
                     marks) +
         fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\">T = {}</text>\n", across(points.back().keys) + 10,
                     upward(points.back().gates) + 4, rows);
}

}  // namespace

std::string scheduler_sizes_plot(const std::filesystem::path& folder) {
  constexpr const char* colours[] = {"#1b6ca8", "#c4561a", "#4a7c3f"};
  std::string body =
      fmt::format("<text class=\"title\" x=\"{:.0f}\" y=\"24\">Scheduler: gates over keys</text>\n", left) +
      grid();
  for (std::size_t i = 0; i < std::size(scheduler_rows); ++i) {
    std::vector<Point> points;
    for (const unsigned keys : scheduler_keys) {
      const auto file = scheduler_size_file(folder, scheduler_rows[i], keys);
      if (!std::filesystem::exists(file)) continue;
      const synth::Baseline baseline = synth::read_baseline(file);
      points.push_back({static_cast<double>(keys), baseline.gates(baseline.area())});
    }
    if (!points.empty()) body += line_of(scheduler_rows[i], points, colours[i]);
  }
  body += fmt::format("<text class=\"middle\" x=\"{:.1f}\" y=\"{:.1f}\">maximum_keys (n)</text>\n",
                      (left + width - right) / 2, height - 14);
  body += fmt::format("<text class=\"middle\" transform=\"translate(18 {:.1f}) rotate(-90)\">gates</text>\n",
                      (top + height - bottom) / 2);
  return cli::svg_document(width, height, body);
}

}  // namespace winnow::synth_test
