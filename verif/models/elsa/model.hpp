// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gen/config/elsa_parameters.hpp"
#include "verif/harness/bench.hpp"
#include "verif/models/elsa/control.hpp"
#include "verif/models/elsa/memories.hpp"
#include "verif/models/elsa/parts.hpp"
#include "verif/models/elsa/shape.hpp"
#include "verif/models/elsa/square.hpp"

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

  // A cycle of the model as it is before its clock edge: the parts with what they say and what they are
  // given.
  struct Moment {
    const ElsaControl& control;
    const ElsaControl::Events& events;
    const ElsaParts& parts;
  };
  // Gets every cycle out of reset: for counting what ports do not tell.
  void observe(std::function<void(const Moment&)> observer) { observer_ = std::move(observer); }

 private:
  using Vector = ElsaControl::Vector;

  // What the parts say and what happens in this cycle; once per cycle.
  void look();
  ElsaControl::Parts parts_say() const;
  void reset();
  void step(const std::vector<Words>& inputs);
  void connect_hash(const std::vector<Words>& inputs);
  void connect_norm();
  void connect_selects();
  void connect_attentions(const std::vector<Words>& inputs);
  void connect_divide();
  void take_hash();
  void take_norm();
  void take_rows();
  std::optional<ElsaHead> offered(const std::vector<Words>& inputs) const;
  // [offset +: width of a vector], elements from `dimension` on as 0.
  void copy_vector(Words& to, const Words& from, std::size_t offset, unsigned dimension) const;
  void give_hidden(std::vector<Expected>& expected) const;
  void connect_square(std::uint64_t square);
  void go_to_work();
  void give_memories(std::vector<Expected>& expected) const;
  void give_row(std::vector<Expected>& expected) const;

  ElsaShape shape_;
  ElsaControl control_;
  ElsaMemories memories_;          // of the head that is prepared
  ElsaMemories memories_at_work_;  // with hidden preprocessing: of the head at work
  ElsaParts parts_;
  bool started_ = false;  // a reset has been seen
  bool looked_ = false;
  ElsaControl::Parts said_;
  ElsaControl::Events events_;
  std::optional<Vector> reading_, arriving_;  // issued one and two cycles ago
  unsigned begun_ = 0;                        // query that a slot began one cycle ago
  std::deque<Vector> in_hash_;                // taken by the hash core, not come out; the oldest first
  ElsaSquare square_;                         // with hidden preprocessing
  std::uint64_t cutoff_at_work_ = 0;          // likewise
  unsigned squared_ = 0, normed_ = 0;         // keys whose sum of squares, whose norm has come out
  std::deque<Words> query_hashes_;            // the oldest first
  std::function<void(const Moment&)> observer_;
};

}  // namespace winnow::verif
