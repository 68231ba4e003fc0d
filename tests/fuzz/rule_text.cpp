// The texts of a rule, a quota, a range of quotas and a weight.
#include "fuzz.hpp"

#include <stemgewicht/boards/rule_text.hpp>
#include <stemgewicht/rules/rule.hpp>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const stemgewicht::Board board = fuzz::small_board();
    constexpr stemgewicht::Weight total = 15;
    const std::string_view text = fuzz::text_of(data, size);
    fuzz::attempt([&] {
        const stemgewicht::Rule rule = stemgewicht::parse_rule(text, board);
        stemgewicht::Coalition nobody(board.names.size());
        fuzz::require(member_count(rule) == board.names.size(), "the rule is over the members");
        fuzz::require(!wins(rule, nobody) && wins(rule, ~nobody), "everyone wins, and nobody does not");
    });
    fuzz::attempt([&] {
        const stemgewicht::Statute statute = stemgewicht::parse_statute(text, board);
        const stemgewicht::Coalition nobody(board.names.size());
        fuzz::require(statute.outcome(~nobody, nobody) == stemgewicht::Outcome::passes,
                      "a motion that all want passes");
        fuzz::require(statute.outcome(nobody, ~nobody) == stemgewicht::Outcome::fails, "one that none wants fails");
        fuzz::require(!stemgewicht::rule_sentence(text, board).empty(), "a statute has a sentence");
    });
    fuzz::attempt([&] {
        const stemgewicht::Weight quota = stemgewicht::parse_quota(text, total, 1);
        fuzz::require(quota >= 1 && quota <= total, "a quota is of 1 to the total");
    });
    fuzz::attempt([&] {
        for (const stemgewicht::QuotaPoint& point : stemgewicht::parse_quota_range(text, total))
            fuzz::require(point.quota >= 1 && point.quota <= total && point.share > 0 && point.share <= 1,
                          "a range of quotas is inside of 1 to the total");
    });
    fuzz::attempt([&] {
        const auto number = stemgewicht::parse_decimal(text);
        if (!number) return;
        const auto again = stemgewicht::parse_decimal(stemgewicht::decimal_text(number->digits, number->decimals));
        fuzz::require(again && stemgewicht::scaled(*again, number->decimals) == number->digits,
                      "a decimal that is written is read as the same");
    });
    return 0;
}
