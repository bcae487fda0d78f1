// SPDX-License-Identifier: Apache-2.0
// What the bench costs by itself, at the port sizes of a 32 x 16 array: 16k bits of input, 30k of output.
#include <boost/test/unit_test.hpp>
#include <ctime>

#include "verif/harness/bench.hpp"
#include "verif/tests/harness/mock.hpp"

using namespace winnow::verif;
using namespace winnow::verif::testing;

BOOST_AUTO_TEST_CASE(tens_of_thousands_of_cycles_per_second) {
  const MockShape shape{16384, 30720};
  const auto measure = [&](std::uint32_t known_mask) {
    MockDut dut(shape);
    MockModel model(shape);
    model.known_mask = known_mask;
    Bench bench(dut, model, "speed", 1);
    bench.reset();
    const std::size_t data = bench.input("data_i");
    constexpr unsigned cycles = 20000;
    const std::clock_t start = std::clock();  // processor time: other programs do not count
    for (unsigned i = 0; i < cycles; ++i) {
      bench.value(data)[i % 512U] = i * 0x9E3779B9U;
      bench.cycle();
    }
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    return cycles / seconds;
  };
  const double all_known = measure(~0U);
  const double masked = measure(0xFFFF0000U);
  BOOST_TEST_MESSAGE("cycles/s with mock device and model: all bits defined " << all_known << ", masked "
                                                                              << masked);
#if defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__)
  // Far below what the bench does, so that only a change of order of magnitude fails.
  BOOST_TEST(all_known > 10000.0);
  BOOST_TEST(masked > 5000.0);
#else
  // Without optimisation, or with sanitizers, the figure says nothing about the bench.
  BOOST_TEST(all_known > 0.0);
  BOOST_TEST(masked > 0.0);
#endif
}
