// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/passes/random_graph.hpp"

#include <algorithm>
#include <memory>
#include <random>

namespace winnow::hdl::test {
namespace {

// Nodes are made in the arena itself, not through handles, so that combinations appear that handles never
// make.
class Generator {
 public:
  Generator(Builder& builder, RandomGraph::Ports& ports, const RandomGraph::Params& params)
      : builder_(builder),
        module_(builder.module()),
        ports_(ports),
        params_(params),
        random_(params.seed * 7919 + 1),
        all_reset_(params.seed % 2 == 0) {}

  void run() {
    for (const auto& input : ports_.inputs) pool_.push_back(input.id());
    for (const auto& input : ports_.signed_inputs) pool_.push_back(input.id());
    for (unsigned i = 0; i < 4; ++i) add_register(i);
    memory_ = std::make_unique<MemoryHandle>(builder_.memory("memory", 5, 6));
    for (unsigned i = 0; i < params_.operations; ++i) step(i);
    finish();
  }

 private:
  unsigned below(unsigned bound) { return static_cast<unsigned>(random_() % bound); }
  NodeId any() { return pool_[below(2) == 0 ? below(size()) : size() - 1 - below(std::min(size(), 8U))]; }
  unsigned size() const { return static_cast<unsigned>(pool_.size()); }
  unsigned width_of(NodeId id) const { return module_.node(id).width; }

  NodeId make(Op op, unsigned width, bool is_signed, std::vector<NodeId> operands, std::uint32_t index = 0) {
    Node node;
    node.op = op;
    node.width = width;
    node.is_signed = is_signed;
    node.operands = std::move(operands);
    node.index = index;
    return module_.add(std::move(node));
  }

  NodeId with_sign(NodeId id, bool is_signed) {
    if (module_.node(id).is_signed == is_signed) return id;
    return make(Op::reinterpret, width_of(id), is_signed, {id});
  }

  NodeId fit(NodeId id, unsigned width, bool is_signed) {
    if (width_of(id) < width) {
      const bool sign = below(2) == 0;
      const bool direct = below(2) == 0;
      id = make(sign ? Op::sign_extend : Op::zero_extend, width, direct ? is_signed : sign, {id});
    } else if (width_of(id) > width) {
      id = make(Op::slice, width, false, {id}, below(3) == 0 ? below(width_of(id) - width + 1) : 0);
    }
    return with_sign(id, is_signed);
  }

  Bits random_bits(unsigned width) {
    switch (below(4)) {
      case 0:
        return Bits(width);
      case 1:
        return Bits::ones(width);
      case 2:
        return Bits::from_unsigned(width, 1);
      default: {
        Bits value(width);
        for (unsigned i = 0; i < width; ++i) value.set_bit(i, below(2) == 1);
        return value;
      }
    }
  }

  NodeId constant(unsigned width, bool is_signed) {
    const NodeId id = make(Op::constant, width, is_signed, {});
    module_.node(id).value = random_bits(width);
    return id;
  }

  // A value of exactly this width and sign.
  NodeId operand(unsigned width, bool is_signed) {
    return below(6) == 0 ? constant(width, is_signed) : fit(any(), width, is_signed);
  }
  unsigned some_width() { return below(12) == 0 ? 60 + below(80) : 1 + below(20); }

  void add_register(unsigned number) {
    const unsigned width = some_width();
    const auto reset = !all_reset_ && below(4) == 0 ? Reset::none : Reset::synchronous;
    const auto reset_value = static_cast<std::int64_t>(all_reset_ ? random_() : 0);
    const std::string name = "state_" + std::to_string(number);
    if (below(2) == 0) {
      pool_.push_back(builder_.reg<UInt>(name, width, reset, reset_value).id());
    } else {
      pool_.push_back(builder_.reg<SInt>(name, width, reset, reset_value).id());
    }
  }

  void step(unsigned number) {
    NodeId id = no_node;
    switch (below(40)) {
      case 0:
        id = all_reset_ ? operation() : read_memory();
        break;
      case 1:
        id = instance(number);
        break;
      case 2:
        id = wire(number);
        break;
      default:
        id = operation();
        break;
    }
    if (id == no_node) return;
    if (below(4) == 0 && module_.node(id).name.empty() && module_.node(id).op != Op::constant) {
      detail::name_node(module_, id, "net_" + std::to_string(number), {});
    }
    pool_.push_back(id);
  }

  NodeId operation() {
    const unsigned width = some_width();
    const bool is_signed = below(2) == 0;
    switch (below(16)) {
      case 0:
        return make(Op::add, width, is_signed, {operand(width, is_signed), operand(width, is_signed)});
      case 1:
        return make(Op::subtract, width, is_signed, {operand(width, is_signed), operand(width, is_signed)});
      case 2:
        return multiply(is_signed);
      case 3:
        return bitwise(width, is_signed);
      case 4:
        return make(Op::bit_not, width, is_signed, {operand(width, is_signed)});
      case 5:
      case 6:
        return compare(width, is_signed);
      case 7:
        return make(Op::mux, width, is_signed,
                    {operand(1, below(2) == 0), operand(width, is_signed), operand(width, is_signed)});
      case 8:
        return join();
      case 9:
      case 10:
        return slice();
      case 11:
        return fit(any(), width, is_signed);
      case 12:
        return reduce();
      case 13:
        return shift(width, is_signed);
      case 14:
        return with_sign(any(), is_signed);
      default:
        return constant(width, is_signed);
    }
  }

