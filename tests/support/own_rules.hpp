#pragma once

#include <stemgewicht/rules/rule.hpp>

#include <cstddef>

/// Rules of a user.
namespace support {

/// A rule of the library of which the library is told no more than which sets win.
struct OwnCopy {
    stemgewicht::Rule rule;
    [[nodiscard]] std::size_t member_count() const { return stemgewicht::member_count(rule); }
    [[nodiscard]] bool wins(const stemgewicht::Coalition& yes) const { return stemgewicht::wins(rule, yes); }
};

/// Never passes.
struct Never {
    std::size_t members = 3;
    [[nodiscard]] std::size_t member_count() const { return members; }
    [[nodiscard]] bool wins(const stemgewicht::Coalition&) const { return false; }
};

/// Passes where the number of yes-voters leaves no remainder by 3: no rule of the library, nor monotone.
struct ByThree {
    std::size_t members = 0;
    [[nodiscard]] std::size_t member_count() const { return members; }
    [[nodiscard]] bool wins(const stemgewicht::Coalition& yes) const { return yes.count() % 3 == 0; }
};

}  // namespace support
