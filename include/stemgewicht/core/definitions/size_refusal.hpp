#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/size_refusal.hpp>

#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

namespace detail {

/// "a", "a or b", "a, b or c".
inline std::string alternatives(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t k = 0; k < names.size(); ++k)
        text += (k == 0 ? "" : k + 1 == names.size() ? " or " : ", ") + names[k];
    return text;
}

inline std::string advice_text(const SizeAdvice& advice) {
    if (advice.methods.empty()) return advice.remedy.empty() ? "" : "; " + advice.remedy;
    const std::string names = alternatives(advice.methods) + advice.how;
    return advice.remedy.empty() ? "; " + names + " carries it" : "; " + advice.remedy + ", or use " + names;
}

}  // namespace detail

STEMGEWICHT_DEFINITION SizeRefusal::SizeRefusal(std::string cause, SizeAdvice advice)
    : std::length_error(cause + detail::advice_text(advice)), cause_(std::move(cause)), advice_(std::move(advice)) {}

STEMGEWICHT_DEFINITION SizeRefusal SizeRefusal::keeping(const std::function<bool(std::string_view)>& taken) const {
    SizeAdvice kept = advice_;
    std::erase_if(kept.methods, [&](const std::string& name) { return !taken(name); });
    return SizeRefusal(cause_, std::move(kept));
}

}  // namespace stemgewicht
