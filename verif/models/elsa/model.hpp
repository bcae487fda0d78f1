// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "gen/config/elsa_parameters.hpp"
#include "verif/harness/bench.hpp"
#include "verif/models/elsa/control.hpp"
#include "verif/models/elsa/memories.hpp"
#include "verif/models/elsa/parts.hpp"
#include "verif/models/elsa/shape.hpp"

namespace winnow::verif {

// Cycle-exact reference model of ELSA's accelerator, from docs/cores/elsa.md: the models of its parts, joined
// as the page says. Undefined are all outputs before the first reset, addresses while their read is low,
// address, chunk and data of the output while its write is low, and the candidates while query_selected_o is
// low. No output depends on an input of the same cycle.
class ElsaModel final : public Model {
 public:
  // Throws std::invalid_argument for parameters outside the page's ranges.
  explicit ElsaModel(const config::ElsaParameters& parameters);

  std::vector<std::string> output_names() const override;
  std::vector<std::string> input_names() const override;
  std::vector<unsigned> output_widths() const override;
  std::vector<unsigned> input_widths() const override;
  void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override;
  void clock(const std::vector<Words>& inputs) override;
  void power_up() override;

 private:
  using Vector = ElsaControl::Vector;

  // Where the hashes and norms of keys go.
  ElsaMemories& key_memories() { return shape_.hides ? next_memories_ : memories_; }
  // What the parts say and what happens in this cycle; once per cycle.
  void look();
  ElsaControl::Parts parts_say() const;
  void reset();
  void step(const std::vector<Words>& inputs);
  void connect_hash(const std::vector<Words>& inputs);
  void connect_norm(const std::vector<Words>& inputs);
  void take_square(std::uint64_t square);
  // Of the key that arrives.
  std::uint64_t square(const Words& key) const;
  void connect_selects();
  void connect_attentions(const std::vector<Words>& inputs);
  void connect_divide();
  void take_hash();
  void take_norm();
  void take_rows();
  std::optional<ElsaHead> offered(const std::vector<Words>& inputs) const;
  // [offset +: width of a vector], elements from the dimension on as 0.
  void copy_vector(Words& to, const Words& from, std::size_t offset, unsigned dimension) const;
  void give_hidden(std::vector<Expected>& expected) const;
  void give_memories(std::vector<Expected>& expected) const;
  void give_row(std::vector<Expected>& expected) const;

  ElsaShape shape_;
  ElsaControl control_;
  ElsaMemories memories_;       // of the head at work
  ElsaMemories next_memories_;  // of the head that waits
  ElsaParts parts_;
  bool started_ = false;  // a reset has been seen
  bool looked_ = false;
  ElsaControl::Parts said_;
  ElsaControl::Events events_;
  std::optional<Vector> reading_, arriving_;  // issued one and two cycles ago
  unsigned begun_ = 0;                        // query that a slot began one cycle ago
  std::deque<Vector> hashing_;                // issued, hash has not come out; the oldest first
  unsigned squared_ = 0, normed_ = 0;         // keys whose sum of squares, whose norm has come out
  std::deque<Words> query_hashes_;            // the oldest first
  // With hidden preprocessing: sums of squares on their way to the norm core, and the cut-off of the head at
  // work.
  std::deque<std::optional<std::uint64_t>> squares_;
  std::uint64_t cutoff_ = 0;
};

}  // namespace winnow::verif
