#include "batch/nearest_name.hpp"
#include "batch/standing_measures.hpp"
#include "batch/sweep_plan.hpp"
#include "boards/embedded_boards.hpp"
#include "boards/table_text.hpp"
#include "boards/toml_reader.hpp"

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/boards/votes_from_seats.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/measures/small_boards.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <utility>

namespace stemgewicht::detail {

namespace {

constexpr std::uint64_t most_values = 10'000'000;          ///< of an axis
constexpr std::size_t plan_memory = std::size_t{1} << 31;  ///< bytes of a count: what is refused is so on every machine

// ---- what does not change with blanks and comments ------------------------------------------------------------------

nlohmann::json canonical(const toml::node& node) {
    if (const toml::table* table = node.as_table()) {
        auto object = nlohmann::json::object();
        for (const auto& [key, value] : *table) object[std::string(key.str())] = canonical(value);
        return object;
    }
    if (const toml::array* list = node.as_array()) {
        auto values = nlohmann::json::array();
        for (const toml::node& value : *list) values.push_back(canonical(value));
        return values;
    }
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* whole = node.as_integer()) return whole->get();
    if (const auto* real = node.as_floating_point()) return nlohmann::json::array({"real", shortest(real->get())});
    if (const auto* truth = node.as_boolean()) return truth->get();
    return "a date or time";
}

std::string hash_of(const toml::table& file, const SweepFiles& files, std::string_view shipped) {
    const nlohmann::json content{
        {"study", canonical(file)}, {"files", files}, {"board", shipped}, {"results_version", sweep_results_version}};
    const boost::uuids::name_generator_sha1 generator(boost::uuids::ns::oid());
    return to_string(generator(content.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace)));
}

// ---- fields ---------------------------------------------------------------------------------------------------------

using ReadFile = std::function<std::string(const std::string&)>;

bool is_number(const toml::node& node) { return node.is_integer() || node.is_floating_point(); }

/// A number without the digits that adding steps leaves behind its twelfth.
double rounded(double value) { return std::stod(fmt::format("{:.12g}", value)); }

class SweepReader {
public:
    SweepReader(SweepPlan& plan, const toml::table& file, const ReadFile& read)
        : plan_(plan), file_(file), reader_(plan.id, plan.text), read_(read) {}

    void read() {
        known(file_,
              {"title", "board", "case", "models", "methods", "measures", "members", "where", "axes", "draws",
               "chunk_cases"},
              "");
        plan_.title = reader_.text(file_, "title", "", true);
        read_board();
        read_draws();
        read_methods();
        read_axes();
        read_measures();
        read_members();
        read_conditions();
        check_models();
        constexpr std::int64_t most_cases = 10'000'000;
        const toml::node* cases = file_.get("chunk_cases");
        plan_.chunk_cases = cases ? static_cast<std::uint64_t>(whole(cases, "chunk_cases", 1, most_cases)) : 0;
        plan_.hash = hash_of(file_, plan_.files, shipped_text_);
    }

private:
    /// Refuses fields that there are not, by the nearest that there is.
    template <class Names>
    void known_names(const toml::table& table, const Names& names, const std::string& path) const {
        for (const auto& [key, node] : table)
            if (std::ranges::find(names, key.str()) == std::ranges::end(names))
                reader_.wrong(path + std::string(key.str()),
                              fmt::format("left out, or one of the fields {}", names_near(key.str(), names)), &node);
    }
    void known(const toml::table& table, std::initializer_list<std::string_view> names, const std::string& path) const {
        known_names(table, std::vector<std::string_view>(names), path);
    }

    const toml::table* table_of(const std::string& name) const {
        const toml::node* node = file_.get(name);
        if (node && !node->is_table()) reader_.wrong(name, fmt::format("a table, [{}]", name), node);
        return node ? node->as_table() : nullptr;
    }

    /// A text, or a list of them.
    std::vector<std::string> texts(const toml::table& table, const std::string& key, const std::string& path) const {
        const toml::node* node = table.get(key);
        if (node && node->is_string()) return {*node->value<std::string>()};
        std::vector<std::string> list = reader_.texts(table, key, path);
        if (node && list.empty()) reader_.wrong(path + key, "a text, or a list of one or more", node);
        return list;
    }

    std::int64_t whole(const toml::node* node, const std::string& field, std::int64_t least, std::int64_t most) const {
        const auto value = node && node->is_integer() ? node->value<std::int64_t>() : std::nullopt;
        if (!value || *value < least || *value > most)
            reader_.wrong(field, fmt::format("a whole number, {} to {}", least, most), node);
        return *value;
    }

    double real(const toml::table& table, const std::string& key, const std::string& path, double otherwise) const {
        const toml::node* node = table.get(key);
        if (!node) return otherwise;
        const auto value = is_number(*node) ? node->value<double>() : std::nullopt;
        if (!value || !std::isfinite(*value)) reader_.wrong(path + key, "a number", node);
        return *value;
    }

