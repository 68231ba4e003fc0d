#include "boards/toml_reader.hpp"

#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/boards/text_list.hpp>
#include <stemgewicht/boards/votes_from_seats.hpp>
#include <stemgewicht/study/claims.hpp>
#include <stemgewicht/study/scorecard.hpp>

#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>

namespace stemgewicht {

namespace {

using detail::TomlReader;

/// Reads [governance], [[municipalities]], [[options]], [[portfolios]], [[criteria]] and [[claims]] of one file.
class GovernanceReader {
public:
    GovernanceReader(const TomlReader& reader, const toml::table& file, Board& board)
        : reader_(reader), file_(file), board_(board), table_(*file.get("governance")->as_table()) {}

    GovernanceData all() {
        reader_.check_keys(table_,
                           {"grouping", "centre", "position", "family", "assembly_schemes", "schemes", "kinds",
                            "loose_families", "cooperation", "votes", "votes_column", "votes_unit"},
                           "governance.");
        data_.councils = table_.contains("grouping") || file_.contains("municipalities");
        if (data_.councils) {
            councils();
            municipalities();
            votes();
            assembly_schemes();
        } else {
            members_alone();
        }
        const auto centre = std::ranges::find(data_.municipalities, data_.centre, &Municipality::name);
        if (centre == data_.municipalities.end())
            reader_.wrong("governance.centre", "one of the municipalities", table_.get("centre"));
        std::rotate(data_.municipalities.begin(), centre, centre + 1);
        data_.councils ? blocs() : weight_scheme();
        custom_schemes();
        kinds();
        options();
        portfolios();
        criteria();
        cooperation();
        claims();
        return std::move(data_);
    }

private:
    void councils();
    void members_alone();
    void weight_scheme();
    void municipalities();
    void votes();
    void check_votes(const toml::table& table, const Municipality& municipality, const std::string& path) const;
    void assembly_schemes();
    void blocs();
    Municipality municipality(const toml::table& table, const std::string& path) const;
    void custom_schemes();
    void kinds();
    void options();
    std::vector<std::string> option_names() const;
    std::vector<Decider> deciders(const toml::table& option, const std::string& path) const;
    Decider decider(const toml::node* node, const std::string& field, const toml::node& nearest) const;
    void portfolios();
    void criteria();
    void cooperation();
    void check_family(const toml::node& node, const std::string& field) const;
    void claims();

