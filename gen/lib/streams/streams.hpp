// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "gen/hdl/netlist/builder.hpp"
#include "gen/lib/streams/fields.hpp"

// The five streams as bundles of ports (docs/streams.md). A core that takes selections and gives candidates
// has
//   streams::Selections<streams::Sink> selections;      // selections(io, "selections", shape)
//   streams::Candidates<streams::Source> candidates;    // candidates(io, "candidates", shape)
// in its Ports. Inside, a sink's fields are values and its ready is driven; a source's fields are driven and
// its ready is a value. At an instance it is the other way round.
namespace winnow::lib::streams {

// The core takes the stream.
struct Sink {
  template <class T>
  using Forward = hdl::In<T>;
  template <class T>
  using Backward = hdl::Out<T>;
};

// The core gives the stream.
struct Source {
  template <class T>
  using Forward = hdl::Out<T>;
  template <class T>
  using Backward = hdl::In<T>;
};

namespace detail {

template <class Side, class T>
typename Side::template Forward<T> forward(hdl::Io& io, const std::string& name, unsigned width,
                                           const hdl::PortLayout& layout, const hdl::Location& where) {
  if constexpr (std::is_same_v<Side, Sink>) {
    return io.in<T>(name + "_i", width, layout, where);
  } else {
    return io.out<T>(name + "_o", width, layout, where);
  }
}

template <class Side>
typename Side::template Backward<hdl::Bit> backward(hdl::Io& io, const std::string& name,
                                                    const hdl::PortLayout& layout,
                                                    const hdl::Location& where) {
  if constexpr (std::is_same_v<Side, Sink>) {
    return io.out<hdl::Bit>(name + "_o", 1, layout, where);
  } else {
    return io.in<hdl::Bit>(name + "_i", 1, layout, where);
  }
}

}  // namespace detail

// The handshake, which every stream begins with.
template <class Side>
struct Handshake {
  typename Side::template Forward<hdl::Bit> valid;
  typename Side::template Backward<hdl::Bit> ready;

 protected:
  Handshake(hdl::Io& io, const std::string& stream, const std::vector<Field>& fields,
            const hdl::Location& where)
      : valid(detail::forward<Side, hdl::Bit>(io, stream + "_valid", 1, valid_layout(), where)),
        ready(detail::backward<Side>(io, stream + "_ready", ready_layout(), where)) {
    for (const Field& field : fields) widths_.push_back(field.width);
  }

  // The other way round of payload(): drives `ports`, the fields in order, from all of them together.
  template <class... Ports>
  void drive_fields(const hdl::UInt& packed, const Ports&... ports) const {
    unsigned high = packed.width();
    std::size_t index = 0;
    (drive_field(packed, high, widths_[index++], ports), ...);
  }

 private:
  template <class Port>
  static void drive_field(const hdl::UInt& packed, unsigned& high, unsigned width, const Port& port) {
    high -= width;
    if constexpr (std::is_base_of_v<hdl::Bit, Port>) {
      port.drive(packed.bit(high));
    } else {
      port.drive(packed.bits(high + width - 1, high));
    }
  }

  std::vector<unsigned> widths_;
};

namespace detail {

// Port number `index` of a stream's fields.
template <class Side, class T>
typename Side::template Forward<T> field(hdl::Io& io, const std::string& stream,
                                         const std::vector<Field>& fields, std::size_t index,
                                         const hdl::Location& where) {
  const Field& description = fields.at(index);
  return forward<Side, T>(io, stream + "_" + description.name, description.width, description.layout, where);
}

}  // namespace detail

template <class Side>
struct Vectors : Handshake<Side> {
  typename Side::template Forward<hdl::UInt> element;  // [element]
  typename Side::template Forward<hdl::UInt> id;
  typename Side::template Forward<hdl::Bit> last;

  Vectors(hdl::Io& io, const std::string& stream, const Shape& shape,
          hdl::Location where = std::source_location::current())
      : Vectors(io, stream, vectors_fields(shape), where) {}
  // Every field, the first in the highest bits: for what stores or delays whole transfers.
  hdl::UInt payload() const { return hdl::cat(hdl::Value(element), id, last); }
  void drive_payload(const hdl::UInt& packed) const { this->drive_fields(packed, element, id, last); }

 private:
  Vectors(hdl::Io& io, const std::string& stream, const std::vector<Field>& fields,
          const hdl::Location& where)
      : Handshake<Side>(io, stream, fields, where),
        element(detail::field<Side, hdl::UInt>(io, stream, fields, 0, where)),
        id(detail::field<Side, hdl::UInt>(io, stream, fields, 1, where)),
        last(detail::field<Side, hdl::Bit>(io, stream, fields, 2, where)) {}
};

template <class Side>
struct Scores : Handshake<Side> {
  typename Side::template Forward<hdl::UInt> score;  // [row][key], signed elements
  typename Side::template Forward<hdl::Bit> last;

