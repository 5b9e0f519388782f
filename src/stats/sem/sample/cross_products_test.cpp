#include "stats/sem/sample/cross_products.hpp"

#include <doctest/doctest.h>

using Eigen::Index;
using Eigen::MatrixXd;

namespace rapport::stats::sem {

TEST_CASE("cross products are added to the lower triangle, whatever the numbers of rows and columns") {
  for (const Index rows : {1, 3, 127, 128, 129, 300}) {
    for (const Index columns : {1, 2, 3, 4, 5, 11, 12, 13}) {
      MatrixXd x(rows, columns);
      for (Index j = 0; j < columns; ++j)
        for (Index i = 0; i < rows; ++i) x(i, j) = static_cast<double>((7 * i + 5 * j + i * j) % 17) - 8;
      MatrixXd sum = MatrixXd::Constant(columns, columns, 3);
      MatrixXd expected = sum;
      expected.triangularView<Eigen::Lower>() += x.transpose() * x;
      add_cross_products(x, sum);
      CAPTURE(rows);
      CAPTURE(columns);
      CHECK(sum == expected);  // whole numbers: exact in any order, and the upper triangle is left as it was
    }
  }
}

}  // namespace rapport::stats::sem
