// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <algorithm>

#include "gen/cli/commands/commands.hpp"
#include "gen/config/registry.hpp"

namespace winnow::cli {
namespace {

void list_cores(const Context& context) {
  config::Json kinds = config::Json::array();
  std::size_t widest = 0;
  for (const auto& table : config::core_tables()) {
    kinds.push_back({{"kind", table.kind()}, {"purpose", table.purpose()}});
    widest = std::max(widest, table.kind().size());
  }
  if (context.json) {
    context.output << config::to_file_text({{"cores", kinds}});
    return;
  }
  for (const auto& table : config::core_tables()) {
    context.output << fmt::format("{:<{}}  {}\n", table.kind(), widest, table.purpose());
  }
}

}  // namespace

void add_cores(CLI::App& program, Context& context) {
  CLI::App* command = add_command(program, context, "cores", "list the core kinds");
  command->callback([&context] { list_cores(context); });
}

}  // namespace winnow::cli
