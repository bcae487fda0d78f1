// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace winnow::config {

// User parameters of the collector (docs/cores/collector.md).
struct CollectorParameters {
  unsigned maximum_keys = 1024;
  unsigned tokens = 4;
  unsigned keys_per_cycle = 16;

  bool operator==(const CollectorParameters&) const = default;
};

}  // namespace winnow::config
