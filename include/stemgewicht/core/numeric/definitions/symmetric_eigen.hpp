#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/symmetric_eigen.hpp>

#include <Eigen/Eigenvalues>

namespace stemgewicht::detail {

STEMGEWICHT_DEFINITION SymmetricEigen symmetric_eigen(const Eigen::MatrixXd& matrix) {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix);
    return {.values = solver.eigenvalues(), .vectors = solver.eigenvectors()};
}

STEMGEWICHT_DEFINITION SymmetricEigen tridiagonal_eigen(const Eigen::VectorXd& diagonal,
                                                        const Eigen::VectorXd& off_diagonal) {
    Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver;
    solver.computeFromTridiagonal(diagonal, off_diagonal);
    return {.values = solver.eigenvalues(), .vectors = solver.eigenvectors()};
}

}  // namespace stemgewicht::detail
