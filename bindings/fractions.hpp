#pragma once

// For the few files of the bindings that need Boost.Multiprecision, which is heavy to compile.

#include "common.hpp"

#include <stemgewicht/measures/fractions.hpp>

#include <ios>
#include <optional>

namespace stemgewicht::python {

/// In hexadecimal: linear in the digits, and Python puts no limit on them as it does on decimal ones.
inline py::object python_integer(const BigInteger& value) {
    const std::string digits = BigInteger(abs(value)).str(0, std::ios_base::hex);
    return py::module_::import("builtins").attr("int")((value < 0 ? "-" : "") + digits, 16);
}

/// The method of a function whose answer is in fractions. Throws std::invalid_argument for one that is not exact.
Exact method_for_fractions(const py::object& method, std::optional<int> threads = std::nullopt);

/// As fractions.Fraction.
inline py::list python_fractions(const std::vector<Fraction>& values) {
    const py::object type = py::module_::import("fractions").attr("Fraction");
    py::list result;
    for (const Fraction& value : values)
        result.append(type(python_integer(numerator(value)), python_integer(denominator(value))));
    return result;
}

}  // namespace stemgewicht::python

namespace pybind11::detail {

template <>
struct type_caster<stemgewicht::Fraction> {
    PYBIND11_TYPE_CASTER(stemgewicht::Fraction, const_name("fractions.Fraction"));

    bool load(handle source, bool) {
        value = stemgewicht::Fraction(stemgewicht::python::escaped_text(source));
        return true;
    }

    static handle cast(const stemgewicht::Fraction& fraction, return_value_policy, handle) {
        return object(stemgewicht::python::python_fractions({fraction})[0]).release();
    }
};

}  // namespace pybind11::detail
