#pragma once

#include <stemgewicht/boards/board.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// The languages of a report.
enum class ReportLanguage { english, dutch };

/// The language of a code: en or nl. Throws std::invalid_argument for another.
ReportLanguage report_language(std::string_view code);

/// The name of the page: report.html, or rapport.html in Dutch.
std::string report_page(ReportLanguage language);

/// How a report is made.
struct ReportRequest {
    ReportLanguage language = ReportLanguage::english;
    int threads = 1;                                             ///< 0: all cores; the report does not depend on it
    std::function<void(const std::string& section)> progress{};  ///< called as each section begins
};

/// A file of a report.
struct ReportFile {
    std::string name, text;
};

/// The governance study of a case as one page (`report.html`, or `rapport.html` in Dutch), which needs no other file
/// and no network, and the numbers behind each of its figures as comma-separated values (`figure-*.csv`, the same in
/// every language). What the case has no data for is left out, and the page says so. Throws std::invalid_argument for a
/// board without governance data.
std::vector<ReportFile> make_report(const Board& board, const ReportRequest& request = {});

}  // namespace stemgewicht
