// SPDX-License-Identifier: Apache-2.0
#include "verif/models/rmmu/datapath.hpp"

#include <algorithm>

namespace winnow::verif {

void RmmuWeights::write(const RmmuShape& shape, unsigned new_mode, std::uint32_t sets,
                        const std::vector<std::int16_t>& unpacked, std::size_t set_stride) {
  const RmmuMode& precision = shape.modes[new_mode];
  sets &= (1U << precision.outputs) - 1U;
  // Without an effective set nothing is written, so nothing changes.
  if (sets == 0) return;
  if (new_mode != mode) defined = 0;
  mode = new_mode;
  defined |= sets;
  for (unsigned set = 0; set < precision.outputs; ++set) {
    if (((sets >> set) & 1U) == 0) continue;
    std::copy_n(unpacked.begin(), shape.columns * precision.operands,
                values.begin() + static_cast<std::ptrdiff_t>(set * set_stride));
  }
}

RmmuOperands::RmmuOperands(const RmmuShape& shape) : shape_(shape) {
  std::size_t longest = 0;
  for (const RmmuMode& mode : shape.modes) longest = std::max<std::size_t>(longest, mode.operands);
  longest *= shape.columns;
  stream_.resize(static_cast<std::size_t>(shape.sources) * shape.chunks * shape.modes.size());
  for (Entry& entry : stream_) entry.values.resize(longest);
  weights_.resize(longest);
}

const std::vector<std::int16_t>& RmmuOperands::stream(const Words& stream, unsigned vector, unsigned mode) {
  Entry& entry = stream_[vector * shape_.modes.size() + mode];
  if (entry.stamp != stamp_) {
    entry.stamp = stamp_;
    unpack(stream, static_cast<std::size_t>(vector) * shape_.columns, shape_.modes[mode], entry.values);
  }
  return entry.values;
}

const std::vector<std::int16_t>& RmmuOperands::weights(const Words& data, unsigned mode) {
  unpack(data, 0, shape_.modes[mode], weights_);
  return weights_;
}

void RmmuOperands::unpack(const Words& port, std::size_t first_element, const RmmuMode& mode,
                          std::vector<std::int16_t>& values) {
  // Word widths are powers of two of at most 32 bits, so an element never straddles two 32-bit words.
  const unsigned pad = 32U - mode.bits;
  std::int16_t* value = values.data();
  for (unsigned column = 0; column < shape_.columns; ++column) {
    const std::size_t bit = (first_element + column) * shape_.word_bits;
    std::uint32_t word = port[bit / 32U] >> (bit % 32U);
    for (unsigned k = 0; k < mode.operands; ++k, word >>= mode.bits) {
      *value++ = static_cast<std::int16_t>(static_cast<std::int32_t>(word << pad) >> pad);
    }
  }
}

std::int64_t dot_product(const std::int16_t* x, const std::int16_t* w, std::size_t count, bool narrow) {
  if (narrow) {
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += std::int32_t{x[i]} * std::int32_t{w[i]};
    return sum;
  }
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += std::int64_t{std::int32_t{x[i]} * std::int32_t{w[i]}};
  return sum;
}

RmmuPipeline::RmmuPipeline(unsigned rows, std::size_t values_per_row, unsigned delay)
    : rows_(rows), depth_(delay + 1), stride_(values_per_row) {
  slots_.resize(static_cast<std::size_t>(depth_) * rows_);
  values_.resize(slots_.size() * stride_);
}

void RmmuPipeline::flush() {
  for (Slot& slot : slots_) slot.valid = false;
}

}  // namespace winnow::verif
