#pragma once

// Values that can be pickled and copied under every protocol, those of a subclass too, with the attributes that it
// adds.

#include "common.hpp"

#include <type_traits>

namespace stemgewicht::python {

/// What a subclass of Python has added to an object: a dictionary, or None where there is nothing.
py::object own_attributes(const py::object& self);

/// __reduce__ of a value that its constructor makes anew: arguments(value) is a tuple.
template <class T, class Arguments>
auto remade(const Arguments& arguments) {
    return [arguments](const py::object& self) {
        return py::make_tuple(py::type::of(self), arguments(self.cast<const T&>()), own_attributes(self));
    };
}

/// __reduce__ of a value that its state makes anew.
py::tuple restored(const py::object& self);

/// The state of a value: its fields. start: what has those that are left out. least: how many fields the first version
/// wrote, where later ones have more.
template <auto... fields, class T>
auto state_of_fields(const T& start, std::size_t least = sizeof...(fields)) {
    return py::pickle(
        [](const py::object& self) {
            const T& value = self.cast<const T&>();
            return py::make_tuple(value.*fields..., own_attributes(self));
        },
        [start, least](const py::tuple& state) {
            if (state.size() < least + 1 || state.size() > sizeof...(fields) + 1)
                refuse("state", std::to_string(sizeof...(fields)) + " fields and those of a subclass", shown(state));
            T value = start;
            const std::size_t written = state.size() - 1;
            std::size_t place = 0;
            const auto set = [&](auto& field) {
                if (place < written) field = state[place++].template cast<std::remove_cvref_t<decltype(field)>>();
            };
            (set(value.*fields), ...);
            const py::object attributes = state[written];
            return std::pair(std::move(value), attributes.is_none() ? py::dict() : py::dict(attributes));
        });
}

/// Makes values of a class that is registered so picklable, by their fields.
template <auto... fields, class T>
void define_pickling(py::class_<T>& type, const T& start = T{}, std::size_t least = sizeof...(fields)) {
    type.def(state_of_fields<fields...>(start, least)).def("__reduce__", &restored);
}

/// The caster of a value that Python does not know otherwise: the tuple of its fields.
template <class T, auto... fields>
struct fields_caster {
    PYBIND11_TYPE_CASTER(T, py::detail::const_name("tuple"));

    bool load(py::handle source, bool convert) {
        if (!py::isinstance<py::tuple>(source) || py::len(source) != sizeof...(fields)) return false;
        const auto items = py::reinterpret_borrow<py::tuple>(source);
        std::size_t place = 0;
        return (load_field(value.*fields, items[place++], convert) && ...);
    }

    static py::handle cast(const T& source, py::return_value_policy, py::handle) {
        return py::make_tuple(source.*fields...).release();
    }

private:
    template <class Field>
    static bool load_field(Field& field, const py::object& source, bool convert) {
        py::detail::make_caster<Field> caster;
        if (!caster.load(source, convert)) return false;
        field = py::detail::cast_op<Field>(std::move(caster));
        return true;
    }
};

/// The caster of an enumeration that Python does not know: its number.
template <class Enumeration>
struct enumeration_caster {
    PYBIND11_TYPE_CASTER(Enumeration, py::detail::const_name("int"));

    bool load(py::handle source, bool convert) {
        py::detail::make_caster<std::underlying_type_t<Enumeration>> number;
        if (!number.load(source, convert)) return false;
        value = static_cast<Enumeration>(static_cast<std::underlying_type_t<Enumeration>>(number));
        return true;
    }

    static py::handle cast(Enumeration source, py::return_value_policy, py::handle) {
        return py::int_(static_cast<std::underlying_type_t<Enumeration>>(source)).release();
    }
};

}  // namespace stemgewicht::python
