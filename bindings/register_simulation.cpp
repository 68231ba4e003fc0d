// The methods that simulate, and the warning of a target that was not reached.

#include "pickling.hpp"
#include "simulation.hpp"

#include <limits>

namespace stemgewicht::python {

std::uint64_t count_of(const py::object& value, const std::string& field, const std::string& expected) {
    const auto number = py::reinterpret_steal<py::object>(PyNumber_Index(value.ptr()));
    if (!number) {
        PyErr_Clear();
        throw py::type_error(field + ": must be " + expected + ", got " + repr_of(value));
    }
    const std::uint64_t count = PyLong_AsUnsignedLongLong(number.ptr());
    if (PyErr_Occurred() != nullptr) {
        PyErr_Clear();
        refuse(field, expected, shown(value));
    }
    return count;
}

std::uint64_t seed_of(const py::object& seed) {
    if (py::hasattr(seed, "generate_state"))
        return seed.attr("generate_state")(1, "uint64")[py::int_(0)].cast<std::uint64_t>();
    using namespace py::literals;
    if (py::hasattr(seed, "bit_generator"))
        return seed
            .attr("integers")(std::numeric_limits<std::uint64_t>::max(), "dtype"_a = "uint64", "endpoint"_a = true)
            .cast<std::uint64_t>();
    return count_of(seed, "seed", "an integer from 0 to 2^64 - 1 or a numpy.random.SeedSequence or Generator");
}

namespace {

MonteCarlo monte_carlo(const py::object& samples, const py::object& seed, std::optional<int> threads, bool antithetic,
                       double error, const py::object& maximum_samples) {
    const MonteCarlo method{.samples = count_of(samples, "samples", "1 or more"),
                            .seed = seed_of(seed),
                            .threads = threads.value_or(1),
                            .antithetic = antithetic,
                            .error = error,
                            .maximum_samples = count_of(maximum_samples, "maximum_samples", "1 or more"),
                            .progress = &tell_progress};
    check(method);
    return method;
}

Conditional conditional(const py::object& points, const py::object& randomizations, const py::object& seed,
                        std::optional<int> threads, double error, const py::object& maximum_points) {
    const Conditional method{.points = count_of(points, "points", "1 or more"),
                             .randomizations = count_of(randomizations, "randomizations", "2 or more"),
                             .seed = seed_of(seed),
                             .threads = threads.value_or(1),
                             .error = error,
                             .maximum_points = count_of(maximum_points, "maximum_points", "1 or more"),
                             .progress = &tell_progress};
    check(method);
    return method;
}

/// The arguments of a method that are not as they come.
class Arguments {
public:
    template <class Value>
    Arguments& add(const char* name, const Value& value, const Value& usual) {
        if (value != usual) text_ += (text_.empty() ? "" : ", ") + std::string(name) + "=" + repr_of(py::cast(value));
        return *this;
    }
    [[nodiscard]] std::string after(const std::string& name) const { return name + "(" + text_ + ")"; }

private:
    std::string text_;
};

std::string text_of(const MonteCarlo& m) {
    const MonteCarlo usual;
    return Arguments()
        .add("samples", m.samples, usual.samples)
        .add("seed", m.seed, usual.seed)
        .add("threads", m.threads, usual.threads)
        .add("antithetic", m.antithetic, usual.antithetic)
        .add("error", m.error, usual.error)
        .add("maximum_samples", m.maximum_samples, usual.maximum_samples)
        .after("MonteCarlo");
}

std::string text_of(const Conditional& m) {
    const Conditional usual;
    return Arguments()
        .add("points", m.points, usual.points)
        .add("randomizations", m.randomizations, usual.randomizations)
        .add("seed", m.seed, usual.seed)
        .add("threads", m.threads, usual.threads)
        .add("error", m.error, usual.error)
        .add("maximum_points", m.maximum_points, usual.maximum_points)
        .after("Conditional");
}

void register_simulation_methods(py::module_& module) {
    using namespace py::literals;
    const MonteCarlo motions;
    py::class_<MonteCarlo> monte_carlo_class(module, "MonteCarlo",
                                             R"(Simulation of many motions: any rule, any position, any model, any size.

samples: motions; with a target error, those before it is first asked for. seed: an integer from 0 to 2^64 - 1, a
numpy.random.SeedSequence, or a numpy.random.Generator, which gives its next number. threads: None or 1 for one, 0 for all cores; results do not depend on it. antithetic: draws motions in
pairs of mirror images, whose errors tend to cancel. error: the standard error to reach, 0 for none; the simulation goes on to at
most maximum_samples, and warns by a TargetNotReached where that is not enough. The error falls with the root of the motions.
Raises ValueError for no motions and for a target below 0.)");
    monte_carlo_class
        .def(py::init(&monte_carlo), "samples"_a = motions.samples, py::kw_only(), "seed"_a = motions.seed,
             "threads"_a = motions.threads, "antithetic"_a = motions.antithetic, "error"_a = motions.error,
             "maximum_samples"_a = motions.maximum_samples)
        .def_readonly("samples", &MonteCarlo::samples)
        .def_readonly("seed", &MonteCarlo::seed)
        .def_readonly("threads", &MonteCarlo::threads)
        .def_readonly("antithetic", &MonteCarlo::antithetic)
        .def_readonly("error", &MonteCarlo::error)
        .def_readonly("maximum_samples", &MonteCarlo::maximum_samples)
        .def("__repr__", [](const MonteCarlo& m) { return text_of(m); });
    define_pickling<&MonteCarlo::samples, &MonteCarlo::seed, &MonteCarlo::threads, &MonteCarlo::antithetic,
                    &MonteCarlo::error, &MonteCarlo::maximum_samples>(monte_carlo_class,
                                                                      MonteCarlo{.progress = &tell_progress});
    const Conditional points;
    py::class_<Conditional> conditional_class(
        module, "Conditional",
        R"(Simulation of what members have in common alone; given that, everything is exact.

The lines, moods or chances that members share are drawn as scrambled Sobol points, in several independent scramblings that show
the error. Far more precise than MonteCarlo for the same time where the rule can be counted; exact under independent votes.
points: of each scrambling; with a target error, those before it is first asked for. randomizations: scramblings, 2 or more. seed,
threads and error: as for MonteCarlo, with at most maximum_points points of each scrambling.
Raises ValueError for no points, fewer than two scramblings and a target below 0.)");
    conditional_class
        .def(py::init(&conditional), "points"_a = points.points, py::kw_only(),
             "randomizations"_a = points.randomizations, "seed"_a = points.seed, "threads"_a = points.threads,
             "error"_a = points.error, "maximum_points"_a = points.maximum_points)
        .def_readonly("points", &Conditional::points)
        .def_readonly("randomizations", &Conditional::randomizations)
        .def_readonly("seed", &Conditional::seed)
        .def_readonly("threads", &Conditional::threads)
        .def_readonly("error", &Conditional::error)
        .def_readonly("maximum_points", &Conditional::maximum_points)
        .def("__repr__", [](const Conditional& m) { return text_of(m); });
    define_pickling<&Conditional::points, &Conditional::randomizations, &Conditional::seed, &Conditional::threads,
                    &Conditional::error, &Conditional::maximum_points>(conditional_class,
                                                                       Conditional{.progress = &tell_progress});
}

}  // namespace

double target_of(const Method& method) {
    if (const auto* motions = std::get_if<MonteCarlo>(&method)) return motions->error;
    const auto* latents = std::get_if<Conditional>(&method);
    return latents ? latents->error : 0;
}

void warn_unless_reached(bool reached, const Method& method, double error, int stack_level) {
    if (reached) return;
    const py::object category = py::module_::import("stemgewicht._core").attr("TargetNotReached");
    const std::string limit = std::holds_alternative<MonteCarlo>(method) ? "maximum_samples" : "maximum_points";
    const std::string text = "error: the target " + repr_of(py::float_(target_of(method))) +
                             " was not reached within " + limit + "; the largest standard error is " +
                             py::str("{:.2g}").format(error).cast<std::string>();
    if (PyErr_WarnEx(category.ptr(), text.c_str(), stack_level) != 0) throw py::error_already_set();
}

void register_simulation(py::module_& module) {
    module.attr("TargetNotReached") = py::reinterpret_steal<py::object>(PyErr_NewExceptionWithDoc(
        "stemgewicht.TargetNotReached",
        "A simulation ended before its target error: answers are right within the errors that they tell.",
        PyExc_UserWarning, nullptr));
    register_simulation_methods(module);
}

}  // namespace stemgewicht::python
