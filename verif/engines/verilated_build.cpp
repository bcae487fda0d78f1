// SPDX-License-Identifier: Apache-2.0
#include "verif/engines/verilated_build.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "gen/process/tool.hpp"
#include "verif/engines/verilated_header.hpp"
#include "verif/engines/verilated_shim.hpp"

namespace winnow::verif {
namespace {

namespace fs = std::filesystem;

constexpr const char* linked_name = "libdut.so";
constexpr const char* shim_name = "winnow_shim.cpp";

std::string read_file(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw std::invalid_argument("cannot read '" + file.string() + "'");
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void write_file(const fs::path& file, const std::string& text) {
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream << text;
  stream.close();
  if (!stream) throw fs::filesystem_error("cannot write", file, std::make_error_code(std::errc::io_error));
}

std::uint64_t content_hash(const std::string& text) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char letter : text) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001B3ULL;
  return hash;
}

class Builder {
 public:
  explicit Builder(const VerilatedModelOptions& options)
      : options_(options),
        root_(fs::absolute(options.directory)),
        log_(root_ / "build.log"),
        stamp_file_(root_ / "build.stamp") {}

  VerilatedModelBuild run() {
    const auto start = std::chrono::steady_clock::now();
    require_model_tools();
    fs::create_directories(root_);
    const std::string stamp = make_stamp();
    // Every different build has its own name, for the loader takes a library of the same path for the same
    // library.
    library_ = root_ / fmt::format("libdut-{:016x}.so", content_hash(stamp));
    VerilatedModelBuild build{library_, false, 0};
    build.up_to_date = fs::exists(library_) && fs::exists(stamp_file_) && read_file(stamp_file_) == stamp;
    if (build.up_to_date) {
      say("model is up to date");
    } else {
      rebuild(stamp);
    }
    build.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return build;
  }

 private:
  void rebuild(const std::string& stamp) {
    remove_old_build();
    const ObjectFolder objects(root_);
    verilate(objects.path());
    write_shim(objects.path());
    compile(objects.path());
    fs::copy_file(objects.path() / linked_name, library_);
    write_file(stamp_file_, stamp);
    fs::remove_all(objects.path());  // kept after a failure only, for a look at it
  }

  // A process that has the old library loaded keeps it until it unloads it.
  void remove_old_build() const {
    fs::remove(stamp_file_);
    std::vector<fs::path> old;
    for (const fs::directory_entry& entry : fs::directory_iterator(root_)) {
      if (entry.path().filename().string().starts_with("libdut-")) old.push_back(entry.path());
    }
    for (const fs::path& file : old) fs::remove(file);
  }

  // GNU Make cannot work in a path with blanks; such a build goes to the temporary folder.
  class ObjectFolder {
   public:
    explicit ObjectFolder(const fs::path& root) : path_(root / "objects") {
      temporary_ = root.string().find_first_of(" \t") != std::string::npos;
      if (temporary_) {
        std::string name = (fs::temp_directory_path() / "winnow-model-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr)
          throw std::runtime_error("cannot make a temporary folder like " + name);
        path_ = name;
      }
      fs::remove_all(path_);
      fs::create_directories(path_);
    }
    ObjectFolder(const ObjectFolder&) = delete;
    ObjectFolder& operator=(const ObjectFolder&) = delete;
    ~ObjectFolder() {
      std::error_code ignored;
      if (temporary_) fs::remove_all(path_, ignored);
    }
    const fs::path& path() const { return path_; }

   private:
    fs::path path_;
    bool temporary_ = false;
  };

  // Everything that the library depends on, as text: compared, not hashed, but for the files' contents.
  std::string make_stamp() const {
    std::string stamp = "1\n" + process::output_of({"verilator", "--version"}) +
                        process::output_of({"g++", "-dumpfullversion"});
    stamp += fmt::format("top {}\n", options_.top);
    for (const std::string& argument : model_arguments()) stamp += "argument " + argument + "\n";
    stamp += std::string("compiler ") + optimisation() + "\n" + control_file() + shim_version_script();
    stamp += fmt::format("shim {:016x}\n", content_hash(shim_source({}, shim_options())));
    for (const DutPort& port : options_.ports)
      stamp += fmt::format("port {} {} {}\n", port.name, port.width, port.is_input);
    for (const fs::path& file : options_.verilog_files) {
      const std::string text = read_file(file);
      stamp += fmt::format("file {} {} {:016x}\n", file.filename().string(), text.size(), content_hash(text));
    }
    return stamp;
  }

