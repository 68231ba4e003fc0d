// Who held power in the Council of the European Economic Community of 1958? Luxembourg, with one vote, none.

#undef NDEBUG

#include <stemgewicht/stemgewicht.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include <cassert>
#include <cmath>
#include <cstdio>

namespace sg = stemgewicht;

int main() {
    const sg::Board board = sg::load_board("eec-1958");
    const Eigen::ArrayXd banzhaf = sg::banzhaf_normalized(board.rule);
    const Eigen::ArrayXd shapley_shubik = sg::shapley_shubik(board.rule);
    assert(std::abs(banzhaf[0] - 5.0 / 21) < 1e-12 && std::abs(banzhaf[3] - 1.0 / 7) < 1e-12 && banzhaf[5] == 0);
    assert(std::abs(shapley_shubik[0] - 7.0 / 30) < 1e-12 && std::abs(shapley_shubik[3] - 3.0 / 20) < 1e-12 &&
           shapley_shubik[5] == 0);

    std::printf("%-12s %5s %8s %8s\n", "member", "votes", "banzhaf", "shapley");
    for (std::size_t i = 0; i < board.names.size(); ++i) {
        const auto place = static_cast<Eigen::Index>(i);
        std::printf("%-12s %5d %8.4f %8.4f\n", board.names[i].c_str(), static_cast<int>(sg::weights(board)[i]),
                    banzhaf[place], shapley_shubik[place]);
    }
}
