#pragma once

#include <boost/multiprecision/cpp_int.hpp>

// Not a light header: Boost.Multiprecision takes a compiler seconds.
namespace stemgewicht {

using BigInteger = boost::multiprecision::cpp_int;

/// An exact value, in lowest terms.
using Fraction = boost::multiprecision::cpp_rational;

}  // namespace stemgewicht
