// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include "verif/tests/models/rmmu_inputs.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

config::RmmuParameters small() {
  config::RmmuParameters p;
  p.rows = 4;
  p.columns = 2;
  p.chunks = 2;
  return p;
}

void write(ModelRig& rig, unsigned row, unsigned mode, unsigned sets, std::int64_t word) {
  rig.set("weight_precision_i", 0, rig.shape().precision_bits, mode);
  rig.set("weight_set_i", 0, rig.shape().lanes, sets);
  rig.fill("weight_data_i", rig.shape().columns, rig.shape().word_bits, word);
  rig.set("weight_row_i", row, 1, 1);
  rig.clock();
  rig.set("weight_row_i", row, 1, 0);
}

// One enabled cycle of one row.
void pulse(ModelRig& rig, unsigned row, unsigned mode, bool element, bool clear) {
  rig.set("row_precision_i", row, rig.shape().precision_bits, mode);
  rig.set("row_element_i", row, 1, element ? 1 : 0);
  rig.set("row_clear_i", row, 1, clear ? 1 : 0);
  rig.set("row_enable_i", row, 1, 1);
  rig.clock();
  rig.set("row_enable_i", row, 1, 0);
}

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_is_known_before_the_first_reset) {
  ModelRig rig(small());
  rig.clock(10);
  BOOST_TEST(!rig.known("row_valid_o", 0, 1));
  BOOST_TEST(!rig.row_known(0, 0, 0));
  BOOST_TEST(!rig.known("element_result_o", 7, rig.shape().element_bits));
  BOOST_TEST(!rig.known("group_result_o", 0, rig.shape().group_bits));
  rig.reset();
  BOOST_TEST(rig.known("row_valid_o", 3, 1));
  BOOST_TEST(rig.row_known(3, 0, 3));
  BOOST_TEST(rig.known("group_result_o", 1, rig.shape().group_bits));
  BOOST_TEST(rig.row_result(3, 0, 3) == 0);
  BOOST_TEST(!rig.flag("row_valid_o", 0));
}

