// What holds of all functions and classes of the module, once they are there.

#include "common.hpp"

#include <new>
#include <stdexcept>

namespace stemgewicht::python {

namespace {

using Call = PyObject* (*)(PyObject*, PyObject* const*, std::size_t, PyObject*);

/// What pybind11 calls for every function.
Call usual_call = nullptr;

/// The error of a call that fits none of the signatures, in one line.
py::object misfit(PyObject* function, PyObject* const* arguments, std::size_t count, PyObject* keywords) {
    const auto* overload = py::detail::function_record_ptr_from_PyObject(function);
    const py::str name(overload->name);
    py::list signatures, given;
    for (; overload != nullptr; overload = overload->next) signatures.append(py::str(overload->signature));
    for (std::size_t k = 0; k < count; ++k) given.append(py::handle(arguments[k]));
    py::dict named;
    if (keywords != nullptr)
        for (const py::handle& keyword : py::reinterpret_borrow<py::tuple>(keywords))
            named[keyword] = py::handle(arguments[count++]);
    return py::module_::import("stemgewicht._arguments").attr("misfit")(name, signatures, given, named);
}

/// In place of the list of signatures that pybind11 gives where no argument fits: which one does not, and why.
void explain_misfit(PyObject* function, PyObject* const* arguments, std::size_t count, PyObject* keywords) {
    py::error_already_set error;
    try {
        const std::string name = py::detail::function_record_ptr_from_PyObject(function)->name;
        if (escaped_text(error.value()).starts_with(name + "(): incompatible ")) {
            const py::object line = misfit(function, arguments, count, keywords);
            PyErr_SetObject(py::type::of(line).ptr(), line.ptr());
            return;
        }
    } catch (const py::error_already_set&) {  // a value that cannot even be shown
    }
    error.restore();
}

PyObject* call(PyObject* function, PyObject* const* arguments, std::size_t count, PyObject* keywords) {
    PyObject* result = usual_call(function, arguments, count, keywords);
    if (result == nullptr && PyErr_ExceptionMatches(PyExc_TypeError) != 0)
        explain_misfit(function, arguments, count, keywords);
    return result;
}

/// Puts that in place for a function of the module, or a method of one of its classes.
void name_misfits(py::handle function) {
    if (PyInstanceMethod_Check(function.ptr())) function = PyInstanceMethod_GET_FUNCTION(function.ptr());
    py::object inner;
    if (Py_IS_TYPE(function.ptr(), &PyStaticMethod_Type)) function = inner = function.attr("__func__");
    if (!PyCFunction_Check(function.ptr())) return;
    PyObject* record = PyCFunction_GET_SELF(function.ptr());
    if (record == nullptr || !py::detail::is_function_record_PyObject(record)) return;
    PyMethodDef* method = reinterpret_cast<PyCFunctionObject*>(function.ptr())->m_ml;
    const auto own = reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(&call));
    if (method->ml_meth == own) return;
    usual_call = reinterpret_cast<Call>(reinterpret_cast<void (*)()>(method->ml_meth));
    method->ml_meth = own;
}

/// What pybind11 calls for the value of an object that has none.
void* refuse_unmade(std::size_t) {
    throw py::type_error("self: must be an object that its constructor has made, got one that __new__ alone has made");
}

void finish_class(const py::object& type) {
    auto* info = py::detail::get_type_info(reinterpret_cast<PyTypeObject*>(type.ptr()));
    if (info == nullptr) return;
    info->operator_new = &refuse_unmade;
    const auto methods = py::dict(type.attr("__dict__"));
    for (const auto& [name, method] : methods) name_misfits(method);
    if (methods.contains("__reduce__")) return;
    type.attr("__reduce_ex__") = py::cpp_function(
        [](const py::object& self, const py::object&) -> py::object {
            throw py::type_error("object: must be one that can be pickled and copied, got a " +
                                 escaped_text(py::type::of(self).attr("__name__")));
        },
        py::name("__reduce_ex__"), py::is_method(type), py::arg("protocol"));
}

/// Whether a length_error is one of the standard library, whose text is about its containers.
bool is_of_a_container(const std::length_error& error) {
    return std::string_view(error.what()).find("::") != std::string_view::npos;
}

void set_memory_error() {
    PyErr_SetString(PyExc_MemoryError, "memory: must be enough for the sizes of this call, got less");
}

/// What a size that a method cannot carry is to Python, which lives as long as it does.
PyObject* size_limit_error = nullptr;

/// Errors of the standard library and of pybind11 in the words of this one.
void translate(std::exception_ptr error) {
    try {
        std::rethrow_exception(std::move(error));
    } catch (const std::bad_alloc&) {
        set_memory_error();
    } catch (const std::length_error& length) {
        if (is_of_a_container(length))
            set_memory_error();
        else
            PyErr_SetString(size_limit_error, length.what());
    } catch (const py::cast_error&) {
        PyErr_SetString(PyExc_TypeError, "argument: must be of the type that the documentation tells, got another");
    }
}

}  // namespace

void finish(py::module_& module) {
    module.attr("SizeLimitError") = py::reinterpret_steal<py::object>(
        PyErr_NewExceptionWithDoc("stemgewicht.SizeLimitError",
                                  "A size that the method, or any method, cannot carry: a ValueError by which a caller "
                                  "can tell \"too large\" from \"wrong\".",
                                  PyExc_ValueError, nullptr));
    size_limit_error = py::object(module.attr("SizeLimitError")).ptr();
    py::register_local_exception_translator(&translate);
    for (const auto& [name, member] : py::dict(module.attr("__dict__"))) {
        if (py::isinstance<py::type>(member)) finish_class(py::reinterpret_borrow<py::object>(member));
        name_misfits(member);
    }
}

}  // namespace stemgewicht::python
