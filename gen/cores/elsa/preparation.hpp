// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gen/cores/elsa/head.hpp"
#include "gen/cores/elsa/parts.hpp"

namespace winnow::cores::elsa {

// What the data ports bring, elements beyond the head's dimension as zeros.
struct Vectors {
  hdl::UInt query;
  std::vector<hdl::UInt> keys;  // by bank, of the head at work
  // [line of key_o of the issue]: the key to be hashed, of the head whose keys are prepared.
  std::vector<hdl::UInt> hashed_keys;
};

Vectors fetched(const Elsa::Ports& io, const Head& head);

// `vector`, with elements outside of `mask` as zeros.
hdl::UInt masked(const hdl::UInt& vector, const hdl::UInt& mask);

// With hidden preprocessing: reads the keys that are to be hashed, and lets heads use the memories in turn.
void prepare_apart(hdl::Builder& b, const Elsa::Ports& io, const Head& head, const Parts& parts);

// Hashes what is issued: keys' hashes go to the memories, those of queries to the queue. The result: all
// keys' hashes are there.
hdl::Bit keep_hashes(hdl::Builder& b, const Elsa::Params& p, const Elsa::Ports& io, const Head& head,
                     const Parts& parts, const Vectors& vectors);

// Computes norms from the keys that are issued, and keeps them in the memories.
void keep_norms(hdl::Builder& b, const Elsa::Params& p, const Elsa::Ports& io, const Head& head,
                const Parts& parts, const Vectors& vectors);

// All norms are in the memories, and the cut-off follows from them.
hdl::Bit has_cutoff(hdl::Builder& b, const Elsa::Ports& io, const Head& head, const Parts& parts);

// Of the head at work.
hdl::SInt cutoff_at_work(hdl::Builder& b, const Elsa::Params& p, const Head& head, const Parts& parts);

}  // namespace winnow::cores::elsa