  std::vector<std::string> model_arguments() const {
    // Warnings are for the lint step; here they would keep a mutant or a user's edit from being simulated.
    // The widths and depths that a wave shows are unlimited: packed ports are thousands of bits wide.
    // The peephole optimiser of Verilator 5.006 folds a comparison of two equal signed constants from
    // different instances wrongly.
    std::vector<std::string> arguments = {
        "--cc",        "--exe",  "-Wno-fatal",  "--x-assign", "unique",
        "--x-initial", "unique", "--timescale", "1ns/1ns",    "-fno-dfg-peephole"};
    const auto add = [&](std::initializer_list<std::string> more) {
      arguments.insert(arguments.end(), more);
    };
    if (options_.trace) add({"--trace-fst", "--trace-max-width", "0", "--trace-max-array", "1024"});
    if (options_.line_coverage) add({"--coverage-line"});
    if (options_.toggle_coverage) add({"--coverage-toggle"});
    arguments.insert(arguments.end(), options_.verilator_arguments.begin(),
                     options_.verilator_arguments.end());
    return arguments;
  }

  std::string control_file() const {
    std::string text = "`verilator_config\n";
    for (const OutOfLineModule& module : options_.modules_out_of_line) {
      text += fmt::format("no_inline -module \"{}\"\n", module.name);
      for (const std::string& signal : module.kept)
        text += fmt::format("public_flat_rd -module \"{}\" -var \"{}\"\n", module.name, signal);
    }
    if (!options_.trace) return text;
    for (const std::string& file : options_.files_untraced) text += "tracing_off -file \"*" + file + "\"\n";
    return text;
  }

  void verilate(const fs::path& objects) const {
    say("verilating " + options_.top);
    write_file(objects / "winnow_model.vlt", control_file());
    write_file(objects / "winnow_model.map", shim_version_script());
    process::Command command;
    command.arguments = {"verilator"};
    // -fwrapv: Verilator 5.006 writes signed products as products of C++ integers, which may overflow.
    const std::vector<std::string> own = model_arguments();
    command.arguments.insert(command.arguments.end(), own.begin(), own.end());
    for (const std::string& argument : std::vector<std::string>{
             "--prefix", verilated_class, "--top-module", options_.top, "--Mdir", objects.string(), "-CFLAGS",
             "-fPIC -fwrapv -fvisibility=hidden -DVL_USER_FATAL -DVL_USER_STOP -DVL_USER_FINISH", "-LDFLAGS",
             "-shared -Wl,-Bsymbolic -Wl,--version-script=winnow_model.map", "-o", linked_name,
             "winnow_model.vlt", shim_name}) {
      command.arguments.push_back(argument);
    }
    for (const fs::path& file : options_.verilog_files)
      command.arguments.push_back(fs::absolute(file).string());
    command.directory = objects;
    command.log_file = log_;
    process::run_tool(command, "translating " + options_.top + " to C++");
  }

  ShimOptions shim_options() const {
    return {.trace = options_.trace, .coverage = options_.line_coverage || options_.toggle_coverage};
  }

  void write_shim(const fs::path& objects) const {
    const std::string header = read_file(objects / (std::string(verilated_class) + ".h"));
    const std::vector<VerilatedPort> ports =
        match_ports(options_.ports, read_verilated_ports(header), options_.top);
    write_file(objects / shim_name, shim_source(ports, shim_options()));
  }

  const char* optimisation() const {
    return options_.optimisation == ModelOptimisation::run_fast ? "-O3" : "-O1";
  }

  void compile(const fs::path& objects) const {
    process::Command command;
    command.arguments = {"make",
                         "-f",
                         std::string(verilated_class) + ".mk",
                         "-j" + std::to_string(std::max(1U, options_.jobs)),
                         std::string("OPT_FAST=") + optimisation(),
                         "OPT_SLOW=",
                         "OPT_GLOBAL=-O2"};
    if (process::find_program("ccache")) command.arguments.push_back("OBJCACHE=ccache");
    command.directory = objects;
    command.log_file = log_;
    command.append_log = true;
    command.environment = {{"MAKEFLAGS", ""}};  // not those of a make that may have started this program
    std::size_t compiled = 0;
    command.on_line = [&](std::string_view line) {
      if (line.find(" -c -o ") == std::string_view::npos) return;
      say(fmt::format("compiling {}: file {}", options_.top, ++compiled));
    };
    process::run_tool(command, "compiling the model of " + options_.top);
  }

  void say(const std::string& text) const {
    if (options_.log) options_.log(text);
  }

  const VerilatedModelOptions& options_;
  fs::path root_, log_, stamp_file_, library_;
};

}  // namespace

void require_model_tools() {
  process::require_programs({{"verilator", ""}, {"make", ""}, {"g++", ""}});
}

VerilatedModelBuild build_verilated_model(const VerilatedModelOptions& options) {
  return Builder(options).run();
}

}  // namespace winnow::verif