    // ---- the board ----

    void read_board() {
        const toml::table *board = table_of("board"), *of_case = table_of("case");
        if ((board == nullptr) == (of_case == nullptr))
            reader_.wrong(board ? "case" : "board", "one of the tables [board] and [case]", board ? of_case : nullptr,
                          &file_);
        plan_.is_case = of_case != nullptr;
        if (of_case)
            read_case(*of_case);
        else
            read_plain_board(*board);
        plan_.is_weighted = !plan_.is_case && is_weighted(plan_.board);
        if (!plan_.is_case) plan_.names = plan_.board.names;
    }

    /// A shipped board, or one of a file beside the study.
    void read_given(const toml::table& table, const std::string& path) {
        const std::string shipped = reader_.text(table, "shipped", path, false);
        const std::string file = reader_.text(table, "file", path, false);
        if (shipped.empty() == file.empty())
            reader_.wrong(path + (shipped.empty() ? "shipped" : "file"), "given, or else a file, and not both",
                          table.get("file"), &table);
        if (!shipped.empty()) {
            const std::vector<std::string> names = shipped_boards();
            if (std::ranges::find(names, shipped) == names.end())
                reader_.wrong(path + "shipped", "one of " + names_near(shipped, names), table.get("shipped"));
            shipped_text_ = std::ranges::find(embedded_boards(), shipped, &EmbeddedBoard::name)->text;
            plan_.board = load_board(shipped);
            return;
        }
        const std::string text = reader_.at(table.get("file"), [&] { return read_(file); });
        plan_.files[file] = text;
        plan_.board =
            is_table(file, text) ? parse_table_board(text, file, {.quota = "majority"}) : parse_board(text, file);
    }

    void read_plain_board(const toml::table& table) {
        known(table, {"shipped", "file", "weights", "names", "members", "quota"}, "board.");
        const bool weights = table.contains("weights"), members = table.contains("members");
        if (weights && members)
            reader_.wrong("board.members", "left out where weights are given", table.get("members"));
        if ((weights || members) && (table.contains("shipped") || table.contains("file")))
            reader_.wrong(members ? "board.members" : "board.weights", "left out where a board is given",
                          table.get(members ? "members" : "weights"));
        if (weights || members)
            write_out(table, weights);
        else
            read_given(table, "board.");
        if (const toml::node* quota = table.get("quota")) {
            if (!is_weighted(plan_.board))
                reader_.wrong("board.quota", "left out for a board whose rule is " + plan_.board.quota_text, quota);
            plan_.quota = value_of(*quota, "board.quota");
        } else if (!weights && !members && is_weighted(plan_.board)) {
            plan_.quota = weighted_rule(plan_.board).quota;
            of_board_ = true;
        }
    }

    /// A board of weights that stand in the study, or are drawn.
    void write_out(const toml::table& table, bool weights) {
        Board& board = plan_.board;
        board.id = plan_.id;
        board.weight_column = "weight";
        std::vector<Decimal> numbers;
        if (weights) {
            const toml::array* list = table.get("weights")->as_array();
            if (!list || list->empty()) reader_.wrong("board.weights", "a list of numbers", table.get("weights"));
            for (std::size_t i = 0; i < list->size(); ++i)
                numbers.push_back(reader_.decimal(list->get(i), element("board.weights", i), *list));
        } else {
            constexpr std::int64_t most_members = 10'000;
            numbers.assign(static_cast<std::size_t>(whole(table.get("members"), "board.members", 1, most_members)),
                           {.digits = 1});
        }
        const ScaledWeights scaled =
            reader_.at(table.get("weights"), [&] { return scale_weights(numbers, "board.weights"); });
        board.columns["weight"] = scaled.weights;
        board.decimals["weight"] = scaled.scale.decimals;
        if (scaled.scale.divisor > 1) board.divisors["weight"] = scaled.scale.divisor;
        board.names = reader_.texts(table, "names", "board.");
        if (board.names.empty())
            for (std::size_t i = 0; i < numbers.size(); ++i) board.names.push_back(std::to_string(i + 1));
        if (board.names.size() != numbers.size())
            reader_.wrong("board.names", fmt::format("one for each of the {} members", numbers.size()),
                          table.get("names"));
        if (std::set<std::string>(board.names.begin(), board.names.end()).size() != board.names.size())
            reader_.wrong("board.names", "all of them different", table.get("names"));
        board.rule = reader_.at(table.get("weights"), [&] { return majority_rule(scaled.weights); });
        needs_weights_ = !weights;
    }

