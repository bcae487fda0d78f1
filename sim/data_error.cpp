// SPDX-License-Identifier: Apache-2.0
#include "sim/data_error.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace winnow::sim {

DataError::DataError(std::vector<std::string> messages)
    : std::runtime_error(fmt::format("{}", fmt::join(messages, "\n"))), messages_(std::move(messages)) {}

}  // namespace winnow::sim
