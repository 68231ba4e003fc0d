#include "claims/claim_evidence.hpp"
#include "report/words.hpp"

#include <stemgewicht/design/pair_games.hpp>

#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <sstream>

namespace stemgewicht {

namespace detail {

Wording joined(std::initializer_list<Wording> parts) {
    Wording result;
    const auto add = [](std::string& text, const std::string& part) {
        if (!part.empty()) text += (text.empty() ? "" : " ") + part;
    };
    for (const Wording& part : parts) {
        add(result.english, part.english);
        add(result.dutch, part.dutch);
    }
    return result;
}

Wording enumerated(const std::vector<std::string>& names) {
    const auto list = [&](std::string_view last) {
        std::string text;
        for (std::size_t k = 0; k < names.size(); ++k)
            text += fmt::format("{}{}", k == 0 ? "" : k + 1 == names.size() ? last : ", ", names[k]);
        return text;
    };
    return {list(" and "), list(" en ")};
}

Wording enumerated(const std::vector<Wording>& names) {
    std::vector<std::string> english, dutch;
    for (const Wording& name : names) {
        english.push_back(name.english);
        dutch.push_back(name.dutch);
    }
    return {enumerated(english).english, enumerated(dutch).dutch};
}

Wording named(std::string_view what, const std::string& id) {
    return {report::Words{ReportLanguage::english}.name(what, id), report::Words{ReportLanguage::dutch}.name(what, id)};
}

Wording scheme_name(const std::string& id) { return named("scheme", id); }

Wording model_name(const std::string& id) { return named("model", id); }

std::vector<Wording> named(std::string_view what, const std::vector<std::string>& ids) {
    std::vector<Wording> names;
    for (const std::string& id : ids) names.push_back(named(what, id));
    return names;
}

ClaimEvidence::ClaimEvidence(const Board& the_board, const ClaimsRequest& the_request)
    : board(the_board),
      data(governance_of(the_board)),
      request(the_request),
      models(request.models.empty() ? default_models(board) : request.models),
      schemes(all_schemes(the_board)),
      centre(data.municipalities.front().name),
      others(data.municipalities.size() - 1),
      present(data.options.front()) {
    const auto of_assembly = [&](const std::string& scheme) {
        return std::ranges::count(data.assembly_schemes, scheme) > 0;
    };
    for (const std::string& scheme : request.schemes)
        if (!of_assembly(scheme)) static_cast<void>(board_rule(board, scheme));
    const auto asked = [&](const std::string& scheme) { return std::ranges::count(request.schemes, scheme) > 0; };
    if (std::ranges::any_of(schemes, asked)) std::erase_if(schemes, std::not_fn(asked));
    for (const GovernanceOption& option : data.options) {
        const auto of = [&](Decider decider) { return std::ranges::count(option.decides, decider); };
        const std::ptrdiff_t all = std::ssize(option.decides);
        if (!board_option && of(Decider::board) == all) board_option = &option;
        if (!mandate_option && of(Decider::council) > 0 && of(Decider::council) + of(Decider::board) == all)
            mandate_option = &option;
        if (!centre_option && of(Decider::centre) > 0) centre_option = &option;
    }
}

bool ClaimEvidence::has_assembly() const {
    return !data.assembly_schemes.empty() &&
           std::ranges::all_of(present.decides, [](Decider decider) { return decider == Decider::assembly; });
}

std::vector<std::string> ClaimEvidence::present_columns() const {
    if (!has_assembly()) return {board.weight_column};
    std::vector<std::string> columns;
    for (const std::string& column : data.assembly_schemes)
        if (std::ranges::count(request.schemes, column) > 0) columns.push_back(column);
    return columns.empty() ? data.assembly_schemes : columns;
}

const std::vector<OptionRow>& ClaimEvidence::rows() const {
    if (!rows_) {
        OptionsRequest all{
            .models = models, .schemes = request.schemes, .ties = request.ties, .threads = request.threads};
        if (std::ranges::count(models, "ic") == 0) all.models.emplace_back("ic");
        rows_ = request.rows.empty() ? compare_options(board, all) : request.rows;
        std::erase_if(*rows_, [&](const OptionRow& row) { return std::ranges::count(all.models, row.model) == 0; });
    }
    return *rows_;
}

std::vector<OptionRow> ClaimEvidence::rows_of(const GovernanceOption& option, Decider decider,
                                              const std::string& municipality) const {
    std::vector<OptionRow> result;
    std::ranges::copy_if(rows(), std::back_inserter(result), [&](const OptionRow& row) {
        return row.option == option.id && row.decider == decider && row.municipality == municipality &&
               std::ranges::count(models, row.model) > 0;
    });
    return result;
}

std::vector<OptionRow> ClaimEvidence::present_rows(const std::string& municipality) const {
    std::vector<OptionRow> result = rows_of(present, present.decides.front(), municipality);
    if (present.decides.front() != Decider::board) return result;
    const auto taken = [&](const OptionRow& row) {
        return data.custom_schemes.contains(board.weight_column)
                   ? row.scheme == board.weight_column
                   : !wins_with_any_other(board_rule(board, row.scheme), 0);
    };
    if (std::ranges::any_of(result, taken)) std::erase_if(result, std::not_fn(taken));
    return result;
}

bool ClaimEvidence::unknown_weights_now() const {
    return std::ranges::all_of(present.decides, [](Decider decider) { return decider == Decider::board; }) &&
           !data.custom_schemes.contains(board.weight_column);
}

namespace {

/// A request for one option of a board that has no other.
OptionsRequest single_option(Board& board, Decider decider, const ClaimEvidence& evidence) {
    GovernanceData& data = *board.governance;
    data.kinds = {"policy"};
    data.options = {{.id = "only", .title = {}, .decides = {decider}}};
    return {.models = evidence.models, .ties = evidence.request.ties, .threads = evidence.request.threads};
}

/// Rows of one decision after the other, cut by model.
std::vector<RisksOfModels> cut_by_model(const std::vector<OptionRow>& rows, std::size_t models,
                                        std::size_t municipalities) {
    std::vector<RisksOfModels> result(rows.size() / (models * municipalities), RisksOfModels(models));
    for (std::size_t r = 0; r < rows.size(); ++r)
        result[r / (models * municipalities)][r / municipalities % models].push_back(rows[r].outvoted);
    return result;
}

}  // namespace

std::vector<RisksOfModels> ClaimEvidence::board_risks(const std::vector<std::vector<Weight>>& boards) const {
    if (boards.empty()) return {};
    Board widened = board;
    OptionsRequest asked = single_option(widened, Decider::board, *this);
    widened.governance->custom_schemes.clear();
    for (const std::vector<Weight>& weights : boards) {
        asked.schemes.push_back(fmt::format("claim_{}", asked.schemes.size()));
        widened.governance->custom_schemes[asked.schemes.back()] = weights;
    }
    return cut_by_model(compare_options(widened, asked), models.size(), others + 1);
}

RisksOfModels ClaimEvidence::assembly_risks(const std::vector<Weight>& weights) const {
    Board widened = board;
    const OptionsRequest asked = single_option(widened, Decider::assembly, *this);
    widened.columns["claim"] = weights;
    widened.governance->assembly_schemes = {"claim"};
    return cut_by_model(compare_options(widened, asked), models.size(), others + 1).front();
}

Claim ClaimEvidence::claim(std::string id) const {
    Claim result{.id = std::move(id)};
    std::ranges::copy_if(data.quotations, std::back_inserter(result.quotations),
                         [&](const Quotation& quotation) { return quotation.claim == result.id; });
    return result;
}

Claim lacking(Claim claim, Wording missing) {
    claim.verdict = Verdict::not_computable;
    claim.finding = std::move(missing);
    return claim;
}

void judge(Claim& claim, std::size_t holding, std::size_t settings, std::size_t left_out) {
    claim.holding = holding;
    claim.settings = settings;
    claim.left_out = left_out;
    const auto nearly = [&](std::size_t count) {  // to a rounding error
        return static_cast<double>(count) >= nearly_always_from * static_cast<double>(settings) - 1e-9;
    };
    claim.verdict = settings == 0                ? Verdict::not_computable
                    : holding == settings        ? Verdict::always
                    : holding == 0               ? Verdict::never
                    : nearly(holding)            ? Verdict::nearly_always
                    : nearly(settings - holding) ? Verdict::nearly_never
                                                 : Verdict::only_if;
}

void judge(Claim& claim, const std::vector<Trial>& trials) {
    const auto count = [&](bool Trial::* what) {
        return static_cast<std::size_t>(std::ranges::count(trials, true, what));
    };
    const std::size_t left_out = count(&Trial::empty);
    judge(claim, count(&Trial::holds), trials.size() - left_out, left_out);
}

namespace {

Wording trial_name(const Trial& trial) {
    constexpr std::string_view inside = " (assembly)";
    if (!trial.scheme.ends_with(inside)) return scheme_name(trial.scheme);
    return worded("{} (assembly)", "{} (regioraad)",
                  scheme_name(trial.scheme.substr(0, trial.scheme.size() - inside.size())));
}

}  // namespace

Wording conditions_of(const std::vector<Trial>& trials) {
    std::vector<std::string> known;
    std::vector<Wording> always, never, sometimes;
    for (const Trial& trial : trials) {
        if (trial.empty || std::ranges::count(known, trial.scheme) > 0) continue;
        known.push_back(trial.scheme);
        std::size_t all = 0, holding = 0;
        for (const Trial& other : trials)
            if (other.scheme == trial.scheme && !other.empty) {
                ++all;
                holding += other.holds ? 1U : 0U;
            }
        const Wording name = trial_name(trial);
        if (holding == all)
            always.push_back(name);
        else if (holding == 0)
            never.push_back(name);
        else
            sometimes.push_back(worded("{} ({}/{})", "{} ({}/{})", name, holding, all));
    }
    using Format = fmt::format_string<std::string>;
    const auto part = [](const std::vector<Wording>& names, Format english, Format dutch) {
        return names.empty() ? Wording{} : worded(english, dutch, enumerated(names));
    };
    return joined({part(always, Format("Always with the weights {}."), Format("Altijd met als gewicht: {}.")),
                   part(sometimes, Format("Only in some of the settings tried with the weights {}."),
                        Format("Alleen in een deel van de gevallen met als gewicht: {}.")),
                   part(never, Format("Never with the weights {}."), Format("Nooit met als gewicht: {}."))});
}

ClaimFigure figure(std::string id, Wording title, std::vector<std::string> columns) {
    ClaimFigure result{.id = std::move(id), .title = std::move(title), .table = {}};
    result.table.title = result.title.english;
    result.table.columns = std::move(columns);
    return result;
}

Wording no_assembly_or_board() {
    return {"The case has no assembly that decides everything now, or no option in which a general board does.",
            "De casus heeft geen regioraad die nu over alles beslist, of geen optie waarin een algemeen bestuur dat "
            "doet."};
}

std::vector<Wording> risk_assumptions(const ClaimEvidence& evidence) {
    return {
        {"A municipality wants what the majority of its council wants, and its delegation on a board votes so.",
         "Een gemeente wil wat de meerderheid van haar raad wil, en haar afvaardiging in een bestuur stemt "
         "dienovereenkomstig."},
        worded("How votes are correlated is not known; the vote models tried ({}) stand for what it may be.",
               "Hoe stemmen samenhangen, is niet bekend; de gebruikte stemmodellen ({}) laten zien wat mogelijk is.",
               enumerated(named("model", evidence.models))),
        {"A risk is how often a decision is not what the council wants, not how much that matters.",
         "Een risico zegt hoe vaak een besluit afwijkt van wat de raad wil, niet hoe zwaar dat weegt."}};
}

Wording present_assumption(const ClaimEvidence& evidence) {
    if (evidence.has_assembly())
        return worded("The weights now are those that the case gives for the assembly: {}.",
                      "De gewichten van nu zijn de gewichten die de casus voor de regioraad geeft: {}.",
                      enumerated(named("scheme", evidence.present_columns())));
    if (!evidence.unknown_weights_now()) return {};
    return worded(
        "The weights of the board now are not known. A change is counted only from weights that may be those "
        "of now: the same ones, or such with which {} and any one other have no majority yet.",
        "De gewichten in het huidige bestuur zijn niet bekend. Een verandering telt alleen vanaf gewichten die nu "
        "kunnen gelden: dezelfde, of gewichten waarmee {} en één andere gemeente nog geen meerderheid hebben.",
        evidence.centre);
}

}  // namespace detail

namespace {

using detail::ClaimEvidence;

using ClaimTest = Claim (*)(const ClaimEvidence&);

/// In the order of claim_ids.
constexpr std::array<ClaimTest, claim_ids.size()> claim_tests{
    detail::test_unit_vote,    detail::test_unit_vote_all,   detail::test_more_weight,     detail::test_pair_majority,
    detail::test_money,        detail::test_coalitions,      detail::test_base_package,    detail::test_centre_no_risk,
    detail::test_only_mandate, detail::test_group_power,     detail::test_centre_steering, detail::test_legitimacy,
    detail::test_package_size, detail::test_board_sets_base, detail::test_lobby,           detail::test_meetings,
    detail::test_support,      detail::test_newcomer};

/// The figures of each claim, in the order of claim_ids.
constexpr std::array<std::initializer_list<const char*>, claim_ids.size()> claim_figures{{
    {"risks", "voting_as_one"},
    {"risks", "like_weights", "municipalities"},
    {"next_step", "thresholds", "staircase"},
    {"rules", "weights", "in_assembly"},
    {"power", "staircase"},
    {"power", "partners", "coalition_counts", "coalitions", "cooperation"},
    {"break_even"},
    {"others"},
    {"delegated", "mandate", "simple_games"},
    {"changes", "groups"},
    {"steering"},
    {"against_most"},
    {"efficiency"},
    {"set_by_board", "plus_package"},
    {"different"},
    {"bodies"},
    {"no_worse"},
    {"newcomer"},
}};

std::size_t place_of_claim(std::string_view id) {
    const auto place = std::ranges::find(claim_ids, id);
    if (place == claim_ids.end())
        refuse("claim", fmt::format("one of {}", fmt::join(claim_ids, ", ")), fmt::format("\"{}\"", id));
    return static_cast<std::size_t>(place - claim_ids.begin());
}

bool in_dutch(std::string_view language) {
    if (language != "en" && language != "nl") refuse("language", "en or nl", "\"" + std::string(language) + "\"");
    return language == "nl";
}

const std::string& spoken(const Wording& wording, bool dutch) { return dutch ? wording.dutch : wording.english; }

std::vector<std::string> spoken(const std::vector<Wording>& wordings, bool dutch) {
    std::vector<std::string> texts;
    for (const Wording& wording : wordings) texts.push_back(spoken(wording, dutch));
    return texts;
}

const std::string& source_of(const Quotation& quotation, bool dutch) {
    return dutch && !quotation.source_dutch.empty() ? quotation.source_dutch : quotation.source;
}

std::string title_of(const Board& board, bool dutch) {
    if (!dutch) return "Claims about " + board.title;
    return "Beweringen over " + (board.title_dutch.empty() ? board.title : board.title_dutch);
}

/// What a file says about one of its fields; in English where it does not give the Dutch.
Note spoken(const Note& note, bool dutch) {
    if (!dutch || note.text_dutch.empty()) return note;
    return {.mark = report::Words{ReportLanguage::dutch}.name("mark", note.mark),
            .about = note.about_dutch.empty() ? note.about : note.about_dutch,
            .text = note.text_dutch};
}

/// The text, cut into indented lines after blanks.
std::string indented(std::string_view text, std::string_view heading) {
    constexpr std::size_t width = 110;
    std::string result, line(heading);
    line.resize(std::max<std::size_t>(line.size(), 16), ' ');
    std::size_t used = line.size();
    std::istringstream words{std::string(text)};
    for (std::string word; words >> word;) {
        if (used + word.size() > width) {
            result += line + "\n";
            line.assign(16, ' ');
            used = line.size();
        }
        line += word + " ";
        used += word.size() + 1;
    }
    while (line.ends_with(' ')) line.pop_back();
    return result + line + "\n";
}

std::string figure_text(const ClaimFigure& figure, bool dutch, std::size_t rows) {
    Table table = figure.table;
    table.title = spoken(figure.title, dutch);
    if (rows > 0 && table.rows.size() > rows) {
        table.notes.push_back(
            fmt::format(fmt::runtime(dutch ? "{} van de {} rijen; --claim en --figure {} geven ze alle"
                                           : "{} of {} rows; --claim and --figure {} give them all"),
                        rows, table.rows.size(), figure.id));
        table.rows.resize(rows);
    }
    return to_text(table);
}

}  // namespace

std::string_view verdict_name(Verdict verdict) {
    constexpr std::array<std::string_view, 6> names{"always",       "nearly_always", "only_if",
                                                    "nearly_never", "never",         "not_computable"};
    return names[static_cast<std::size_t>(verdict)];
}

Wording verdict_wording(const Claim& claim) {
    if (claim.verdict == Verdict::not_computable) {
        if (claim.left_out > 0) return {"nothing to be tested", "er valt niets te toetsen"};
        return {"not computable", "niet te berekenen"};
    }
    constexpr std::array<std::pair<const char*, const char*>, 5> grades{
        {{"holds always", "klopt altijd"},
         {"holds nearly always", "klopt bijna altijd"},
         {"holds only under conditions", "klopt alleen onder voorwaarden"},
         {"holds nearly never", "klopt bijna nooit"},
         {"never holds", "klopt nooit"}}};
    const auto [english, dutch] = grades[static_cast<std::size_t>(claim.verdict)];
    Wording result{english, dutch};
    if (claim.settings > 0 && (claim.verdict != Verdict::only_if || claim.holding < claim.settings)) {
        const Wording count =
            detail::worded(" ({} of {} settings)", " ({} van de {} gevallen)", claim.holding, claim.settings);
        result.english += count.english;
        result.dutch += count.dutch;
    }
    if (claim.left_out > 0) {
        const Wording rest = detail::worded("; in {} more there is nothing to be tested",
                                            "; in nog {} valt er niets te toetsen", claim.left_out);
        result.english += rest.english;
        result.dutch += rest.dutch;
    }
    return result;
}

std::vector<std::string> figure_ids(std::string_view claim) {
    const auto& ids = claim_figures[place_of_claim(claim)];
    return {ids.begin(), ids.end()};
}

std::vector<Claim> test_claims(const Board& board, const ClaimsRequest& request) {
    for (const std::string& id : request.claims) static_cast<void>(place_of_claim(id));
    const ClaimEvidence evidence(board, request);
    detail::check_models(evidence);
    const auto is_asked = [&](std::string_view id) {
        return request.claims.empty() || std::ranges::count(request.claims, id) > 0;
    };
    const auto all = static_cast<std::size_t>(std::ranges::count_if(claim_ids, is_asked));
    std::vector<Claim> claims;
    for (std::size_t k = 0; k < claim_ids.size(); ++k) {
        if (!is_asked(claim_ids[k])) continue;
        claims.push_back(claim_tests[k](evidence));
        if (request.progress) request.progress(claims.size(), all);
    }
    return claims;
}

Table claims_table(const Board& board, const std::vector<Claim>& claims, std::string_view language) {
    const bool dutch = in_dutch(language);
    Table table{.title = title_of(board, dutch),
                .columns = {"claim", "verdict", "holding", "settings", "left_out", "statement", "finding", "conditions",
                            "counterexample", "measured", "assumptions", "quotation", "source"},
                .rows = {},
                .notes = {}};
    for (const Claim& claim : claims) {
        const auto times = [&](std::size_t count) {
            return claim.settings > 0 ? Table::Cell(static_cast<std::int64_t>(count)) : Table::Cell();
        };
        std::vector<std::string> quotations, sources;
        for (const Quotation& quotation : claim.quotations) {
            quotations.push_back(quotation.text);
            sources.push_back(source_of(quotation, dutch));
        }
        table.rows.push_back(
            {claim.id, std::string(verdict_name(claim.verdict)), times(claim.holding), times(claim.settings),
             static_cast<std::int64_t>(claim.left_out), spoken(claim.statement, dutch), spoken(claim.finding, dutch),
             spoken(claim.conditions, dutch), spoken(claim.counterexample, dutch), spoken(claim.measured, dutch),
             fmt::format("{}", fmt::join(spoken(claim.assumptions, dutch), " ")),
             fmt::format("{}", fmt::join(quotations, " / ")), fmt::format("{}", fmt::join(sources, " / "))});
    }
    for (const Note& note : board.notes) table.data_notes.push_back(spoken(note, dutch));
    return table;
}

std::string claims_text(const Board& board, const std::vector<Claim>& claims, std::string_view language,
                        std::size_t rows) {
    const bool dutch = in_dutch(language);
    std::string text = title_of(board, dutch) + "\n";
    for (const Claim& claim : claims) {
        text += fmt::format("\n{}\n{}\n", claim.id, std::string(claim.id.size(), '='));
        const auto line = [&](const char* english, const char* word, const std::string& content) {
            if (!content.empty()) text += indented(content, dutch ? word : english);
        };
        for (const Quotation& quotation : claim.quotations) {
            line("source", "bron", "\"" + quotation.text + "\"");
            line("", "", "(" + source_of(quotation, dutch) + ")");
        }
        line("claim", "bewering", spoken(claim.statement, dutch));
        line("verdict", "oordeel", spoken(verdict_wording(claim), dutch));
        line("finding", "bevinding", spoken(claim.finding, dutch));
        line("conditions", "voorwaarden", spoken(claim.conditions, dutch));
        line("counterexample", "tegenvoorbeeld", spoken(claim.counterexample, dutch));
        line("measured", "gemeten", spoken(claim.measured, dutch));
        for (const Wording& assumption : claim.assumptions) line("assumed", "aanname", spoken(assumption, dutch));
        for (const ClaimFigure& figure : claim.figures) text += "\n" + figure_text(figure, dutch, rows);
    }
    return text;
}

}  // namespace stemgewicht
