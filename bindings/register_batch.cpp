// Studies of many cases: chunks as arrays, and the folder that they are written to.

#include "pickling.hpp"

#include <stemgewicht/batch/sweep_folder.hpp>
#include <stemgewicht/batch/sweep_study.hpp>

#include <pybind11/numpy.h>

#include <memory>

namespace stemgewicht::python {

namespace {

/// An array that owns the values of a list.
template <class T>
py::array_t<T> array_of(std::vector<T>&& values) {
    auto* const kept = new std::vector<T>(std::move(values));
    const py::capsule owner(kept, [](void* list) { delete static_cast<std::vector<T>*>(list); });
    return py::array_t<T>(static_cast<py::ssize_t>(kept->size()), kept->data(), owner);
}

py::object values_of(SweepColumn&& column) {
    if (column.heading.kind == SweepKind::integer) return array_of(std::move(column.integers));
    if (column.heading.kind == SweepKind::real) return array_of(std::move(column.reals));
    return py::make_tuple(array_of(std::move(column.codes)), column.texts);
}

SweepTable table_of(const SweepStudy& study, std::uint64_t chunk, std::optional<int> threads) {
    const py::gil_scoped_release release;
    return sweep_chunk(study, chunk, threads.value_or(1));
}

py::dict chunk_of(const SweepStudy& study, std::uint64_t chunk, std::optional<int> threads) {
    SweepTable table = table_of(study, chunk, threads);
    py::dict columns;
    for (SweepColumn& column : table.columns) {
        const py::str name(column.heading.name);
        columns[name] = values_of(std::move(column));
    }
    return columns;
}

py::bytes csv_of(const SweepStudy& study, std::uint64_t chunk, std::optional<int> threads) {
    std::string text;
    {
        const py::gil_scoped_release release;
        text = sweep_csv(sweep_chunk(study, chunk, threads.value_or(1)));
    }
    return py::bytes(text);
}

SweepForecast forecast_of(const SweepStudy& study) {
    const py::gil_scoped_release release;
    return forecast(study);
}

py::dict forecast_dict(const SweepStudy& study) {
    const SweepForecast expected = forecast_of(study);
    py::dict answer;
    answer["cases"] = static_cast<double>(expected.cases);
    answer["chunks"] = static_cast<double>(expected.chunks);
    answer["kept"] = expected.kept;
    answer["refused"] = expected.refused;
    answer["rows"] = expected.rows;
    answer["seconds"] = expected.seconds;
    answer["bytes"] = expected.bytes;
    return answer;
}

py::list headings_of(const SweepStudy& study) {
    py::list columns;
    for (const SweepHeading& heading : study.columns())
        columns.append(py::make_tuple(heading.name, std::string(kind_name(heading.kind))));
    return columns;
}

py::dict contents_of(const std::string& directory, bool check) {
    const SweepContents contents = [&] {
        const py::gil_scoped_release release;
        return read_sweep_folder(directory, check);
    }();
    const SweepStudy study(contents.study, contents.files, contents.id);
    py::dict answer;
    answer["study"] = contents.study;
    answer["title"] = study.title();
    answer["columns"] = headings_of(study);
    answer["hash"] = contents.hash;
    answer["id"] = contents.id;
    answer["format"] = contents.format;
    answer["program"] = contents.program;
    answer["files"] = contents.files;
    answer["seed"] = contents.seed;
    answer["chunks"] = contents.chunks;
    answer["results_version"] = contents.results_version;
    answer["missing"] = contents.missing;
    return answer;
}

/// What compiled this module.
constexpr const char* compiler =
#ifdef __clang__
    "Clang " __clang_version__;
#else
    "GCC " __VERSION__;
#endif

void register_study_class(py::module_& module) {
    using namespace py::literals;
    py::class_<SweepStudy>(module, "Study", "Many cases and what to count in each, as a study file describes them.")
        .def(py::init([](const std::string& text, const std::string& directory, const std::string& id) {
                 return parse_sweep(text, directory, id);
             }),
             "text"_a, "directory"_a = ".", "id"_a = "study")
        .def_static("load", &load_sweep, "file"_a, "Reads a study file, and the board files beside it that it names.")
        .def_property_readonly("text", &SweepStudy::text)
        .def_property_readonly("id", &SweepStudy::id, "What messages call it.")
        .def_property_readonly("title", &SweepStudy::title)
        .def_property_readonly("files", &SweepStudy::files, "The texts of the board files that it names.")
        .def_property_readonly("hash", &SweepStudy::hash, "A name of what it asks; see its C++ declaration.")
        .def_property_readonly("seed", &SweepStudy::seed)
        .def_property_readonly("cases", &SweepStudy::cases, "Cases before constraints, which leave out no numbers.")
        .def_property_readonly("chunk_cases", &SweepStudy::chunk_cases, "Cases of each chunk but the last.")
        .def_property_readonly("chunks", &SweepStudy::chunks)
        .def_property_readonly("columns", &headings_of, "Name and kind of each column: integer, real or text.")
        .def(
            "describe", [](const SweepStudy& study) { return describe(study, forecast_of(study)); },
            "The study in words, with what it makes: counted and timed in about a second.")
        .def("forecast", &forecast_dict,
             "cases, chunks, kept and refused (shares), rows, seconds (on one thread) and bytes (as CSV).")
        .def("chunk", &chunk_of, "chunk"_a, "threads"_a = py::none(),
             "The rows of a chunk by column: an array, or codes and texts, where a code of -1 is an empty value.")
        .def("chunk_csv", &csv_of, "chunk"_a, "threads"_a = py::none(), "The rows of a chunk as CSV.")
        .def("__eq__",
             [](const SweepStudy& self, const py::object& other) {
                 return py::isinstance<SweepStudy>(other) && other.cast<const SweepStudy&>().hash() == self.hash();
             })
        .def("__hash__", [](const SweepStudy& self) { return py::hash(py::str(self.hash())); })
        .def("__repr__",
             [](const SweepStudy& self) {
                 return "Study(" + shown(py::str(self.title())) + ", " + std::to_string(self.cases()) + " cases)";
             })
        .def(py::pickle(
            [](const py::object& self) {
                const auto& study = self.cast<const SweepStudy&>();
                return py::make_tuple(study.text(), study.files(), study.id(), own_attributes(self));
            },
            [](const py::tuple& state) {
                const py::object attributes = state[3];
                return std::pair(
                    SweepStudy(state[0].cast<std::string>(), state[1].cast<SweepFiles>(), state[2].cast<std::string>()),
                    attributes.is_none() ? py::dict() : py::dict(attributes));
            }))
        .def("__reduce__", &restored);
}

}  // namespace

void register_batch(py::module_& module) {
    using namespace py::literals;
    register_study_class(module);
    module.attr("compiler") = compiler;
    py::class_<SweepFolder>(module, "SweepFolder",
                            "The folder that a sweep writes, of which one process at a time has the lock.")
        .def(py::init<const std::string&, const SweepStudy&, const std::string&, const std::string&>(), "directory"_a,
             "study"_a, "format"_a = "csv", "program"_a = "", py::call_guard<py::gil_scoped_release>())
        .def_property_readonly("directory", &SweepFolder::directory)
        .def_property_readonly("notes", &SweepFolder::notes, "What was found damaged or missing.")
        .def("missing", &SweepFolder::missing, "The chunks that are not finished.")
        .def("file_name", &SweepFolder::file_name, "chunk"_a)
        .def(
            "store",
            [](SweepFolder& self, std::uint64_t chunk, const py::bytes& data) {
                const std::string_view bytes(data);
                const py::gil_scoped_release release;
                self.store(chunk, bytes);
            },
            "chunk"_a, "data"_a, "Writes a chunk, whole or not at all.")
        .def("finish", &SweepFolder::finish, "Puts the list of chunks into order once all are there.")
        .def("close", &SweepFolder::close, "Gives the lock back.")
        .def("__enter__", [](py::object self) { return self; })
        .def(
            "__exit__",
            [](SweepFolder& self, const py::object&, const py::object&, const py::object&) { self.close(); }, "type"_a,
            "value"_a, "traceback"_a);
    module.def(
        "sweep_checksum", [](const py::bytes& data) { return sweep_checksum(std::string_view(data)); }, "data"_a,
        "CRC-64/XZ as 16 hexadecimal digits.");
    module.def("read_sweep_folder", &contents_of, "directory"_a, "check"_a = false,
               "What a folder of a sweep says of itself, and which chunks are missing.");
}

}  // namespace stemgewicht::python