    void read_case(const toml::table& table) {
        known(table, {"shipped", "file", "options", "schemes", "ties"}, "case.");
        read_given(table, "case.");
        const GovernanceData& data =
            reader_.at(&table, [&]() -> const GovernanceData& { return governance_of(plan_.board); });
        for (const Municipality& municipality : data.municipalities) plan_.names.push_back(municipality.name);
        plan_.options = texts(table, "options", "case.");
        for (const std::string& option : plan_.options)
            one_of(option, option_ids(plan_.board), "case.options", table.get("options"));
        plan_.schemes = texts(table, "schemes", "case.");
        for (const std::string& scheme : plan_.schemes)
            one_of(scheme, known_schemes(), "case.schemes", table.get("schemes"));
        const std::string ties = reader_.text(table, "ties", "case.", false);
        constexpr std::array<std::string_view, 3> conventions{"excluded", "against", "coin"};
        if (ties.empty()) return;
        one_of(ties, conventions, "case.ties", table.get("ties"));
        plan_.ties = ties == "against" ? Ties::against : ties == "coin" ? Ties::coin : Ties::excluded;
    }

    std::vector<std::string> known_schemes() const {
        std::vector<std::string> names = all_schemes(plan_.board);
        for (const std::string& scheme : governance_of(plan_.board).assembly_schemes)
            if (std::ranges::find(names, scheme) == names.end()) names.push_back(scheme);
        return names;
    }

    template <class Names>
    void one_of(const std::string& name, const Names& names, const std::string& field, const toml::node* node) const {
        if (std::ranges::find(names, name) == std::ranges::end(names))
            reader_.wrong_at(node, field, "one of " + names_near(name, names), "\"" + name + "\"");
    }

    // ---- draws ----

    void read_draws() {
        const toml::table* draws = table_of("draws");
        if (!draws) {
            if (needs_weights_)
                reader_.wrong("draws.weights", "given where the board has members and no weights", nullptr, &file_);
            return;
        }
        plan_.has_draws = true;
        const std::int64_t most = std::numeric_limits<std::int64_t>::max();
        if (draws->contains("seed"))
            plan_.seed = static_cast<std::uint64_t>(whole(draws->get("seed"), "draws.seed", 0, most));
        plan_.draws = static_cast<std::uint64_t>(whole(draws->get("count"), "draws.count", 1, most));
        constexpr std::uint32_t first_purpose = 3;  // behind those of weights and simulations
        std::uint32_t purpose = first_purpose;
        for (const auto& [key, node] : *draws) {
            const std::string name(key.str()), field = "draws." + name;
            if (name == "seed" || name == "count") continue;
            const bool weights = name == (plan_.is_case ? "votes" : "weights");
            if (!node.is_table())
                reader_.wrong(field,
                              fmt::format("left out, or one of the fields {}",
                                          names_near(name, std::array{"seed", "count",
                                                                      plan_.is_case ? "votes" : "weights", "quota"})) +
                                  " or a law of random numbers such as {distribution = \"uniform\", from = 0, to = 1}",
                              &node);
            const Distribution law = distribution(*node.as_table(), field + ".", weights);
            if (weights)
                plan_.weights = law;
            else
                plan_.drawn.push_back({.name = name, .law = law, .purpose = purpose++});
            if (name == "quota") give_quota("draws.quota", node, law);
        }
        if (plan_.weights && !plan_.is_case && !needs_weights_)
            reader_.wrong("draws.weights", "left out where the board has weights of its own", draws->get("weights"));
        if (needs_weights_ && !plan_.weights)
            reader_.wrong("draws.weights", "given where the board has members and no weights", nullptr, draws);
        if (!plan_.weights && plan_.drawn.empty()) reader_.wrong("draws", "left out where nothing is drawn", draws);
    }

    void give_quota(const std::string& field, const toml::node& node, const Distribution& law) {
        if (plan_.quota && !of_board_) reader_.wrong(field, "given once", &node, nullptr);
        if (!plan_.is_case && !is_weighted(plan_.board))
            reader_.wrong(field, "left out for a board whose rule is " + plan_.board.quota_text, &node);
        if (law.kind != Distribution::Kind::uniform || !(law.from > 0 && law.to <= 1))
            reader_.wrong(field, "uniform between two shares of the total, above 0 and to 1", &node);
        plan_.quota.reset();
    }

