// How often is Dordrecht, the majority of its council, outvoted: in the Drechtraad and in a general board (AB)?

#undef NDEBUG

#include <stemgewicht/stemgewicht.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include <cassert>
#include <cmath>
#include <cstdio>

namespace sg = stemgewicht;

int main() {
    const sg::Board region = sg::load_board("drechtsteden-2018");
    const sg::WeightedRule dordrecht = sg::council_positions(region).front();

    const sg::Outvoted assembly = sg::outvoted(region.rule, dordrecht, sg::ic());
    const sg::CompositeRule board = sg::councils_under(region, sg::board_rule(region, "one_vote"));
    const sg::Outvoted delegations = sg::outvoted(board, dordrecht, sg::ic());
    assert(std::abs(delegations.outvoted - 11.0 / 32) < 1e-12);
    assert(assembly.outvoted < delegations.outvoted);  // if only slightly

    std::printf("in the Drechtraad, weights by seats: %.4f\n", assembly.outvoted);
    std::printf("in an AB with one vote each:         %.4f\n", delegations.outvoted);
}
