// SPDX-License-Identifier: Apache-2.0
#include "gen/config/hash_factors.hpp"

#include <fmt/format.h>
#include <cstdint>
#include <utility>

namespace winnow::config {
namespace {

using Type = HashFactorsType;

std::size_t columns_of(const FactorMatrix& factor) {
  return factor.front().size();
}

// Products of the factors' sizes.
struct Size {
  std::size_t rows = 1, columns = 1;
};

Size size_of(const HashBatch& batch) {
  Size size;
  for (const FactorMatrix& factor : batch) {
    size.rows *= factor.size();
    size.columns *= columns_of(factor);
  }
  return size;
}

// Reads lists inside lists; what is wrong becomes a problem at its own place.
class Reader {
 public:
  explicit Reader(std::vector<Problem>& problems) : problems_(problems) {}

  HashFactors factors(const Json& value, const std::string& pointer) {
    return list<HashBatch>(value, pointer, "batches", Type::largest_size,
                           [this](const Json& at, const std::string& place) { return batch(at, place); });
  }

 private:
  HashBatch batch(const Json& value, const std::string& pointer) {
    return list<FactorMatrix>(value, pointer, "matrices", Type::most_factors,
                              [this](const Json& at, const std::string& place) { return matrix(at, place); });
  }

  FactorMatrix matrix(const Json& value, const std::string& pointer) {
    const std::size_t before = problems_.size();
    FactorMatrix rows = list<std::vector<int>>(
        value, pointer, "rows", Type::largest_size, [this](const Json& at, const std::string& place) {
          return list<int>(at, place, "integers", Type::largest_size,
                           [this](const Json& each, const std::string& there) { return entry(each, there); });
        });
    if (problems_.size() > before) return rows;
    for (std::size_t row = 1; row < rows.size(); ++row) {
      if (rows[row].size() == columns_of(rows)) continue;
      wrong(child_pointer(pointer, std::to_string(row)),
            fmt::format("the row has {} entries, the first one {}", rows[row].size(), columns_of(rows)),
            "give rows of the same length");
    }
    return rows;
  }

  int entry(const Json& value, const std::string& pointer) {
    const std::string mend =
        fmt::format("give an integer from {} to {}", -Type::largest_entry - 1, Type::largest_entry);
    if (!value.is_number_integer()) {
      wrong(pointer, in_words(value) + " is not an integer", mend);
      return 0;
    }
    // An unsigned number of 64 bits may be none of a signed one.
    const bool is_large = value.is_number_unsigned() && value.get<std::uint64_t>() > Type::largest_entry;
    const auto number = is_large ? std::int64_t{Type::largest_entry} + 1 : value.get<std::int64_t>();
    if (number > Type::largest_entry || number < -Type::largest_entry - 1) {
      wrong(pointer, in_words(value) + " is out of range", mend);
      return 0;
    }
    return static_cast<int>(number);
  }

  template <class Element, class Read>
  std::vector<Element> list(const Json& value, const std::string& pointer, const std::string& what,
                            std::size_t most, Read read) {
    std::vector<Element> elements;
    const std::string mend = fmt::format("give a list of 1 to {} {}", most, what);
    if (!value.is_array()) {
      wrong(pointer, in_words(value) + " is not a list", mend);
    } else if (value.empty()) {
      wrong(pointer, "the list is empty", mend);
    } else if (value.size() > most) {
      wrong(pointer, fmt::format("the list has {} {}", value.size(), what), mend);
    } else {
      for (std::size_t index = 0; index < value.size(); ++index)
        elements.push_back(read(value[index], child_pointer(pointer, std::to_string(index))));
    }
    return elements;
  }

  void wrong(const std::string& pointer, std::string what, std::string mend) {
    problems_.push_back({pointer, std::move(what), std::move(mend)});
  }

  std::vector<Problem>& problems_;
};

void check_sizes(const HashFactors& factors, const std::string& pointer, std::vector<Problem>& problems) {
  std::size_t rows = 0;
  const std::size_t columns = size_of(factors.front()).columns;
  for (std::size_t index = 0; index < factors.size(); ++index) {
    const Size size = size_of(factors[index]);
    const std::string place = child_pointer(pointer, std::to_string(index));
    rows += size.rows;
    if (size.columns > Type::largest_size) {
      problems.push_back(
          {place, fmt::format("the batch takes vectors of {} elements", size.columns),
           fmt::format("give matrices whose columns multiply to at most {}", Type::largest_size)});
    } else if (size.columns != columns) {
      problems.push_back(
          {place,
           fmt::format("the batch takes vectors of {} elements, the first one of {}", size.columns, columns),
           fmt::format("give matrices whose columns multiply to {}", columns)});
    }
  }
  if (rows > Type::largest_size) {
    problems.push_back({pointer, fmt::format("the batches give {} bits", rows),
                        fmt::format("give at most {} bits, the sum over the batches of their rows' products",
                                    Type::largest_size)});
  }
}

}  // namespace

unsigned hash_rows(const HashFactors& factors) {
  std::size_t rows = 0;
  for (const HashBatch& batch : factors) rows += size_of(batch).rows;
  return static_cast<unsigned>(rows);
}

unsigned hash_columns(const HashFactors& factors) {
  return static_cast<unsigned>(size_of(factors.front()).columns);
}

std::optional<HashFactors> read_hash_factors(const Json& value, const std::string& pointer,
                                             std::vector<Problem>& problems) {
  const std::size_t before = problems.size();
  HashFactors factors = Reader(problems).factors(value, pointer);
  if (problems.size() == before) check_sizes(factors, pointer, problems);
  if (problems.size() > before) return std::nullopt;
  return factors;
}

std::string in_words(const HashFactors& factors) {
  std::string words;
  for (const HashBatch& batch : factors) {
    if (!words.empty()) words += " and ";
    std::string sizes;
    for (const FactorMatrix& factor : batch)
      sizes += fmt::format("{}{} x {}", sizes.empty() ? "" : ", ", factor.size(), columns_of(factor));
    words += sizes;
  }
  return words;
}

Json hash_factors_schema() {
  const auto list_of = [](Json items, unsigned most) {
    return Json{{"type", "array"}, {"items", std::move(items)}, {"minItems", 1}, {"maxItems", most}};
  };
  const Json entry = {
      {"type", "integer"}, {"minimum", -Type::largest_entry - 1}, {"maximum", Type::largest_entry}};
  const Json matrix = list_of(list_of(entry, Type::largest_size), Type::largest_size);
  return list_of(list_of(matrix, Type::most_factors), Type::largest_size);
}

std::string hash_factors_range() {
  return fmt::format("batches of matrices of integers; up to {} rows and columns in all", Type::largest_size);
}

}  // namespace winnow::config
