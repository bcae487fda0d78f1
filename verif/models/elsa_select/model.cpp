// SPDX-License-Identifier: Apache-2.0
#include "verif/models/elsa_select/model.hpp"

#include <algorithm>

#include "verif/models/words.hpp"

namespace winnow::verif {
namespace {

// In the order of ElsaSelectShape::inputs().
enum Input : std::size_t {
  in_reset,
  in_bank,
  in_valid,
  in_hash,
  in_keys,
  in_number,
  in_causal,
  in_off,
  in_cutoff,
  in_row_hash,
  in_row_norm,
  in_advance
};

// In the order of ElsaSelectShape::outputs().
enum Output : std::size_t {
  out_ready,
  out_read,
  out_row,
  out_valid,
  out_address,
  out_tag,
  out_count,
  out_finishing
};

template <class Get>
auto every(const std::vector<ElsaSelectPort>& ports, Get get) {
  std::vector<std::decay_t<decltype(get(ports.front()))>> values;
  for (const ElsaSelectPort& port : ports) values.push_back(get(port));
  return values;
}

const auto name_of = [](const ElsaSelectPort& port) { return port.name; };
const auto width_of = [](const ElsaSelectPort& port) { return port.width; };

// Differing bits of a[a_offset +: width] and b[0 +: width].
unsigned distance_of(const Words& a, std::size_t a_offset, const Words& b, unsigned width) {
  unsigned distance = 0;
  for (unsigned bit = 0; bit < width; ++bit)
    distance += get_bit(a, a_offset + bit) != get_bit(b, bit) ? 1 : 0;
  return distance;
}

}  // namespace

ElsaSelectModel::ElsaSelectModel(const config::ElsaSelectParameters& parameters) : shape_(parameters) {
  queries_.resize(shape_.tags);
  queues_.resize(shape_.selectors);
}

std::vector<std::string> ElsaSelectModel::output_names() const {
  return every(shape_.outputs(), name_of);
}
std::vector<std::string> ElsaSelectModel::input_names() const {
  return every(shape_.inputs(), name_of);
}
std::vector<unsigned> ElsaSelectModel::output_widths() const {
  return every(shape_.outputs(), width_of);
}
std::vector<unsigned> ElsaSelectModel::input_widths() const {
  return every(shape_.inputs(), width_of);
}

void ElsaSelectModel::power_up() {
  reset();
  started_ = false;
}

void ElsaSelectModel::reset() {
  queries_.assign(shape_.tags, std::nullopt);
  next_tag_ = latest_tag_ = tag_ = count_ = 0;
  way_ = {};
  for (auto& queue : queues_) queue.clear();
}

const ElsaSelectModel::Query* ElsaSelectModel::scanned() const {
  const std::optional<Query>& latest = queries_[latest_tag_];
  return latest && latest->read < latest->rows ? &*latest : nullptr;
}

// The page's "Scan": room for every row on its way and one more.
bool ElsaSelectModel::reads() const {
  if (scanned() == nullptr) return false;
  const auto on_the_way = static_cast<std::size_t>(
      std::count_if(way_.begin(), way_.end(), [](const auto& row) { return row.has_value(); }));
  return std::all_of(queues_.begin(), queues_.end(),
                     [&](const auto& queue) { return queue.size() + on_the_way < shape_.queue_depth; });
}

bool ElsaSelectModel::ready() const {
  const Query* const query = scanned();
  return !queries_[next_tag_] && (query == nullptr || (reads() && query->read + 1 == query->rows));
}

bool ElsaSelectModel::finishing() const {
  const std::optional<Query>& current = queries_[tag_];
  if (!current || current->read < current->rows || current->queued > 1) return false;
  return std::none_of(way_.begin(), way_.end(), [&](const auto& row) { return row && row->tag == tag_; });
}

// Longest queue first, of those whose head belongs to the current query; ties to the lowest selector.
std::optional<unsigned> ElsaSelectModel::winner() const {
  std::optional<unsigned> best;
  for (unsigned s = 0; s < shape_.selectors; ++s) {
    if (queues_[s].empty() || queues_[s].front().tag != tag_) continue;
    if (!best || queues_[s].size() > queues_[*best].size()) best = s;
  }
  return best;
}

void ElsaSelectModel::outputs(const std::vector<Words>& /*inputs*/, std::vector<Expected>& expected) {
  for (Expected& output : expected) {
    std::fill(output.value.begin(), output.value.end(), 0);
    output.known.assign(output.value.size(), 0);
  }
  if (!started_) return;
  const auto give = [&](Output output, unsigned width, std::uint64_t value) {
    expected[output].known.clear();
    put_bits(expected[output].value, 0, width, value);
  };
  give(out_ready, 1, ready() ? 1 : 0);
  give(out_read, 1, reads() ? 1 : 0);
  if (reads()) give(out_row, shape_.row_bits, scanned()->read);
  const std::optional<unsigned> selector = winner();
  give(out_valid, 1, selector ? 1 : 0);
  if (selector) {
    give(out_address, shape_.address_bits, queues_[*selector].front().row * shape_.selectors + *selector);
  }
  give(out_tag, shape_.tag_bits, tag_);
  give(out_count, shape_.count_bits, count_ + (selector ? 1 : 0));
  give(out_finishing, 1, finishing() ? 1 : 0);
}

void ElsaSelectModel::clock(const std::vector<Words>& inputs) {
  if (!get_bit(inputs[in_reset], 0)) {
    started_ = true;
    reset();
    return;
  }
  if (!started_) return;
  const bool reads_row = reads();
  const bool takes = ready() && get_bit(inputs[in_valid], 0);
  const bool advances = finishing() && get_bit(inputs[in_advance], 0);
  if (const std::optional<unsigned> selector = winner()) {
    queues_[*selector].pop_front();
    --queries_[tag_]->queued;
    ++count_;
  }
  if (way_[3]) push(*way_[3]);
  for (std::size_t i = 3; i > 0; --i) way_[i] = std::move(way_[i - 1]);
  way_[0].reset();
  if (way_[1]) look(*way_[1], inputs);
  if (reads_row) {
    way_[0] = Row{latest_tag_, queries_[latest_tag_]->read++, {}};
  }
  if (advances) {
    queries_[tag_].reset();
    tag_ = tag_after(tag_);
    count_ = 0;
  }
  if (takes) {
    queries_[next_tag_] = accepted(inputs);
    latest_tag_ = next_tag_;
    next_tag_ = tag_after(next_tag_);
  }
}

// The row's data are there, one cycle after it was read.
void ElsaSelectModel::look(Row& row, const std::vector<Words>& inputs) const {
  const Query& query = *queries_[row.tag];
  for (unsigned s = 0; s < shape_.selectors; ++s) {
    const unsigned distance = distance_of(inputs[in_row_hash], static_cast<std::size_t>(s) * shape_.hash_bits,
                                          query.hash, shape_.hash_bits);
    const std::uint64_t norm =
        get_bits(inputs[in_row_norm], static_cast<std::size_t>(s) * shape_.norm_bits, shape_.norm_bits);
    const bool is_there = row.number * shape_.selectors + s < query.keys;
    row.selected.push_back(is_there &&
                           (query.approximation_off || shape_.passes(distance, norm, query.cutoff)));
  }
}

void ElsaSelectModel::push(const Row& row) {
  for (unsigned s = 0; s < shape_.selectors; ++s) {
    if (!row.selected[s]) continue;
    queues_[s].push_back({row.tag, row.number});
    ++queries_[row.tag]->queued;
  }
}

ElsaSelectModel::Query ElsaSelectModel::accepted(const std::vector<Words>& inputs) const {
  const auto number = [&](Input input, unsigned width) {
    return static_cast<unsigned>(get_bits(inputs[input], 0, width));
  };
  unsigned limit = std::min(number(in_keys, shape_.keys_bits), shape_.maximum_keys);
  if (get_bit(inputs[in_causal], 0)) limit = std::min(limit, number(in_number, shape_.number_bits) + 1);
  Query query;
  query.hash = inputs[in_hash];
  query.cutoff = sign_extend(get_bits(inputs[in_cutoff], 0, shape_.cutoff_bits), shape_.cutoff_bits);
  query.approximation_off = get_bit(inputs[in_off], 0);
  query.keys = shape_.keys_below(limit, number(in_bank, shape_.bank_bits));
  query.rows = (query.keys + shape_.selectors - 1) / shape_.selectors;
  return query;
}

}  // namespace winnow::verif
