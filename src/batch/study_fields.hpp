#pragma once

#include "boards/toml_reader.hpp"
#include "nearest_name.hpp"
#include "sweep_plan.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht::detail {

/// The fields of a study file, each refused by its name and line.
struct StudyFields {
    TomlReader reader;

    /// Refuses fields that there are not, by the nearest that there is.
    template <class Names>
    void known_names(const toml::table& table, const Names& names, const std::string& path) const {
        for (const auto& [key, node] : table)
            if (std::ranges::find(names, key.str()) == std::ranges::end(names))
                reader.wrong(path + std::string(key.str()),
                             fmt::format("left out, or one of the fields {}", names_near(key.str(), names)), &node);
    }
    void known(const toml::table& table, std::initializer_list<std::string_view> names, const std::string& path) const {
        known_names(table, std::vector<std::string_view>(names), path);
    }

    template <class Names>
    void one_of(const std::string& name, const Names& names, const std::string& field, const toml::node* node) const {
        if (std::ranges::find(names, name) == std::ranges::end(names))
            reader.wrong_at(node, field, "one of " + names_near(name, names), "\"" + name + "\"");
    }

    /// A text, or a list of them.
    std::vector<std::string> texts(const toml::table& table, const std::string& key, const std::string& path) const;

    std::int64_t whole(const toml::node* node, const std::string& field, std::int64_t least, std::int64_t most) const;

    double real(const toml::table& table, const std::string& key, const std::string& path, double otherwise) const;

    SweepValue value_of(const toml::node& node, const std::string& field) const;

    /// A table of the file; nullptr where it has none of that name.
    const toml::table* table_of(const toml::table& file, const std::string& name) const;
};

/// Gives the text of a file beside the study.
using ReadFile = std::function<std::string(const std::string&)>;

/// What is known of the board of a study beside what its plan has.
struct StudyBoard {
    std::string_view shipped_text{};                   ///< of a shipped board
    bool needs_weights = false, is_own_quota = false;  ///< weights must be drawn; the quota is that of the board
};

/// Reads [board] or [case] into the plan.
StudyBoard read_study_board(const StudyFields& fields, SweepPlan& plan, const toml::table& file, const ReadFile& read);

/// Refuses what is a quota of no board; whether it is one of each case shows there.
void check_quota(const StudyFields& fields, const SweepPlan& plan, const SweepValue& quota, const std::string& field,
                 const toml::node& node);

/// The schemes of the general board and of the assembly.
std::vector<std::string> known_schemes(const Board& board);

/// A law of random numbers, for the weights of a board, the votes of a case, or any number.
Distribution read_distribution(const StudyFields& fields, const SweepPlan& plan, const toml::table& table,
                               const std::string& path, bool weights);

/// The methods of a study: `exact` where it names none.
std::vector<NamedMethod> read_methods(const StudyFields& fields, const toml::table& file);

/// The values of a name of the grid: a list or a range, all of one kind.
SweepKey read_values(const StudyFields& fields, const SweepPlan& plan, const std::string& name, const toml::node& node,
                     const std::string& field);

/// A name of what a study asks, which comments and blanks do not change.
std::string study_hash(const toml::table& file, const SweepFiles& files, std::string_view shipped);

}  // namespace stemgewicht::detail
