#include "markup.hpp"

namespace stemgewicht::report {

void Markup::add_escaped(std::string_view text) {
    for (const char c : text) switch (c) {
            case '&': source_ += "&amp;"; break;
            case '<': source_ += "&lt;"; break;
            case '>': source_ += "&gt;"; break;
            case '"': source_ += "&quot;"; break;
            case '\'': source_ += "&#39;"; break;
            default: source_ += c;
        }
}

Markup class_attribute(std::string_view style) {
    return style.empty() ? Markup() : Markup::of(R"( class="{}")", style);
}

}  // namespace stemgewicht::report
