#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "stats/table/data_table.hpp"

namespace rapport::stats {

/// One variable in numbers. A quantity that the answers do not define is NaN; a text variable has only n and missing.
struct VariableDescription {
  std::string name = {};
  std::string label = {};  // the question as asked, where the data say it
  std::size_t n = 0;       // valid answers
  std::size_t missing = 0;
  double mean = 0;
  double sd = 0;      // divisor n - 1; from n = 2
  double se = 0;      // of the mean: sd / √n
  double median = 0;  // mean of the two middle values when n is even
  double min = 0;
  double max = 0;
  double skewness = 0;  // G1, from n = 3
  double kurtosis = 0;  // G2 (excess), from n = 4
};

/// One value and how often it was given.
struct ValueCount {
  std::string value = {};  // as text; of a number, its shortest form
  double number = 0;       // the value of a numeric variable, NaN of a text variable
  std::string label = {};  // what the number stands for, where the data say it
  std::size_t count = 0;
  double percent = 0;             // of all respondents
  double valid_percent = 0;       // of those who answered
  double cumulative_percent = 0;  // of those who answered, with all values before it
};

/// The frequency table of one variable: numbers ascending, texts in byte order.
struct FrequencyTable {
  std::string name = {};
  std::string label = {};
  std::size_t n = 0;
  std::size_t missing = 0;
  std::vector<ValueCount> values = {};
};

struct Description {
  std::size_t row_count = 0;
  std::vector<VariableDescription> variables;  // every column of the table, in its order
  std::vector<FrequencyTable> frequencies;     // the columns with 1 to max_distinct different values
};

struct DescribeOptions {
  std::size_t max_distinct = 20;  // a variable with more different values gets no frequency table
};

/// Describes every variable as SPSS does, missing answers left out variable by variable.
Description describe(const DataTable& table, const DescribeOptions& options = {});

/// Describes the valid (not NaN) ones of some answers.
/// Skewness and kurtosis are the sample-size corrected G1 and G2 that SPSS, SAS and Excel print ("type 2" of psych and
/// e1071). With g1 = m3 / m2^(3/2), g2 = m4 / m2² - 3 and mr the r-th central moment with divisor n:
///   G1 = g1 √(n(n-1)) / (n-2),   G2 = ((n+1) g2 + 6) (n-1) / ((n-2)(n-3)).
/// Both are NaN where the variable does not vary.
/// Source: Joanes & Gill (1998), The Statistician 47(1), 183-189.
VariableDescription describe_numbers(std::string name, std::span<const double> numbers);

}  // namespace rapport::stats
