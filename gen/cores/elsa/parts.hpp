// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gen/cores/elsa/elsa.hpp"
#include "gen/cores/elsa/issue.hpp"
#include "gen/cores/elsa/key_memory.hpp"
#include "gen/cores/elsa/key_square.hpp"
#include "gen/cores/elsa_attention/attention.hpp"
#include "gen/cores/elsa_divide/divide.hpp"
#include "gen/cores/elsa_hash/elsa_hash.hpp"
#include "gen/cores/elsa_norm/elsa_norm.hpp"
#include "gen/cores/elsa_select/elsa_select.hpp"
#include "gen/lib/fifo.hpp"

namespace winnow::cores::elsa {

struct Bank {
  KeyMemory::Ports memory;
  elsa_select::ElsaSelect::Ports select;
  elsa_attention::Attention::Ports attention;
};

// The instances that the accelerator is joined from.
struct Parts {
  Issue::Ports issue;
  std::optional<KeySquare::Ports> square;  // with hidden preprocessing
  elsa_hash::ElsaHash::Ports hash;
  lib::Fifo::Ports queue;  // of query hashes
  elsa_norm::ElsaNorm::Ports norm;
  std::vector<Bank> banks;
  elsa_divide::Divide::Ports divide;
};

Parts build_parts(hdl::Builder& b, const Elsa::Params& p);

// What `of` gives for every bank.
template <class T>
std::vector<T> each_bank(const Parts& parts, const std::function<T(const Bank&)>& of) {
  std::vector<T> all;
  for (const Bank& bank : parts.banks) all.push_back(of(bank));
  return all;
}

}  // namespace winnow::cores::elsa
