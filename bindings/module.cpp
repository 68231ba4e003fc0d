#include "meeting_rules.hpp"

PYBIND11_MODULE(_core, module) {
    namespace python = stemgewicht::python;
    module.doc() = "The compiled part of stemgewicht; use it through the package stemgewicht.";
    module.attr("__version__") = STEMGEWICHT_VERSION;
    python::watch_for_interrupts();
    module.def("tell_progress_to", &python::tell_progress_to, pybind11::arg("function"),
               "Sets what long work of this thread calls with done and all, or None; returns what it was.");
    python::register_rules(module);
    python::register_models(module);  // before the functions that give groupings
    python::register_combined_rules(module);
    python::register_opinions(module);
    python::register_methods(module);
    python::register_simulation(module);
    python::register_estimates(module);
    python::register_properties(module);
    python::register_attendance(module);  // before the measures, whose overloads take any object
    python::register_bulk(module);
    python::register_measures(module);
    python::register_indices(module);
    python::register_solutions(module);
    python::register_boards(module);
    python::register_study(module);
    python::register_governance_study(module);  // after the tables and estimates that it gives
    python::register_design(module);
    python::register_second_tier(module);
    python::register_phase(module);
    python::register_inverse(module);
    python::register_batch(module);
    python::register_statutes(module);
    python::register_meetings(module);
    python::finish(module);
}
