// SPDX-License-Identifier: Apache-2.0
#include "synth/asic/timing_report.hpp"

#include <algorithm>
#include <optional>
#include <regex>
#include <sstream>
#include <string>

namespace winnow::synth::asic {
namespace {

constexpr std::string_view marker = "winnow-path ";

std::string without_backslashes(std::string text) {
  std::erase(text, '\\');
  return text;
}

struct Place {
  std::string parent;  // instance path of the module that holds the cell, with a trailing '/', or empty
  std::string module;
  const NetlistCell* cell = nullptr;
};

// Follows an instance path from module `part` down.
std::optional<Place> find_instance(const Netlist& netlist, const std::string& part, const std::string& path) {
  Place place{.parent = "", .module = part};
  std::string rest = path;
  while (true) {
    const auto module = netlist.find(place.module);
    if (module == netlist.end()) return std::nullopt;
    const std::size_t slash = rest.find('/');
    const std::string name = without_backslashes(rest.substr(0, slash));
    const auto& cells = module->second.cells;
    const auto cell = std::ranges::find_if(
        cells, [&](const auto& entry) { return without_backslashes(entry.first) == name; });
    if (cell == cells.end()) return std::nullopt;
    if (slash == std::string::npos) {
      place.cell = &cell->second;
      return place;
    }
    place.parent += name + "/";
    place.module = cell->second.type;
    rest = rest.substr(slash + 1);
  }
}

class Reader {
 public:
  Reader(const Netlist& netlist, const liberty::Library& library, double period_ns)
      : netlist_(netlist), library_(library), period_ns_(period_ns) {}

  void line(const std::string& text) {
    std::smatch match;
    if (text.starts_with(marker)) {
      std::istringstream words(text.substr(marker.size()));
      path_ = TimingPath{};
      words >> path_.part >> path_.group;
      in_data_path_ = true;
    } else if (text.starts_with("Startpoint: ")) {
      path_.start_point = point(text.substr(12));
    } else if (text.starts_with("Endpoint: ")) {
      path_.end_point = point(text.substr(10));
    } else if (text.find("data arrival time") != std::string::npos) {
      in_data_path_ = false;
    } else if (std::regex_search(text, match, slack_)) {
      path_.delay_ns = period_ns_ - std::stod(match[1]);
      keep();
    } else if (in_data_path_ && std::regex_match(text, match, pin_)) {
      path_.steps.push_back(step(match));
    } else if (in_data_path_ && std::regex_match(text, match, net_) && !path_.steps.empty()) {
      path_.steps.back().fanout = std::stoull(match[1]);
      path_.steps.back().net = without_backslashes(match[2]);
    }
  }

  std::vector<TimingPath> paths() && { return std::move(paths_); }

 private:
  // "INSTANCE (what it is)" to the name of the register's net, or of the port.
  std::string point(const std::string& text) const {
    const std::string path = text.substr(0, text.find(' '));
    const auto place = find_instance(netlist_, path_.part, path);
    std::string plain = without_backslashes(path);
    if (!place) return plain;
    const liberty::Cell* cell = library_.cell(place->cell->type);
    if (cell == nullptr || !cell->storage || place->cell->nets.empty()) return plain;
    return place->parent + place->cell->nets.begin()->second;
  }

  PathStep step(const std::smatch& match) const {
    PathStep step{.cell = match[4], .delay_ns = std::stod(match[1]), .arrival_ns = std::stod(match[2])};
    const std::string pin_path = match[3];
    const std::size_t slash = pin_path.rfind('/');
    const bool is_port = slash == std::string::npos;
    step.pin = without_backslashes(is_port ? pin_path : pin_path.substr(slash + 1));
    step.module = display(path_.part);
    if (is_port) return step;
    step.instance = without_backslashes(pin_path.substr(0, slash));
    if (const auto place = find_instance(netlist_, path_.part, pin_path.substr(0, slash))) {
      step.module = display(place->module);
    }
    return step;
  }

  std::string display(const std::string& module) const {
    const auto found = netlist_.find(module);
    return found == netlist_.end() ? module : found->second.display;
  }

  void keep() {
    path_.part = display(path_.part);
    const auto same = std::ranges::find(paths_, path_.group, &TimingPath::group);
    if (same == paths_.end()) {
      paths_.push_back(path_);
    } else if (path_.delay_ns > same->delay_ns) {
      *same = path_;
    }
  }

  const Netlist& netlist_;
  const liberty::Library& library_;
  double period_ns_;
  TimingPath path_{};
  bool in_data_path_ = false;
  std::vector<TimingPath> paths_{};
  const std::regex slack_{R"(^\s*(-?[\d.]+)\s+slack \()"};
  const std::regex pin_{R"(^\s*(-?[\d.]+)\s+(-?[\d.]+) [\^v] (\S+) \((\S+)\)$)"};
  const std::regex net_{R"(^\s*(\d+)\s+(\S+) \(net\)$)"};
};

}  // namespace

std::vector<TimingPath> read_timing(std::string_view report, const Netlist& netlist,
                                    const liberty::Library& library, double period_ns) {
  Reader reader(netlist, library, period_ns);
  std::istringstream stream{std::string(report)};
  for (std::string line; std::getline(stream, line);) reader.line(line);
  return std::move(reader).paths();
}

}  // namespace winnow::synth::asic