  NodeId multiply(bool is_signed) {
    const unsigned a = some_width();
    const unsigned b = some_width();
    return make(Op::multiply, a + b, is_signed, {operand(a, is_signed), operand(b, is_signed)});
  }
  NodeId bitwise(unsigned width, bool is_signed) {
    const Op ops[] = {Op::bit_and, Op::bit_or, Op::bit_xor};
    return make(ops[below(3)], width, is_signed, {operand(width, is_signed), operand(width, is_signed)});
  }
  NodeId compare(unsigned width, bool is_signed) {
    const Op ops[] = {Op::equal, Op::not_equal, Op::less, Op::less_equal};
    return make(ops[below(4)], 1, false, {operand(width, is_signed), operand(width, is_signed)});
  }
  NodeId join() {
    std::vector<NodeId> parts;
    unsigned width = 0;
    for (unsigned i = 1 + below(4); i > 0; --i) {
      parts.push_back(below(5) == 0 ? constant(1 + below(5), false) : any());
      width += width_of(parts.back());
    }
    return width > 200 ? no_node : make(Op::concatenate, width, false, std::move(parts));
  }
  NodeId slice() {
    const NodeId from = any();
    const unsigned low = below(width_of(from));
    return make(Op::slice, 1 + below(width_of(from) - low), false, {from}, low);
  }
  NodeId reduce() {
    const Op ops[] = {Op::reduce_and, Op::reduce_or, Op::reduce_xor};
    return make(ops[below(3)], 1, false, {any()});
  }
  NodeId shift(unsigned width, bool is_signed) {
    const NodeId amount = with_sign(operand(1 + below(6), false), false);
    return make(below(2) == 0 ? Op::shift_left : Op::shift_right, width, is_signed,
                {operand(width, is_signed), amount});
  }

  // From an input: memories that are only used at constant addresses make Yosys warn.
  UInt memory_address() {
    const UInt& input = ports_.inputs[below(3)];
    return input.trunc(std::min(input.width(), memory_->address_width()));
  }

  NodeId read_memory() {
    const UInt address = memory_address();
    if (below(2) == 0) return memory_->read(address).id();
    const auto policy = below(2) == 0 ? ReadDuringWrite::old_data : ReadDuringWrite::new_data;
    return memory_->read_registered(address, Bit(module_, operand(1, false)), policy).id();
  }

  NodeId instance(unsigned number) {
    if (params_.depth == 0) return no_node;
    // Two modules are shared between all instances.
    auto child = builder_.instance<RandomGraph>(
        "child_" + std::to_string(number),
        {params_.seed + 2 * below(2), params_.operations / 2, params_.depth - 1});
    // Few bits, which every port can take: drive() extends.
    for (auto& input : child.inputs) input.drive(UInt(module_, operand(1 + below(3), false)));
    for (auto& input : child.signed_inputs) input.drive(SInt(module_, operand(1 + below(3), true)));
    for (const auto& output : child.outputs) pool_.push_back(output.id());
    return child.signed_outputs.front().id();
  }
  NodeId wire(unsigned number) {
    const unsigned width = some_width();
    const Wire<UInt> net = builder_.wire<UInt>("wire_" + std::to_string(number), width);
    net.drive(UInt(module_, operand(width, false)));
    return net.id();
  }

  void finish() {
    for (Register& reg : module_.registers) {
      if (reg.next != no_node) continue;
      const Node& node = module_.node(reg.node);
      const unsigned width = node.width;
      const bool is_signed = node.is_signed;
      reg.next = operand(width, is_signed);
      if (below(2) == 0) reg.enable = operand(1, false);
    }
    for (unsigned i = 0; i < 2; ++i) {
      memory_->write(memory_address(), UInt(module_, operand(5, false)), Bit(module_, operand(1, false)));
    }
    builder_.check("sometimes", Bit(module_, operand(1, false)), "as it happens");
    for (Port& port : module_.ports) {
      if (!port.is_input) port.node = operand(port.width, port.is_signed);
    }
  }

  Builder& builder_;
  Module& module_;
  RandomGraph::Ports& ports_;
  RandomGraph::Params params_;
  std::mt19937_64 random_;
  bool all_reset_;
  std::vector<NodeId> pool_;
  std::unique_ptr<MemoryHandle> memory_;
};

}  // namespace

RandomGraph::Ports::Ports(Io& io, const Params& params) {
  std::mt19937_64 random(params.seed);
  const auto width = [&] { return static_cast<unsigned>(3 + random() % 14); };
  for (int i = 0; i < 3; ++i) inputs.push_back(io.in<UInt>("u" + std::to_string(i) + "_i", width()));
  for (int i = 0; i < 2; ++i) signed_inputs.push_back(io.in<SInt>("s" + std::to_string(i) + "_i", width()));
  inputs.push_back(io.in<UInt>("wide_i", 70));
  for (int i = 0; i < 3; ++i) outputs.push_back(io.out<UInt>("u" + std::to_string(i) + "_o", width()));
  for (int i = 0; i < 2; ++i) signed_outputs.push_back(io.out<SInt>("s" + std::to_string(i) + "_o", width()));
}

std::string RandomGraph::name(const Params& params) {
  return "graph_" + std::to_string(params.seed) + "_" + std::to_string(params.depth);
}

void RandomGraph::build(Builder& builder, Ports& ports, const Params& params) {
  Generator(builder, ports, params).run();
}

}  // namespace winnow::hdl::test
