#include "batch/study_fields.hpp"
#include "boards/embedded_boards.hpp"
#include "boards/table_text.hpp"

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace stemgewicht::detail {

namespace {

class StudyBoardReader {
public:
    StudyBoardReader(const StudyFields& fields, SweepPlan& plan, const ReadFile& read)
        : fields_(fields), reader_(fields.reader), plan_(plan), read_(read) {}

    StudyBoard read(const toml::table& file) {
        const toml::table *board = fields_.table_of(file, "board"), *of_case = fields_.table_of(file, "case");
        if ((board == nullptr) == (of_case == nullptr))
            reader_.wrong(board ? "case" : "board", "one of the tables [board] and [case]", board ? of_case : nullptr,
                          &file);
        plan_.is_case = of_case != nullptr;
        if (of_case)
            read_case(*of_case);
        else
            read_plain_board(*board);
        plan_.is_weighted = !plan_.is_case && is_weighted(plan_.board);
        if (!plan_.is_case) plan_.names = plan_.board.names;
        return told_;
    }

private:
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
            told_.shipped_text = std::ranges::find(embedded_boards(), shipped, &EmbeddedBoard::name)->text;
            plan_.board = load_board(shipped);
            return;
        }
        const std::string text = reader_.at(table.get("file"), [&] { return read_(file); });
        plan_.files[file] = text;
        plan_.board =
            is_table(file, text) ? parse_table_board(text, file, {.quota = "majority"}) : parse_board(text, file);
    }

    void read_plain_board(const toml::table& table) {
        fields_.known(table, {"shipped", "file", "weights", "names", "members", "quota"}, "board.");
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
            plan_.quota = fields_.value_of(*quota, "board.quota");
            check_quota(fields_, plan_, *plan_.quota, "board.quota", *quota);
        } else if (!weights && !members && is_weighted(plan_.board)) {
            plan_.quota = weighted_rule(plan_.board).quota;
            told_.is_own_quota = true;
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
            numbers.assign(
                static_cast<std::size_t>(fields_.whole(table.get("members"), "board.members", 1, most_members)),
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
        told_.needs_weights = !weights;
    }

    void read_case(const toml::table& table) {
        fields_.known(table, {"shipped", "file", "options", "schemes", "ties"}, "case.");
        read_given(table, "case.");
        const GovernanceData& data =
            reader_.at(&table, [&]() -> const GovernanceData& { return governance_of(plan_.board); });
        for (const Municipality& municipality : data.municipalities) plan_.names.push_back(municipality.name);
        plan_.options = fields_.texts(table, "options", "case.");
        for (const std::string& option : plan_.options)
            fields_.one_of(option, option_ids(plan_.board), "case.options", table.get("options"));
        plan_.schemes = fields_.texts(table, "schemes", "case.");
        for (const std::string& scheme : plan_.schemes)
            fields_.one_of(scheme, known_schemes(plan_.board), "case.schemes", table.get("schemes"));
        const std::string ties = reader_.text(table, "ties", "case.", false);
        constexpr std::array<std::string_view, 3> conventions{"excluded", "against", "coin"};
        if (ties.empty()) return;
        fields_.one_of(ties, conventions, "case.ties", table.get("ties"));
        plan_.ties = ties == "against" ? Ties::against : ties == "coin" ? Ties::coin : Ties::excluded;
    }

    const StudyFields& fields_;
    const TomlReader& reader_;
    SweepPlan& plan_;
    const ReadFile& read_;
    StudyBoard told_;
};

}  // namespace

StudyBoard read_study_board(const StudyFields& fields, SweepPlan& plan, const toml::table& file, const ReadFile& read) {
    return StudyBoardReader(fields, plan, read).read(file);
}

void check_quota(const StudyFields& fields, const SweepPlan& plan, const SweepValue& quota, const std::string& field,
                 const toml::node& node) {
    if (const auto* share = std::get_if<double>(&quota); share && *share > 0 && *share < 1) return;
    const std::string text = text_of(quota);
    if (text == "majority") return;
    const Scale scale = plan.is_case ? Scale() : scale_of(plan.board, plan.board.weight_column);
    fields.reader.at(&node, [&] { return parse_quota(text, maximum_total_weight, scale, field); });
}

std::vector<std::string> known_schemes(const Board& board) {
    std::vector<std::string> names = all_schemes(board);
    for (const std::string& scheme : governance_of(board).assembly_schemes)
        if (std::ranges::find(names, scheme) == names.end()) names.push_back(scheme);
    return names;
}

}  // namespace stemgewicht::detail
