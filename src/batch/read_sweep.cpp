#include "batch/check_cases.hpp"
#include "batch/standing_measures.hpp"
#include "batch/study_fields.hpp"
#include "boards/embedded_boards.hpp"
#include "boards/table_text.hpp"

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/boards/votes_from_seats.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/measures/small_boards.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <stdexcept>
#include <utility>

namespace stemgewicht::detail {

namespace {

class SweepReader : StudyFields {
public:
    SweepReader(SweepPlan& plan, const toml::table& file, const ReadFile& read)
        : StudyFields{.reader = TomlReader(plan.id, plan.text)}, plan_(plan), file_(file), read_(read) {}

    void read() {
        known(file_,
              {"title", "board", "case", "models", "methods", "measures", "members", "where", "axes", "draws",
               "chunk_cases"},
              "");
        plan_.title = reader.text(file_, "title", "", true);
        board_ = read_study_board(*this, plan_, file_, read_);
        read_draws();
        plan_.methods = read_methods(*this, file_);
        read_axes();
        read_measures();
        read_members();
        read_conditions();
        check_models();
        check_cases(plan_, board_.is_own_quota);
        constexpr std::int64_t most_cases = 10'000'000;
        const toml::node* cases = file_.get("chunk_cases");
        plan_.chunk_cases = cases ? static_cast<std::uint64_t>(whole(cases, "chunk_cases", 1, most_cases)) : 0;
        plan_.hash = study_hash(file_, plan_.files, board_.shipped_text);
    }

private:
    // ---- draws ----

    void read_draws() {
        const toml::table* draws = table_of(file_, "draws");
        if (!draws) {
            if (board_.needs_weights)
                reader.wrong("draws.weights", "given where the board has members and no weights", nullptr, &file_);
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
                reader.wrong(field,
                             fmt::format("left out, or one of the fields {}",
                                         names_near(name, std::array{"seed", "count",
                                                                     plan_.is_case ? "votes" : "weights", "quota"})) +
                                 " or a law of random numbers such as {distribution = \"uniform\", from = 0, to = 1}",
                             &node);
            const Distribution law = read_distribution(*this, plan_, *node.as_table(), field + ".", weights);
            if (weights)
                plan_.weights = law;
            else
                plan_.drawn.push_back({.name = name, .law = law, .purpose = purpose++});
            if (name == "quota") give_quota("draws.quota", node, law);
        }
        if (plan_.weights && !plan_.is_case && !board_.needs_weights)
            reader.wrong("draws.weights", "left out where the board has weights of its own", draws->get("weights"));
        if (board_.needs_weights && !plan_.weights)
            reader.wrong("draws.weights", "given where the board has members and no weights", nullptr, draws);
        if (!plan_.weights && plan_.drawn.empty()) reader.wrong("draws", "left out where nothing is drawn", draws);
    }

    void give_quota(const std::string& field, const toml::node& node, const Distribution& law) {
        if (plan_.quota && !board_.is_own_quota) reader.wrong(field, "given once", &node, nullptr);
        if (!plan_.is_case && !is_weighted(plan_.board))
            reader.wrong(field, "left out for a board whose rule is " + plan_.board.quota_text, &node);
        if (law.kind != Distribution::Kind::uniform || !(law.from > 0 && law.to <= 1))
            reader.wrong(field, "uniform between two shares of the total, above 0 and to 1", &node);
        plan_.quota.reset();
    }

    // ---- the grid ----

    void read_axes() {
        if (file_.contains("axes")) {
            const toml::array& list = reader.tables(file_, "axes");
            for (std::size_t k = 0; k < list.size(); ++k) read_axis(*list[k].as_table(), element("axes", k) + ".");
        }
        add_axis_of("model", "models", texts(file_, "models", ""), "ic");
        std::vector<std::string> methods;
        for (const NamedMethod& method : plan_.methods) methods.push_back(method.name);
        if (!has_key("method")) add_axis("method", methods);
        if (!plan_.is_case && plan_.is_weighted && !plan_.quota && !has_key("quota") && !draws("quota"))
            reader.wrong("board.quota", "given, or drawn, or an axis", nullptr, &file_);
        plan_.cases = plan_.draws;
        for (const SweepAxis& axis : plan_.axes)
            if (__builtin_mul_overflow(plan_.cases, axis.size, &plan_.cases) || plan_.cases > std::uint64_t{1} << 62)
                reader.wrong_at(&file_, "axes", "a grid of at most 2^62 cases", "a larger one");
    }

    void add_axis(const std::string& name, const std::vector<std::string>& names) {
        SweepKey key{.name = name, .kind = SweepKind::text, .values = {names.begin(), names.end()}};
        plan_.axes.push_back({.keys = {std::move(key)}, .size = names.size()});
    }

