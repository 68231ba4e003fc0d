#pragma once

#include <stemgewicht/core/definition.hpp>

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// What helps where a size is too large: first what helps the same method, such as more memory, then the names of the
/// methods that may carry it, and how these are asked, such as " without fractions".
struct SizeAdvice {
    std::string remedy{};
    std::vector<std::string> methods{};
    std::string how{};
};

/// A size that a method cannot carry. Its text is the cause, a semicolon and the advice. Where the work is done it is
/// not known what was asked: whoever passes the refusal on keeps the methods that can be followed there.
class SizeRefusal : public std::length_error {
public:
    explicit SizeRefusal(std::string cause, SizeAdvice advice = {});

    [[nodiscard]] const std::string& cause() const { return cause_; }
    [[nodiscard]] const SizeAdvice& advice() const { return advice_; }

    /// The same with those methods alone for which `taken(name)` holds.
    [[nodiscard]] SizeRefusal keeping(const std::function<bool(std::string_view)>& taken) const;

private:
    std::string cause_;
    SizeAdvice advice_;
};

/// Runs work(), and in a refusal for size names those methods alone for which `taken(name)` holds.
template <class Work>
auto advising(const std::function<bool(std::string_view)>& taken, const Work& work) {
    try {
        return work();
    } catch (const SizeRefusal& refusal) {
        throw refusal.keeping(taken);
    }
}

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/core/definitions/size_refusal.hpp>
#endif
