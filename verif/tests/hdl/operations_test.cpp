// SPDX-License-Identifier: Apache-2.0
// Every operation of the netlist, on its own: semantics.hpp = evaluator = mathematical integers, for widths
// on both sides of every word boundary and for corner values.
#include <boost/test/unit_test.hpp>
#include <functional>

#include "gen/hdl/evaluator/evaluator.hpp"
#include "gen/hdl/netlist/builder.hpp"
#include "gen/hdl/netlist/semantics.hpp"
#include "verif/tests/hdl/integers.hpp"

namespace winnow::verif {
namespace {

using hdl::Bits;
using hdl::Node;
using hdl::NodeId;
using hdl::Op;

struct Operand {
  unsigned width = 1;
  bool is_signed = false;
};

// One operation on module inputs, driving one output.
class Subject {
 public:
  Subject(Op op, const std::vector<Operand>& operands, Operand result, unsigned index = 0)
      : module_(design_, "subject"), operands_(operands) {
    Node node;
    for (std::size_t i = 0; i < operands.size(); ++i) {
      Node input;
      input.op = Op::input;
      input.index = static_cast<std::uint32_t>(i);
      input.width = operands[i].width;
      input.is_signed = operands[i].is_signed;
      node.operands.push_back(module_.add(input));
      module_.ports.push_back({"i" + std::to_string(i),
                               operands[i].width,
                               operands[i].is_signed,
                               true,
                               {},
                               {},
                               node.operands.back()});
    }
    node.op = op;
    node.width = result.width;
    node.is_signed = result.is_signed;
    node.index = index;
    const NodeId id = module_.add(node);
    module_.ports.push_back({"o", result.width, result.is_signed, false, {}, {}, id});
    node_ = module_.node(id);
  }

  // Runs all corner combinations and some random ones. `meaning` gets the operands' values (negative
  // where signed) and gives the result, taken modulo 2^width.
  void compare(const std::function<Integer(const std::vector<Integer>&)>& meaning) {
    hdl::Evaluator evaluator(module_);
    Random random(node_.width * 1000U + static_cast<unsigned>(node_.op));
    constexpr unsigned corners = 9;
    unsigned combinations = 1;
    for (std::size_t i = 0; i < operands_.size(); ++i) combinations *= corners;
    combinations = std::min(combinations, 100U);
    for (unsigned n = 0; n < combinations; ++n) {
      std::vector<Integer> values;
      std::vector<Bits> bits;
      unsigned rest = n;
      for (std::size_t i = 0; i < operands_.size(); ++i, rest /= corners) {
        const Integer pattern = corner_bits(random, operands_[i].width, rest % corners);
        bits.push_back(to_bits(pattern, operands_[i].width));
        values.push_back(operands_[i].is_signed ? wrap_signed(pattern, operands_[i].width) : pattern);
        evaluator.poke(i, to_words(pattern, operands_[i].width));
      }
      evaluator.settle();
      const Integer expected = wrap_unsigned(meaning(values), node_.width);
      check(expected, hdl::evaluate(module_, node_, bits), "semantics", values);
      check(expected, evaluator.value(operands_.size()), "evaluator", values);
    }
  }

 private:
  // Compares whole words: bits above the width must be zero.
  void check(const Integer& expected, const Bits& got, const char* who,
             const std::vector<Integer>& values) const {
    std::string text =
        std::string(who) + ": " + name_of(node_.op) + " to " + std::to_string(node_.width) + " of";
    for (std::size_t i = 0; i < values.size(); ++i) {
      text +=
          " " + values[i].str() + (operands_[i].is_signed ? ":s" : ":u") + std::to_string(operands_[i].width);
    }
    BOOST_REQUIRE_MESSAGE(got == to_bits(expected, node_.width),
                          text << " is " << from_bits(got) << ", expected " << expected);
  }

