// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

// Which buffers a round of algorithm 4 (DOTA thesis, figure 7.15) can come to, whatever they hold: what can
// not come about needs no logic. Masks of rows, row 0 is bit 0; T rows.
namespace winnow::cores::scheduler {

unsigned rows_of(unsigned mask);  // how many

inline bool has(unsigned mask, unsigned row) {
  return ((mask >> row) & 1U) != 0;
}

// Masks of `least` to `most` rows in the order in which step 2 of the rule looks for one inside the open
// rows: most rows first, among equals the smallest number.
std::vector<unsigned> inside_order(unsigned tokens, unsigned least, unsigned most);

// Whether `open`, rows of the mask, can be open behind step 2 while a key waits in the mask's buffer. Step 2
// has not taken it, so when it came to the mask another of its rows was closed, by a mask before it that has
// none of `open`.
bool can_meet(unsigned tokens, unsigned mask, unsigned open);

// Whether step 3 can serve two rows by one pop.
bool can_share(unsigned tokens, unsigned row, unsigned other);

// Whether step 3 can put a key back into the buffer `rest` when it has served `lowest` and rows above it.
bool can_put_back(unsigned tokens, unsigned lowest, unsigned rest);

}  // namespace winnow::cores::scheduler