    const TomlReader& reader_;
    const toml::table& file_;
    Board& board_;
    const toml::table& table_;
    GovernanceData data_;
};

void GovernanceReader::councils() {
    data_.grouping = reader_.text(table_, "grouping", "governance.", true);
    data_.centre = reader_.text(table_, "centre", "governance.", true);
    data_.position = reader_.text(table_, "position", "governance.", true);
    data_.family = reader_.text(table_, "family", "governance.", false);
    const std::string grouping = "a grouping of the members (" + keys_of(board_.groupings) + ")";
    const std::string column = "a numeric column of the members (" + keys_of(board_.columns) + ")";
    if (!board_.groupings.contains(data_.grouping))
        reader_.wrong("governance.grouping", grouping, table_.get("grouping"));
    if (!data_.family.empty() && !board_.groupings.contains(data_.family))
        reader_.wrong("governance.family", grouping, table_.get("family"));
    if (!board_.columns.contains(data_.position)) reader_.wrong("governance.position", column, table_.get("position"));
}

/// That the votes of a municipality are enough for its seats.
void GovernanceReader::check_votes(const toml::table& table, const Municipality& municipality,
                                   const std::string& path) const {
    if (municipality.turnout == 0)
        reader_.wrong(path + "turnout", "given where votes are estimated from seats", table.get("turnout"), &table);
    const bool given = municipality.electorate > 0;
    if (given != (data_.municipalities.front().electorate > 0))
        reader_.wrong(path + "electorate", "given for every municipality, or for none", table.get("electorate"),
                      &table);
    const Grouping& councils = board_.groupings.at(data_.grouping);
    const auto group =
        static_cast<std::size_t>(std::ranges::find(councils.labels, municipality.name) - councils.labels.begin());
    Weight seats = 0;
    for (std::size_t i = 0; i < board_.names.size(); ++i)
        if (councils.group_of[i] == group) seats += board_.columns.at(data_.position)[i];
    if (!given && municipality.population == 0)
        reader_.wrong(path + "population", "given, or electorate, where votes are estimated from seats", nullptr,
                      &table);
    const auto voters = static_cast<double>(given ? municipality.electorate : municipality.population);
    const std::string_view field = given ? "electorate" : "population";
    if (municipality.turnout * voters < static_cast<double>(seats) * static_cast<double>(data_.votes_unit))
        reader_.wrong_at(
            table.get(field), path + std::string(field),
            fmt::format("so large that its turnout gives {} for each of the {} seats",
                        data_.votes_unit == 1 ? "a vote" : fmt::format("{} votes", data_.votes_unit), seats),
            fmt::format("{} ({:.6g} votes)", voters, municipality.turnout * voters));
}

/// Votes that are estimated from the seats are a column of the members.
void GovernanceReader::votes() {
    const toml::node* how = table_.get("votes");
    for (const char* key : {"votes_column", "votes_unit"})
        if (!how && table_.contains(key))
            reader_.wrong(std::string("governance.") + key, "left out where no votes are estimated", table_.get(key));
    if (!how) return;
    if (how->value<std::string>() != "from seats")
        reader_.wrong("governance.votes", "\"from seats\", or left out", how);
    data_.votes_column = table_.contains("votes_column") ? reader_.text(table_, "votes_column", "governance.", true)
                                                         : std::string("votes");
    if (board_.columns.contains(data_.votes_column) || board_.groupings.contains(data_.votes_column) ||
        data_.votes_column == "name")
        reader_.wrong("governance.votes_column", "a name that no field of the members has", table_.get("votes_column"),
                      how);
    if (const toml::node* unit = table_.get("votes_unit")) {
        const auto number = reader_.count(unit, "governance.votes_unit", table_);
        if (!number || *number == 0) reader_.wrong("governance.votes_unit", "a whole number of 1 or more", unit);
        data_.votes_unit = *number;
    }
    const std::vector<Weight>& seats = board_.columns.at(data_.position);
    const Weight whole = *scaled({.digits = 1, .decimals = 0}, scale_of(board_, data_.position));
    for (std::size_t i = 0; i < seats.size(); ++i)
        if (seats[i] % whole != 0 || seats[i] == 0)
            reader_.wrong(element("members", i) + "." + data_.position,
                          "a whole number of seats, 1 or more, where votes are estimated from them",
                          file_.get("members")->as_array()->get(i)->as_table()->get(data_.position));
    const toml::array& list = reader_.tables(file_, "municipalities");
    for (std::size_t j = 0; j < list.size(); ++j)
        check_votes(*list[j].as_table(), data_.municipalities[j], element("municipalities", j) + ".");
    board_.governance = data_;  // what the estimate is made of
    board_.columns[data_.votes_column] = votes_from_seats(board_);
    board_.decimals[data_.votes_column] = 0;
    board_.governance.reset();
}

/// After the votes, which are a column that the members need not give.
void GovernanceReader::assembly_schemes() {
    data_.assembly_schemes = reader_.texts(table_, "assembly_schemes", "governance.");
    if (data_.assembly_schemes.empty())
        data_.assembly_schemes.push_back(data_.votes_column.empty() ? board_.weight_column : data_.votes_column);
    const std::string column = "a numeric column of the members (" + keys_of(board_.columns) + ")";
    for (std::size_t i = 0; i < data_.assembly_schemes.size(); ++i) {
        const std::string& scheme = data_.assembly_schemes[i];
        if (!board_.columns.contains(scheme))
            reader_.wrong(element("governance.assembly_schemes", i), column,
                          &(*table_.get("assembly_schemes")->as_array())[i]);
        reader_.at(table_.get("assembly_schemes"), [&] { return total_weight(board_.columns.at(scheme), scheme); });
    }
}

/// The weights of the assembly, with the votes of each municipality cast as one, are schemes of the general board; the
/// seats are one that every case has.
void GovernanceReader::blocs() {
    const Grouping& councils = board_.groupings.at(data_.grouping);
    for (const std::string& scheme : data_.assembly_schemes) {
        if (scheme == data_.position || std::ranges::find(board_schemes, scheme) != board_schemes.end()) continue;
        std::vector<Weight>& together = data_.custom_schemes[scheme];
        together.assign(data_.municipalities.size(), 0);
        const std::vector<Weight>& votes = board_.columns.at(scheme);
        for (std::size_t j = 0; j < together.size(); ++j)
            for (std::size_t i = 0; i < votes.size(); ++i)
                if (councils.labels[councils.group_of[i]] == data_.municipalities[j].name) together[j] += votes[i];
    }
}

/// Where no council is known each member is a municipality, whose position is its own vote.
void GovernanceReader::members_alone() {
    for (const char* key : {"position", "family", "assembly_schemes", "votes", "votes_column", "votes_unit"})
        if (table_.contains(key))
            reader_.wrong(std::string("governance.") + key, "left out where no grouping of the members is given",
                          table_.get(key));
    data_.grouping = "member";
    data_.centre = reader_.text(table_, "centre", "governance.", true);
    data_.position = board_.weight_column;
    if (!board_.groupings.emplace(data_.grouping, make_grouping(data_.grouping, board_.names)).second)
        reader_.wrong("governance.grouping", "given where members have a field member", nullptr, &table_);
    for (std::size_t i = 0; i < board_.names.size(); ++i) {
        if (weights(board_)[i] == 0)
            reader_.wrong(element("members", i) + "." + board_.weight_column, "above 0 for a municipality",
                          file_.get("members")->as_array()->get(i)->as_table()->get(board_.weight_column));
        data_.municipalities.push_back({.name = board_.names[i], .population = 0, .money_share = std::nullopt});
    }
}

/// The weights that members have are a scheme of the general board.
void GovernanceReader::weight_scheme() {
    std::vector<Weight>& own = data_.custom_schemes[board_.weight_column];
    for (const Municipality& municipality : data_.municipalities)
        own.push_back(weights(board_)[member_index(board_, municipality.name)]);
}

Municipality GovernanceReader::municipality(const toml::table& table, const std::string& path) const {
    reader_.check_keys(table, {"name", "population", "money_share", "turnout", "electorate"}, path);
    Municipality result{.name = reader_.text(table, "name", path, true), .population = 0, .money_share = std::nullopt};
    const Grouping& councils = board_.groupings.at(data_.grouping);
    if (std::ranges::find(data_.municipalities, result.name, &Municipality::name) != data_.municipalities.end())
        reader_.wrong(path + "name", "a name that no other municipality has", table.get("name"));
    const auto group = std::ranges::find(councils.labels, result.name);
    if (group == councils.labels.end())
        reader_.wrong(path + "name", "a municipality in which some member sits", table.get("name"));
    const auto place = static_cast<std::size_t>(group - councils.labels.begin());
    std::vector<Weight> seats = board_.columns.at(data_.position);
    for (std::size_t i = 0; i < seats.size(); ++i)
        if (councils.group_of[i] != place) seats[i] = 0;
    reader_.at(&table, [&] { return total_weight(seats, data_.position + " of " + result.name); });
    if (const toml::node* people = table.get("population")) {
        const auto population = reader_.count(people, path + "population", table);
        if (!population || *population == 0) reader_.wrong(path + "population", "a whole number of 1 or more", people);
        result.population = *population;
    }
    if (!data_.municipalities.empty() && (result.population > 0) != (data_.municipalities.front().population > 0))
        reader_.wrong(path + "population", "given for every municipality, or for none", table.get("population"),
                      &table);
    if (table.contains("money_share")) {
        if (!table.get("money_share")->is_string())
            reader_.wrong(path + "money_share", "a percentage in quotes, such as \"55%\"", table.get("money_share"));
        result.money_share = reader_.text(table, "money_share", path, true);
        reader_.at(table.get("money_share"), [&] { return money_share(*result.money_share, path + "money_share"); });
    }
    if (const toml::node* turnout = table.get("turnout")) {
        if (!turnout->is_number() || !(*turnout->value<double>() > 0 && *turnout->value<double>() <= 1))
            reader_.wrong(path + "turnout", "a share above 0 and at most 1", turnout);
        result.turnout = *turnout->value<double>();
    }
    if (const toml::node* electorate = table.get("electorate")) {
        const auto voters = reader_.count(electorate, path + "electorate", table);
        const bool more = result.population > 0 && voters && *voters > result.population;
        if (!voters || *voters == 0 || more)
            reader_.wrong(path + "electorate",
                          result.population > 0
                              ? fmt::format("a whole number from 1 to the population, {}", result.population)
                              : "a whole number of 1 or more",
                          electorate);
        result.electorate = *voters;
    }
    return result;
}

void GovernanceReader::municipalities() {
    const toml::array& list = reader_.tables(file_, "municipalities");
    for (std::size_t j = 0; j < list.size(); ++j)
        data_.municipalities.push_back(municipality(*list[j].as_table(), element("municipalities", j) + "."));
    std::vector<std::string> missing;
    for (const std::string& label : board_.groupings.at(data_.grouping).labels)
        if (std::ranges::find(data_.municipalities, label, &Municipality::name) == data_.municipalities.end())
            missing.push_back('"' + label + '"');
    if (!missing.empty())
        reader_.wrong_at(&list, "municipalities", "every municipality in which members sit",
                         fmt::format("none named {}", fmt::join(missing, ", ")));
}

void GovernanceReader::custom_schemes() {
    const toml::node* schemes = table_.get("schemes");
    if (!schemes) return;
    if (!schemes->is_table())
        reader_.wrong("governance.schemes", "tables of weights by municipality, [governance.schemes.NAME]", schemes);
    for (const auto& [key, node] : *schemes->as_table()) {
        const std::string path = "governance.schemes." + std::string(key.str());
        if (!node.is_table()) reader_.wrong(path, "a table of weights by municipality", &node);
        if (std::ranges::find(board_schemes, key.str()) != board_schemes.end() ||
            data_.custom_schemes.contains(std::string(key.str())))
            reader_.wrong(path, "a name of your own, which no standard scheme has", &node);
        const toml::table& given = *node.as_table();
        std::set<std::string_view> names;
        for (const Municipality& municipality : data_.municipalities) names.insert(municipality.name);
        reader_.check_keys(given, names, path + ".");
        std::vector<Decimal> numbers;
        for (const Municipality& municipality : data_.municipalities)
            numbers.push_back(reader_.decimal(given.get(municipality.name), path + "." + municipality.name, given));
        reader_.at(&node, [&] {
            ScaledWeights custom = scale_weights(numbers, path);
            total_weight(custom.weights, path);
            data_.custom_schemes.emplace(key.str(), std::move(custom.weights));
            return 0;
        });
    }
}

void GovernanceReader::kinds() {
    if (!table_.contains("kinds")) return;
    data_.kinds = reader_.texts(table_, "kinds", "governance.");
    if (data_.kinds.empty()) reader_.wrong("governance.kinds", "a list with a kind of decisions", table_.get("kinds"));
    for (std::size_t k = 0; k < data_.kinds.size(); ++k) {
        const std::string& kind = data_.kinds[k];
        const toml::node* node = &(*table_.get("kinds")->as_array())[k];
        if (kind.empty() || kind.find_first_of("+,=: ") != std::string::npos || kind == "all" || kind == "name")
            reader_.wrong(element("governance.kinds", k), "a name without blanks and + , = :, other than all and name",
                          node);
        if (std::ranges::count(data_.kinds, kind) > 1)
            reader_.wrong(element("governance.kinds", k), "a kind that is named once", node);
    }
}

Decider GovernanceReader::decider(const toml::node* node, const std::string& field, const toml::node& nearest) const {
    const auto name = node && node->is_string() ? node->value<std::string>() : std::nullopt;
    const auto found = name ? decider_of(*name) : std::nullopt;
    if (!found) reader_.wrong(field, fmt::format("who decides: {}", fmt::join(decider_names, ", ")), node, &nearest);
    if (*found == Decider::assembly && !data_.councils)
        reader_.wrong(field, "board, centre or council where no council groups are known", node);
    return *found;
}

std::vector<Decider> GovernanceReader::deciders(const toml::table& option, const std::string& path) const {
    const toml::node* decides = option.get("decides");
    const toml::table* given = decides ? decides->as_table() : nullptr;
    if (!given) return std::vector<Decider>(data_.kinds.size(), decider(decides, path + "decides", option));
    reader_.check_keys(*given, {data_.kinds.begin(), data_.kinds.end()}, path + "decides.");
    std::vector<Decider> result;
    for (const std::string& kind : data_.kinds)
        result.push_back(decider(given->get(kind), path + "decides." + kind, option));
    return result;
}

std::vector<std::string> GovernanceReader::option_names() const {
    std::vector<std::string> names;
    for (const GovernanceOption& option : data_.options) names.push_back(option.id + " (" + option.title + ")");
    return names;
}

void GovernanceReader::options() {
    if (!file_.contains("options")) {
        if (data_.kinds != standard_kinds())
            reader_.wrong("options", "a list of tables, [[options]], beside governance.kinds", nullptr,
                          table_.get("kinds"));
        if (!data_.councils)
            std::erase_if(data_.options, [](const GovernanceOption& option) {
                return std::ranges::count(option.decides, Decider::assembly) > 0;
            });
        board_.notes.push_back(
            {.mark = "assumption",
             .about = "options",
             .text = fmt::format("The file gives no [[options]], so those weighed in the Drechtsteden in 2020 are "
                                 "assumed: {}. They need not be those of this region.",
                                 fmt::join(option_names(), ", "))});
        return;
    }
    const toml::array& list = reader_.tables(file_, "options");
    data_.options.clear();
    for (std::size_t k = 0; k < list.size(); ++k) {
        const toml::table& option = *list[k].as_table();
        const std::string path = element("options", k) + ".";
        reader_.check_keys(option, {"id", "title", "title_nl", "decides"}, path);
        const std::string id = reader_.text(option, "id", path, true);
        const auto is_control = [](unsigned char c) { return c < ' ' || c == 0x7F; };
        if (id.find_first_of(",: /\\?#%") != std::string::npos || std::ranges::any_of(id, is_control) ||
            std::ranges::find(data_.options, id, &GovernanceOption::id) != data_.options.end())
            reader_.wrong(path + "id", "a name without blanks and , : / \\ ? # % that no other option has",
                          option.get("id"));
        std::string title = reader_.text(option, "title", path, false);
        data_.options.push_back({.id = id,
                                 .title = title.empty() ? id : std::move(title),
                                 .decides = deciders(option, path),
                                 .title_dutch = reader_.text(option, "title_nl", path, false)});
    }
}

void GovernanceReader::portfolios() {
    if (!file_.contains("portfolios")) return;
    const toml::array& list = reader_.tables(file_, "portfolios");
    for (std::size_t k = 0; k < list.size(); ++k) {
        const toml::table& table = *list[k].as_table();
        const std::string path = element("portfolios", k);
        std::set<std::string_view> known{data_.kinds.begin(), data_.kinds.end()};
        known.insert("name");
        reader_.check_keys(table, known, path + ".");
        Portfolio portfolio{.name = reader_.text(table, "name", path + ".", true), .shares = {}};
        if (std::ranges::find(data_.portfolios, portfolio.name, &Portfolio::name) != data_.portfolios.end())
            reader_.wrong(path + ".name", "a name that no other portfolio has", table.get("name"));
        for (const std::string& kind : data_.kinds) {
            const toml::node* share = table.get(kind);
            if (share && !share->is_number()) reader_.wrong(path + "." + kind, "a share from 0 to 1", share);
            portfolio.shares.push_back(share ? *share->value<double>() : 0.0);
        }
        reader_.at(&table, [&] {
            check_portfolio(portfolio, data_.kinds.size(), path);
            return 0;
        });
        data_.portfolios.push_back(std::move(portfolio));
    }
}

void GovernanceReader::criteria() {
    if (!file_.contains("criteria")) return;
    const toml::array& list = reader_.tables(file_, "criteria");
    for (std::size_t k = 0; k < list.size(); ++k) {
        const toml::table& table = *list[k].as_table();
        const std::string path = element("criteria", k) + ".";
        reader_.check_keys(table, {"text", "gloss", "source", "measures", "not_computed", "not_computed_nl"}, path);
        Criterion criterion{.text = reader_.text(table, "text", path, true),
                            .gloss = reader_.text(table, "gloss", path, false),
                            .source = reader_.text(table, "source", path, false),
                            .measures = reader_.texts(table, "measures", path),
                            .not_computed = reader_.text(table, "not_computed", path, false),
                            .not_computed_dutch = reader_.text(table, "not_computed_nl", path, false)};
        for (std::size_t m = 0; m < criterion.measures.size(); ++m)
            if (std::ranges::find(scorecard_measures, criterion.measures[m], &ScorecardMeasure::name) ==
                scorecard_measures.end())
                reader_.wrong(element(path + "measures", m), "one of " + measure_names(),
                              &(*table.get("measures")->as_array())[m]);
        if (criterion.measures.empty() && criterion.not_computed.empty())
            reader_.wrong(path + "not_computed", "a text where no measures are named", table.get("not_computed"),
                          &table);
        data_.criteria.push_back(std::move(criterion));
    }
}

void GovernanceReader::check_family(const toml::node& node, const std::string& field) const {
    const std::vector<std::string>& families = board_.groupings.at(data_.family).labels;
    const auto name = node.value<std::string>();
    if (!name || std::ranges::find(families, *name) == families.end())
        reader_.wrong(field, fmt::format("one of the families {}", fmt::join(families, ", ")), &node);
}

/// Which families work together, and whose lists do not even work with each other.
void GovernanceReader::cooperation() {
    for (const char* key : {"loose_families", "cooperation"})
        if (table_.contains(key) && data_.family.empty())
            reader_.wrong(std::string("governance.") + key, "left out where no family is given", table_.get(key));
    data_.loose_families = reader_.texts(table_, "loose_families", "governance.");
    for (std::size_t k = 0; k < data_.loose_families.size(); ++k)
        check_family((*table_.get("loose_families")->as_array())[k], element("governance.loose_families", k));
    const toml::node* pairs = table_.get("cooperation");
    if (!pairs) return;
    const toml::array* list = pairs->as_array();
    if (!list || list->empty()) reader_.wrong("governance.cooperation", "a list of pairs of families", pairs);
    for (std::size_t k = 0; k < list->size(); ++k) {
        const std::string field = element("governance.cooperation", k);
        const toml::array* pair = (*list)[k].as_array();
        if (!pair || pair->size() != 2) reader_.wrong(field, "a pair of families", &(*list)[k]);
        for (std::size_t side = 0; side < 2; ++side) check_family((*pair)[side], element(field, side));
        data_.cooperation.emplace_back(*(*pair)[0].value<std::string>(), *(*pair)[1].value<std::string>());
    }
}

void GovernanceReader::claims() {
    if (!file_.contains("claims")) return;
    const toml::array& list = reader_.tables(file_, "claims");
    for (std::size_t k = 0; k < list.size(); ++k) {
        const toml::table& table = *list[k].as_table();
        const std::string path = element("claims", k) + ".";
        reader_.check_keys(table, {"id", "quotation", "source", "source_nl"}, path);
        const std::string id = reader_.text(table, "id", path, true);
        if (std::ranges::find(claim_ids, id) == claim_ids.end())
            reader_.wrong(path + "id", fmt::format("one of {}", fmt::join(claim_ids, ", ")), table.get("id"));
        data_.quotations.push_back({.claim = id,
                                    .text = reader_.text(table, "quotation", path, true),
                                    .source = reader_.text(table, "source", path, true),
                                    .source_dutch = reader_.text(table, "source_nl", path, false)});
    }
}

}  // namespace

void detail::read_governance(const TomlReader& reader, const toml::table& file, Board& board) {
    const toml::node* node = file.get("governance");
    for (const char* key : {"municipalities", "options", "portfolios", "criteria", "claims"})
        if (const toml::node* part = file.get(key); part && (!node || !node->is_table()))
            reader.wrong("governance", fmt::format("a table beside [[{}]]", key), node, part);
    if (!node) return;
    if (!node->is_table()) reader.wrong("governance", "a table, [governance]", node);
    if (!is_weighted(board)) reader.wrong("rule", "a quota on the weight, given as quota, in a case", file.get("rule"));
    board.governance = GovernanceReader(reader, file, board).all();
    if (can_weigh(*board.governance, "money")) reader.at(node, [&] { return money_weights(*board.governance); });
}

}  // namespace stemgewicht