    void add_axis_of(const std::string& name, const std::string& field, std::vector<std::string> names,
                     const std::string& otherwise) {
        if (has_key(name)) {
            if (!names.empty()) reader.wrong(field, "left out where " + name + " is an axis", file_.get(field));
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
            if (has_key(name) || draws(name) || (name == "quota" && plan_.quota && !board_.is_own_quota))
                reader.wrong_at(&node, field, "given once", "it again");
            SweepKey key = read_values(*this, plan_, name, node, field);
            check_key(key, field, node);
            if (!axis.keys.empty() && key.values.size() != axis.size)
                reader.wrong_at(&node, field,
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
            if (!by_name) reader.wrong(path + name, "weights.NAME, of one member", &node);
            for (const auto& [member, list] : *by_name) add("weights." + std::string(member.str()), list);
        }
        if (axis.keys.empty())
            reader.wrong_at(&table, path.substr(0, path.size() - 1), "a table with a name and its values",
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
                reader.wrong_at(&node, field, "left out for a board whose rule is " + plan_.board.quota_text, "it");
            const Scale scale = plan_.is_case ? Scale() : scale_of(plan_.board, plan_.board.weight_column);
            for (const SweepValue& value : key.values) {
                const auto number = parse_weight(text_of(value));
                if (!number || !scaled(*number, scale))
                    reader.wrong_at(&node, field, "a number of 0 or more, with no more decimals than the other weights",
                                    text_of(value));
            }
        } else if (key.name == "quota") {
            if (!plan_.is_case && !plan_.is_weighted)
                reader.wrong_at(&node, field, "left out for a board whose rule is " + plan_.board.quota_text, "it");
            for (const SweepValue& value : key.values) check_quota(*this, plan_, value, field, node);
        } else if (key.name == "model") {
            if (key.kind != SweepKind::text) reader.wrong(field, "a list of texts", &node);
        } else if (key.name == "method") {
            std::vector<std::string> names;
            for (const NamedMethod& method : plan_.methods) names.push_back(method.name);
            each(names);
        } else if (plan_.is_case && key.name == "option") {
            each(option_ids(plan_.board));
        } else if (plan_.is_case && key.name == "scheme") {
            each(known_schemes(plan_.board));
        } else {
            check_own(key, field, node);
        }
    }

    /// A name of the study's own is none that conditions know, and its values hold no further names.
    void check_own(const SweepKey& key, const std::string& field, const toml::node& node) const {
        for (const std::string_view taken : {"total", "draw", "option", "scheme"})
            if (key.name == taken) reader.wrong_at(&node, field, "left out, as the name is taken", "it");
        for (const SweepValue& value : key.values)
            if (text_of(value).find_first_of("{}") != std::string::npos)
                reader.wrong_at(&node, field, "numbers, or texts without braces", "\"" + text_of(value) + "\"");
    }

    // ---- what is counted ----

    void read_measures() {
        plan_.measures = texts(file_, "measures", "");
        if (plan_.measures.empty())
            reader.wrong("measures", "a list of one or more, such as banzhaf or outvoted", file_.get("measures"),
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
                    reader.wrong_at(file_.get("measures"), element("measures", k), "given once",
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
                reader.wrong_at(file_.get("members"), "members", "each once", "\"" + name + "\" again");
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
            plan_.conditions.push_back(reader.at(file_.get("where"), [&] {
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
                if (!is_known_axis(plan_, key.name)) own.push_back(key.name);
        for (const DrawnNumber& drawn : plan_.drawn)
            if (drawn.name != "quota") own.push_back(drawn.name);
        for (std::size_t k = 0; k < plan_.models.size(); ++k) check_model(plan_.models[k], own, element("models", k));
        for (const std::string& name : own)
            if (!used_.contains(name))
                reader.wrong_at(
                    file_.get("axes"), name,
                    fmt::format("one of {}, or a name that a model has in braces, such as factor:region={{{}}}",
                                names_near(name, known_axes(plan_)), name),
                    "a name that nothing uses");
    }

    void check_model(const std::string& model, const std::vector<std::string>& own, const std::string& field) {
        const toml::node* place = file_.get("models") ? file_.get("models") : file_.get("axes");
        reader.at(place, [&] { check_model_of_study(model, field); });
        for (std::size_t at = 0; (at = model.find('{', at)) != std::string::npos; ++at) {
            const std::size_t end = model.find('}', at);
            const std::string name = end == std::string::npos ? model.substr(at) : model.substr(at + 1, end - at - 1);
            if (std::ranges::find(own, name) == own.end())
                reader.wrong_at(place, field,
                                own.empty() ? "without braces where no axis has a name of the study's own"
                                            : "with names in braces of " + names_near(name, own),
                                "\"" + model + "\"");
            used_.insert(name);
        }
        if (model.find('{') == std::string::npos)
            reader.at(place, [&] { return parse_model(model, plan_.board, field); });
    }

    SweepPlan& plan_;
    const toml::table& file_;
    const ReadFile& read_;
    StudyBoard board_;
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
