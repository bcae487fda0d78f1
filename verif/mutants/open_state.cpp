// SPDX-License-Identifier: Apache-2.0
#include "verif/mutants/open_state.hpp"

#include <utility>

#include "gen/hdl/passes/legalise.hpp"
#include "gen/hdl/verilog/writer.hpp"
#include "verif/mutants/mutated_design.hpp"

namespace winnow::verif::mutants {
namespace {

using hdl::Module;
using hdl::no_node;
using hdl::Node;
using hdl::NodeId;
using hdl::Op;

constexpr const char* reset_name = "rst_ni";

// Opens one module, whose instances are open already.
class Opener {
 public:
  explicit Opener(Module& module) : module_(module) {}

  void run() {
    module_.properties.clear();
    module_.is_external = false;
    for (std::uint32_t i = 0; i < module_.instances.size(); ++i) extend(i);
    for (const hdl::Register& reg : module_.registers) open(reg);
    module_.registers.clear();
    for (std::uint32_t i = 0; i < module_.memories.size(); ++i) open_memory(i);
    module_.memories.clear();
  }

 private:
  NodeId add(Op op, unsigned width, bool is_signed, std::vector<NodeId> operands) {
    Node node;
    node.op = op;
    node.width = width;
    node.is_signed = is_signed;
    node.operands = std::move(operands);
    return module_.add(std::move(node));
  }

  NodeId new_input(const hdl::Port& like, const std::string& name) {
    const NodeId input = add(Op::input, like.width, like.is_signed, {});
    become_input(input, name);
    return input;
  }

  void become_input(NodeId id, const std::string& name) {
    Node& node = module_.node(id);
    node.op = Op::input;
    node.index = static_cast<std::uint32_t>(module_.ports.size());
    node.aux = 0;
    node.operands.clear();
    node.name = name;
    hdl::Port port;
    port.name = name;
    port.width = node.width;
    port.is_signed = node.is_signed;
    port.is_input = true;
    port.node = id;
    module_.ports.push_back(std::move(port));
  }

  void make_output(const std::string& name, NodeId value) {
    hdl::Port port;
    port.name = name;
    port.width = module_.node(value).width;
    port.is_signed = module_.node(value).is_signed;
    port.node = value;
    module_.ports.push_back(std::move(port));
  }

  NodeId reset() {
    if (reset_ == no_node) {
      reset_ = add(Op::input, 1, false, {});
      become_input(reset_, reset_name);
    }
    return reset_;
  }

  void open(const hdl::Register& reg) {
    const Node held = module_.node(reg.node);
    become_input(reg.node, held.name);
    NodeId next = reg.next;
    if (reg.enable != no_node) next = add(Op::mux, held.width, held.is_signed, {reg.enable, next, reg.node});
    if (reg.has_reset) {
      const NodeId value = add(Op::constant, held.width, held.is_signed, {});
      module_.node(value).value = reg.reset_value;
      next = add(Op::mux, held.width, held.is_signed, {reset(), next, value});
    }
    make_output(held.name + "__next", next);
  }

  void open_memory(std::uint32_t index) {
    const hdl::Memory memory = module_.memories[index];
    unsigned port = 0;
    const auto expose = [&](const char* what, NodeId value) {
      make_output(memory.name + "__" + what + "_" + std::to_string(port++), value);
    };
    for (const auto& write : memory.writes) {
      expose("address", write.address);
      expose("data", write.data);
      expose("enable", write.enable);
    }
    for (const auto& read : memory.sync_reads) {
      expose("address", read.address);
      expose("enable", read.enable);
      const NodeId policy = add(Op::constant, 1, false, {});
      module_.node(policy).value =
          hdl::Bits::from_unsigned(1, read.policy == hdl::ReadDuringWrite::new_data ? 1 : 0);
      expose("policy", policy);
      become_input(read.node, module_.node(read.node).name);
    }
    for (NodeId id = 0; id < module_.nodes.size(); ++id) {
      if (module_.node(id).op != Op::memory_read || module_.node(id).index != index) continue;
      expose("read", module_.node(id).operands[0]);
      become_input(id, module_.node(id).name.empty() ? memory.name + "__data_" + std::to_string(port)
                                                     : module_.node(id).name);
    }
  }

  // The ports that the instance's module got by being opened lead on to ports of this one.
  void extend(std::uint32_t index) {
    const std::vector<hdl::Port>& ports = module_.instances[index].module->ports;
    const std::size_t before = module_.instances[index].inputs.size();
    module_.instances[index].inputs.resize(ports.size(), no_node);
    module_.instances[index].outputs.resize(ports.size(), no_node);
    const std::string path = module_.instances[index].name + "__";
    for (std::size_t p = before; p < ports.size(); ++p) {
      if (ports[p].is_input) {
        module_.instances[index].inputs[p] =
            ports[p].name == reset_name ? reset() : new_input(ports[p], path + ports[p].name);
      } else {
        const NodeId value = add(Op::instance_output, ports[p].width, ports[p].is_signed, {});
        module_.node(value).index = index;
        module_.node(value).aux = static_cast<std::uint32_t>(p);
        module_.node(value).name = path + ports[p].name + "__net";
        module_.instances[index].outputs[p] = value;
        make_output(path + ports[p].name, value);
      }
    }
  }

  Module& module_;
  NodeId reset_ = no_node;
};

}  // namespace

OpenedDesign::OpenedDesign(const Module& top, const std::string& suffix) {
  for (const Module* module : hdl::verilog::hierarchy(top)) {
    std::unique_ptr<Module> copy = copy_module(*module, module->name() + suffix);
    for (hdl::Instance& instance : copy->instances) instance.module = copy_of(instance.module);
    Opener(*copy).run();
    modules_.push_back({module, std::move(copy)});
  }
}

Module* OpenedDesign::copy_of(const Module* original) const {
  for (const Entry& entry : modules_) {
    if (entry.original == original) return entry.copy.get();
  }
  return nullptr;
}

std::string OpenedDesign::verilog() const {
  hdl::verilog::WriterOptions options;
  options.origin_comments = false;
  std::string text;
  for (const Entry& entry : modules_) {
    hdl::passes::legalise(*entry.copy);
    text += hdl::verilog::print_module(*entry.copy, options);
  }
  return text;
}

}  // namespace winnow::verif::mutants
