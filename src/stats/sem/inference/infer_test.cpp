#include "stats/sem/inference/infer.hpp"

#include <doctest/doctest.h>

#include <Eigen/LU>

using namespace rapport::stats::sem;

TEST_CASE(
    "an information matrix is inverted within its constraints, or not at all where it says nothing of a parameter") {
  MatrixXd information(3, 3);
  information << 4e6, 1e3, 0, 1e3, 1, 0.1, 0, 0.1, 2;
  const MatrixXd everywhere = MatrixXd::Identity(3, 3);
  CHECK(constrained_inverse(information, everywhere).isApprox(information.inverse(), 1e-10));
  MatrixXd open(3, 2);  // the last two are equal
  open << 1, 0, 0, std::sqrt(0.5), 0, std::sqrt(0.5);
  const MatrixXd inner = (open.transpose() * information * open).inverse();
  CHECK(constrained_inverse(information, open).isApprox(open * inner * open.transpose(), 1e-10));

  CHECK(constrained_inverse(MatrixXd::Zero(3, 3), everywhere).size() == 0);
  MatrixXd silent = information;
  silent.row(2).setZero();
  silent.col(2).setZero();
  CHECK(constrained_inverse(silent, everywhere).size() == 0);
  MatrixXd twice = information;  // two parameters of which only the sum counts
  twice.row(2) = twice.row(1);
  twice.col(2) = twice.col(1);
  CHECK(constrained_inverse(twice, everywhere).size() == 0);
}
