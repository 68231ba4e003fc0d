// What the readers call beside themselves: the clauses of statutes, which rule texts are made of, and the linear
// program of weights beyond 64 bits, which reads no text and refuses here as it does above its members.
#include <stemgewicht/measures/solution.hpp>
#include <stemgewicht/meetings/definitions/statute.hpp>

#include <stdexcept>

namespace stemgewicht {

Weightedness weightedness(const Rule&) { throw std::length_error("weightedness: is not part of the fuzz targets"); }

}  // namespace stemgewicht
