// SPDX-License-Identifier: Apache-2.0
// What the scheduler's clock may be: no slower than a hand-written PE for 16 bits that multiplies and adds in
// one cycle, in the same library and by the same script. A promise; no baseline moves it.
#include <boost/test/unit_test.hpp>

#include "gen/config/scheduler_parameters.hpp"
#include "verif/tests/synth/core_run.hpp"
#include "verif/tests/synth/plain_pe.hpp"

using namespace winnow;

BOOST_AUTO_TEST_CASE(four_rows_and_512_keys_are_no_slower_than_a_processing_element) {
  const config::SchedulerParameters parameters{4, 512, 16, 512};
  const auto scheduler =
      cli::prices::price_of(synth_test::CoreRun(config::make_config("scheduler", parameters)).result);
  const auto element = synth_test::plain_pe(0);
  BOOST_TEST_MESSAGE("scheduler " << scheduler.path_ns << " ns, processing element " << element.path_ns
                                  << " ns");
  BOOST_TEST(scheduler.path_ns > 0);
  BOOST_TEST(scheduler.path_ns <= element.path_ns);
  // Both are whole: the scheduler holds two groups of masks, the element its weight and 48 bits.
  BOOST_TEST(scheduler.flip_flops > 2U * 512 * 4);
  BOOST_TEST(element.flip_flops == 16U + 48U);
}
