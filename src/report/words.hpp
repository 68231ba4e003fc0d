#pragma once

#include "svg.hpp"

#include <stemgewicht/study/report.hpp>

#include <fmt/format.h>

#include <span>
#include <string>
#include <string_view>

namespace stemgewicht::report {

/// A sentence or name in every language; `{0}`, `{1}`, .. stand for what is computed.
struct Entry {
    std::string_view key, english, dutch;
};

/// All that the report says, by key.
std::span<const Entry> all_entries();

/// The words of a report in one language.
struct Words {
    ReportLanguage language = ReportLanguage::english;

    /// The sentence of a key, filled in. Throws std::logic_error for a key that is not there: a fault of our own.
    template <class... Arguments>
    [[nodiscard]] std::string operator()(std::string_view key, const Arguments&... arguments) const {
        return fmt::vformat(sentence(key), fmt::make_format_args(arguments...));
    }

    /// The name of something of the case (`option`, `scheme`, `model`, ..), or the id itself where it is the case's
    /// own.
    [[nodiscard]] std::string name(std::string_view kind, std::string_view id) const;

    [[nodiscard]] NumberStyle numbers() const;
    [[nodiscard]] std::string percent(double share) const { return percent_text(share, numbers()); }
    [[nodiscard]] std::string range(double least, double most) const { return range_text(least, most, numbers()); }

    /// a, b and c.
    [[nodiscard]] std::string list(std::span<const std::string> parts) const;

private:
    [[nodiscard]] std::string_view sentence(std::string_view key) const;
};

}  // namespace stemgewicht::report
