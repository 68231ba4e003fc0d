#pragma once

// Arguments of Python as values, where the ways of pybind11 would lose something: included before any other of its
// headers is used.

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <concepts>
#include <type_traits>
#include <utility>

namespace stemgewicht::python {

namespace py = pybind11;

/// Whether an object is of a class of Python that derives from one of the library and decides by methods of its own.
bool has_own_methods(const py::handle& value);

/// A rule of the library as an argument: none that has methods of its own, which would not be asked.
template <class R>
struct Unaltered {
    R rule{};
    operator const R&() const { return rule; }  // NOLINT(google-explicit-constructor)
};

}  // namespace stemgewicht::python

namespace pybind11::detail {

/// A whole number by its __index__, which floats, decimals, fractions and arrays of them do not have: int() would cut
/// off what is behind their point.
template <class T>
struct whole_number_caster {
    PYBIND11_TYPE_CASTER(T, io_name("typing.SupportsIndex", "int"));

    bool load(handle source, bool) {
        if (!source || PyIndex_Check(source.ptr()) == 0) return false;
        const auto index = reinterpret_steal<object>(PyNumber_Index(source.ptr()));
        if (!index) return nothing();
        if constexpr (std::is_signed_v<T>)
            return take(PyLong_AsLongLong(index.ptr()));
        else
            return take(PyLong_AsUnsignedLongLong(index.ptr()));
    }

    static handle cast(T number, return_value_policy, handle) {
        if constexpr (std::is_signed_v<T>)
            return PyLong_FromLongLong(number);
        else
            return PyLong_FromUnsignedLongLong(number);
    }

private:
    static bool nothing() {
        PyErr_Clear();
        return false;
    }

    bool take(std::integral auto number) {
        if (PyErr_Occurred() != nullptr) return nothing();
        if (!std::in_range<T>(number)) return false;
        value = static_cast<T>(number);
        return true;
    }
};

template <>
struct type_caster<int> : whole_number_caster<int> {};
template <>
struct type_caster<unsigned> : whole_number_caster<unsigned> {};
template <>
struct type_caster<long> : whole_number_caster<long> {};
template <>
struct type_caster<unsigned long> : whole_number_caster<unsigned long> {};
template <>
struct type_caster<long long> : whole_number_caster<long long> {};
template <>
struct type_caster<unsigned long long> : whole_number_caster<unsigned long long> {};

template <class R>
struct type_caster<stemgewicht::python::Unaltered<R>> {
    PYBIND11_TYPE_CASTER(stemgewicht::python::Unaltered<R>, make_caster<R>::name);

    bool load(handle source, bool convert) {
        make_caster<R> rule;
        if (source.is_none() || !rule.load(source, convert)) return false;
        if (stemgewicht::python::has_own_methods(source)) return false;
        value.rule = cast_op<const R&>(rule);
        return true;
    }
};

}  // namespace pybind11::detail
