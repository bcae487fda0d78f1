// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa_select/driver.hpp"

#include <iterator>
#include <stdexcept>
#include <string>

#include "verif/harness/words.hpp"

namespace winnow::verif::elsa_select {
namespace {

using streams::Pace;

// In the order of the page's ports.
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

constexpr std::uint64_t way = 5;  // cycles from a row's read to its entries in the queues

void scramble(Words& words, Random& random) {
  for (std::uint32_t& word : words) word = static_cast<std::uint32_t>(random.next());
}

}  // namespace

Driver::Driver(Bench& bench, const config::ElsaSelectParameters& parameters, ElsaSelectCoverage* coverage)
    : bench_(bench),
      parameters_(parameters),
      shape_(parameters),
      coverage_(coverage),
      query_pace_(bench.random()),
      advance_pace_(bench.random()) {}

void Driver::start() {
  keys(random_keys(shape_, random()));
  reset();
  set_query_pace(Pace::always);
  set_advance_pace(Pace::always);
}

void Driver::reset(unsigned cycles) {
  const bool rows_left = !inside_.empty() && inside_.back().rows_left > 0;
  if (coverage_ != nullptr) coverage_->reset(static_cast<unsigned>(inside_.size()), rows_left);
  bench_.value(in_reset)[0] = 0;
  for (unsigned i = 0; i < cycles; ++i) {
    drive();
    bench_.cycle();
  }
  bench_.value(in_reset)[0] = 1;
  waiting_.clear();
  inside_.clear();
  read_.reset();
  offers_ = advanced_before_ = false;
  advances_ = 0;
}

void Driver::keys(Keys keys) {
  if (!inside_.empty()) fail("the test changes the keys of queries that are under way");
  keys_ = std::move(keys);
}

void Driver::cycle(unsigned count) {
  for (unsigned i = 0; i < count; ++i) {
    drive();
    bench_.cycle();
    watch();
  }
}

void Driver::drain() {
  set_query_pace(Pace::always);
  set_advance_pace(Pace::always);
  for (std::uint64_t patience = 2000 + 40ULL * shape_.bank_keys * (waiting_.size() + 2); !is_empty();) {
    if (patience-- == 0) fail("waited in vain for the last query");
    cycle();
  }
  cycle(2);
}

// What nobody may look at is random.
void Driver::drive() {
  const bool willing = query_pace_.next();
  if (!offers_) offers_ = willing && !waiting_.empty();
  bench_.value(in_valid)[0] = offers_ ? 1 : 0;
  for (const Input input : {in_bank, in_hash, in_keys, in_number, in_causal, in_off, in_cutoff})
    if (!offers_) scramble(bench_.value(input), random());
  if (offers_) {
    const Query& query = waiting_.front();
    bench_.value(in_bank)[0] = query.bank;
    bench_.value(in_hash) = query.hash;
    bench_.value(in_keys)[0] = query.keys;
    bench_.value(in_number)[0] = query.number;
    bench_.value(in_causal)[0] = query.causal ? 1 : 0;
    bench_.value(in_off)[0] = query.approximation_off ? 1 : 0;
    put_bits(bench_.value(in_cutoff), 0, shape_.cutoff_bits, static_cast<std::uint64_t>(query.cutoff));
  }
  Words &hashes = bench_.value(in_row_hash), &norms = bench_.value(in_row_norm);
  scramble(hashes, random());
  scramble(norms, random());
  for (std::size_t s = 0; read_ && s < shape_.selectors; ++s) {
    const Key& key = keys_[*read_ * shape_.selectors + s];
    for (unsigned bit = 0; bit < shape_.hash_bits; ++bit)
      put_bit(hashes, s * shape_.hash_bits + bit, get_bit(key.hash, bit));
    put_bits(norms, s * shape_.norm_bits, shape_.norm_bits, key.norm);
  }
  bench_.value(in_advance)[0] = advance_pace_.next() ? 1 : 0;
}

std::uint64_t Driver::got(std::size_t output, unsigned width) const {
  return get_bits(bench_.got(output), 0, width);
}

void Driver::fail(const std::string& what) const {
  throw std::runtime_error("cycle " + std::to_string(bench_.cycle_count() - 1) + ": " + what);
}

void Driver::watch() {
  const bool rows_left = !inside_.empty() && inside_.back().rows_left > 0;
  if (coverage_ != nullptr) {
    coverage_->cycle({.offered = offers_,
                      .ready = got(out_ready, 1) != 0,
                      .queries = static_cast<unsigned>(inside_.size()),
                      .rows_left = rows_left,
                      .read = got(out_read, 1) != 0,
                      .candidate = got(out_valid, 1) != 0,
                      .finishing = got(out_finishing, 1) != 0,
                      .advance = bench_.inputs()[in_advance][0] != 0,
                      .advanced_before = advanced_before_});
  }
  watch_scan();
  watch_candidate();
  watch_advance();
  if (offers_ && got(out_ready, 1) != 0) accept();
}

// The rows of the query that came in last, in order.
void Driver::watch_scan() {
  read_.reset();
  if (got(out_read, 1) == 0) return;
  if (inside_.empty() || inside_.back().rows_left == 0) fail("a row is read for nobody");
  read_ = static_cast<unsigned>(got(out_row, shape_.row_bits));
  if (*read_ != inside_.back().next_row) fail("rows are not read in order");
  ++inside_.back().next_row;
  --inside_.back().rows_left;
  const auto& due = inside_.back().due.addresses;
  const auto of_row = std::distance(due.lower_bound(*read_ * shape_.selectors),
                                    due.lower_bound((*read_ + 1) * shape_.selectors));
  inside_.back().arriving.emplace_back(bench_.cycle_count() - 1 + way, static_cast<unsigned>(of_row));
}

// A candidate leaves in every cycle in which the current query has one in the queues, and in no other.
void Driver::watch_candidate() {
  bool is_due = false;
  if (!inside_.empty()) {
    Inside& current = inside_.front();
    while (!current.arriving.empty() && current.arriving.front().first < bench_.cycle_count()) {
      current.queued += current.arriving.front().second;
      current.arriving.pop_front();
    }
    is_due = current.queued > 0;
    if (is_due) --current.queued;
  }
  if ((got(out_valid, 1) != 0) != is_due)
    fail(is_due ? "no candidate leaves" : "a candidate comes too early");
  if (got(out_tag, shape_.tag_bits) != advances_ % shape_.tags) fail("the tag is not the current query's");
  if (got(out_valid, 1) != 0) {
    const auto address = static_cast<unsigned>(got(out_address, shape_.address_bits));
    if (inside_.empty() || inside_.front().due.addresses.erase(address) == 0)
      fail("address " + std::to_string(address) + " is no candidate of the query, or came before");
    inside_.front().passage.candidate_cycles.push_back(bench_.cycle_count() - 1);
  }
  const std::size_t count = inside_.empty() ? 0 : inside_.front().passage.candidate_cycles.size();
  if (got(out_count, shape_.count_bits) != count) fail("the count is not that of the candidates");
}

void Driver::watch_advance() {
  advanced_before_ = false;
  if (got(out_finishing, 1) == 0) return;
  if (inside_.empty()) fail("finishing without a query");
  if (!inside_.front().due.addresses.empty()) fail("finishing with candidates to come");
  if (inside_.front().rows_left > 0) fail("finishing with rows to be read");
  if (bench_.inputs()[in_advance][0] == 0) return;
  inside_.front().passage.advanced = bench_.cycle_count() - 1;
  passages_.push_back(std::move(inside_.front().passage));
  inside_.pop_front();
  ++advances_;
  advanced_before_ = true;
}

void Driver::accept() {
  if (inside_.size() == shape_.tags) fail("a query too many is taken");
  const Query& query = waiting_.front();
  Inside inside;
  inside.due = verdict_on(shape_, parameters_, query, keys_);
  inside.rows_left = (inside.due.seen + shape_.selectors - 1) / shape_.selectors;
  inside.passage = {.accepted = bench_.cycle_count() - 1,
                    .seen = inside.due.seen,
                    .candidates = static_cast<unsigned>(inside.due.addresses.size())};
  if (coverage_ != nullptr) {
    coverage_->query({.keys = query.keys,
                      .seen = inside.due.seen,
                      .candidates = inside.passage.candidates,
                      .causal = query.causal,
                      .approximation_off = query.approximation_off,
                      .cutoff = query.cutoff});
  }
  inside_.push_back(std::move(inside));
  waiting_.pop_front();
  offers_ = false;
}

}  // namespace winnow::verif::elsa_select
