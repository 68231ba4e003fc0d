#include "study_fields.hpp"

#include <algorithm>
#include <array>

namespace stemgewicht::detail {

namespace {

constexpr std::size_t plan_memory = std::size_t{1} << 31;  ///< bytes of a count: what is refused is so on every machine

NamedMethod read_method(const StudyFields& fields, const std::string& name, const toml::table* table,
                        const std::string& path, const toml::node* node = nullptr) {
    constexpr std::array<std::string_view, 8> names{
        "exact",       "decision_diagram", "enumerate", "meet_in_the_middle",
        "monte_carlo", "conditional",      "normal",    "fourier"};
    fields.one_of(name, names, table ? path + ".name" : path, table ? table->get("name") : node);
    NamedMethod result{.name = name, .method = Exact{.memory = plan_memory}};
    const bool simulates = name == "monte_carlo" || name == "conditional";
    if (table && simulates)
        fields.known(*table, {"name", "label", "draws", "error", "maximum_draws"}, path + ".");
    else if (table && name == "fourier")
        fields.known(*table, {"name", "label", "error"}, path + ".");
    else if (table)
        fields.known(*table, {"name", "label"}, path + ".");
    if (table && table->contains("label")) result.name = fields.reader.text(*table, "label", path + ".", true);
    if (name == "decision_diagram") result.method = DecisionDiagram{};
    if (name == "enumerate") result.method = Enumerate{};
    if (name == "meet_in_the_middle") result.method = MeetInTheMiddle{.memory = plan_memory};
    if (name == "normal") result.method = Normal{};
    const double error = table ? fields.real(*table, "error", path + ".", 0) : 0;
    if (error < 0 || (table && table->contains("error") && error == 0))
        fields.reader.wrong(path + ".error", "above 0", table->get("error"));
    if (name == "fourier") {
        Fourier fourier;
        if (error > 0) fourier.error = error;
        if (error >= 1) fields.reader.wrong(path + ".error", "above 0 and below 1", table->get("error"));
        result.method = fourier;
    }
    if (!simulates) return result;
    constexpr std::int64_t most_draws = std::int64_t{1} << 40;
    const auto count = [&](const char* key, std::uint64_t otherwise) {
        if (!table || !table->contains(key)) return otherwise;
        return static_cast<std::uint64_t>(fields.whole(table->get(key), path + "." + key, 1, most_draws));
    };
    if (name == "monte_carlo") {
        MonteCarlo monte_carlo{.error = error};
        monte_carlo.samples = count("draws", monte_carlo.samples);
        monte_carlo.maximum_samples =
            count("maximum_draws", std::max(monte_carlo.maximum_samples, monte_carlo.samples));
        result.method = monte_carlo;
    } else {
        Conditional conditional{.error = error};
        const std::uint64_t share = conditional.randomizations;
        conditional.points = (count("draws", conditional.points * share) + share - 1) / share;
        conditional.maximum_points =
            std::max(conditional.points, count("maximum_draws", conditional.maximum_points * share) / share);
        result.method = conditional;
    }
    return result;
}

}  // namespace

std::vector<NamedMethod> read_methods(const StudyFields& fields, const toml::table& file) {
    std::vector<NamedMethod> methods;
    const toml::node* node = file.get("methods");
    const toml::array* list = node ? node->as_array() : nullptr;
    if (node && (!list || list->empty())) fields.reader.wrong("methods", "a list of one or more", node);
    if (!list) methods.push_back(read_method(fields, "exact", nullptr, "methods"));
    for (std::size_t k = 0; list && k < list->size(); ++k) {
        const toml::node& one = (*list)[k];
        const std::string path = element("methods", k);
        const toml::table* table = one.as_table();
        if (!table && !one.is_string())
            fields.reader.wrong(path, "a name, or a table such as {name = \"monte_carlo\", draws = 10000}", &one);
        methods.push_back(read_method(
            fields, table ? fields.reader.text(*table, "name", path + ".", true) : *one.value<std::string>(), table,
            path, &one));
    }
    for (std::size_t k = 0; k < methods.size(); ++k)
        for (std::size_t j = 0; j < k; ++j)
            if (methods[j].name == methods[k].name)
                fields.reader.wrong(element("methods", k) + ".label", "a name that no other method has", list->get(k));
    return methods;
}

}  // namespace stemgewicht::detail
