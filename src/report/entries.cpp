#include "words.hpp"

namespace stemgewicht::report {

namespace {

constexpr Entry entries[] = {
    {"language", "en", "nl"},
    {"file", "report.html", "rapport.html"},
    {"and", "and", "en"},
    {"title", "How often is {0} outvoted?", "Hoe vaak wordt {0} overstemd?"},
    {"contents", "Contents", "Inhoud"},
    {"made_by", "Made by:", "Gemaakt met:"},
    {"numbers", "the numbers: {0}", "de getallen: {0}"},
    {"swipe", "↔ the table goes on to the right", "↔ de tabel loopt naar rechts door"},
    {"risk", "chance to be outvoted, per decision", "kans om overstemd te worden, per besluit"},
    {"risk_of", "chance that {0} is outvoted, per decision", "kans dat {0} overstemd wordt, per besluit"},
    {"left_out", "Left out: {0}", "Weggelaten: {0}"},

    // ---- names of the case ----
    {"option.drechtraad", "Drechtraad", "Drechtraad"},
    {"option.assembly", "assembly", "regioraad"},
    {"option.ab", "General board (AB)", "Algemeen bestuur (AB)"},
    {"option.mandate", "Mandate", "Mandaat"},
    {"option.centre", "Centre municipality", "Centrumgemeente"},
    {"option.combination", "Options 3 and 4 combined", "Combinatie van optie 3 en 4"},
    {"option.outcome", "As done in 2022", "Zoals ingevoerd in 2022"},
    {"option.apart", "Stopping together", "Stoppen met samenwerken"},
    {"scheme.one_vote", "one vote each", "ieder één stem"},
    {"scheme.seats", "council seats", "raadszetels"},
    {"scheme.population", "inhabitants", "inwoners"},
    {"scheme.sqrt_population", "square root of inhabitants", "wortel van het inwonertal"},
    {"scheme.money", "share of the money", "financiële bijdrage"},
    {"scheme.apex", "centre with any other", "centrumgemeente met één andere"},
    {"scheme.apex_veto", "centre with any other (veto)", "centrumgemeente met één andere (veto)"},
    {"scheme.votes_2022", "votes of 2022", "stemmen van 2022"},
    {"scheme.votes_2018", "estimated votes of 2018", "geschatte stemmen van 2018"},
    {"scheme.dictator", "centre alone", "alleen de centrumgemeente"},
    {"scheme.weight", "as given", "zoals gegeven"},
    {"scheme.votes", "votes", "stemmen"},
    {"scheme.council", "its own council", "de eigen raad"},
    {"scheme_of_centre", "council of {0}", "raad van {0}"},
    {"kind.all", "all decisions", "alle besluiten"},
    {"kind.policy", "policy", "beleid"},
    {"kind.base_package", "base package", "basispakket"},
    {"kind.plus_package", "plus package", "pluspakket"},
    {"kind.packages", "packages", "pakketten"},
    {"kind.operations", "operations", "bedrijfsvoering"},
    {"kind.housing", "housing", "wonen"},
    {"kind.purchasing", "purchasing", "inkoop"},
    {"kind.staff", "staff", "personeel"},
    {"model.ic", "independent", "onafhankelijk"},
    {"model.iac", "one mood in common", "één gedeelde houding"},
    {"model.grouped:family", "by party family", "per partijfamilie"},
    {"model.grouped:municipality", "by municipality", "per gemeente"},
    {"about.ic", "Every council group is for or against with chance one half, whatever the others do.",
     "Elke fractie is even vaak voor als tegen, los van wat de andere fracties doen."},
    {"about.iac",
     "All groups share one mood: the chance of yes is the same for all, and every chance from 0 to 1 is equally "
     "likely. Most decisions are then lopsided, so nobody is outvoted often.",
     "Alle fracties delen één houding: de kans op een stem voor is voor alle gelijk, en elke kans van 0 tot 1 is even "
     "waarschijnlijk. De meeste besluiten vallen dan met een ruime meerderheid, zodat niemand vaak overstemd wordt."},
    {"about.grouped:family",
     "Groups of one party family share a mood, in whichever municipality they sit; the families are independent of "
     "each other.",
     "Fracties van één partijfamilie delen een houding, in welke gemeente zij ook zitten; de partijfamilies zijn "
     "onafhankelijk van elkaar."},
    {"about.loose",
     "The family {0} counts as one here, although its lists share no line. With each of these lists by itself the risk "
     "of {1} ({2}, {3}) is {5} under this model, instead of {4}.",
     "De partijfamilie {0} telt hier als één, hoewel die lijsten geen gezamenlijke lijn hebben. Telt elke lijst apart, "
     "dan is het risico van {1} ({2}, {3}) bij dit model {5} in plaats van {4}."},
    {"family.Local", "Local", "Lokaal"},
    {"about.other", "As the model {0} of the program says.",
     "Zie de beschrijving van het model {0} bij het programma."},

    // ---- 1 ----
    {"answer", "The question, and the answer in short", "De vraag, en het antwoord in het kort"},
    {"answer.question",
     "A council is outvoted when a decision falls that its majority does not want, or fails although its majority "
     "wants it. How often does that happen to {0}, under each way to govern the region together, and what do the other "
     "municipalities then face?",
     "Een raad wordt overstemd als er iets wordt besloten wat zijn meerderheid niet wil, of als iets niet wordt "
     "besloten wat zijn meerderheid wel wil. Hoe vaak overkomt dat {0}, bij elke manier om de regio samen te besturen, "
     "en wat betekent dat voor de andere gemeenten?"},
    {"answer.how",
     "Every number below is a chance per decision, computed from who sits in the councils, who decides, and a model of "
     "how votes are correlated. Nobody has measured how they are, so several models stand side by side. What holds "
     "under all of them is worth most; where they differ, a range is given.",
     "Elk getal hieronder is een kans per besluit. Die kans is berekend uit de samenstelling van de raden, uit wie er "
     "beslist, en met een model voor de samenhang tussen de stemmen. Hoe sterk die samenhang in werkelijkheid is, "
     "heeft niemand gemeten; daarom staan meerdere modellen naast elkaar. Wat bij alle modellen geldt, weegt het "
     "zwaarst; waar zij verschillen, staat een bandbreedte."},
    {"answer.models", "The models of how votes are correlated", "De stemmodellen: hoe stemmen kunnen samenhangen"},
    {"answer.first",
     "With the weights as they were, as far as they can be estimated, {0} is outvoted under “{1}” in {2} of the "
     "decisions. In brackets where 90% of {3} vote results lie that give the same seats.",
     "Met de stemgewichten zoals zij waren, voor zover te schatten, is de kans dat {0} bij de optie “{1}” overstemd "
     "wordt {2} per besluit. Tussen haakjes staat de bandbreedte waarin 90% van de uitkomsten valt bij {3} mogelijke "
     "verkiezingsuitslagen met dezelfde zetelverdeling."},
    {"answer.first_risk", "{0} ({1}; model: {2})", "{0} ({1}; model: {2})"},
    {"answer.first_never",
     "A general board with {0} as weights does not lower that: there it is {1}, and lower in none of these vote "
     "results under any model.",
     "Een algemeen bestuur met {0} als gewicht verlaagt dat risico niet: daar is het {1}, en bij geen van deze "
     "uitslagen en modellen is het risico lager."},
    {"answer.first_always",
     "A general board with {0} as weights lowers that to {1}, in all of these vote results and under every model.",
     "Een algemeen bestuur met {0} als gewicht verlaagt dat risico tot {1}, bij al deze uitslagen en bij elk model."},
    {"answer.first_sometimes",
     "On a general board with {0} as weights it is {1}: lower in {2} of {3} cases (vote results x models).",
     "In een algemeen bestuur met {0} als gewicht is het {1}: lager in {2} van de {3} combinaties van uitslag en "
     "model."},
    {"answer.doubted",
     "With {0} as weights a single municipality decides alone, and whether the law allows that is doubtful: then {1} "
     "is outvoted in {2} of the decisions.",
     "Met {0} als gewicht beslist één gemeente alleen, en of de wet dat toelaat, is twijfelachtig: dan wordt {1} "
     "overstemd bij {2} van de besluiten."},
    {"answer.ranges", "What {0} risks under each option", "Het risico van {0} bij elke optie"},
    {"answer.range", "{0}, {1}: outvoted in {2} of the decisions, depending on weights and model.",
     "{0}, {1}: overstemd bij {2} van de besluiten, afhankelijk van gewichten en model."},
    {"answer.same", "{0}, {1}: as under “{2}”.", "{0}, {1}: als bij “{2}”."},
    {"answer.own", "{0}, {1}: never outvoted, because each council decides for itself.",
     "{0}, {1}: nooit overstemd, omdat elke raad zelf beslist."},
    {"answer.centre", "{0}, {1}: never outvoted, because its own council decides for all.",
     "{0}, {1}: nooit overstemd, omdat de eigen raad voor alle gemeenten beslist."},
    {"answer.extremes", "Lowest and highest, model by model", "Laagste en hoogste risico, per model"},
    {"answer.extreme", "{0}: where others share in deciding, the lowest risk is {1} ({2}) and the highest {3} ({4}).",
     "{0}: waar anderen meebeslissen, is het laagste risico {1} ({2}) en het hoogste {3} ({4})."},
    {"answer.weights", "Does a general board lower the risk?", "Verlaagt een algemeen bestuur het risico?"},
    {"answer.always",
     "Lower than under “{0}” under every model and with any of its weights, if the votes on the board follow: {1}.",
     "Bij elk model lager dan bij “{0}”, welke stemgewichten daar ook gelden, als het gewicht in het bestuur is: {1}."},
    {"answer.sometimes", "Lower than under “{0}” under some models or weights and not under others: {1}.",
     "Bij sommige modellen of gewichten lager dan bij “{0}” en bij andere niet: {1}."},
    {"answer.never", "Never lower than under “{0}”: {1}.", "Nooit lager dan bij “{0}”: {1}."},
    {"answer.others",
     "Against that stands the risk of the others. With {1} on the board, which is best for {0}, the other "
     "municipalities are outvoted in {2} of the decisions; under “{3}” that is {4}.",
     "Daartegenover staat het risico van de andere gemeenten. Met {1} als stemgewicht in het bestuur, het gunstigst "
     "voor {0}, worden zij overstemd bij {2} van de besluiten; bij “{3}” is dat {4}."},

    // ---- 2 ----
    {"options", "The options compared", "De opties vergeleken"},
    {"options.text",
     "One mark is the chance under one model; the line goes from the lowest to the highest. Where the weights of the "
     "general board are not known, every scheme that has been proposed, or that is usual, has a row.",
     "Elk teken is de kans bij één model; de lijn loopt van de laagste tot de hoogste kans. Waar de gewichten in het "
     "algemeen bestuur niet bekend zijn, heeft elke voorgestelde of gebruikelijke verdeling een eigen rij."},
    {"options.figure", "How often {0} is outvoted, by option and vote weights.",
     "Hoe vaak {0} overstemd wordt, per optie en stemgewichten."},
    {"options.description",
     "The further to the right, the more often outvoted; the longer the line, the more depends on the model. The "
     "highest is {0} ({1}). Drawn are {4} of the {3} rows of the table: the weights of now with one other set, and no "
     "weights by which one municipality decides alone.",
     "Hoe verder naar rechts, hoe vaker overstemd; hoe langer de lijn, hoe meer het van het stemmodel afhangt. De "
     "hoogste kans is {0} ({1}). De figuur toont {4} van de {3} rijen van de tabel: voor de huidige situatie de "
     "stemgewichten van nu en één andere verdeling; gewichten waarmee één gemeente alleen beslist, zijn weggelaten."},
    {"options.table", "Chance that {0} is outvoted, in % of the decisions",
     "Kans dat {0} overstemd wordt, in % van de besluiten"},
    {"options.same", "{0}: on {1} the numbers are those of “{2}”, weights by weights.",
     "{0}, {1}: dezelfde getallen als bij “{2}”, met dezelfde gewichten."},
    {"column.option", "option", "optie"},
    {"column.weights", "vote weights", "stemgewichten"},
    {"column.kind", "decisions on", "besluiten over"},
    {"column.municipality", "municipality", "gemeente"},

    // ---- 3 ----
    {"municipalities", "What each municipality risks", "Wat elke gemeente riskeert"},
    {"municipalities.text",
     "The same for every municipality, where others share in deciding. The line goes over all vote weights and models; "
     "the marks are the lowest and the highest under each model.",
     "Dezelfde kansen voor elke gemeente, bij de opties waar anderen meebeslissen. De lijn loopt over alle "
     "stemgewichten en modellen; de tekens zijn de laagste en de hoogste kans bij elk model."},
    {"municipalities.figure", "How often each municipality is outvoted, by option.",
     "Hoe vaak elke gemeente overstemd wordt, per optie."},
    {"municipalities.description",
     "A long line says that the risk depends much on weights and model. The chances go from {0} to {1}.",
     "Een lange lijn betekent dat het risico sterk van gewichten en model afhangt. De kansen lopen van {0} tot {1}."},
    {"municipalities.table", "Chance to be outvoted in %, from the model with the lowest to that with the highest",
     "Kans om overstemd te worden in %, van het model met de laagste tot het model met de hoogste kans"},

    // ---- power ----
    {"power", "Weight and power", "Stemgewicht en macht"},
    {"power.text",
     "Weight is not power. What counts is how often a voter can turn a defeat into a majority, and that depends on the "
     "weights of the others too: a voter with 40% of the weight may decide nearly everything, and one with 10% nothing "
     "at all.",
     "Stemgewicht is nog geen macht. Het gaat erom hoe vaak een stem een minderheid tot meerderheid maakt, en dat "
     "hangt ook af van het gewicht van de anderen: met 40% van het gewicht kan een gemeente bijna alles bepalen, en "
     "met 10% helemaal niets."},
    {"power.indices",
     "Banzhaf: the voter's share of all cases in which a single voter makes the difference, where everybody votes as a "
     "coin falls. Shapley-Shubik: the share of all orders of joining a coalition in which it is this voter who brings "
     "the majority. Both divide 100% among all who vote. Read them beside the weight: where they lie to the right of "
     "it, the weight counts for more than it seems.",
     "Banzhaf: het aandeel in alle gevallen waarin één stem de doorslag geeft, als iedereen los van elkaar even vaak "
     "voor als tegen is. Shapley-Shubik: het aandeel in alle volgordes waarin een coalitie kan groeien, waarbij juist "
     "deze stem de meerderheid oplevert. Beide verdelen 100% over allen die stemmen. Liggen zij rechts van het "
     "gewicht, dan telt het gewicht zwaarder dan het lijkt."},
    {"power.weight", "share of the weight", "aandeel in het stemgewicht"},
    {"power.banzhaf", "Banzhaf", "Banzhaf"},
    {"power.shapley", "Shapley-Shubik", "Shapley-Shubik"},
    {"power.owen", "Owen, {0}", "Owen, {0}"},
    {"power.banzhaf_owen", "Banzhaf-Owen, {0}", "Banzhaf-Owen, {0}"},
    {"power.per_municipality", "by municipality", "per gemeente"},
    {"power.per_family", "by party family", "per partijfamilie"},
    {"power.freely", "{0}, groups free", "{0}, fracties vrij"},
    {"power.share", "share of the whole", "aandeel in het geheel"},
    {"power.share_of", "share of {0} in the whole", "aandeel van {0} in het geheel"},
    {"power.free", "{0}, groups vote freely", "{0}, fracties stemmen vrij"},
    {"power.figure", "What the vote weight of {0} comes to.", "Wat het stemgewicht van {0} waard is."},
    {"power.centre_description",
     "{0} gains most where {1} of the weight gives {2} of the power ({3}), and least where {4} gives {5} ({6}); power "
     "by Banzhaf. Behind each row: weight → power by both indices.",
     "Het gunstigst voor {0} is dat {1} van het gewicht {2} van de macht geeft ({3}), het minst gunstig dat {4} er {5} "
     "geeft ({6}); macht volgens Banzhaf. Achter elke rij: gewicht → macht volgens beide maten."},
    {"power.municipalities", "Share of the weight | Banzhaf | Shapley-Shubik of every municipality, in %",
     "Aandeel in het stemgewicht | Banzhaf | Shapley-Shubik van elke gemeente, in %"},
    {"power.elsewhere",
     "In an assembly the groups of a municipality vote freely, and their power is added up: it is close to the weight. "
     "If every municipality voted as one there, the rows of the general board with the same weights would apply. Where "
     "the council of {0} decides for all, it has all the power; where each council decides for itself, there is "
     "nothing to weigh.",
     "In een regioraad stemmen de fracties van een gemeente vrij; hun macht is opgeteld en ligt dicht bij het gewicht. "
     "Zou elke gemeente daar als eenheid stemmen, dan gelden de rijen van het algemeen bestuur met dezelfde gewichten. "
     "Waar de raad van {0} voor allen beslist, heeft die alle macht; waar elke raad zelf beslist, valt er niets te "
     "wegen."},
    {"power.families_figure", "Party families in the {0} ({1}), each voting as one.",
     "Partijfamilies in de {0} ({1}), elk als eenheid."},
    {"power.families_description", "{0} gains most by voting as one: {1} of the weight, {2} of the power by Banzhaf.",
     "{0} wint het meest door als eenheid te stemmen: {1} van het gewicht, {2} van de macht volgens Banzhaf."},
    {"power.families", "Party families: weight and power ({0})", "Partijfamilies: gewicht en macht ({0})"},
    {"power.loose", "{0}: these lists share no line, so each votes by itself, and the numbers are their sum.",
     "{0}: deze lijsten hebben geen gezamenlijke lijn; elke lijst stemt apart, en de getallen zijn hun som."},
    {"power.groups", "Every council group: weight and power ({0})", "Elke fractie: gewicht en macht ({0})"},
    {"power.unions",
     "Owen and Banzhaf-Owen suppose that groups first agree among each other, in their municipality or in their party "
     "family, and then vote as one. Banzhaf-Owen is given as a share of its sum.",
     "Owen en Banzhaf-Owen nemen aan dat fracties het eerst onderling eens worden, in hun gemeente of in hun "
     "partijfamilie, en daarna als eenheid stemmen. Banzhaf-Owen is weergegeven als aandeel in het totaal."},
    {"power.left_out", "in this case no option has an assembly or a general board that decides.",
     "in deze casus heeft geen optie een regioraad of een algemeen bestuur dat beslist."},

    // ---- claims ----
    {"claims", "What the sources claim, tested", "Wat de bronnen beweren, getoetst"},
    {"claims.text", "The sources answer in words. Each claim is put to the numbers; its verdict follows from them.",
     "De bronnen antwoorden in woorden. Elke bewering is aan de getallen getoetst; daaruit volgt het oordeel."},
    {"claims.of_others", "Claims of another region, tested here", "Beweringen uit een andere regio, hier getoetst"},
    {"claims.text_of_others",
     "No source of this region makes these claims. They are those of the Drechtsteden in 2020, put to the numbers of "
     "this region.",
     "Geen bron van deze regio doet deze beweringen. Het zijn die van de Drechtsteden in 2020, getoetst aan de "
     "getallen van deze regio."},
    {"claims.grades",
     "● always, ◕ nearly always (90% of the settings or more), ◑ only under conditions, ◔ nearly never (10% or less), "
     "○ never. Counted are the settings (weights x models) in which the condition of the claim holds.",
     "● altijd, ◕ bijna altijd (90% van de gevallen of meer), ◑ alleen onder voorwaarden, ◔ bijna nooit (10% of "
     "minder), ○ nooit. Een geval is een combinatie van stemgewichten en stemmodel waarin aan de voorwaarde van de "
     "bewering is voldaan."},
    {"claims.table", "The claims and their verdicts", "De beweringen en het oordeel"},
    {"claims.table_of_others", "Claims that no source of this region makes",
     "Beweringen die geen bron van deze regio doet"},
    {"column.claim", "claim", "bewering"},
    {"column.verdict", "verdict", "oordeel"},
    {"claims.measured", "Measured by:", "Gemeten als:"},
    {"claims.finding", "Found:", "Bevinding:"},
    {"claims.conditions", "Holds if:", "Voorwaarden:"},
    {"claims.counterexample", "Counterexample:", "Tegenvoorbeeld:"},
    {"claims.assumptions", "What the verdicts rest on", "Waar de oordelen op rusten"},
    {"claims.more", "{0} more rows in the file ·", "Nog {0} rijen in het bestand ·"},
    {"claims.one_more", "1 more row in the file ·", "Nog 1 rij in het bestand ·"},
    {"cell.yes", "yes", "ja"},
    {"cell.no", "no", "nee"},
    {"cell.council", "each council", "elke raad"},
    {"cell.board", "the general board", "het algemeen bestuur"},
    {"cell.centre", "the centre municipality", "de centrumgemeente"},
    {"level.municipality", "municipality", "gemeente"},
    {"level.family", "family", "partijfamilie"},
    {"level.group", "council group", "fractie"},
    {"aim.pass", "to pass", "doorzetten"},
    {"aim.stop", "to stop", "tegenhouden"},
    {"claim_column.municipality", "municipality", "gemeente"},
    {"claim_column.kinds", "decisions on", "besluiten over"},
    {"claim_column.model", "model", "model"},
    {"claim_column.centre", "under the centre", "bij een centrumgemeente"},
    {"claim_column.now_least", "now, least", "nu, laagste"},
    {"claim_column.now_most", "now, most", "nu, hoogste"},
    {"claim_column.option", "option", "optie"},
    {"claim_column.scheme", "vote weights", "stemgewichten"},
    {"claim_column.dictator", "decides alone", "beslist alleen"},
    {"claim_column.certain", "never outvoted", "nooit overstemd"},
    {"claim_column.risk_least", "risk, least", "laagste risico"},
    {"claim_column.risk_most", "risk, most", "hoogste risico"},
    {"claim_column.members", "members", "leden"},
    {"claim_column.games", "rules", "beslisregels"},
    {"claim_column.never_outvoted", "never outvoted", "nooit overstemd"},
    {"claim_column.both", "both", "beide"},
    {"claim_column.present_scheme", "weights now", "gewichten nu"},
    {"claim_column.level", "of", "soort"},
    {"claim_column.name", "name", "naam"},
    {"claim_column.weight_share", "share of the weight", "aandeel in het stemgewicht"},
    {"claim_column.prevent", "to prevent", "tegenhouden"},
    {"claim_column.initiate", "to pass", "doorzetten"},
    {"claim_column.aim", "aim", "doel"},
    {"claim_column.own_weight", "own weight", "eigen gewicht"},
    {"claim_column.needed", "needed", "nodig"},
    {"claim_column.partners_weight", "weight of partners", "gewicht van de partners"},
    {"claim_column.count", "partners, number", "aantal partners"},
    {"claim_column.partners", "partners", "partners"},
    {"claim_column.neighbours", "works with", "werkt samen met"},
    {"claim_column.shapley_shubik", "all work together (Shapley-Shubik)", "iedereen werkt samen (Shapley-Shubik)"},
    {"claim_column.myerson", "only those joined (Myerson)", "alleen wie verbonden is (Myerson)"},
    {"claim_column.blocs", "blocs", "blokken"},
    {"claim_column.quota", "quota", "quotum"},
    {"claim_column.coalitions", "coalitions", "coalities"},
    {"claim_column.with_centre", "with the centre municipality", "met de centrumgemeente"},
    {"claim_column.fewest", "fewest blocs", "kleinste aantal blokken"},
    {"claim_column.size", "blocs", "blokken"},
    {"claim_column.weight", "weight", "gewicht"},
    {"claim_column.coalition", "coalition", "coalitie"},
    {"claim_column.now", "now", "nu"},
    {"claim_column.board", "on the board", "in het bestuur"},
    {"claim_column.change", "change, percentage points (pp)", "verandering, procentpunt (pp)"},
    {"claim_column.free", "all free", "allen vrij"},
    {"claim_column.centre_as_one", "centre as one", "centrumgemeente als eenheid"},
    {"claim_column.all_as_one", "all as one", "allen als eenheid"},
    {"claim_column.lower", "lower", "lager"},
    {"claim_column.same", "same", "gelijk"},
    {"claim_column.higher", "higher", "hoger"},
    {"claim_column.who_higher", "higher for", "hoger voor"},
    {"claim_column.break_even", "break-even", "omslagpunt"},
    {"claim_column.does_it", "has it now", "heeft dat nu"},
    {"claim_column.from", "majority from", "meerderheid vanaf"},
    {"claim_column.veto_from", "veto from", "veto vanaf"},
    {"claim_column.dictator_from", "alone from", "alleen vanaf"},
    {"claim_column.rule", "rule", "beslisregel"},
    {"claim_column.risk", "risk", "risico"},
    {"claim_column.others_mean", "others, mean", "anderen, gemiddeld"},
    {"claim_column.others_most", "others, most", "anderen, hoogste"},
    {"claim_column.with_weight", "with that weight", "met dat gewicht"},
    {"claim_column.first", "from weight", "vanaf gewicht"},
    {"claim_column.last", "to weight", "tot en met gewicht"},
    {"claim_column.share_from", "from share", "vanaf aandeel"},
    {"claim_column.share", "share", "aandeel"},
    {"claim_column.tipping_points", "tipping points", "kantelpunten"},
    {"claim_column.veto_weight", "weight for a veto", "gewicht voor een veto"},
    {"claim_column.dictator_weight", "weight to decide alone", "gewicht om alleen te beslissen"},
    {"claim_column.dictator_share", "share to decide alone", "aandeel om alleen te beslissen"},
    {"claim_column.next_weight", "next weight", "volgend gewicht"},
    {"claim_column.next_share", "next share", "volgend aandeel"},
    {"claim_column.next_risk", "risk then", "risico dan"},
    {"claim_column.others_next", "others then, mean", "anderen dan, gemiddeld"},
    {"claim_column.banzhaf", "makes the difference (Banzhaf)", "geeft de doorslag (Banzhaf)"},
    {"claim_column.least", "least", "laagste"},
    {"claim_column.most", "most", "hoogste"},
    {"claim_column.against", "against most inhabitants", "tegen de meeste inwoners"},
    {"claim_column.uniformity", "same decision everywhere", "overal hetzelfde besluit"},
    {"claim_column.appetite", "winners who want a duty", "winnaars die willen verplichten"},
    {"claim_column.decides", "who decides", "wie beslist"},
    {"claim_column.mandate", "under the mandate", "bij mandaat"},
    {"claim_column.bodies", "bodies", "organen"},
    {"claim_column.voters", "who vote in them", "leden met stem"},
    {"claim_column.councils", "councils that decide", "raden die beslissen"},
    {"claim_column.no_worse", "no more often outvoted", "niet vaker overstemd"},
    {"claim_column.newcomer", "newcomer", "nieuwkomer"},
    {"claim_column.centre_with", "centre, with it", "centrumgemeente, met nieuwkomer"},
    {"claim_column.centre_without", "centre, without", "centrumgemeente, zonder nieuwkomer"},
    {"claim_column.banzhaf_one_vote", "makes the difference, one vote each", "geeft de doorslag met één stem elk"},

    // ---- staircase ----
    {"staircase", "Another weight for {0}", "Een ander gewicht voor {0}"},
    {"staircase.text",
     "On a general board the weight of {0} is changed while the others keep theirs ({1}, {2} together). The chance to "
     "be outvoted then falls in steps: between two tipping points another weight changes nothing. There are {3} "
     "tipping points; from a weight of {4} on nothing passes without {0}, and from {5} on it decides alone.",
     "In een algemeen bestuur verandert het gewicht van {0}; de andere gemeenten houden hun gewicht ({1}, samen {2}). "
     "De kans om overstemd te worden daalt dan in stappen: tussen twee kantelpunten maakt een ander gewicht geen "
     "verschil. Er zijn {3} kantelpunten; vanaf een gewicht van {4} wordt zonder {0} niets aangenomen, en vanaf {5} "
     "beslist {0} alleen."},
    {"staircase.enough", "{0}: less risk than under “{1}” with any of its weights from a weight of {2} on.",
     "{0}: minder risico dan bij “{1}”, welke gewichten daar ook gelden, vanaf een gewicht van {2}."},
    {"staircase.never", "{0}: at no weight less risk than under “{1}” with all of its weights.",
     "{0}: bij geen enkel gewicht minder risico dan bij “{1}”, welke gewichten daar ook gelden."},
    {"staircase.figure", "The risk of {0} by its weight on the general board.",
     "Het risico van {0} naar zijn gewicht in het algemeen bestuur."},
    {"staircase.others_figure", "What that costs the others: the mean of their risks.",
     "Wat dat de andere gemeenten kost: hun gemiddelde risico."},
    {"staircase.description",
     "The line goes in steps, from {0} at weight 0 to {1} at weight {2} (model: {3}); where it is level, more weight "
     "changes nothing.",
     "De lijn loopt in stappen, van {0} bij gewicht 0 naar {1} bij gewicht {2} (model: {3}); waar zij vlak loopt, "
     "verandert meer gewicht niets."},
    {"staircase.weight", "weight of {0}", "gewicht van {0}"},
    {"staircase.mean", "mean chance of the others to be outvoted",
     "gemiddelde kans van de andere gemeenten om overstemd te worden"},
    {"staircase.own", "{0}: {1}", "{0}: {1}"},
    {"staircase.veto", "veto: {0}", "veto: {0}"},
    {"staircase.alone", "alone: {0}", "alleen: {0}"},
    {"staircase.left_out", "in this case no option has a general board that decides.",
     "in deze casus heeft geen optie een algemeen bestuur dat beslist."},
    {"staircase.too_many", "the staircase has too many steps to work them all out.",
     "de trap heeft te veel treden om ze alle uit te rekenen."},

    // ---- shares ----
    {"shares", "How much is decided together", "Hoeveel er samen wordt besloten"},
    {"shares.text",
     "Under an option that leaves part of the decisions to each council, {0} can only be outvoted on the rest. How "
     "large that rest is nobody knows, so it is the horizontal axis. Where a rising line crosses a level one of “{1}”, "
     "the option breaks even: below that share it is the safer one.",
     "Bij een optie die een deel van de besluiten aan elke raad overlaat, kan {0} alleen bij de rest overstemd worden. "
     "Hoe groot die rest is, weet niemand; daarom is dat de horizontale as. Waar een stijgende lijn een horizontale "
     "lijn van “{1}” kruist, ligt het omslagpunt: onder dat aandeel is de optie veiliger."},
    {"shares.figure", "{0}: the risk of {1} by the share of decisions on {2} ({3}).",
     "{0}: het risico van {1} naar het aandeel van de besluiten over {2} ({3})."},
    {"shares.description",
     "Level lines: “{0}”. Rising lines that cross a level one before all decisions are shared: {1} of {2}; the numbers "
     "above are those shares. To the left of such a number the option is the safer one, to the right it is not.",
     "Horizontale lijnen: “{0}”. Aantal stijgende lijnen dat een horizontale lijn kruist voordat alle besluiten "
     "gezamenlijk zijn: {1} van de {2}; de getallen erboven zijn de aandelen waarbij dat gebeurt. Links van zo'n getal "
     "is de optie veiliger, rechts ervan niet."},
    {"shares.drawn",
     "So that the lines can be told apart, not all are drawn: {0} of {1} rising lines, from the lowest to the highest, "
     "and {2} of {3} level lines, with the lowest and the highest. The file has all.",
     "Om de lijnen uit elkaar te houden, zijn ze niet alle getekend: {0} van de {1} stijgende lijnen, van de laagste "
     "tot de hoogste, en {2} van de {3} horizontale, met de laagste en de hoogste. Het bestand bevat ze alle."},
    {"shares.level", "level: {0}", "horizontaal: {0}"},
    {"shares.axis", "share of the decisions that are on {0}", "aandeel van de besluiten over {0}"},
    {"shares.table",
     "Break-even share: below it a municipality risks less than under “{0}”, from the lowest to the highest over "
     "models and weights of “{0}”",
     "Omslagpunt: bij een kleiner aandeel riskeert een gemeente minder dan bij “{0}”; het laagste en het hoogste over "
     "de modellen en de gewichten van “{0}”"},
    {"shares.from", "{0} to never higher", "van {0} tot nooit hoger"},
    {"shares.never", "never higher", "nooit hoger"},
    {"shares.always", "always lower", "altijd lager"},
    {"shares.no_risk", "no risk", "geen risico"},
    {"efficiency.figure", "What a larger base package brings and costs ({0}).",
     "Wat een groter basispakket oplevert en kost ({0})."},
    {"efficiency.description",
     "Each line goes from no base package (lower left) to everything in it (upper right); the dots are at 0, 25, 50, "
     "75 and 100% of the issues. To the right: more often the same decision everywhere, on which efficiency rests. "
     "Upward: {0} is outvoted more often. The flatter the line, the cheaper the efficiency.",
     "Elke lijn loopt van geen basispakket (linksonder) tot alles erin (rechtsboven); de stippen staan bij 0, 25, 50, "
     "75 en 100% van de zaken. Naar rechts: vaker overal hetzelfde besluit, en daarop berust de efficiency. Omhoog: "
     "{0} wordt vaker overstemd. Hoe vlakker de lijn, hoe goedkoper de efficiency."},
    {"efficiency.uniformity", "chance that the same decision holds everywhere",
     "kans dat overal hetzelfde besluit geldt"},
    {"shares.left_out", "in this case no option leaves part of the decisions to the councils and the rest to one body.",
     "in deze casus laat geen optie een deel van de besluiten over aan de raden en de rest aan één orgaan."},

    // ---- scorecard ----
    {"scorecard", "The criteria of the sources", "De criteria uit de bronnen"},
    {"scorecard.text",
     "Each option by each measure, for {0}, from the lowest to the highest over models, vote weights and kinds of "
     "decisions. A proxy stands in for what a source speaks of, and is not it.",
     "Elke optie op elke maatstaf, voor {0}: de laagste en de hoogste waarde over modellen, stemgewichten en soorten "
     "besluiten. Een benadering vervangt wat een bron noemt, maar is niet hetzelfde."},
    {"scorecard.table", "Scorecard for {0}", "Scorekaart voor {0}"},
    {"scorecard.criteria", "The words of the sources", "De woorden van de bronnen"},
    {"scorecard.range", "{0} to {1}", "{0} tot {1}"},
    {"scorecard.proxy", "{0} (proxy)", "{0} (benadering)"},
    {"column.measure", "measure", "maatstaf"},
    {"column.criterion", "criterion", "criterium"},
    {"column.meaning", "in English", "in het Engels"},
    {"column.measures", "measured by", "gemeten met"},
    {"column.not_computed", "not computed", "niet berekend"},
    {"measure.risk", "risk to be outvoted", "risico om overstemd te worden"},
    {"measure.exposed_share", "share of decisions exposed to others",
     "aandeel van de besluiten waarover anderen meebeslissen"},
    {"measure.flexibility", "share the council decides itself", "aandeel van de besluiten dat de raad zelf neemt"},
    {"measure.power", "power: how much likelier a motion passes if the council is for it",
     "invloed: hoeveel groter de kans is dat een voorstel wordt aangenomen als de raad voor is dan als hij tegen is"},
    {"measure.burden", "change of the sum of the others' risks, in percentage points",
     "verandering van de som van de risico's van de andere gemeenten, in procentpunt"},
    {"measure.uniformity", "chance of the same decision everywhere", "kans op overal hetzelfde besluit"},
    {"measure.agreement", "chance that every council wants it", "kans dat alle raden het besluit willen"},
    {"measure.municipalities_to_pass", "fewest municipalities to pass a motion",
     "kleinste aantal gemeenten met een meerderheid"},
    {"measure.members_to_pass", "fewest council groups to pass a motion",
     "kleinste aantal fracties met een meerderheid"},

    // ---- mandate regimes ----
    {"mandates", "If councils bind their members in the assembly",
     "Als raden hun leden in de regioraad aan één standpunt binden"},
    {"mandates.text",
     "Suppose that every council can make its members of the assembly vote as one. There are {0} ways in which {1} "
     "councils do or do not. The rows give the chance to be outvoted of a council that binds its members and of one "
     "that leaves them free; the line goes over all that the others may do.",
     "Stel dat elke raad zijn leden in de regioraad aan één standpunt kan binden, zodat zij als eenheid stemmen. Er "
     "zijn {0} manieren waarop {1} raden dat wel of niet doen. De rijen geven de kans om overstemd te worden van een "
     "raad die zijn leden bindt en van een raad die hen vrij laat; de lijn loopt over alles wat de andere raden kunnen "
     "doen."},
    {"mandates.figure", "The risk of each council that binds its members, or leaves them free ({0}).",
     "Het risico van elke raad die zijn leden bindt, of vrij laat ({0})."},
    {"mandates.description", "{0}: {1} when it binds, {2} when it leaves its members free.",
     "{0}: {1} als de raad zijn leden bindt, {2} als hij hen vrij laat."},
    {"mandates.binds", "binds", "bindt"},
    {"mandates.free", "leaves free", "laat vrij"},
    {"mandates.alone", "no other binds", "geen andere raad bindt"},
    {"mandates.together", "all others bind", "alle andere raden binden"},
    {"mandates.dominates", "{0}: whatever the others do, binding lowers the risk of {1}.",
     "{0}: wat de andere raden ook doen, binden verlaagt het risico van {1}."},
    {"mandates.effect", "{0}: {1} lowers its own risk by binding in {2} of {3} situations.",
     "{0}: {1} verlaagt het eigen risico door te binden in {2} van de {3} situaties."},
    {"mandates.equilibria", "{0}: regimes in which no council gains by changing its mind alone: {1}; {2}.",
     "{0}: aantal situaties waarin geen raad er voordeel van heeft om als enige iets anders te kiezen: {1}; {2}."},
    {"mandates.only_all_bind", "{0}: only when all bind does no council gain by changing its mind alone.",
     "{0}: alleen als alle raden binden, heeft geen enkele raad er voordeel van om als enige iets anders te kiezen."},
    {"mandates.only_another",
     "{0}: in one regime alone no council gains by changing its mind alone, and it is not that in which all bind.",
     "{0}: in maar één situatie heeft geen enkele raad er voordeel van om als enige iets anders te kiezen, en dat is "
     "niet de situatie waarin alle raden binden."},
    {"mandates.no_equilibrium", "{0}: in every regime some council gains by changing its mind alone.",
     "{0}: in elke situatie is er een raad die er voordeel van heeft om als enige iets anders te kiezen."},
    {"mandates.all_bind", "one is that all bind", "een daarvan is dat alle raden binden"},
    {"mandates.not_all_bind", "that all bind is not one", "dat alle raden binden hoort daar niet bij"},
    {"mandates.left_out", "in this case no weights of an assembly of council groups are known.",
     "in deze casus zijn van een regioraad van fracties geen gewichten bekend."},
    {"mandates.too_many", "the case has {0} councils, and all ways to bind are worked out up to {1}.",
     "de casus heeft {0} raden, en alle manieren om te binden worden tot {1} uitgerekend."},

    // ---- bounds ----
    {"bounds", "Without any model", "Zonder stemmodel"},
    {"bounds.text",
     "A range that needs no model: of all ways in which the councils' wishes may be correlated, the lowest and the "
     "highest chance that {0} is outvoted on the general board. It is known only that each council is as often for as "
     "against, or also how often each two councils agree, which is then taken from a model.",
     "Deze bandbreedte heeft geen stemmodel nodig. Zij geeft de laagste en de hoogste kans dat {0} in het algemeen "
     "bestuur overstemd wordt, over alle manieren waarop de standpunten van de raden kunnen samenhangen. Bekend is "
     "alleen dat elke raad even vaak voor als tegen is, of daarnaast ook hoe vaak elk tweetal raden het eens is; dat "
     "laatste komt dan uit een model."},
    {"bounds.figure", "The sharp range of the risk of {0}, by what is known.",
     "Het laagste en hoogste risico van {0} dat mogelijk is, naar wat er bekend is."},
    {"bounds.description",
     "The more is known, the shorter the line. With nothing known but one half each, the longest goes from {0}.",
     "Hoe meer er bekend is, hoe korter de lijn. Is alleen bekend dat elke raad even vaak voor als tegen is, dan "
     "beslaat de langste lijn {0}."},
    {"bounds.marginals", "one half each", "elk even vaak voor als tegen"},
    {"bounds.pairs", "and pairs: {0}", "en elk tweetal: {0}"},
    {"bounds.value", "chance under the model", "kans volgens het model"},
    {"bounds.left_out", "in this case no option has a general board that decides.",
     "in deze casus heeft geen optie een algemeen bestuur dat beslist."},
    {"bounds.too_many", "the general board has {0} members, and the range is worked out up to {1}.",
     "het algemeen bestuur heeft {0} leden, en deze berekening gaat tot {1}."},
    {"bounds.ties",
     "Some councils can tie; here, and only here, a tied council counts as against, so that the chance under the model "
     "may differ from that above.",
     "In sommige raden kunnen de stemmen staken. Alleen hier telt dat als tegen, zodat de kans volgens het model kan "
     "verschillen van de kans hierboven."},

    // ---- phase diagrams ----
    {"phase", "Which way is best, at which cohesion", "Welke optie het beste is, bij welke samenhang"},
    {"phase.text",
     "Nobody knows how strongly parties vote alike across municipalities, nor how strongly a municipality votes alike "
     "across its parties. Each diagram goes over both, from not at all (0) to wholly (1), and compares one way with "
     "“{0}”: how many percentage points the chance that {1} is outvoted is lower (blue, minus) or higher (orange, "
     "plus). White: the two cannot be so strong together.",
     "Niemand weet hoe sterk partijen over gemeenten heen gelijk stemmen, en evenmin hoe sterk een gemeente over haar "
     "partijen heen gelijk stemt. Elk diagram zet beide uit, van helemaal niet (0) tot geheel (1), en vergelijkt één "
     "optie met “{0}”: hoeveel procentpunt de kans dat {1} overstemd wordt lager (blauw, min) of hoger (oranje, plus) "
     "is. Wit: deze combinatie is niet mogelijk."},
    {"phase.shares",
     "In options that leave some kinds of decisions to the councils, each of the {0} kinds is taken to be as frequent "
     "as any other: an assumption, as nobody has counted them.",
     "Voor opties die een deel van de besluiten aan de raden overlaten, is aangenomen dat de {0} soorten besluiten "
     "even vaak voorkomen: niemand heeft ze geteld."},
    {"phase.figure", "By how much {0} is outvoted less, or more, than under “{1}”.",
     "Hoeveel minder vaak of vaker {0} overstemd wordt dan bij “{1}”."},
    {"phase.description", "Percentage points, simulated and rounded. Black lines: no difference.",
     "Procentpunten, gesimuleerd en afgerond. Zwarte lijnen: geen verschil."},
    {"phase.lower", "lower", "lager"},
    {"phase.none", "less than half a point", "minder dan een half procentpunt"},
    {"phase.higher", "higher", "hoger"},
    {"phase.table", "Share of the points at which the chance to be outvoted is lower than under “{0}”",
     "Aandeel van de punten in het diagram waar de kans om overstemd te worden lager is dan bij “{0}”"},
    {"phase.who", "for", "voor"},
    {"phase.x", "cohesion of party families", "samenhang van partijfamilies"},
    {"phase.y", "cohesion of municipalities", "samenhang van gemeenten"},
    {"phase.sum", "sum of all risks", "som van alle risico's"},
    {"phase.worst_off", "the worst off", "wie het slechtst af is"},
    {"phase.left_out", "in this case there are not two ways in which one body decides everything.",
     "in deze casus zijn er geen twee manieren waarop één orgaan alles beslist."},
    {"phase.no_families", "in this case there are no party families, whose cohesion is one of the axes.",
     "in deze casus zijn er geen partijfamilies; hun samenhang is een van de assen."},

    // ---- every board ----
    {"front", "Every possible board", "Elk mogelijk bestuur"},
    {"front.text",
     "The schemes above are a few of the weights that the general board can have. With {0} municipalities there are "
     "{1} rules that differ, if weights and quota are free and no two groups without a member in common can both carry "
     "a motion. All of them are compared here: the light area is where their risks lie. A rule on the line is one for "
     "which no other lowers the risk of {2} without raising that of the others, on average.",
     "De verdelingen hierboven zijn maar enkele van de stemgewichten die het algemeen bestuur kan hebben. Met {0} "
     "gemeenten zijn er {1} verschillende beslisregels, als gewichten en benodigde meerderheid vrij te kiezen zijn en "
     "nooit twee groepen zonder gemeenschappelijk lid allebei een voorstel kunnen aannemen. Hier zijn zij alle "
     "vergeleken: in het lichte vlak liggen hun risico's. Een beslisregel ligt op de lijn als geen andere het risico "
     "van {2} verlaagt zonder dat van de andere gemeenten gemiddeld te verhogen."},
    {"front.on_line",
     "Under all {1} models of the report every scheme lies on the line: what {0} gains by one of them, the others pay "
     "for.",
     "Bij alle {1} modellen van dit rapport ligt elke verdeling op de lijn: wat {0} met een van de verdelingen wint, "
     "betalen de andere gemeenten."},
    {"front.some_below",
     "Under the model “{0}”, {2} of {3} schemes lie on the line; for the others there is a rule that is better for {1} "
     "and no worse for the rest, or the reverse.",
     "Bij het model “{0}” liggen {2} van de {3} verdelingen op de lijn; voor de overige bestaat een beslisregel die "
     "voor {1} beter is en voor de rest niet slechter, of omgekeerd."},
    {"front.figure", "The risk of {0} and of the others under every rule, {1}.",
     "Het risico van {0} en van de andere gemeenten bij elke beslisregel, {1}."},
    {"front.description",
     "Lowering the chance of {0} from {1} to {2} raises the mean chance of the others from {3} to {4}.",
     "Wie de kans van {0} verlaagt van {1} naar {2}, verhoogt de gemiddelde kans van de andere gemeenten van {3} naar "
     "{4}."},
    {"front.line", "no other rule is better for both", "geen andere beslisregel is voor beide beter"},
    {"front.x", "chance that {0} is outvoted, per decision", "kans dat {0} overstemd wordt, per besluit"},
    {"front.y", "mean chance of the others", "gemiddelde kans van de andere gemeenten"},
    {"front.y_largest", "largest chance of the others", "hoogste kans van de andere gemeenten"},
    {"front.table",
     "If the municipality that is outvoted most counts, rather than the mean: what betters each scheme, {0}",
     "Als niet het gemiddelde telt maar de gemeente die het vaakst overstemd wordt: welke beslisregel beter is dan "
     "elke verdeling, {0}"},
    {"front.scheme", "scheme", "verdeling"},
    {"front.largest", "largest of the others", "hoogste risico van de andere gemeenten"},
    {"front.better", "better rule (weights; needed)", "betere beslisregel (gewichten; benodigd)"},
    {"front.lower_own", "{0} lower by", "{0}: lager met"},
    {"front.lower_others", "largest lower by", "hoogste risico: lager met"},
    {"front.points", "{0} pts", "{0} procentpunt"},
    {"front.none", "none", "geen"},
    {"front.weights_of", "Weights are in this order: {0}.", "De gewichten staan in deze volgorde: {0}."},
    {"front.too_many", "all rules can be compared for up to {1} municipalities; this case has {0}.",
     "alle beslisregels zijn te vergelijken tot en met {1} gemeenten; deze casus heeft er {0}."},
    {"front.left_out", "in this case no general board decides anything.",
     "in deze casus beslist geen algemeen bestuur over iets."},

    // ---- design ----
    {"design", "Designing the weights", "De gewichten ontwerpen"},
    {"design.text",
     "Nobody knows which of the {0} models of this report is right. Here the risk of each municipality is the largest "
     "over these models, and all {1} rules of the general board are compared by it.",
     "Niemand weet welk van de {0} modellen van dit rapport juist is. Hier is het risico van elke gemeente het hoogste "
     "over deze modellen, en alle {1} beslisregels van het algemeen bestuur zijn daarop vergeleken."},
    {"design.fairest",
     "The municipality that is worst off is best off with the weights {0} needed: no municipality is then outvoted on "
     "more than {1} of the decisions, and {2} on {3}.",
     "De gemeente die het slechtst af is, is het best af met de gewichten {0} benodigd: geen gemeente wordt dan bij "
     "meer "
     "dan {1} van de besluiten overstemd, en {2} bij {3}."},
    {"design.fairest_scheme", "The scheme “{0}” does as well.", "De verdeling “{0}” doet het even goed."},
    {"design.figure",
     "The risk of {0} and the largest of the others under every rule, in the worst case over the models.",
     "Het risico van {0} en het hoogste van de andere gemeenten bij elke beslisregel, in het slechtste geval over de "
     "modellen."},
    {"design.description",
     "Lowering the chance of {0} from {1} to {2} raises the largest chance of the others from {3} to {4}.",
     "Wie de kans van {0} verlaagt van {1} naar {2}, verhoogt de hoogste kans van de andere gemeenten van {3} naar "
     "{4}."},
    {"design.table", "Which schemes another rule betters, in the worst case over the models",
     "Bij welke verdelingen een andere beslisregel beter is, in het slechtste geval over de modellen"},
    {"design.better_mean", "better rule by the mean (weights; needed)",
     "betere beslisregel naar het gemiddelde (gewichten; benodigd)"},
    {"design.better_largest", "better rule by the largest", "betere beslisregel naar het hoogste risico"},
    {"design.better_scheme", "better scheme", "betere verdeling"},
    {"design.mean", "mean of the others", "gemiddelde van de andere gemeenten"},
    {"design.reading",
     "A rule is better if neither risk is higher and one is lower: that of the centre, and the mean or the largest of "
     "the "
     "others; a scheme, if that is so for all three.",
     "Een beslisregel is beter als geen van beide risico's hoger is en een ervan lager: dat van de centrumgemeente, en "
     "het "
     "gemiddelde of het hoogste van de andere gemeenten; een verdeling, als dat voor alle drie geldt."},
    {"design.tipping",
     "{0} has a weight of {1} by the scheme “{2}”. If the others keep theirs, there are {3} weights of {0} at which "
     "anything changes; between them a larger weight changes nothing for anybody.",
     "{0} heeft volgens de verdeling “{2}” een gewicht van {1}. Als de andere gemeenten het hunne houden, zijn er {3} "
     "gewichten van {0} waarbij iets verandert; daartussen verandert een groter gewicht voor niemand iets."},
    {"design.tipping_table", "Tipping points around the present weight, and the chance that {0} is outvoted, by model",
     "Omslagpunten rond het huidige gewicht, en de kans dat {0} overstemd wordt, per model"},
    {"design.needed", "needed", "benodigd"},
    {"design.now", "{0} (now)", "{0} (nu)"},
    {"design.from", "{0} or more", "{0} of meer"},

    // ---- sensitivity ----
    {"sensitivity", "How much each assumption matters", "Hoeveel elke aanname uitmaakt"},
    {"sensitivity.text",
     "One assumption at a time is changed and all others stay. A bar goes from the lowest to the highest chance that "
     "{0} is outvoted; the black line is the chance without any change. The longer the bar, the more the assumption "
     "matters.",
     "Telkens verandert één aanname en blijven alle andere gelijk. Een balk loopt van de laagste tot de hoogste kans "
     "dat {0} overstemd wordt; de zwarte lijn is de kans zonder verandering. Hoe langer de balk, hoe meer de aanname "
     "uitmaakt."},
    {"sensitivity.base",
     "Without any change the model of the votes is “{0}”; the weights are {1}; everybody is present, and a "
     "municipality "
     "wants what its council wants. Where a number is simulated, “±” is 1.96 standard errors: a confidence interval of "
     "95%.",
     "Zonder verandering is het stemmodel “{0}” en zijn de gewichten {1}; iedereen is aanwezig, en een gemeente wil "
     "wat "
     "haar raad wil. Waar een getal gesimuleerd is, staat achter “±” 1,96 maal de standaardfout: een "
     "betrouwbaarheidsinterval van 95%."},
    {"sensitivity.assembly", "{0} in the assembly", "{0} in de regioraad"},
    {"sensitivity.board", "{0} on the general board", "{0} in het algemeen bestuur"},
    {"sensitivity.figure", "What each assumption does under {0}.", "Wat elke aanname doet bij {0}."},
    {"sensitivity.description", "What matters most: {0}, from {1} to {2}; without any change (model {4}) {3}.",
     "De grootste invloed heeft: {0}, van {1} tot {2}; zonder verandering is het {3} (model: {4})."},
    {"sensitivity.model", "party families with cohesion {0}", "partijfamilies met samenhang {0}"},
    {"setting.attendance", "attendance {0}", "aanwezigheid {0}"},
    {"setting.all members vote", "all members vote", "alle leden stemmen"},
    {"setting.largest groups do not", "largest groups do not", "grootste fracties niet"},
    {"setting.council", "council", "raad"},
    {"setting.coalition", "coalition", "coalitie"},
    {"setting.largest groups", "largest groups", "grootste fracties"},
    {"setting.one family", "one family", "één partijfamilie"},
    {"setting.each its own", "each its own", "elke lijst apart"},
    {"sensitivity.low", "lowest", "laagste"},
    {"sensitivity.high", "highest", "hoogste"},
    {"factor.weights of the assembly", "weights in the assembly", "gewichten in de regioraad"},
    {"factor.weights of the general board", "weights on the board", "gewichten in het bestuur"},
    {"factor.local lists", "local lists: one family or each alone", "lokale lijsten: één partijfamilie of elk apart"},
    {"factor.absence", "absence", "afwezigheid"},
    {"factor.position", "position: council or coalition", "standpunt: raad of coalitie"},
    {"factor.members of the executive board without a vote", "executive board without a vote",
     "dagelijks bestuur zonder stem"},
    {"factor.model", "model of the votes", "stemmodel"},
    {"factor.cohesion of families", "cohesion of families", "samenhang van partijfamilies"},
    {"factor.cohesion of municipalities", "cohesion of municipalities", "samenhang van gemeenten"},
    {"sensitivity.left_out", "in this case no assumption can be changed that moves the risk of {0}.",
     "in deze casus is er geen aanname die bij verandering het risico van {0} verschuift."},

    // ---- sources ----
    {"sources", "Sources, assumptions, and what is unknown", "Bronnen, aannamen en wat onbekend is"},
    {"sources.source", "Source of the data: {0}", "Bron van de gegevens: {0}"},
    {"sources.model", "What every number assumes", "Aannamen achter elk getal"},
    {"sources.position",
     "A municipality wants what the majority of its council wants, and a tied council is not counted as outvoted.",
     "Een gemeente wil wat de meerderheid van haar raad wil, en een raad waarin de stemmen staken telt niet als "
     "overstemd."},
    {"sources.symmetry",
     "No group is more often for than against: only how votes are correlated differs between models.",
     "Geen fractie is vaker voor dan tegen: de modellen verschillen alleen in hoe stemmen samenhangen."},
    {"sources.present", "Everybody is present and votes, and every decision counts the same.",
     "Iedereen is aanwezig en stemt, en elk besluit telt even zwaar."},
    {"sources.exact",
     "The chances are computed, not simulated, unless “simulated” or ± 1.96 standard errors stands beside them. Under "
     "its model a computed number is exact to all the digits shown.",
     "De kansen zijn berekend en niet gesimuleerd, tenzij er “gesimuleerd” of ± 1,96 standaardfouten bij staat. "
     "Gegeven het model klopt een berekend getal tot en met het laatste getoonde cijfer."},
    {"sources.language", "The remarks below stand in the language of the case file.",
     "De opmerkingen hieronder staan in de taal van het casusbestand."},
    {"mark.source", "From a source", "Uit een bron"},
    {"mark.derived", "Derived from sources", "Afgeleid uit bronnen"},
    {"mark.proxy", "Stands in for something else", "Benadering"},
    {"mark.assumption", "Assumed", "Aangenomen"},
    {"mark.unknown", "Unknown", "Onbekend"},

    // ---- what if ----
    {"what_if", "What if?", "Wat als?"},
    {"what_if.file", "what-if.html", "wat-als.html"},
    {"what_if.text",
     "A page of its own has sliders for what nobody knows, or what might be agreed otherwise: the weight of {0}, the "
     "majority that a motion needs, how far parties and municipalities vote alike, and the share of the base package. "
     "It computes in the browser, exactly and at once, and asks nothing of any server.",
     "Een aparte pagina heeft schuiven voor wat niemand weet, of wat anders kan worden afgesproken: het stemgewicht "
     "van {0}, de vereiste meerderheid, hoe eensgezind partijen en gemeenten stemmen, en het aandeel van het "
     "basispakket. De pagina rekent in de browser, exact en meteen, en haalt niets van internet."},
    {"what_if.open", "Open the page with sliders: {0}", "Open de pagina met schuiven: {0}"},
    {"what_if.left_out",
     "the page with sliders takes at most 14 municipalities, and 20 of municipalities and party families together.",
     "de pagina met schuiven kan hoogstens 14 gemeenten aan, en 20 gemeenten en partijfamilies samen."},
    {"what_if.title", "What if? How often {0} is then outvoted", "Wat als? Hoe vaak {0} dan wordt overstemd"},
    {"what_if.how",
     "Move a slider: every chance to be outvoted is counted anew, exactly. The black mark on a bar, and the number "
     "behind it, is where the sliders start: at the weights and the majority of the report, with everyone voting "
     "independently of everyone else.",
     "Verschuif een schuif: elke kans om overstemd te worden wordt opnieuw uitgerekend, exact. Het zwarte streepje op "
     "een balk, en het getal erachter, is waar de schuiven beginnen: bij de gewichten en de meerderheid van het "
     "rapport, terwijl iedereen los van alle anderen stemt."},
    {"what_if.script", "This page computes with JavaScript and WebAssembly. Without them it shows where it starts.",
     "Deze pagina rekent met JavaScript en WebAssembly. Zonder die twee toont zij alleen het begin."},
    {"what_if.failed", "This browser could not compute it: what stands below is where the sliders start.",
     "Deze browser kon het niet uitrekenen: hieronder staat waar de schuiven beginnen."},
    {"what_if.controls", "What may be otherwise", "Wat anders kan zijn"},
    {"what_if.weight", "Weight of {0}", "Stemgewicht van {0}"},
    {"what_if.weight_value", "{0} of what it has: {1} of all votes in the {2}, {3} on the general board",
     "{0} van wat het heeft: {1} van alle stemmen in de {2}, {3} in het algemeen bestuur"},
    {"what_if.weight_of_board", "{0} of what it has: {1} of all votes on the general board",
     "{0} van wat het heeft: {1} van alle stemmen in het algemeen bestuur"},
    {"what_if.quota", "A motion passes with more than this share of the votes",
     "Een voorstel is aangenomen met meer dan dit deel van de stemmen"},
    {"what_if.family", "How often a council group follows its party family",
     "Hoe vaak een fractie haar partijfamilie volgt"},
    {"what_if.family_value", "{0} of the motions", "{0} van de voorstellen"},
    {"what_if.municipality", "How often a council group follows its municipality",
     "Hoe vaak een fractie haar gemeente volgt"},
    {"what_if.municipality_value", "{0} of the motions", "{0} van de voorstellen"},
    {"what_if.base", "Share of the decisions that are on the {0}", "Aandeel van de besluiten over het {0}"},
    {"what_if.base_value", "{0} on the {1}, {2} on {3}", "{0} over het {1}, {2} over {3}"},
    {"what_if.assembly", "Weights in the {0}", "Gewichten in de {0}"},
    {"what_if.board", "Weights on the general board", "Gewichten in het algemeen bestuur"},
    {"what_if.reset", "Back to the start", "Terug naar het begin"},
    {"what_if.risks", "How often each is then outvoted", "Hoe vaak ieder dan wordt overstemd"},
    {"what_if.others", "the others, on average", "de anderen, gemiddeld"},
    {"what_if.start", "start: {0}", "begin: {0}"},
    {"what_if.table", "Each municipality: chance to be outvoted, per decision",
     "Elke gemeente: kans om overstemd te worden, per besluit"},
    {"what_if.assumed", "What is assumed, and what stands in for something else",
     "Wat is aangenomen en wat is benaderd"},
    {"what_if.unknown",
     "Nobody has measured how often groups follow a party or a municipality, nor how many decisions are on what: "
     "these sliders ask, they do not estimate. The middle of the last one is no finding.",
     "Niemand heeft gemeten hoe vaak fracties een partij of een gemeente volgen, of hoeveel besluiten waarover gaan: "
     "deze schuiven vragen, zij schatten niet. Het midden van de laatste schuif is geen uitkomst."},
    {"what_if.lines",
     "For each motion a party family takes one line in the whole region, and a municipality one in its council, for "
     "or against with equal chance. A group follows the one or the other as often as the sliders say, and decides for "
     "itself otherwise. It cannot follow both at once, so one slider gives way to the other.",
     "Bij elk voorstel neemt een partijfamilie in de hele regio één lijn in, en een gemeente één lijn in haar raad, "
     "voor of tegen met gelijke kans. Een fractie volgt de ene of de andere zo vaak als de schuiven zeggen, en "
     "beslist anders zelf. Beide tegelijk volgen kan niet, dus de ene schuif wijkt voor de andere."},
    {"what_if.loose", "Taken as one family, although its lists share a name and no line: {0}.",
     "Als één familie genomen, hoewel de lijsten een naam delen en geen lijn: {0}."},
    {"what_if.positions",
     "A municipality wants what the majority of its council's seats wants, and its delegation on the general board "
     "votes so. Motions on which the council is tied count neither way.",
     "Een gemeente wil wat de meerderheid van de zetels in haar raad wil, en haar afvaardiging in het algemeen "
     "bestuur stemt zo. Voorstellen waarbij de stemmen in de raad staken, tellen niet mee."},
    {"what_if.votes",
     "Everyone is present. The slider multiplies the votes of {0} alone, in whole votes; the majority that is asked "
     "is the same in the assembly and on the general board, and councils decide by plain majority.",
     "Iedereen is aanwezig. De schuif vermenigvuldigt alleen de stemmen van {0}, in hele stemmen; de gevraagde "
     "meerderheid is in regioraad en algemeen bestuur dezelfde, en raden beslissen met gewone meerderheid."},
    {"what_if.kinds",
     "Only two kinds of decisions are counted: on the {0} and on {1}. Where an option leaves one to the councils, "
     "nobody is outvoted on it.",
     "Alleen twee soorten besluiten tellen mee: over het {0} en over {1}. Waar een optie er een aan de raden laat, "
     "wordt daarbij niemand overstemd."},
    {"what_if.many_votes", "Not here, as their votes are too many to be counted at once: {0}.",
     "Niet hier, omdat het te veel stemmen zijn om meteen te tellen: {0}."},

    // ---- again ----
    {"again", "How to make it again", "Zo is deze pagina te maken"},
    {"again.text", "This page and the files beside it come from one command:",
     "Deze pagina en de bijbehorende bestanden zijn met één opdracht te maken:"},
    {"again.other",
     "Another case, a file with its municipalities, groups, seats and options, takes the place of {0}. The same input "
     "gives the same page, byte for byte.",
     "Voor een andere casus komt een bestand met gemeenten, fracties, zetels en opties in de plaats van {0}. Dezelfde "
     "invoer geeft precies dezelfde pagina."},

    // ---- glossary ----
    {"glossary", "Terms", "Begrippen"},
    {"term.fractie", "fractie (council group)", "fractie"},
    {"means.fractie", "The members of one list in a municipal council.", "De leden van één lijst in een gemeenteraad."},
    {"term.raad", "gemeenteraad (council)", "gemeenteraad"},
    {"means.raad", "The elected council of a municipality. Here it decides by majority of its seats.",
     "De gekozen vertegenwoordiging van de inwoners van een gemeente. Hier beslist de raad met een meerderheid van "
     "zijn zetels."},
    {"term.college", "college van burgemeester en wethouders", "college van burgemeester en wethouders"},
    {"means.college", "The executive of a municipality: the mayor and the aldermen (wethouders).",
     "Het dagelijks bestuur van een gemeente: de burgemeester en de wethouders."},
    {"term.assembly", "assembly", "regioraad"},
    {"means.assembly", "A meeting of all council groups of the {0} municipalities, each with a vote weight of its own.",
     "Een vergadering van alle fracties van de {0} gemeenten, elk met een eigen stemgewicht."},
    {"term.drechtraad", "Drechtraad", "Drechtraad"},
    {"means.drechtraad",
     "The assembly of the Drechtsteden until 2022: one member for every council group of the {0} municipalities, with "
     "a vote weight by the votes of its list.",
     "De regioraad van de Drechtsteden tot 2022: één lid voor elke fractie van de {0} gemeenten, met een stemgewicht "
     "naar het aantal stemmen op de lijst."},
    {"term.ab", "AB, algemeen bestuur (general board)", "AB, algemeen bestuur"},
    {"means.ab", "The board at the head of a public body, in which every municipality has one or more members.",
     "Het bestuur dat aan het hoofd staat van een openbaar lichaam; elke gemeente heeft er een of meer leden in."},
    {"term.db", "DB, dagelijks bestuur (executive board)", "DB, dagelijks bestuur"},
    {"means.db", "The small board that prepares and carries out what the general board decides.",
     "Het kleinere bestuur van een openbaar lichaam, dat de besluiten van het algemeen bestuur voorbereidt en "
     "uitvoert."},
    {"term.wgr", "Wgr, Wet gemeenschappelijke regelingen", "Wgr, Wet gemeenschappelijke regelingen"},
    {"means.wgr",
     "The act under which municipalities work together in a joint arrangement (gemeenschappelijke regeling). It allows "
     "unequal and multiple votes.",
     "De wet op grond waarvan gemeenten samenwerken in een gemeenschappelijke regeling. Zij laat meervoudig stemrecht "
     "toe: leden met meer dan één stem, en niet alle evenveel."},
    {"term.mandaat", "mandaat (mandate)", "mandaat"},
    {"means.mandaat",
     "Power to take decisions in the name of an administrative body, which stays responsible (Awb 10:1).",
     "De bevoegdheid om in naam van een bestuursorgaan besluiten te nemen; dat orgaan blijft verantwoordelijk (artikel "
     "10:1 Awb)."},
    {"term.delegatie", "delegatie (delegation)", "delegatie"},
    {"means.delegatie",
     "Handing over the power to decide itself to another, who uses it under its own responsibility (Awb 10:13).",
     "Het overdragen door een bestuursorgaan van zijn bevoegdheid om besluiten te nemen aan een ander, die deze onder "
     "eigen verantwoordelijkheid uitoefent (artikel 10:13 Awb)."},
    {"term.regeling", "gemeenschappelijke regeling (joint arrangement)", "gemeenschappelijke regeling"},
    {"means.regeling",
     "An agreement under public law by which municipalities carry out tasks together, here that of the region.",
     "Een publiekrechtelijke regeling waarin gemeenten afspreken taken samen uit te voeren, hier die van de regio."},
    {"term.lichaam", "openbaar lichaam (public body)", "openbaar lichaam"},
    {"means.lichaam",
     "The form of a joint arrangement that is a legal person of its own, with a general and an executive board: its "
     "owners are the municipalities together.",
     "De vorm van een gemeenschappelijke regeling met eigen rechtspersoonlijkheid en met een algemeen en een dagelijks "
     "bestuur; de deelnemende gemeenten zijn er samen eigenaar van."},
    {"term.centrumgemeente", "centrumgemeente (centre municipality)", "centrumgemeente"},
    {"means.centrumgemeente", "A municipality that carries out tasks for the others, which buy in what they want.",
     "Een gemeente die taken voor andere gemeenten uitvoert; die nemen bij haar af wat zij willen."},
    {"term.package", "basispakket, pluspakket (base and plus package)", "basispakket, pluspakket"},
    {"means.package", "What every municipality buys from the shared service, and what each may buy besides.",
     "Wat elke gemeente verplicht afneemt van de gezamenlijke dienst, en wat zij daarnaast kan afnemen."},
    {"term.outvoted", "outvoted (overstemd)", "overstemd"},
    {"means.outvoted", "A decision that is not what the majority of the council wants, in either direction.",
     "Een raad is overstemd als een besluit ingaat tegen wat zijn meerderheid wil: er wordt iets aangenomen wat zij "
     "niet wil, of iets afgewezen wat zij wel wil."},
    {"term.quota", "quota", "quotum"},
    {"means.quota",
     "The least weight of yes-votes with which a motion passes. It is not the quorum, the number of members who must "
     "be present.",
     "Het kleinste totale stemgewicht aan voorstemmen waarmee een voorstel wordt aangenomen. Niet het quorum: dat is "
     "het aantal leden dat aanwezig moet zijn."},
    {"term.dictator", "to decide alone (dictator)", "alleen beslissen (in de theorie: dictator)"},
    {"means.dictator",
     "With so much weight that a member wins alone and nothing passes without it. In law a board of this kind is "
     "doubtful.",
     "Zoveel gewicht dat één lid alleen een meerderheid heeft en zonder dat lid niets wordt aangenomen. Of de wet zo'n "
     "bestuur toelaat, is twijfelachtig."},
};

}  // namespace

std::span<const Entry> all_entries() { return entries; }

}  // namespace stemgewicht::report
