// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "verif/models/elsa/shape.hpp"

namespace winnow::verif::elsa {

// Closed forms of docs/cores/elsa.md, "Timing".

// From the transfer of a head that finds the accelerator idle to the acceptance of query 0.
std::uint64_t preprocessing_cycles(const ElsaShape& shape, unsigned keys);
// From the acceptance of query 0 to the last query's moving on, every key selected: nullopt where the page
// gives no closed form (shallow queues, P below 6 / (T-1), or hashes that bound the queries and are there
// before the cut-off or 5 cycles apart).
std::optional<std::uint64_t> execution_cycles(const ElsaShape& shape, unsigned queries, unsigned keys);
// With hidden preprocessing: from the transfer to a head's begin, if it finds the accelerator idle.
std::uint64_t waiting_cycles(const ElsaShape& shape, unsigned keys);
// And from a head's begin to done_o, every key selected, whatever keys of the next head are hashed meanwhile:
// nullopt where the page gives no closed form.
std::optional<std::uint64_t> working_cycles(const ElsaShape& shape, unsigned queries, unsigned keys);
// From the last query's moving on to done_o.
std::uint64_t ending_cycles(const ElsaShape& shape);

}  // namespace winnow::verif::elsa
