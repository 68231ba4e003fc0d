#pragma once

/// Everything of the header-only core: rules, models, methods, measures, boards. Left out are measures/fractions.hpp
/// (exact fractions; needs the heavy Boost.Multiprecision) and the compiled parts below stemgewicht/study/ (board
/// files, tables, the comparison of options), which need stemgewicht::study.

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/grouping.hpp>
#include <stemgewicht/core/quadrature.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/models/model.hpp>
#include <stemgewicht/rules/position.hpp>
#include <stemgewicht/rules/rule.hpp>