    Distribution distribution(const toml::table& table, const std::string& path, bool weights) const {
        known(table, {"distribution", "from", "to", "exponent", "alpha", "total"}, path);
        using Kind = Distribution::Kind;
        constexpr std::array<std::pair<std::string_view, Kind>, 5> kinds{{{"uniform_integers", Kind::uniform_integers},
                                                                          {"uniform", Kind::uniform},
                                                                          {"power_law", Kind::power_law},
                                                                          {"dirichlet", Kind::dirichlet},
                                                                          {"from_seats", Kind::from_seats}}};
        const std::string name = reader_.text(table, "distribution", path, true);
        std::vector<std::string_view> possible;
        if (weights && plan_.is_case)
            possible = {"from_seats"};
        else if (weights)
            possible = {"uniform_integers", "power_law", "dirichlet"};
        else
            possible = {"uniform_integers", "uniform", "power_law"};
        one_of(name, possible, path + "distribution", table.get("distribution"));
        Distribution law{.kind = std::ranges::find(kinds, name, &std::pair<std::string_view, Kind>::first)->second};
        law.from = real(table, "from", path, weights ? 1 : 0);
        law.to = real(table, "to", path, law.from);
        law.exponent = real(table, "exponent", path, law.exponent);
        law.alpha = real(table, "alpha", path, law.alpha);
        if (table.contains("total")) law.total = whole(table.get("total"), path + "total", 1, std::int64_t{1} << 52);
        check(law, table, path, weights);
        return law;
    }

    void check(const Distribution& law, const toml::table& table, const std::string& path, bool weights) const {
        using Kind = Distribution::Kind;
        const auto left_out = [&](const char* key) {
            if (table.contains(key)) reader_.wrong(path + key, "left out for this distribution", table.get(key));
        };
        const bool range = law.kind != Kind::dirichlet && law.kind != Kind::from_seats;
        for (const char* key : {"from", "to"}) {
            if (!range) left_out(key);
            if (range && !table.contains(key)) reader_.wrong(path + key, "a number", nullptr, &table);
        }
        if (law.kind != Kind::power_law) left_out("exponent");
        if (law.kind != Kind::dirichlet) {
            left_out("alpha");
            left_out("total");
        }
        constexpr double most_weight = 0x1p52;
        const bool integers = law.kind == Kind::uniform_integers || law.kind == Kind::power_law;
        const double least = law.kind == Kind::power_law ? 1 : weights ? 0 : -most_weight;
        if (integers && (law.from != std::floor(law.from) || law.to != std::floor(law.to) || law.from < least ||
                         law.to > most_weight))
            reader_.wrong(path + "from", fmt::format("a range of whole numbers of {} or more", least),
                          table.get("from"), &table);
        if (range && law.to < law.from) reader_.wrong(path + "to", "from or above", table.get("to"), &table);
        if (range && !std::isfinite(law.to - law.from))
            reader_.wrong(path + "to", "a number that is not infinitely far from `from`", table.get("to"), &table);
        constexpr double most_exponent = 1000, least_alpha = 0.01, most_alpha = 1e6;
        if (!(law.exponent > 1 && law.exponent <= most_exponent))
            reader_.wrong(path + "exponent", "above 1, to 1000", table.get("exponent"));
        if (!(law.alpha >= least_alpha && law.alpha <= most_alpha))
            reader_.wrong(path + "alpha", "from 0.01 to 1000000", table.get("alpha"));
        if (law.kind == Kind::from_seats && !has_estimated_votes(plan_.board))
            reader_.wrong(path + "distribution", "left out for a case that does not estimate its votes from seats",
                          table.get("distribution"));
    }

    // ---- methods ----

    void read_methods() {
        const toml::node* node = file_.get("methods");
        const toml::array* list = node ? node->as_array() : nullptr;
        if (node && (!list || list->empty())) reader_.wrong("methods", "a list of one or more", node);
        if (!list) plan_.methods.push_back(method("exact", nullptr, "methods"));
        for (std::size_t k = 0; list && k < list->size(); ++k) {
            const toml::node& one = (*list)[k];
            const std::string path = element("methods", k);
            const toml::table* table = one.as_table();
            if (!table && !one.is_string())
                reader_.wrong(path, "a name, or a table such as {name = \"monte_carlo\", draws = 10000}", &one);
            plan_.methods.push_back(method(
                table ? reader_.text(*table, "name", path + ".", true) : *one.value<std::string>(), table, path, &one));
        }
        for (std::size_t k = 0; k < plan_.methods.size(); ++k)
            for (std::size_t j = 0; j < k; ++j)
                if (plan_.methods[j].name == plan_.methods[k].name)
                    reader_.wrong(element("methods", k) + ".label", "a name that no other method has", list->get(k));
    }

