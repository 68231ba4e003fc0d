#pragma once

#include <stemgewicht/study/catalogue.hpp>

#include <string>

/// A case of three councils, B the centre; that of A can tie. `options` and `more` are further tables of the file.
inline stemgewicht::Board three_councils(const std::string& options = "", const std::string& more = "") {
    struct Row {
        const char *name, *town, *family;
        int seats, votes;
    };
    const Row members[] = {{"A1", "A", "x", 3, 300}, {"A2", "A", "y", 2, 210}, {"A3", "A", "z", 1, 95},
                           {"B1", "B", "y", 5, 700}, {"B2", "B", "x", 3, 90},  {"B3", "B", "z", 1, 400},
                           {"C1", "C", "z", 2, 77},  {"C2", "C", "x", 2, 150}, {"C3", "C", "y", 1, 2000}};
    std::string text = R"(
title = "Three councils"
quota = "majority"
weight = "seats"
[governance]
grouping = "town"
centre = "B"
position = "seats"
family = "family"
assembly_schemes = ["seats", "votes"]
)" + more + options;
    for (const char* town : {"A 1000", "B 5200", "C 310"})
        text += "[[municipalities]]\nname = \"" + std::string(town, 1) + "\"\npopulation = " + (town + 2) + "\n";
    for (const Row& row : members)
        text += std::string("[[members]]\nname = \"") + row.name + "\"\ntown = \"" + row.town + "\"\nfamily = \"" +
                row.family + "\"\nseats = " + std::to_string(row.seats) + "\nvotes = " + std::to_string(row.votes) +
                "\n";
    return stemgewicht::parse_board(text, "three");
}
