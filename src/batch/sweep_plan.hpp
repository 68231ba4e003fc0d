#pragma once

#include "condition.hpp"

#include <stemgewicht/batch/sweep_study.hpp>
#include <stemgewicht/measures/index.hpp>
#include <stemgewicht/measures/outvoted.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

/// A value of the grid.
using SweepValue = std::variant<std::int64_t, double, std::string>;

/// A weight in the numbers of its board, of which whole numbers stand for decimals and fractions.
double number_of(Weight weight, Scale scale);

/// A value as a text: what stands for it in the text of a model.
std::string text_of(const SweepValue& value);

/// A name and the values that it takes in turn, all of one kind.
struct SweepKey {
    std::string name;
    SweepKind kind = SweepKind::integer;
    std::vector<SweepValue> values;
};

/// Names that take their values together: as many values each.
struct SweepAxis {
    std::vector<SweepKey> keys;
    std::uint64_t size = 1;
};

/// A law of random numbers.
struct Distribution {
    enum class Kind {
        uniform_integers,  ///< whole numbers from .. to
        uniform,           ///< real numbers between from and to
        power_law,         ///< whole numbers from .. to, the chance of k or more in proportion to k^(1 - exponent)
        dirichlet,         ///< shares of a total, by the law of that name with all its parameters alpha
        from_seats         ///< the votes of a case, uniform over the results that give its seats
    };
    Kind kind = Kind::uniform_integers;
    double from = 1, to = 1, exponent = 2, alpha = 1;
    Weight total = 1'000'000;
};

/// A name that each draw gives a number. Each has random numbers of its own, by its purpose.
struct DrawnNumber {
    std::string name;
    Distribution law;
    std::uint32_t purpose = 0;
};

/// A method by the name that the table has for it.
struct NamedMethod {
    std::string name;
    Method method;
};

/// A quota as a study gives it: a number of the grid, or in words.
using QuotaGiven = SweepValue;

/// A study as it was read.
struct SweepPlan {
    std::string text, id, title, hash;
    SweepFiles files{};
    Board board{};                              ///< the given one, or one of equal weights where they are drawn
    bool is_case = false, is_weighted = false;  ///< whether members are municipalities; whether one quota decides
    std::uint64_t seed = 1, draws = 1;
    bool has_draws = false;
    std::optional<Distribution> weights{};          ///< drawn; of a case the votes
    std::vector<DrawnNumber> drawn{};               ///< `quota` as a share of the total, and names of the study's own
    std::vector<SweepAxis> axes{};                  ///< the last one turns fastest; the draw turns slowest
    std::optional<QuotaGiven> quota{};              ///< where it is no axis
    std::vector<std::string> models{};              ///< all that the axis `model` has
    std::vector<NamedMethod> methods{};             ///< likewise
    std::vector<std::string> options{}, schemes{};  ///< of a case, where they are no axes; empty: all
    Ties ties = Ties::excluded;
    std::vector<std::string> measures{};
    std::vector<std::string> names{};    ///< of members or municipalities
    std::vector<std::size_t> members{};  ///< who have rows
    bool member_rows = true;             ///< whether any measure has a value for each member
    std::vector<std::string> numbers{};  ///< what conditions may name, by their places
    std::vector<Condition> conditions{};
    std::vector<SweepHeading> columns{};
    std::uint64_t cases = 0, chunk_cases = 1;
    bool is_small = false;  ///< whether all of it is counted by sizes of winning sets
};

/// Reads a study. `read` gives the text of a board file.
SweepPlan read_sweep_plan(std::string text, std::string id, const std::function<std::string(const std::string&)>& read);

/// Refuses a model that reads a file, which the workers of a study need not have.
void check_model_of_study(const std::string& model, const std::string& field = "model");

/// The model of a case.
VotingModel model_of_study(const std::string& text, const Board& board);

/// The columns of its table.
std::vector<SweepHeading> columns_of(const SweepPlan& plan);

/// Cases of a chunk: about a second of work by a rough cost, and not so many rows that a chunk is large in memory. The
/// cases that share a board stay together where they can.
std::uint64_t cases_of_chunk(const SweepPlan& plan);

/// The vote model of an index that is a formula on chances; nothing for other indices.
std::optional<IndexModel> presumed_model(const Index& index);

/// Whether a study asks indices on chances, and nothing else, of one board at many quotas, which share a count then.
bool asks_curves(const SweepPlan& plan);

/// How many cases are counted one after the other by one thread: a part of a chunk, larger where they share a count.
std::uint64_t cases_of_part(const SweepPlan& plan);

/// Whether a measure is a number of the whole.
bool is_of_whole(std::string_view measure);

/// The measures that are read from standings: outvoted and its like.
bool is_of_standing(std::string_view measure);

/// From a case to the one behind the last.
struct SweepRange {
    std::uint64_t begin = 0, end = 0;
};

/// The rows of some cases.
SweepTable sweep_rows(const SweepPlan& plan, SweepRange cases);

/// The same on the threads of the task arena that it is called in.
SweepTable sweep_rows_together(const SweepPlan& plan, SweepRange cases);

}  // namespace stemgewicht::detail
