#include "words.hpp"

#include <stemgewicht/core/check.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace stemgewicht {

ReportLanguage report_language(std::string_view code) {
    if (code == "en") return ReportLanguage::english;
    if (code == "nl") return ReportLanguage::dutch;
    refuse("language", "en or nl", "\"" + std::string(code) + "\"");
}

namespace report {

namespace {

const Entry* find_entry(std::string_view key) {
    const auto entries = all_entries();
    const auto found = std::ranges::find(entries, key, &Entry::key);
    return found == entries.end() ? nullptr : &*found;
}

}  // namespace

std::string_view Words::sentence(std::string_view key) const {
    const Entry* entry = find_entry(key);
    if (!entry) throw std::logic_error("report: no words for " + std::string(key));
    return language == ReportLanguage::dutch ? entry->dutch : entry->english;
}

std::string Words::name(std::string_view kind, std::string_view id) const {
    const std::string key = fmt::format("{}.{}", kind, id);
    return std::string(find_entry(key) ? sentence(key) : id);
}

NumberStyle Words::numbers() const {
    return language == ReportLanguage::dutch ? NumberStyle{',', "."} : NumberStyle{'.', ","};
}

std::string Words::list(std::span<const std::string> parts) const {
    std::string text;
    for (std::size_t k = 0; k < parts.size(); ++k)
        text += (k == 0 ? "" : k + 1 < parts.size() ? ", " : " " + std::string(sentence("and")) + " ") + parts[k];
    return text;
}

}  // namespace report

}  // namespace stemgewicht