  hdl::Design design_;
  hdl::Module module_;
  std::vector<Operand> operands_;
  Node node_;
};

const std::vector<unsigned> widths = {1, 2, 5, 31, 32, 33, 63, 64, 65, 100, 127, 128, 129, 192, 200};

// `meaning` of two operands of the same width and sign; the result has that width, or 1.
void binary(Op op, bool one_bit,
            const std::function<Integer(const Integer&, const Integer&, unsigned)>& meaning) {
  for (const unsigned width : widths) {
    for (const bool is_signed : {false, true}) {
      const Operand operand{width, is_signed};
      Subject subject(op, {operand, operand}, one_bit ? Operand{1, false} : operand);
      subject.compare([&](const std::vector<Integer>& v) { return meaning(v[0], v[1], width); });
    }
  }
}

void unary(Op op, bool one_bit, const std::function<Integer(const Integer&, unsigned)>& meaning) {
  for (const unsigned width : widths) {
    for (const bool is_signed : {false, true}) {
      Subject subject(op, {{width, is_signed}}, one_bit ? Operand{1, false} : Operand{width, is_signed});
      subject.compare([&](const std::vector<Integer>& v) { return meaning(v[0], width); });
    }
  }
}

bool bit_of(const Integer& value, unsigned width, unsigned index) {
  return bit_test(wrap_unsigned(value, width), index);
}

// A bitwise operation written as a sum of weighted bits.
Integer bitwise(const Integer& a, const Integer& b, unsigned width, bool (*combine)(bool, bool)) {
  Integer result = 0;
  for (unsigned i = 0; i < width; ++i) {
    if (combine(bit_of(a, width, i), bit_of(b, width, i))) result += power_of_two(i);
  }
  return result;
}

BOOST_AUTO_TEST_CASE(addition_and_subtraction_wrap) {
  binary(Op::add, false, [](const Integer& a, const Integer& b, unsigned) { return Integer(a + b); });
  binary(Op::subtract, false, [](const Integer& a, const Integer& b, unsigned) { return Integer(a - b); });
}

BOOST_AUTO_TEST_CASE(multiplication_is_exact) {
  for (const unsigned a : widths) {
    for (const unsigned b : {1U, 4U, 32U, 33U, 64U, 65U, 130U}) {
      for (const bool is_signed : {false, true}) {
        Subject subject(Op::multiply, {{a, is_signed}, {b, is_signed}}, {a + b, is_signed});
        subject.compare([](const std::vector<Integer>& v) { return Integer(v[0] * v[1]); });
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(bitwise_operations) {
  binary(Op::bit_and, false, [](const Integer& a, const Integer& b, unsigned width) {
    return bitwise(a, b, width, [](bool x, bool y) { return x && y; });
  });
  binary(Op::bit_or, false, [](const Integer& a, const Integer& b, unsigned width) {
    return bitwise(a, b, width, [](bool x, bool y) { return x || y; });
  });
  binary(Op::bit_xor, false, [](const Integer& a, const Integer& b, unsigned width) {
    return bitwise(a, b, width, [](bool x, bool y) { return x != y; });
  });
  unary(Op::bit_not, false, [](const Integer& a, unsigned) { return Integer(-a - 1); });
}

BOOST_AUTO_TEST_CASE(comparisons_respect_the_sign) {
  binary(Op::equal, true, [](const Integer& a, const Integer& b, unsigned) { return Integer(a == b); });
  binary(Op::not_equal, true, [](const Integer& a, const Integer& b, unsigned) { return Integer(a != b); });
  binary(Op::less, true, [](const Integer& a, const Integer& b, unsigned) { return Integer(a < b); });
  binary(Op::less_equal, true, [](const Integer& a, const Integer& b, unsigned) { return Integer(a <= b); });
}

BOOST_AUTO_TEST_CASE(reductions) {
  unary(Op::reduce_and, true, [](const Integer& a, unsigned width) {
    return Integer(wrap_unsigned(a, width) == power_of_two(width) - 1);
  });
  unary(Op::reduce_or, true, [](const Integer& a, unsigned) { return Integer(a != 0); });
  unary(Op::reduce_xor, true, [](const Integer& a, unsigned width) {
    unsigned ones = 0;
    for (unsigned i = 0; i < width; ++i) ones += bit_of(a, width, i) ? 1 : 0;
    return Integer(ones % 2);
  });
}

BOOST_AUTO_TEST_CASE(multiplexer) {
  for (const unsigned width : widths) {
    Subject subject(Op::mux, {{1, false}, {width, true}, {width, true}}, {width, true});
    subject.compare([](const std::vector<Integer>& v) { return v[0] == 1 ? v[1] : v[2]; });
  }
}

BOOST_AUTO_TEST_CASE(concatenation_puts_the_first_operand_on_top) {
  for (const unsigned high : widths) {
    for (const unsigned low : widths) {
      Subject pair(Op::concatenate, {{high, true}, {low, false}}, {high + low, false});
      pair.compare([&](const std::vector<Integer>& v) {
        return Integer(wrap_unsigned(v[0], high) * power_of_two(low) + v[1]);
      });
      Subject four(Op::concatenate, {{3, false}, {high, false}, {7, true}, {low, false}},
                   {high + low + 10, false});
      four.compare([&](const std::vector<Integer>& v) {
        return Integer(v[0] * power_of_two(high + 7 + low) + v[1] * power_of_two(7 + low) +
                       wrap_unsigned(v[2], 7) * power_of_two(low) + v[3]);
      });
    }
  }
}

BOOST_AUTO_TEST_CASE(slices) {
  for (const unsigned width : widths) {
    for (unsigned low = 0; low < width; low += 1 + low / 7 * 5) {
      for (unsigned size = 1; low + size <= width; size += 1 + size / 3) {
        Subject subject(Op::slice, {{width, low % 2 == 0}}, {size, false}, low);
        subject.compare(
            [&](const std::vector<Integer>& v) { return floor_shift(wrap_unsigned(v[0], width), low); });
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(extensions_and_reinterpretation) {
  for (const unsigned width : widths) {
    for (const unsigned more : {1U, 3U, 31U, 64U, 70U, 200U}) {
      for (const bool is_signed : {false, true}) {
        const Operand from{width, is_signed};
        Subject zero(Op::zero_extend, {from}, {width + more, is_signed});
        zero.compare([&](const std::vector<Integer>& v) { return wrap_unsigned(v[0], width); });
        Subject sign(Op::sign_extend, {from}, {width + more, is_signed});
        sign.compare([&](const std::vector<Integer>& v) { return wrap_signed(v[0], width); });
      }
    }
    Subject other(Op::reinterpret, {{width, true}}, {width, false});
    other.compare([](const std::vector<Integer>& v) { return v[0]; });
    Subject wire(Op::wire, {{width, true}}, {width, true});
    wire.compare([](const std::vector<Integer>& v) { return v[0]; });
  }
}

BOOST_AUTO_TEST_CASE(shifts_by_a_value) {
  for (const unsigned width : widths) {
    // The corner patterns of the amount reach 0, 1, half and all of the width, and far beyond it.
    for (const unsigned amount_width : {1U, 3U, 6U, 7U, 8U, 64U, 70U}) {
      for (const bool is_signed : {false, true}) {
        const Operand value{width, is_signed};
        const auto limit = [&](const Integer& amount) {
          return amount > width ? width : static_cast<unsigned>(amount);
        };
        Subject left(Op::shift_left, {value, {amount_width, false}}, value);
        left.compare(
            [&](const std::vector<Integer>& v) { return Integer(v[0] * power_of_two(limit(v[1]))); });
        Subject right(Op::shift_right, {value, {amount_width, false}}, value);
        right.compare([&](const std::vector<Integer>& v) { return floor_shift(v[0], limit(v[1])); });
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(nodes_without_a_value_of_their_own_are_refused) {
  hdl::Design design;
  hdl::Module module(design, "subject");
  for (const Op op :
       {Op::poison, Op::input, Op::reg, Op::memory_read, Op::memory_read_reg, Op::instance_output}) {
    Node node;
    node.op = op;
    node.width = 1;
    BOOST_CHECK_THROW(hdl::evaluate(module, node, {}), std::logic_error);
  }
}

}  // namespace
}  // namespace winnow::verif
