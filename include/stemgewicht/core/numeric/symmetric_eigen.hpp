#pragma once

#include <stemgewicht/core/engine.hpp>

#include <Eigen/Core>

namespace stemgewicht::detail {

/// The eigenvalues of a symmetric matrix in ascending order, and its eigenvectors: orthonormal columns in that order.
struct SymmetricEigen {
    Eigen::VectorXd values;
    Eigen::MatrixXd vectors;
};

/// Compiled once, as Eigen's solver takes a compiler five seconds. Cost O(size^3).
SymmetricEigen symmetric_eigen(const Eigen::MatrixXd& matrix);

/// Of a tridiagonal matrix, given by its diagonal and the size - 1 numbers beside it: the nodes of a Gauss rule, and
/// the roots of their masses in the first row of the vectors. Cost O(size^2) for the values, O(size^3) for the vectors.
SymmetricEigen tridiagonal_eigen(const Eigen::VectorXd& diagonal, const Eigen::VectorXd& off_diagonal);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/core/numeric/definitions/symmetric_eigen.hpp>
#endif
