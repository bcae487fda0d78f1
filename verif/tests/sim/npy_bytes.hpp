// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unistd.h>
#include <bit>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace winnow::sim::test {

using Bytes = std::vector<std::uint8_t>;

// A .npy file made by hand: prefix of the given version, header text, data.
inline Bytes npy(const std::string& header, const Bytes& data, std::uint8_t major = 1,
                 std::uint8_t minor = 0) {
  Bytes bytes = {0x93, 'N', 'U', 'M', 'P', 'Y', major, minor};
  const unsigned length_bytes = major == 1 ? 2 : 4;
  for (unsigned i = 0; i < length_bytes; ++i)
    bytes.push_back(static_cast<std::uint8_t>(header.size() >> (8U * i)));
  bytes.insert(bytes.end(), header.begin(), header.end());
  bytes.insert(bytes.end(), data.begin(), data.end());
  return bytes;
}

inline std::string header(const std::string& type, const std::string& shape,
                          const std::string& order = "False") {
  return "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }   \n";
}

inline Bytes float32_bytes(const std::vector<float>& values) {
  Bytes bytes;
  for (const float value : values) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (unsigned i = 0; i < 4; ++i) bytes.push_back(static_cast<std::uint8_t>(bits >> (8U * i)));
  }
  return bytes;
}

// A float32 array of any shape whose element i is i + 1.
inline Bytes counting_npy(const std::vector<std::size_t>& shape) {
  std::string text = "(";
  std::size_t count = 1;
  for (const std::size_t size : shape) {
    text += std::to_string(size) + ", ";
    count *= size;
  }
  std::vector<float> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(static_cast<float>(i + 1));
  return npy(header("<f4", text + ")"), float32_bytes(values));
}

// A folder that is deleted with its content.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string text = (std::filesystem::temp_directory_path() / "winnow-sim-XXXXXX").string();
    if (mkdtemp(text.data()) == nullptr) throw std::runtime_error("no scratch folder");
    path_ = text;
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() { std::filesystem::remove_all(path_); }

  const std::filesystem::path& path() const { return path_; }

  template <typename Content>
  void write(const std::string& name, const Content& content) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream stream(path_ / name, std::ios::binary);
    for (const auto byte : content) stream.put(static_cast<char>(byte));
  }

  // A small good case: 2 layers, 1 head, 3 queries, 4 keys, d = 2.
  void write_case(const std::string& folder) const {
    write(folder + "/Q.npy", counting_npy({2, 1, 3, 2}));
    write(folder + "/K.npy", counting_npy({2, 1, 4, 2}));
    write(folder + "/V.npy", counting_npy({2, 1, 4, 2}));
  }

 private:
  std::filesystem::path path_;
};

}  // namespace winnow::sim::test
