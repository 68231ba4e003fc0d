#pragma once

#include "method.hpp"

#include <stemgewicht/study/options.hpp>

#include <CLI/CLI.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace stemgewicht::cli {

/// What the commands that compare the governance options of a case take.
struct StudyChoice {
    std::string name = "drechtsteden-2018";
    std::vector<std::string> models;
    std::string options, schemes, municipality;
    std::string ties = "excluded";
    MethodChoice method;
};
void add_study(CLI::App& command, StudyChoice& choice,
               const std::string& municipality =
                   "report on this municipality; the centre if not given, `all` for every "
                   "one");

/// Models, options, schemes, method, ties and threads as chosen.
OptionsRequest options_request(const StudyChoice& choice);

/// The municipality that was chosen, by default the centre; none for `all`, which stands for every one.
std::vector<std::string> chosen_municipalities(const StudyChoice& choice, const Board& board);

}  // namespace stemgewicht::cli