    NamedMethod method(const std::string& name, const toml::table* table, const std::string& path,
                       const toml::node* node = nullptr) const {
        constexpr std::array<std::string_view, 7> names{
            "exact", "decision_diagram", "enumerate", "meet_in_the_middle", "monte_carlo", "conditional", "normal"};
        one_of(name, names, table ? path + ".name" : path, table ? table->get("name") : node);
        NamedMethod result{.name = name, .method = Exact{.memory = plan_memory}};
        const bool simulates = name == "monte_carlo" || name == "conditional";
        if (table && simulates)
            known(*table, {"name", "label", "draws", "error", "maximum_draws"}, path + ".");
        else if (table)
            known(*table, {"name", "label"}, path + ".");
        if (table && table->contains("label")) result.name = reader_.text(*table, "label", path + ".", true);
        if (name == "decision_diagram") result.method = DecisionDiagram{};
        if (name == "enumerate") result.method = Enumerate{};
        if (name == "meet_in_the_middle") result.method = MeetInTheMiddle{.memory = plan_memory};
        if (name == "normal") result.method = Normal{};
        if (!simulates) return result;
        constexpr std::int64_t most_draws = std::int64_t{1} << 40;
        const double error = table ? real(*table, "error", path + ".", 0) : 0;
        if (error < 0 || (table && table->contains("error") && error == 0))
            reader_.wrong(path + ".error", "above 0", table->get("error"));
        const auto count = [&](const char* key, std::uint64_t otherwise) {
            if (!table || !table->contains(key)) return otherwise;
            return static_cast<std::uint64_t>(whole(table->get(key), path + "." + key, 1, most_draws));
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

    // ---- the grid ----

    SweepValue value_of(const toml::node& node, const std::string& field) const {
        if (node.is_integer()) return *node.value<std::int64_t>();
        if (node.is_floating_point() && std::isfinite(*node.value<double>())) return *node.value<double>();
        if (node.is_string()) return *node.value<std::string>();
        reader_.wrong(field, "a number or a text", &node);
    }

    /// One end of a range, in percent where `percent` is set.
    SweepValue end_of_range(const toml::table& table, const std::string& key, const std::string& path,
                            bool percent) const {
        const toml::node* node = table.get(key);
        if (!node) reader_.wrong(path + key, "a number", nullptr, &table);
        if (node->is_string() && *node->value<std::string>() == "total" && plan_.is_weighted && !plan_.weights) {
            const Scale scale = scale_of(plan_.board, plan_.board.weight_column);
            const Weight total = total_weight(weights(plan_.board));
            if (scale.is_whole()) return total;
            return static_cast<double>(total) / std::pow(10.0, scale.decimals) / static_cast<double>(scale.divisor);
        }
        if (percent) {
            const std::string text = node->is_string() ? *node->value<std::string>() : std::string();
            const auto number =
                text.ends_with('%') ? parse_decimal(std::string_view(text).substr(0, text.size() - 1)) : std::nullopt;
            if (!number) reader_.wrong(path + key, "a percentage such as \"55%\", as the others of the range", node);
            return static_cast<double>(number->digits) / std::pow(10.0, number->decimals);
        }
        if (!is_number(*node) || !std::isfinite(*node->value<double>())) reader_.wrong(path + key, "a number", node);
        return value_of(*node, path + key);
    }

    std::vector<SweepValue> range(const toml::table& table, const std::string& path) const {
        known(table, {"from", "to", "step"}, path);
        const toml::node* from = table.get("from");
        const bool percent = from && from->is_string() && from->value<std::string>()->ends_with('%');
        const SweepValue first = end_of_range(table, "from", path, percent),
                         last = end_of_range(table, "to", path, percent);
        const SweepValue step =
            table.contains("step") ? end_of_range(table, "step", path, percent) : SweepValue(std::int64_t{1});
        const auto number = [](const SweepValue& value) {
            const auto* whole = std::get_if<std::int64_t>(&value);
            return whole ? static_cast<double>(*whole) : std::get<double>(value);
        };
        if (!(number(step) > 0)) reader_.wrong(path + "step", "above 0", table.get("step"));
        if (number(last) < number(first)) reader_.wrong(path + "to", "from or above", table.get("to"));
        constexpr double rounding = 1e-9;
        const double steps = std::floor((number(last) - number(first)) / number(step) + rounding);
        if (!(steps < static_cast<double>(most_values)))
            reader_.wrong_at(&table, path.substr(0, path.size() - 1), fmt::format("of at most {} values", most_values),
                             "more");
        const bool whole = std::holds_alternative<std::int64_t>(first) && std::holds_alternative<std::int64_t>(step);
        std::vector<SweepValue> values;
        for (std::int64_t k = 0; k <= static_cast<std::int64_t>(steps); ++k)
            if (percent)
                values.emplace_back(fmt::format("{}%", rounded(number(first) + static_cast<double>(k) * number(step))));
            else if (whole)
                values.emplace_back(std::get<std::int64_t>(first) + k * std::get<std::int64_t>(step));
            else
                values.emplace_back(rounded(number(first) + static_cast<double>(k) * number(step)));
        return values;
    }

    std::vector<SweepValue> values(const toml::node& node, const std::string& field) const {
        if (const toml::table* table = node.as_table()) return range(*table, field + ".");
        const toml::array* list = node.as_array();
        if (!list) return {value_of(node, field)};
        if (list->empty()) reader_.wrong(field, "a list of one or more values", &node);
        std::vector<SweepValue> result;
        for (std::size_t k = 0; k < list->size(); ++k) result.push_back(value_of((*list)[k], element(field, k)));
        return result;
    }

    /// Makes the values of a key of one kind: whole numbers among others real, numbers among texts texts.
    static void unite(SweepKey& key) {
        const auto any = [&]<class T>(std::type_identity<T>) {
            return std::ranges::any_of(key.values,
                                       [](const SweepValue& value) { return std::holds_alternative<T>(value); });
        };
        key.kind = any(std::type_identity<std::string>{}) ? SweepKind::text
                   : any(std::type_identity<double>{})    ? SweepKind::real
                                                          : SweepKind::integer;
        for (SweepValue& value : key.values) {
            const auto* whole = std::get_if<std::int64_t>(&value);
            if (key.kind == SweepKind::text)
                value = text_of(value);
            else if (key.kind == SweepKind::real && whole)
                value = static_cast<double>(*whole);
        }
    }

    void read_axes() {
        if (file_.contains("axes")) {
            const toml::array& list = reader_.tables(file_, "axes");
            for (std::size_t k = 0; k < list.size(); ++k) read_axis(*list[k].as_table(), element("axes", k) + ".");
        }
        add_axis_of("model", "models", texts(file_, "models", ""), "ic");
        std::vector<std::string> methods;
        for (const NamedMethod& method : plan_.methods) methods.push_back(method.name);
        if (!has_key("method")) add_axis("method", methods);
        if (!plan_.is_case && plan_.is_weighted && !plan_.quota && !has_key("quota") && !draws("quota"))
            reader_.wrong("board.quota", "given, or drawn, or an axis", nullptr, &file_);
        plan_.cases = plan_.draws;
        for (const SweepAxis& axis : plan_.axes)
            if (__builtin_mul_overflow(plan_.cases, axis.size, &plan_.cases) || plan_.cases > std::uint64_t{1} << 62)
                reader_.wrong_at(&file_, "axes", "a grid of at most 2^62 cases", "a larger one");
    }

    void add_axis(const std::string& name, const std::vector<std::string>& names) {
        SweepKey key{.name = name, .kind = SweepKind::text, .values = {names.begin(), names.end()}};
        plan_.axes.push_back({.keys = {std::move(key)}, .size = names.size()});
    }

    void add_axis_of(const std::string& name, const std::string& field, std::vector<std::string> names,
                     const std::string& otherwise) {
        if (has_key(name)) {
            if (!names.empty()) reader_.wrong(field, "left out where " + name + " is an axis", file_.get(field));
        } else {
            if (names.empty()) names = {otherwise};
            add_axis(name, names);
        }
        for (const SweepAxis& axis : plan_.axes)
            for (const SweepKey& key : axis.keys)
                if (key.name == name)
                    for (const SweepValue& value : key.values) plan_.models.push_back(std::get<std::string>(value));
    }

    bool has_key(std::string_view name) const {
        return std::ranges::any_of(plan_.axes, [&](const SweepAxis& axis) {
            return std::ranges::find(axis.keys, name, &SweepKey::name) != axis.keys.end();
        });
    }

    bool draws(std::string_view name) const {
        return std::ranges::find(plan_.drawn, name, &DrawnNumber::name) != plan_.drawn.end();
    }

    void read_axis(const toml::table& table, const std::string& path) {
        SweepAxis axis{.keys = {}, .size = 0};
        const auto add = [&](const std::string& name, const toml::node& node) {
            const std::string field = path + name;
            if (has_key(name) || draws(name) || (name == "quota" && plan_.quota && !of_board_))
                reader_.wrong_at(&node, field, "given once", "it again");
            SweepKey key{.name = name, .values = values(node, field)};
            unite(key);
            check_key(key, field, node);
            if (!axis.keys.empty() && key.values.size() != axis.size)
                reader_.wrong_at(
                    &node, field,
                    fmt::format("of {} values, as many as {} beside it", axis.size, axis.keys.front().name),
                    fmt::format("{}", key.values.size()));
            axis.size = key.values.size();
            axis.keys.push_back(std::move(key));
        };
        for (const auto& [key, node] : table) {
            const std::string name(key.str());
            if (name != "weights") {
                add(name, node);
                continue;
            }
            const toml::table* by_name = node.as_table();
            if (!by_name) reader_.wrong(path + name, "weights.NAME, of one member", &node);
            for (const auto& [member, list] : *by_name) add("weights." + std::string(member.str()), list);
        }
        if (axis.keys.empty())
            reader_.wrong_at(&table, path.substr(0, path.size() - 1), "a table with a name and its values",
                             "an empty one");
        if (std::ranges::find(axis.keys, "quota", &SweepKey::name) != axis.keys.end()) plan_.quota.reset();
        plan_.axes.push_back(std::move(axis));
    }

    void check_key(const SweepKey& key, const std::string& field, const toml::node& node) const {
        const auto each = [&](const auto& names) {
            for (const SweepValue& value : key.values) one_of(text_of(value), names, field, &node);
        };
        if (key.name.starts_with("weights.")) {
            one_of(key.name.substr(std::string_view("weights.").size()), plan_.names, field, &node);
            if (!plan_.is_case && !plan_.is_weighted)
                reader_.wrong_at(&node, field, "left out for a board whose rule is " + plan_.board.quota_text, "it");
            const Scale scale = plan_.is_case ? Scale() : scale_of(plan_.board, plan_.board.weight_column);
            for (const SweepValue& value : key.values) {
                const auto number = parse_weight(text_of(value));
                if (!number || !scaled(*number, scale))
                    reader_.wrong_at(&node, field,
                                     "a number of 0 or more, with no more decimals than the other weights",
                                     text_of(value));
            }
        } else if (key.name == "quota") {
            if (!plan_.is_case && !plan_.is_weighted)
                reader_.wrong_at(&node, field, "left out for a board whose rule is " + plan_.board.quota_text, "it");
        } else if (key.name == "model") {
            if (key.kind != SweepKind::text) reader_.wrong(field, "a list of texts", &node);
        } else if (key.name == "method") {
            std::vector<std::string> names;
            for (const NamedMethod& method : plan_.methods) names.push_back(method.name);
            each(names);
        } else if (plan_.is_case && key.name == "option") {
            each(option_ids(plan_.board));
        } else if (plan_.is_case && key.name == "scheme") {
            each(known_schemes());
        } else {
            check_own(key, field, node);
        }
    }

    /// A name of the study's own is none that conditions know, and its values hold no further names.
    void check_own(const SweepKey& key, const std::string& field, const toml::node& node) const {
        for (const std::string_view taken : {"total", "draw", "option", "scheme"})
            if (key.name == taken) reader_.wrong_at(&node, field, "left out, as the name is taken", "it");
        for (const SweepValue& value : key.values)
            if (text_of(value).find_first_of("{}") != std::string::npos)
                reader_.wrong_at(&node, field, "numbers, or texts without braces", "\"" + text_of(value) + "\"");
    }

    // ---- what is counted ----

    void read_measures() {
        plan_.measures = texts(file_, "measures", "");
        if (plan_.measures.empty())
            reader_.wrong("measures", "a list of one or more, such as banzhaf or outvoted", file_.get("measures"),
                          &file_);
        std::vector<std::string_view> names;
        for (const StandingMeasure& measure : standing_measures) names.push_back(measure.name);
        for (const Index& index : index_table)
            if (!plan_.is_case && !std::holds_alternative<UnionIndex>(index) &&
                !std::holds_alternative<GraphIndex>(index))
                names.push_back(stemgewicht::text_of(index).name);
        for (std::size_t k = 0; k < plan_.measures.size(); ++k) {
            one_of(plan_.measures[k], names, element("measures", k), file_.get("measures"));
            for (std::size_t j = 0; j < k; ++j)
                if (plan_.measures[j] == plan_.measures[k])
                    reader_.wrong_at(file_.get("measures"), element("measures", k), "given once",
                                     "\"" + plan_.measures[k] + "\" again");
        }
        plan_.member_rows = plan_.is_case || !std::ranges::all_of(plan_.measures, is_of_whole);
    }

    void read_members() {
        const std::vector<std::string> wanted = texts(file_, "members", "");
        for (const std::string& name : wanted) {
            if (name == "all" && wanted.size() == 1) break;
            one_of(name, plan_.names, "members", file_.get("members"));
            const auto member = static_cast<std::size_t>(std::ranges::find(plan_.names, name) - plan_.names.begin());
            if (std::ranges::find(plan_.members, member) != plan_.members.end())
                reader_.wrong_at(file_.get("members"), "members", "each once", "\"" + name + "\" again");
            plan_.members.push_back(member);
        }
        if (!plan_.members.empty()) return;
        plan_.members.resize(plan_.names.size());
        std::iota(plan_.members.begin(), plan_.members.end(), std::size_t{0});
    }

    void read_conditions() {
        if (plan_.is_weighted) plan_.numbers = {"total", "quota"};
        if (plan_.has_draws) plan_.numbers.emplace_back("draw");
        for (const SweepAxis& axis : plan_.axes)
            for (const SweepKey& key : axis.keys)
                if (key.kind != SweepKind::text && !has_number(key.name)) plan_.numbers.push_back(key.name);
        for (const DrawnNumber& drawn : plan_.drawn)
            if (!has_number(drawn.name)) plan_.numbers.push_back(drawn.name);
        const std::vector<std::string> conditions = texts(file_, "where", "");
        for (std::size_t k = 0; k < conditions.size(); ++k) {
            const std::string field = element("where", k);
            plan_.conditions.push_back(reader_.at(file_.get("where"), [&] {
                return Condition(conditions[k], field, [&](std::string_view name) {
                    const auto found = std::ranges::find(plan_.numbers, name);
                    if (found == plan_.numbers.end())
                        refuse(field, "of numbers that the study has: " + names_near(name, plan_.numbers), name);
                    used_.insert(std::string(name));
                    return static_cast<std::size_t>(found - plan_.numbers.begin());
                });
            }));
        }
    }

    bool has_number(const std::string& name) const {
        return std::ranges::find(plan_.numbers, name) != plan_.numbers.end();
    }

    /// The study's own names stand in a model or a condition; models fit the board.
    void check_models() {
        std::vector<std::string> own;
        for (const SweepAxis& axis : plan_.axes)
            for (const SweepKey& key : axis.keys)
                if (!is_known(key.name)) own.push_back(key.name);
        for (const DrawnNumber& drawn : plan_.drawn)
            if (drawn.name != "quota") own.push_back(drawn.name);
        for (std::size_t k = 0; k < plan_.models.size(); ++k) check_model(plan_.models[k], own, element("models", k));
        for (const std::string& name : own)
            if (!used_.contains(name))
                reader_.wrong_at(
                    file_.get("axes"), name,
                    fmt::format("one of {}, or a name that a model has in braces, such as factor:region={{{}}}",
                                names_near(name, known_axes()), name),
                    "a name that nothing uses");
    }

    void check_model(const std::string& model, const std::vector<std::string>& own, const std::string& field) {
        const toml::node* place = file_.get("models") ? file_.get("models") : file_.get("axes");
        reader_.at(place, [&] { check_model_of_study(model, field); });
        for (std::size_t at = 0; (at = model.find('{', at)) != std::string::npos; ++at) {
            const std::size_t end = model.find('}', at);
            const std::string name = end == std::string::npos ? model.substr(at) : model.substr(at + 1, end - at - 1);
            if (std::ranges::find(own, name) == own.end())
                reader_.wrong_at(place, field,
                                 own.empty() ? "without braces where no axis has a name of the study's own"
                                             : "with names in braces of " + names_near(name, own),
                                 "\"" + model + "\"");
            used_.insert(name);
        }
        if (model.find('{') == std::string::npos)
            reader_.at(place, [&] { return parse_model(model, plan_.board, field); });
    }

    std::vector<std::string_view> known_axes() const {
        if (plan_.is_case) return {"quota", "weights.NAME", "option", "scheme", "model", "method"};
        return {"quota", "weights.NAME", "model", "method"};
    }

    bool is_known(const std::string& name) const {
        const auto names = known_axes();
        return name.starts_with("weights.") || std::ranges::find(names, name) != names.end();
    }

    SweepPlan& plan_;
    const toml::table& file_;
    TomlReader reader_;
    const ReadFile& read_;
    std::string_view shipped_text_;
    bool needs_weights_ = false,
         of_board_ = false;         ///< whether weights must be drawn; whether the quota is the board's own
    std::set<std::string> used_{};  ///< the study's own names that something uses
};

}  // namespace

SweepPlan read_sweep_plan(std::string text, std::string id, const ReadFile& read) {
    SweepPlan plan{.text = std::move(text), .id = std::move(id), .title = {}, .hash = {}};
    const toml::table file = parse_toml_file(plan.text, plan.id);
    SweepReader(plan, file, read).read();
    constexpr std::size_t most_small = 12;  // beyond, a rule is counted faster by its weights
    plan.is_small =
        plan.is_weighted && plan.board.names.size() <= most_small &&
        std::ranges::all_of(plan.methods,
                            [](const NamedMethod& one) { return std::holds_alternative<Exact>(one.method); }) &&
        std::ranges::all_of(plan.measures, [](const std::string& measure) {
            return measure == "banzhaf" || measure == "shapley_shubik" || is_of_standing(measure);
        });
    plan.columns = columns_of(plan);
    std::set<std::string> names;
    for (const SweepHeading& column : plan.columns)
        if (!names.insert(column.name).second)
            refuse("axes", "of names that are no other columns of the table", "\"" + column.name + "\"");
    plan.chunk_cases = plan.chunk_cases == 0 ? cases_of_chunk(plan) : std::min(plan.chunk_cases, plan.cases);
    return plan;
}

std::string text_of(const SweepValue& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *whole);
    if (const auto* real = std::get_if<double>(&value)) return shortest(*real);
    return std::get<std::string>(value);
}

bool is_of_standing(std::string_view measure) {
    return std::ranges::find(standing_measures, measure, &StandingMeasure::name) != standing_measures.end();
}

bool is_of_whole(std::string_view measure) {
    if (is_of_standing(measure)) return measure == "pass_probability";
    return std::holds_alternative<WholeIndex>(find_index(measure));
}

}  // namespace stemgewicht::detail
