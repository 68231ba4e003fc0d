#include "pickling.hpp"

namespace stemgewicht::python {

py::object own_attributes(const py::object& self) {
    const py::dict attributes(py::getattr(self, "__dict__", py::dict()));
    if (attributes.empty()) return py::none();
    return attributes.attr("copy")();
}

py::tuple restored(const py::object& self) {
    return py::make_tuple(py::module_::import("copyreg").attr("__newobj__"), py::make_tuple(py::type::of(self)),
                          self.attr("__getstate__")());
}

}  // namespace stemgewicht::python