// A sample of cycle t: row result in t + pe_stages + reduction_stages + 1, element in t + pe_stages + 1,
// group one cycle after the row; valid for that one cycle.
BOOST_AUTO_TEST_CASE(latencies_by_hand) {
  for (unsigned pe = 0; pe <= 2; ++pe) {
    for (unsigned tree = 0; tree <= 3; ++tree) {
      config::RmmuParameters p = small();
      p.pe_stages = pe;
      p.reduction_stages = tree;
      ModelRig rig(p);
      rig.reset();
      for (unsigned row = 0; row < 4; ++row) write(rig, row, 0, 1, 3);
      rig.fill("stream_i", 4, 32, 5);
      for (const bool element : {false, true}) {
        const unsigned latency = pe + 1 + (element ? 0 : tree);
        rig.fill("row_enable_i", 2, 1, 1);
        rig.fill("row_element_i", 2, 1, element ? 1 : 0);
        rig.clock();  // the edge that ends cycle t: the outputs now are those of cycle t + 1
        rig.fill("row_enable_i", 2, 1, 0);
        for (unsigned after = 1; after < 9; ++after) {
          BOOST_TEST(rig.flag("row_valid_o", 1) == (!element && after == latency));
          BOOST_TEST(rig.flag("group_valid_o", 0) == (!element && after == latency + 1));
          BOOST_TEST(rig.flag("element_valid_o", 0) == (element && after == latency));
          if (!element) BOOST_TEST(rig.row_result(0, 0, 0) == (after >= latency ? 30 : 0));
          if (!element) {
            BOOST_TEST(rig.get("group_result_o", 0, rig.shape().group_bits) == (after > latency ? 60 : 0));
          }
          if (element) {
            BOOST_TEST(rig.get("element_result_o", 1, rig.shape().element_bits) ==
                       (after >= latency ? 15 : 0));
          }
          rig.clock();
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_write_counts_from_the_next_cycle) {
  config::RmmuParameters p = small();
  p.pe_stages = 0;
  ModelRig rig(p);
  rig.reset();
  write(rig, 0, 0, 1, 3);
  rig.fill("stream_i", 4, 32, 1);
  rig.set("row_enable_i", 0, 1, 1);
  rig.set("row_clear_i", 0, 1, 1);
  write(rig, 0, 0, 1, 100);  // sampled with the old weights
  BOOST_TEST(rig.row_result(0, 0, 0) == 6);
  rig.clock();
  BOOST_TEST(rig.row_result(0, 0, 0) == 200);
}

BOOST_AUTO_TEST_CASE(definedness_follows_sets_and_precision) {
  config::RmmuParameters p = small();
  p.pe_stages = 0;
  ModelRig rig(p);
  rig.reset();
  pulse(rig, 0, 3, false, true);  // nothing written yet
  for (unsigned lane = 0; lane < 4; ++lane) BOOST_TEST(!rig.row_known(0, 0, lane));
  pulse(rig, 0, 0, false, true);  // FX16 uses lane 0 only, the others are zero
  BOOST_TEST(!rig.row_known(0, 0, 0));
  BOOST_TEST(rig.row_known(0, 0, 1));
  write(rig, 0, 3, 0b0101, 0x55555555);
  pulse(rig, 0, 3, false, true);
  BOOST_TEST(rig.row_known(0, 0, 0));
  BOOST_TEST(!rig.row_known(0, 0, 1));
  BOOST_TEST(rig.row_known(0, 0, 2));
  BOOST_TEST(!rig.row_known(0, 0, 3));
  write(rig, 0, 3, 0b1010, 0x55555555);
  pulse(rig, 0, 3, false, false);  // still tainted: no clear
  BOOST_TEST(!rig.row_known(0, 0, 1));
  pulse(rig, 0, 3, false, true);
  BOOST_TEST(rig.row_known(0, 0, 1));
  write(rig, 0, 2, 0b0001, 0x11111111);  // INT4 set 0: INT4's set 1 and all of INT2 are gone
  pulse(rig, 0, 2, false, true);
  BOOST_TEST(rig.row_known(0, 0, 0));
  BOOST_TEST(!rig.row_known(0, 0, 1));
  BOOST_TEST(rig.row_known(0, 0, 2));
  pulse(rig, 0, 3, false, true);
  BOOST_TEST(!rig.row_known(0, 0, 0));
  // The group sees an undefined lane one cycle later, until all its rows are defined.
  rig.clock();
  BOOST_TEST(!rig.known("group_result_o", 0, rig.shape().group_bits));
  BOOST_TEST(rig.known("group_result_o", 4, rig.shape().group_bits));
  rig.reset();
  BOOST_TEST(rig.row_known(0, 0, 0));
  BOOST_TEST(rig.known("group_result_o", 0, rig.shape().group_bits));
}

BOOST_AUTO_TEST_CASE(a_write_without_an_effective_set_changes_nothing) {
  config::RmmuParameters p = small();
  p.pe_stages = 0;
  ModelRig rig(p);
  rig.reset();
  write(rig, 0, 3, 0b1111, 0x55555555);
  write(rig, 0, 0, 0b1110, 0x1234);  // FX16 looks at bit 0 only
  rig.fill("stream_i", 4, 32, 0x55555555);
  pulse(rig, 0, 3, false, true);
  BOOST_TEST(rig.row_known(0, 0, 3));
  BOOST_TEST(rig.row_result(0, 0, 3) == 32);
}

BOOST_AUTO_TEST_CASE(weights_survive_reset_and_are_written_during_it) {
  config::RmmuParameters p = small();
  p.pe_stages = 0;
  ModelRig rig(p);
  write(rig, 0, 0, 1, 7);  // before the first reset
  rig.reset();
  rig.set("rst_ni", 0, 1, 0);
  write(rig, 1, 0, 1, 9);
  rig.set("rst_ni", 0, 1, 1);
  rig.fill("stream_i", 4, 32, 1);
  pulse(rig, 0, 0, false, false);
  pulse(rig, 1, 0, false, false);
  BOOST_TEST(rig.row_result(0, 0, 0) == 14);
  BOOST_TEST(rig.row_result(1, 0, 0) == 18);
}

BOOST_AUTO_TEST_CASE(reset_drops_what_is_in_flight) {
  config::RmmuParameters p = small();
  p.pe_stages = 2;
  p.reduction_stages = 3;
  ModelRig rig(p);
  rig.reset();
  write(rig, 0, 0, 1, 7);
  rig.fill("stream_i", 4, 32, 1);
  for (unsigned i = 0; i < 4; ++i) pulse(rig, 0, 0, i % 2 == 1, false);
  rig.reset();
  for (unsigned i = 0; i < 10; ++i) {
    BOOST_TEST(!rig.flag("row_valid_o", 0));
    BOOST_TEST(!rig.flag("element_valid_o", 0));
    BOOST_TEST(rig.row_result(0, 0, 0) == 0);
    rig.clock();
  }
}

BOOST_AUTO_TEST_CASE(the_multiplier_wins_over_weights_and_commit) {
  for (const bool shadow : {false, true}) {
    config::RmmuParameters p = small();
    p.pe_stages = 0;
    p.shadow = shadow;
    ModelRig rig(p);
    rig.reset();
    rig.fill("stream_i", 4, 32, 1);
    rig.set("multiplier_i", 0, 16, -5);
    rig.set("multiplier_write_i", 0, 1, 1);
    if (shadow) rig.set("weight_commit_i", 0, 1, 1);
    write(rig, 0, 0, 1, 100);
    rig.set("multiplier_write_i", 0, 1, 0);
    if (shadow) rig.set("weight_commit_i", 0, 1, 0);
    pulse(rig, 0, 2, true, true);  // element runs in FX16 whatever the precision says
    BOOST_TEST(rig.get("element_result_o", 0, rig.shape().element_bits) == -5);
    if (!shadow) continue;
    rig.set("weight_commit_i", 0, 1, 1);
    rig.clock();  // the shadow took the write
    rig.set("weight_commit_i", 0, 1, 0);
    pulse(rig, 0, 0, true, true);
    BOOST_TEST(rig.get("element_result_o", 0, rig.shape().element_bits) == 100);
  }
}

BOOST_AUTO_TEST_CASE(a_commit_takes_the_shadow_of_before_the_write) {
  config::RmmuParameters p = small();
  p.pe_stages = 0;
  p.shadow = true;
  ModelRig rig(p);
  rig.reset();
  rig.fill("stream_i", 4, 32, 1);
  write(rig, 0, 0, 1, 10);
  pulse(rig, 0, 0, false, true);
  BOOST_TEST(!rig.row_known(0, 0, 0));  // not committed
  rig.set("weight_commit_i", 0, 1, 1);
  write(rig, 0, 0, 1, 20);
  rig.set("weight_commit_i", 0, 1, 0);
  pulse(rig, 0, 0, false, true);
  BOOST_TEST(rig.row_result(0, 0, 0) == 20);  // two columns of 10
  rig.set("weight_commit_i", 0, 1, 1);
  rig.clock();
  rig.set("weight_commit_i", 0, 1, 0);
  pulse(rig, 0, 0, false, true);
  BOOST_TEST(rig.row_result(0, 0, 0) == 40);
}

// Row r takes chunk r mod D of its source; element index (source * D + chunk) * C + column.
BOOST_AUTO_TEST_CASE(rows_read_their_chunk_and_source) {
  config::RmmuParameters p = small();
  p.pe_stages = 0;
  p.sources = 3;
  ModelRig rig(p);
  rig.reset();
  for (unsigned row = 0; row < 4; ++row) write(rig, row, 0, 1, 1);
  for (unsigned i = 0; i < 12; ++i) rig.set("stream_i", i, 32, 1 << i);
  for (unsigned row = 0; row < 4; ++row) {
    for (unsigned code = 0; code < 4; ++code) {
      rig.set("row_source_i", row, 2, code);
      pulse(rig, row, 0, false, true);
      const unsigned source = code > 2 ? 2 : code, element = (source * 2 + row % 2) * 2;
      BOOST_TEST(rig.row_result(row, 0, 0) == (1 << element) + (2 << element));
    }
  }
}
