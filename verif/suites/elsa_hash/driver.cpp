// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa_hash/driver.hpp"

#include <stdexcept>
#include <string>

#include "verif/harness/words.hpp"

namespace winnow::verif::elsa_hash {
namespace {

using streams::Kind;
using streams::Pace;

// docs/cores/elsa_hash.md, "Stages and steps".
std::uint64_t steps_of(const config::ElsaHashParameters& parameters, unsigned dimension) {
  std::uint64_t steps = 0;
  for (const config::HashBatch& batch : parameters.hash_factors) {
    std::uint64_t size = dimension;
    for (auto factor = batch.rbegin(); factor != batch.rend(); ++factor) {
      const std::uint64_t multiplications = size * factor->size();
      steps += (multiplications - 1) / parameters.multipliers + 1;
      size = multiplications / factor->front().size();
    }
  }
  return steps;
}

}  // namespace

Driver::Driver(Bench& bench, const config::ElsaHashParameters& parameters, ElsaHashCoverage* coverage)
    : projection_(parameters),
      period_(steps_of(parameters, projection_.dimension())),
      coverage_(coverage),
      rig_(bench, {}),
      source_(rig_.source("vector", Kind::own,
                          {{"element", projection_.dimension(), projection_.element_bits()}})),
      sink_(rig_.sink("hash", Kind::own, {{"bits", projection_.hash_bits(), 1}})) {
  source_.monitor().on_transfer = [this](const streams::Transfer& transfer) { take(transfer); };
  sink_.monitor().on_transfer = [this](const streams::Transfer& transfer) { compare(transfer); };
}

void Driver::start() {
  set_paces(Pace::never, Pace::never);
  reset(2);
  set_paces(Pace::always, Pace::always);
}

void Driver::reset(unsigned cycles) {
  const bool offered = rig_.bench().value(source_.monitor().ports().valid())[0] != 0;
  if (coverage_ != nullptr) coverage_->reset(expected_.size(), offered);
  rig_.reset(cycles);
  expected_.clear();
  vector_cycles_.clear();
  shown_cycles_.clear();
  is_shown_ = false;
}

void Driver::set_paces(Pace source, Pace sink) {
  source_.set_pace(source);
  sink_.set_pace(sink);
}

void Driver::cycle(std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::size_t inside = expected_.size();
    rig_.cycle();
    const streams::Sample &vector = source_.monitor().sample(), &hash = sink_.monitor().sample();
    if (hash.valid && !is_shown_) shown_cycles_.push_back(rig_.bench().cycle_count() - 1);
    is_shown_ = hash.valid && !hash.ready;
    if (coverage_ == nullptr) continue;
    coverage_->cycle({.vector_valid = vector.valid,
                      .vector_ready = vector.ready,
                      .hash_valid = hash.valid,
                      .hash_ready = hash.ready,
                      .inside = inside});
  }
}

void Driver::send(const Elements& vector) {
  const unsigned bits = projection_.element_bits();
  Words words(words_for(projection_.dimension() * bits));
  for (std::size_t i = 0; i < vector.size(); ++i)
    put_bits(words, i * bits, bits, static_cast<std::uint64_t>(vector[i]));
  source_.send_payload({words});
}

void Driver::take(const streams::Transfer& transfer) {
  const unsigned bits = projection_.element_bits();
  Elements vector;
  for (unsigned i = 0; i < projection_.dimension(); ++i)
    vector.push_back(sign_extend(get_bits(transfer.payload[0], std::size_t{i} * bits, bits), bits));
  expected_.push_back(projection_.hash(vector));
  if (coverage_ != nullptr) {
    coverage_->vector(vector, projection_.least(), projection_.largest());
    if (!vector_cycles_.empty() && transfer.cycle - vector_cycles_.back() == period_)
      coverage_->back_to_back();
  }
  vector_cycles_.push_back(transfer.cycle);
}

void Driver::compare(const streams::Transfer& transfer) {
  if (expected_.empty()) throw std::runtime_error("hash: of a vector that nobody sent");
  for (unsigned bit = 0; bit < projection_.hash_bits(); ++bit) {
    if (get_bit(transfer.payload[0], bit) != expected_.front()[bit])
      throw std::runtime_error("hash: bit " + std::to_string(bit) + " is not the sign of its row's sum");
  }
  expected_.pop_front();
}

void Driver::run_until_taken(std::uint64_t count) {
  for (std::uint64_t waited = 0; taken() < count; ++waited) {
    if (waited > 200 + 40 * period_ * (count + 1))
      throw std::runtime_error("waited in vain for vectors to be taken");
    cycle();
  }
}

void Driver::drain() {
  run_until_taken(taken() + source_.waiting());
  for (std::uint64_t waited = 0; !expected_.empty(); ++waited) {
    if (waited > 200 + 40 * period_) throw std::runtime_error("waited in vain for the last hash");
    cycle();
  }
  cycle(2);
}

}  // namespace winnow::verif::elsa_hash