  Scores(hdl::Io& io, const std::string& stream, const Shape& shape,
         hdl::Location where = std::source_location::current())
      : Scores(io, stream, scores_fields(shape), where) {}
  hdl::UInt payload() const { return hdl::cat(hdl::Value(score), last); }
  void drive_payload(const hdl::UInt& packed) const { this->drive_fields(packed, score, last); }

 private:
  Scores(hdl::Io& io, const std::string& stream, const std::vector<Field>& fields, const hdl::Location& where)
      : Handshake<Side>(io, stream, fields, where),
        score(detail::field<Side, hdl::UInt>(io, stream, fields, 0, where)),
        last(detail::field<Side, hdl::Bit>(io, stream, fields, 1, where)) {}
};

template <class Side>
struct Selections : Handshake<Side> {
  typename Side::template Forward<hdl::UInt> key;
  typename Side::template Forward<hdl::Bit> keep, last, end;

  Selections(hdl::Io& io, const std::string& stream, const Shape& shape,
             hdl::Location where = std::source_location::current())
      : Selections(io, stream, selections_fields(shape), where) {}
  hdl::UInt payload() const { return hdl::cat(hdl::Value(key), keep, last, end); }
  void drive_payload(const hdl::UInt& packed) const { this->drive_fields(packed, key, keep, last, end); }

 private:
  Selections(hdl::Io& io, const std::string& stream, const std::vector<Field>& fields,
             const hdl::Location& where)
      : Handshake<Side>(io, stream, fields, where),
        key(detail::field<Side, hdl::UInt>(io, stream, fields, 0, where)),
        keep(detail::field<Side, hdl::Bit>(io, stream, fields, 1, where)),
        last(detail::field<Side, hdl::Bit>(io, stream, fields, 2, where)),
        end(detail::field<Side, hdl::Bit>(io, stream, fields, 3, where)) {}
};

template <class Side>
struct Candidates : Handshake<Side> {
  typename Side::template Forward<hdl::UInt> base;
  typename Side::template Forward<hdl::UInt> mask;  // [key][row]
  typename Side::template Forward<hdl::Bit> last;

  Candidates(hdl::Io& io, const std::string& stream, const Shape& shape,
             hdl::Location where = std::source_location::current())
      : Candidates(io, stream, candidates_fields(shape), where) {}
  hdl::UInt payload() const { return hdl::cat(hdl::Value(base), mask, last); }
  void drive_payload(const hdl::UInt& packed) const { this->drive_fields(packed, base, mask, last); }

 private:
  Candidates(hdl::Io& io, const std::string& stream, const std::vector<Field>& fields,
             const hdl::Location& where)
      : Handshake<Side>(io, stream, fields, where),
        base(detail::field<Side, hdl::UInt>(io, stream, fields, 0, where)),
        mask(detail::field<Side, hdl::UInt>(io, stream, fields, 1, where)),
        last(detail::field<Side, hdl::Bit>(io, stream, fields, 2, where)) {}
};

template <class Side>
struct Connections : Handshake<Side> {
  typename Side::template Forward<hdl::UInt> key;        // [row]
  typename Side::template Forward<hdl::UInt> row_valid;  // [row]
  typename Side::template Forward<hdl::UInt> load;       // [row]
  typename Side::template Forward<hdl::Bit> last;

  Connections(hdl::Io& io, const std::string& stream, const Shape& shape,
              hdl::Location where = std::source_location::current())
      : Connections(io, stream, connections_fields(shape), where) {}
  hdl::UInt payload() const { return hdl::cat(hdl::Value(key), row_valid, load, last); }
  void drive_payload(const hdl::UInt& packed) const {
    this->drive_fields(packed, key, row_valid, load, last);
  }

 private:
  Connections(hdl::Io& io, const std::string& stream, const std::vector<Field>& fields,
              const hdl::Location& where)
      : Handshake<Side>(io, stream, fields, where),
        key(detail::field<Side, hdl::UInt>(io, stream, fields, 0, where)),
        row_valid(detail::field<Side, hdl::UInt>(io, stream, fields, 1, where)),
        load(detail::field<Side, hdl::UInt>(io, stream, fields, 2, where)),
        last(detail::field<Side, hdl::Bit>(io, stream, fields, 3, where)) {}
};

}  // namespace winnow::lib::streams
