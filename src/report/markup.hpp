#pragma once

#include <fmt/format.h>

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

namespace stemgewicht::report {

/// Mark-up of a page or picture. A text that becomes mark-up is escaped, so that nothing a case says is taken for
/// mark-up; what is not escaped comes from a pattern, which is written in the program.
class Markup {
    template <class Part>
    using Shown = std::conditional_t<std::is_arithmetic_v<Part>, Part, std::string>;

public:
    Markup() = default;
    template <class Text>
        requires std::convertible_to<const Text&, std::string_view>
    Markup(const Text& text) {  // NOLINT(google-explicit-constructor): every text may stand on a page
        add_escaped(text);
    }

    /// Fills mark-up, texts and numbers into a pattern such as `<p>{}</p>`.
    template <class... Parts>
    static Markup of(fmt::format_string<Shown<Parts>...> pattern, const Parts&... parts) {
        Markup result;
        result.source_ = fmt::format(pattern, source_of(parts)...);
        return result;
    }

    /// A text that stands in the program, as it is.
    struct Literal {
        std::string_view text;
        consteval explicit Literal(std::string_view literal) : text(literal) {}
    };
    static Markup verbatim(Literal literal) {
        Markup result;
        result.source_ = literal.text;
        return result;
    }

    /// What goes into the file.
    [[nodiscard]] const std::string& source() const { return source_; }

    Markup& operator+=(const Markup& other) {
        source_ += other.source_;
        return *this;
    }
    friend Markup operator+(Markup a, const Markup& b) { return a += b; }
    friend bool operator==(const Markup&, const Markup&) = default;

private:
    template <class Part>
    static Shown<Part> source_of(const Part& part) {
        if constexpr (std::is_arithmetic_v<Part>)
            return part;
        else
            return Markup(part).source_;
    }

    void add_escaped(std::string_view text);

    std::string source_;
};

/// ` class="style"`, or nothing for an empty one.
Markup class_attribute(std::string_view style);

}  // namespace stemgewicht::report
