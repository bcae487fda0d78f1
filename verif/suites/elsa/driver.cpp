// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa/driver.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "verif/harness/words.hpp"

namespace winnow::verif::elsa {
namespace {

using enum ElsaShape::Input;
using enum ElsaShape::Output;

void scramble(Words& words, Random& random) {
  for (std::uint32_t& word : words) word = static_cast<std::uint32_t>(random.next());
}

std::vector<Words> packed(const ElsaShape& shape, const std::vector<Vector>& vectors) {
  std::vector<Words> memory;
  for (const Vector& vector : vectors) {
    Words& words = memory.emplace_back(words_for(shape.dimension * shape.vector_bits), 0U);
    for (std::size_t i = 0; i < vector.size(); ++i)
      put_bits(words, i * shape.vector_bits, shape.vector_bits, static_cast<std::uint64_t>(vector[i]));
  }
  return memory;
}

}  // namespace

Driver::Running::Running(const config::ElsaParameters& parameters, const ElsaShape& shape, const Head& given)
    : head(given),
      verdict(parameters, given),
      queries(packed(shape, given.query_rows)),
      keys(packed(shape, given.key_rows)),
      values(packed(shape, given.value_rows)),
      query_reads(given.queries, 0),
      candidates(shape.banks),
      values_due(shape.banks) {}

Driver::Driver(Bench& bench, const config::ElsaParameters& parameters, ElsaCoverage* coverage)
    : bench_(bench),
      parameters_(parameters),
      shape_(parameters),
      coverage_(coverage),
      pace_(bench.random()),
      keys_asked_(shape_.banks),
      values_asked_(shape_.banks) {}

void Driver::start() {
  set_pace(streams::Pace::always);
  reset();
  started_ = true;
}

void Driver::reset(unsigned cycles) {
  if (coverage_ != nullptr && started_) {
    const bool runs = running_ != nullptr;
    const bool all_selected = runs && running_->passage.selected.size() == running_->head.queries;
    coverage_->reset(runs || next_, runs ? static_cast<unsigned>(running_->passage.taken.size()) : 0,
                     all_selected ? 1 : 0);
    if (next_) coverage_->reset_of_waiting(runs);
  }
  bench_.value(in_reset)[0] = 0;
  // What is offered under reset is not taken.
  for (unsigned i = 0; i < cycles; ++i) {
    for (std::size_t input = in_start; input < shape_.inputs().size(); ++input)
      scramble(bench_.value(input), random());
    bench_.cycle();
  }
  bench_.value(in_reset)[0] = 1;
  waiting_.clear();
  next_.reset();
  running_.reset();
  offers_ = done_due_ = error_due_ = is_free_ = false;
  query_asked_.reset();
  hash_key_asked_.reset();
  std::ranges::fill(keys_asked_, std::nullopt);
  std::ranges::fill(values_asked_, std::nullopt);
}

void Driver::cycle(unsigned count) {
  for (unsigned i = 0; i < count; ++i) {
    drive();
    bench_.cycle();
    watch();
  }
}

// Much more than any head takes.
std::uint64_t Driver::patience(const Head& head) const {
  const std::uint64_t vectors = std::uint64_t{head.keys} + head.queries + 2;
  return 1000 + 2 * vectors * (shape_.hash_cycles + shape_.chunks + 20) +
         std::uint64_t{head.queries} * (4 * shape_.select.bank_keys + 40);
}

std::uint64_t Driver::patience() const {
  std::uint64_t left = 100;
  if (running_) left += patience(running_->head);
  if (next_ && next_->running) left += patience(next_->head);
  for (const Head& head : waiting_) left += head.runs(shape_) ? patience(head) : 100;
  return left;
}

void Driver::drain() {
  set_pace(streams::Pace::always);
  for (std::uint64_t left = patience(); !is_empty() || done_due_; --left) {
    if (left == 0) fail("waited in vain for the last head");
    cycle();
  }
  cycle(2);
}

void Driver::cycle_to(std::size_t heads) {
  for (std::uint64_t left = patience(); passages_.size() < heads; --left) {
    if (left == 0) fail("waited in vain for a head");
    cycle();
  }
}

void Driver::drive() {
  drive_start();
  const Running* const running = running_.get();
  drive_memory(in_query_data, 0, query_asked_, running != nullptr ? &running->queries : nullptr, 0, 1);
  for (unsigned bank = 0; bank < shape_.banks; ++bank) {
    drive_memory(in_key_data, bank, keys_asked_[bank], running != nullptr ? &running->keys : nullptr, bank,
                 shape_.banks);
    drive_memory(in_value_data, bank, values_asked_[bank], running != nullptr ? &running->values : nullptr,
                 bank, shape_.banks);
  }
  if (!shape_.hides_preprocessing) return;
  const bool is_read = next_ && next_->running;
  drive_memory(in_hash_key_data, 0, hash_key_asked_, is_read ? &next_->running->keys : nullptr, 0, 1);
}

void Driver::drive_start() {
  if (!offers_) offers_ = pace_.next() && !waiting_.empty();
  bench_.value(in_start)[0] = offers_ ? 1 : 0;
  if (!offers_) {
    for (std::size_t input = in_queries; input <= in_scale; ++input) scramble(bench_.value(input), random());
    return;
  }
  const Head& head = waiting_.front();
  bench_.value(in_queries)[0] = head.queries;
  bench_.value(in_keys)[0] = head.keys;
  bench_.value(in_dimension)[0] = head.dimension;
  bench_.value(in_causal)[0] = head.causal ? 1 : 0;
  bench_.value(in_off)[0] = head.approximation_off ? 1 : 0;
  put_bits(bench_.value(in_threshold), 0, shape_.threshold_bits, static_cast<std::uint64_t>(head.threshold));
  put_bits(bench_.value(in_scale), 0, shape_.scale_bits, head.scale);
}

// Element `element` of the port: the vector that was asked for, or anything.
void Driver::drive_memory(std::size_t port, unsigned element, const std::optional<std::uint64_t>& address,
                          const Memory* memory, unsigned bank, unsigned banks) {
  Words& words = bench_.value(port);
  const std::size_t width = std::size_t{shape_.dimension} * shape_.vector_bits;
  const bool is_asked = address && memory != nullptr && *address * banks + bank < memory->size();
  if (is_asked) {
    copy_bits(words, element * width, (*memory)[*address * banks + bank], 0, width);
    return;
  }
  for (std::size_t done = 0; done < width; done += 32)
    put_bits(words, element * width + done, static_cast<unsigned>(std::min<std::size_t>(32, width - done)),
             random().next());
}

std::uint64_t Driver::got(std::size_t output, std::size_t index, unsigned width) const {
  return get_bits(bench_.got(output), index * width, width);
}

void Driver::watch() {
  const bool is_done = got(out_done);
  if (is_done != done_due_) fail(is_done ? "done before everything is written" : "done is late");
  if (got(out_error) != error_due_) fail("error_o is not what the head deserves");
  if (is_done && running_) finish();
  done_due_ = error_due_ = false;
  watch_reads();
  watch_queries();
  watch_write();
  watch_hash_keys();
  watch_start(is_done || is_free_);
  watch_begin();
}

// `at_once`: the first cycle in which a head can be transferred after another.
void Driver::watch_start(bool at_once) {
  is_free_ = false;
  if (got(out_ready) != is_ready()) fail("start_ready_o: not what the heads under way say");
  if (offers_ && !is_ready() && coverage_ != nullptr) coverage_->waits();
  if (!offers_ || !is_ready()) return;
  offers_ = false;
  const Head head = std::move(waiting_.front());
  waiting_.pop_front();
  if (coverage_ != nullptr) coverage_->head(head, at_once);
  if (running_ && coverage_ != nullptr) coverage_->behind(head, running_->head);
  take(head);
}

void Driver::take(const Head& head) {
  std::unique_ptr<Running> running;
  if (head.runs(shape_)) {
    running = std::make_unique<Running>(parameters_, shape_, head);
    running->passage.transferred = running->passage.begun = now();
  }
  if (shape_.hides_preprocessing) {
    next_ = std::make_unique<Next>(Next{head, std::move(running), now()});
  } else if (running) {
    running_ = std::move(running);
  } else {
    answer(head, now());
  }
}

// Keys of the head that waits, in order; none before the cycle after the one in which it can be issued.
void Driver::watch_hash_keys() {
  if (!shape_.hides_preprocessing) return;
  hash_key_asked_.reset();
  if (!got(out_hash_key_read)) return;
  hash_key_asked_ = got(out_hash_key_address, 0, shape_.number_bits);
  if (!next_ || !next_->running || next_->running->keys_read == next_->head.keys)
    fail("reads a key of a head that waits for nothing");
  if (now() < next_->transferred + 2) fail("reads a key to be hashed before it can be issued");
  Running& running = *next_->running;
  if (*hash_key_asked_ != running.keys_read)
    fail("reads key " + std::to_string(*hash_key_asked_) + " to be hashed out of turn");
  if (running.keys_read > 0 && now() - running.key_read < shape_.hash_cycles)
    fail("reads keys sooner after each other than they can be hashed");
  ++running.keys_read;
  running.key_read = now();
  if (running_ && coverage_ != nullptr) coverage_->hashed_behind(running_->passage.taken.size());
}

// In this cycle the head that waits goes to work: its keys' hashes and norms are there, and nobody is at
// work. A key was issued in the cycle before that of its read.
bool Driver::begins_now() const {
  if (!next_ || running_ || next_->transferred == now()) return false;
  if (!next_->running || next_->head.keys == 0) return true;
  const Running& running = *next_->running;
  return running.keys_read == next_->head.keys && now() + 1 >= running.key_read + shape_.preparation_delay();
}

void Driver::watch_begin() {
  if (!shape_.hides_preprocessing) return;
  const bool begins = begins_now();
  if (got(out_begins) != (begins && next_->running)) fail("execution_begins_o: not when the head is due");
  if (!begins) return;
  is_free_ = true;
  if (!next_->running) {
    answer(next_->head, next_->transferred);
  } else {
    const bool has_waited = !passages_.empty() && passages_.back().done == now();
    if (has_waited && coverage_ != nullptr) coverage_->begins_at_once();
    if (!has_waited && coverage_ != nullptr) coverage_->begins_later();
    running_ = std::move(next_->running);
    running_->passage.begun = now();
  }
  next_.reset();
}

void Driver::answer(const Head& head, std::uint64_t transferred) {
  done_due_ = true;
  error_due_ = head.is_refused(shape_);
  Passage passage;
  passage.transferred = transferred;
  passage.begun = now();
  passage.done = now() + 1;
  passage.error = error_due_;
  passages_.push_back(passage);
}

void Driver::finish() {
  if (std::ranges::any_of(running_->query_reads, [](unsigned times) { return times != 2; }))
    fail("a query was not read twice: for its hash, and for its attention");
  if (std::ranges::any_of(running_->values_due, [](const auto& due) { return !due.empty(); }))
    fail("a selected key's value was not read");
  running_->passage.free = running_->passage.transferred;
  if (!passages_.empty()) running_->passage.free = std::max(running_->passage.free, passages_.back().done);
  running_->passage.done = now();
  passages_.push_back(std::move(running_->passage));
  running_.reset();
}

void Driver::watch_reads() {
  query_asked_.reset();
  if (got(out_query_read)) {
    query_asked_ = got(out_query_address, 0, shape_.number_bits);
    if (!running_ || *query_asked_ >= running_->head.queries) fail("reads a query that there is not");
    ++running_->query_reads[*query_asked_];
  }
  for (unsigned bank = 0; bank < shape_.banks; ++bank) {
    keys_asked_[bank].reset();
    values_asked_[bank].reset();
    if (got(out_key_read, bank, 1) != 0) {
      keys_asked_[bank] = got(out_key_address, bank, shape_.address_bits);
      watch_key_read(bank, static_cast<unsigned>(*keys_asked_[bank]));
    }
    if (got(out_value_read, bank, 1) != 0) {
      values_asked_[bank] = got(out_value_address, bank, shape_.address_bits);
      watch_value_read(bank, static_cast<unsigned>(*values_asked_[bank]));
    }
  }
}

// First every key, in order, unless another port reads those; then the candidates.
void Driver::watch_key_read(unsigned bank, unsigned address) {
  const unsigned key = address * shape_.banks + bank;
  if (!running_ || key >= running_->head.keys) fail("reads a key that there is not");
  if (!shape_.hides_preprocessing && running_->keys_read < running_->head.keys) {
    if (key != running_->keys_read) fail("reads key " + std::to_string(key) + " out of turn");
    ++running_->keys_read;
    return;
  }
  running_->candidates[bank].push_back(key);
  running_->values_due[bank].push_back(key);
}

void Driver::watch_value_read(unsigned bank, unsigned address) {
  const unsigned key = address * shape_.banks + bank;
  if (!running_ || running_->values_due[bank].empty() || running_->values_due[bank].front() != key)
    fail("reads value " + std::to_string(key) + " out of turn");
  running_->values_due[bank].pop_front();
}

void Driver::watch_queries() {
  const bool is_taken = got(out_taken), is_selected = got(out_selected);
  if (!running_ && (is_taken || is_selected)) fail("a query without a head");
  if (!running_) return;
  // The slot of the cycle before has read its key in this one.
  if (running_->selected_before) compare_keys();
  running_->selected_before = is_selected;
  if (is_taken) watch_taken();
  if (is_selected) watch_selected();
}

// No sooner than its hash can be there: vectors are hashed one after the other, the keys first.
void Driver::watch_taken() {
  Passage& passage = running_->passage;
  const unsigned keys = shape_.hides_preprocessing ? 0 : running_->head.keys;
  const std::uint64_t before = keys + passage.taken.size();
  if (now() < passage.begun + 1 + before * shape_.hash_cycles + shape_.hash_cycles + 4)
    fail("takes a query before its hash can be there");
  passage.taken.push_back(now());
  if (passage.taken.size() > running_->head.queries) fail("takes more queries than there are");
}

// A candidate per bank and cycle, and no sooner than the row before is out of the way.
void Driver::watch_pace(unsigned most_candidates) const {
  const Passage& passage = running_->passage;
  const std::size_t query = passage.selected.size() - 1;
  if (now() < passage.taken[query] + (most_candidates == 0 ? 1 : most_candidates + 5))
    fail("finishes a query sooner than its candidates can leave");
  if (query > 0 && now() - passage.selected[query - 1] < std::max(most_candidates, shape_.chunks))
    fail("finishes two queries too soon after each other");
}

void Driver::watch_selected() {
  Passage& passage = running_->passage;
  const auto query = static_cast<unsigned>(passage.selected.size());
  if (query >= passage.taken.size()) fail("finishes a query that has not been taken");
  passage.selected.push_back(now());
  std::vector<unsigned>& counts = passage.candidates.emplace_back();
  for (unsigned bank = 0; bank < shape_.banks; ++bank) {
    counts.push_back(static_cast<unsigned>(got(out_candidates, bank, shape_.candidates_bits)));
    if (counts.back() != running_->verdict.selected_in(query, bank))
      fail("query " + std::to_string(query) + " has " + std::to_string(counts.back()) +
           " candidates in bank " + std::to_string(bank) + ", not " +
           std::to_string(running_->verdict.selected_in(query, bank)));
  }
  watch_pace(std::ranges::max(counts));
  const Head& head = running_->head;
  if (coverage_ != nullptr)
    coverage_->query(counts, head.causal ? std::min(head.keys, query + 1) : head.keys);
}

void Driver::compare_keys() {
  std::vector<unsigned> read;
  for (std::vector<unsigned>& bank : running_->candidates) {
    read.insert(read.end(), bank.begin(), bank.end());
    bank.clear();
  }
  std::ranges::sort(read);
  if (read != running_->verdict.selected(running_->compared))
    fail("query " + std::to_string(running_->compared) + " reads other keys than it selects");
  ++running_->compared;
}

void Driver::watch_write() {
  if (!got(out_write)) return;
  if (!running_) fail("writes without a head");
  Passage& passage = running_->passage;
  if (running_->next_chunk == 0) {
    running_->bounds = running_->verdict.row(static_cast<unsigned>(passage.rows.size()));
    passage.rows.emplace_back();
  }
  if (passage.rows.size() > running_->compared) fail("writes the row of a query that has not finished");
  if (got(out_address, 0, shape_.number_bits) + 1 != passage.rows.size() ||
      got(out_chunk, 0, shape_.chunk_bits) != running_->next_chunk)
    fail("writes out of order");
  for (unsigned lane = 0; lane < shape_.lanes; ++lane) watch_element(lane);
  running_->next_chunk = (running_->next_chunk + 1) % shape_.chunks;
  done_due_ = running_->next_chunk == 0 && passage.rows.size() == running_->head.queries;
}

void Driver::watch_element(unsigned lane) {
  std::vector<Vector>& rows = running_->passage.rows;
  const unsigned element = running_->next_chunk * shape_.lanes + lane;
  const std::int64_t value = sign_extend(got(out_data, lane, shape_.output_bits), shape_.output_bits);
  const bool is_there = element < shape_.dimension;
  const Bound bound = is_there ? running_->bounds[element] : Bound{};
  if (bound.is_known && std::fabs(static_cast<long double>(value) - bound.value) > bound.error)
    fail("query " + std::to_string(rows.size() - 1) + ", element " + std::to_string(element) + ": " +
         std::to_string(value) + " is not within " + std::to_string(bound.error) + " of " +
         std::to_string(bound.value));
  if (is_there) rows.back().push_back(value);
}

void Driver::fail(const std::string& what) const {
  throw std::runtime_error("cycle " + std::to_string(now()) + ": " + what);
}

}  // namespace winnow::verif::elsa
