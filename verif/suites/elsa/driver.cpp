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
      verdict(parameters, given.runs(shape) ? given : Head{}),
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
  if (coverage_ != nullptr && started_) count_reset();
  bench_.value(in_reset)[0] = 0;
  // What is offered under reset is not taken.
  for (unsigned i = 0; i < cycles; ++i) {
    for (std::size_t input = in_start; input < shape_.inputs().size(); ++input)
      scramble(bench_.value(input), random());
    bench_.cycle();
  }
  bench_.value(in_reset)[0] = 1;
  waiting_.clear();
  running_.reset();
  next_.reset();
  offers_ = done_due_ = error_due_ = false;
  query_asked_.reset();
  hash_key_asked_.reset();
  std::ranges::fill(keys_asked_, std::nullopt);
  std::ranges::fill(values_asked_, std::nullopt);
}

void Driver::count_reset() const {
  const bool runs = running_ != nullptr;
  const bool all_selected = runs && running_->passage.selected.size() == running_->head.queries;
  coverage_->reset(runs, runs ? static_cast<unsigned>(running_->passage.taken.size()) : 0,
                   all_selected ? 1 : 0);
  if (next_) coverage_->reset_of_waiting(runs);
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

void Driver::drain() {
  set_pace(streams::Pace::always);
  std::uint64_t left = running_ ? patience(running_->head) : 100;
  if (next_) left += next_->head.runs(shape_) ? patience(next_->head) : 100;
  for (const Head& head : waiting_) left += head.runs(shape_) ? patience(head) : 100;
  for (; !is_empty() || done_due_; --left) {
    if (left == 0) fail("waited in vain for the last head");
    cycle();
  }
  cycle(2);
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
  if (shape_.hides) drive_memory(in_hash_key_data, 0, hash_key_asked_, next_ ? &next_->keys : nullptr, 0, 1);
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
  if (!shape_.hides) return watch_start(is_done);
  // A head that begins waits to the end of this cycle.
  watch_waiting_start();
  watch_begin(is_done);
}

void Driver::watch_start(bool is_done) {
  if (got(out_ready) == (running_ != nullptr)) fail("start_ready_o: not what the head at work says");
  if (offers_ && running_ && coverage_ != nullptr) coverage_->waits();
  if (!offers_ || running_) return;
  begin(take(), is_done);
}

Head Driver::take() {
  offers_ = false;
  Head head = std::move(waiting_.front());
  waiting_.pop_front();
  return head;
}

// A head may be transferred unless one waits, which it does in the cycle in which it begins, too.
void Driver::watch_waiting_start() {
  if (got(out_ready) == (next_ != nullptr)) fail("start_ready_o: not what the head that waits says");
  if (!offers_) return;
  if (next_) {
    if (coverage_ != nullptr) coverage_->waits();
    return;
  }
  next_ = std::make_unique<Running>(parameters_, shape_, take());
  next_->passage.transferred = now();
  behind_ = running_ != nullptr;
  if (behind_ && coverage_ != nullptr) coverage_->behind(next_->head, running_->head);
}

std::optional<std::uint64_t> Driver::prepared_from() const {
  const Head& head = next_->head;
  if (!head.runs(shape_) || head.keys == 0) return next_->passage.transferred + 1;
  if (next_->keys_read < head.keys) return std::nullopt;
  // A key is read in the cycle after its issue.
  return last_key_read_ - 1 + std::max(shape_.hash_cycles + 4, shape_.attention.dot_stages + 8);
}

// In the first cycle in which it waits, is prepared, and no other is at work.
void Driver::watch_begin(bool is_done) {
  const bool waits = next_ != nullptr && next_->passage.transferred < now();
  const auto prepared = waits ? prepared_from() : std::nullopt;
  const bool leaves = prepared && *prepared <= now() && !running_;
  const bool begins = leaves && next_->head.runs(shape_);
  if (got(out_execution_begins) != begins)
    fail(begins ? "execution begins late" : "execution begins without a prepared head, or beside another");
  if (!leaves) return;
  if (coverage_ != nullptr) {
    coverage_->head(next_->head, is_done);
    if (begins && behind_ && next_->head.keys > 0) coverage_->prepared(*prepared < now());
  }
  next_->passage.begun = now();
  if (begins) {
    running_ = std::move(next_);
  } else {
    refuse_or_skip(next_->head, next_->passage.transferred);
    next_.reset();
  }
}

void Driver::begin(const Head& head, bool at_once) {
  if (coverage_ != nullptr) coverage_->head(head, at_once);
  if (!head.runs(shape_)) return refuse_or_skip(head, now());
  running_ = std::make_unique<Running>(parameters_, shape_, head);
  running_->passage.transferred = running_->passage.begun = now();
}

// A head that does not run is done in the cycle after this one.
void Driver::refuse_or_skip(const Head& head, std::uint64_t transferred) {
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
  running_->passage.done = now();
  passages_.push_back(std::move(running_->passage));
  running_.reset();
}

// Every key of the head that waits, in order.
void Driver::watch_hash_key() {
  hash_key_asked_.reset();
  if (!got(out_hash_key_read)) return;
  hash_key_asked_ = got(out_hash_key_address, 0, shape_.number_bits);
  if (!next_ || !next_->head.runs(shape_) || next_->passage.transferred + 1 >= now())
    fail("reads a key for its hash, and no head waits for that");
  if (next_->keys_read == next_->head.keys) fail("reads more keys for their hashes than there are");
  if (*hash_key_asked_ != next_->keys_read)
    fail("reads key " + std::to_string(*hash_key_asked_) + " for its hash out of turn");
  if (next_->keys_read > 0 && now() - last_key_read_ < shape_.hash_cycles)
    fail("reads keys for their hashes sooner after each other than they are hashed");
  ++next_->keys_read;
  last_key_read_ = now();
}

void Driver::watch_reads() {
  if (shape_.hides) watch_hash_key();
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

// First every key, in order, unless that was before the head began; then the candidates.
void Driver::watch_key_read(unsigned bank, unsigned address) {
  const unsigned key = address * shape_.banks + bank;
  if (!running_ || key >= running_->head.keys) fail("reads a key that there is not");
  if (running_->keys_read < running_->head.keys) {
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
  const std::uint64_t keys = shape_.hides ? 0 : running_->head.keys;
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
