#include "stats/table/csv.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace rapport::stats;

namespace {
TableError error_in(std::string_view text) {
  try {
    parse_csv(text, "answers.csv");
  } catch (const TableError& error) {
    return error;
  }
  FAIL("the text was accepted");
  return TableError("", {}, "");
}
}  // namespace

TEST_CASE("a small table is read by columns") {
  const DataTable table = parse_csv("a,b\n1,2.5\n3,-4e1\n", "t.csv");
  REQUIRE(table.columns.size() == 2);
  CHECK(table.row_count == 2);
  CHECK(table.find("a")->numbers == std::vector<double>{1, 3});
  CHECK(table.find("b")->numbers == std::vector<double>{2.5, -40});
  CHECK(table.find("c") == nullptr);
}

TEST_CASE("a byte order mark, CRLF, a missing last line end and blank lines do not matter") {
  const DataTable table = parse_csv(
      "\xEF\xBB\xBF"
      "a,b\r\n1,2\r\n\r\n3,4",
      "t.csv");
  CHECK(table.columns[0].name == "a");
  CHECK(table.find("b")->numbers == std::vector<double>{2, 4});
}

TEST_CASE("quoted cells hold commas, quotes and line breaks") {
  const DataTable table = parse_csv("name,\"say, \"\"hi\"\"\"\n\"two\nlines\",1\nplain,2\n", "t.csv");
  CHECK(table.columns[1].name == "say, \"hi\"");
  CHECK(table.columns[0].texts == std::vector<std::string>{"two\nlines", "plain"});
  CHECK(parse_csv(write_csv(table), "again.csv").columns[0].texts == table.columns[0].texts);
}

TEST_CASE("empty, NA and declared codes are missing") {
  const DataTable table = parse_csv("a,b,c\n,NA,-99\n1,2,-99.0\n2,3,4\n", "t.csv", {.missing_codes = {"-99"}});
  CHECK(std::isnan(table.find("a")->numbers[0]));
  CHECK(std::isnan(table.find("b")->numbers[0]));
  CHECK(std::isnan(table.find("c")->numbers[0]));
  CHECK(std::isnan(table.find("c")->numbers[1]));
  const std::vector<std::string> all{"a", "b", "c"};
  CHECK(complete_rows(table, all) == std::vector<std::size_t>{2});
}

TEST_CASE("a column with a word is text, and a model that needs it learns where the word stands") {
  const DataTable table = parse_csv("id,a\n1,3\n2,often\n", "t.csv");
  CHECK_FALSE(table.find("a")->is_numeric);
  CHECK_THROWS_WITH_AS(numbers_of(table, "a"), doctest::Contains("t.csv, line 3, column 2"), TableError);
  try {
    numbers_of(table, "a");
  } catch (const TableError& error) {
    CHECK(std::string(error.what()).find("often") == std::string::npos);  // answers never go into messages
  }
}

TEST_CASE("infinities and hexadecimal numbers are not answers") {
  CHECK_FALSE(parse_csv("a\ninf\n", "t.csv").columns[0].is_numeric);
  CHECK_FALSE(parse_csv("a\n0x10\n", "t.csv").columns[0].is_numeric);
  CHECK_FALSE(parse_csv("a\n1e999\n", "t.csv").columns[0].is_numeric);
}

TEST_CASE("every broken table is refused with line, column and reason") {
  CHECK(error_in("").reason.starts_with("the file is empty"));
  CHECK(error_in("\n\n").reason.starts_with("the file is empty"));

  const TableError ragged = error_in("a,b\n1,2\n3\n");
  CHECK(ragged.place.line == 3);
  CHECK(ragged.place.column == 2);
  CHECK(ragged.reason == "the row has 1 cells, the header 2.");
  CHECK(error_in("a;b\n1;2\n").reason.find("semicolons") != std::string::npos);

  CHECK(error_in("a,a\n1,2\n").reason == "the header names the column a twice.");
  CHECK(error_in("a,\n1,2\n").place.column == 2);

  const TableError open = error_in("a,b\n1,\"2\n3,4\n");
  CHECK(open.place.line == 2);
  CHECK(open.place.column == 2);
  CHECK(error_in("a,b\n1,\"2\"x\n").reason == "characters follow the closing quote of this cell.");
  CHECK(error_in("a,b\n1,2\"\n").place.column == 2);

  const TableError latin1 = error_in("a,b\n1,caf\xE9\n");
  CHECK(latin1.place.line == 2);
  CHECK(latin1.place.column == 2);
  CHECK(latin1.reason.find("UTF-8") != std::string::npos);
  CHECK(error_in(std::string_view("a\n1\0\n", 5)).place.line == 2);
}

TEST_CASE("random bytes and random cells never crash the reader") {
  std::mt19937_64 random(3);
  const std::vector<std::string> parts{"a",    "1",  ",", ",", "\n", "\r\n", "\"",
                                       "\"\"", "NA", "é", " ", ";",  "-99",  "\r"};
  int accepted = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (std::size_t length = random() % 24; length > 0; --length) {
      text += round % 2 ? parts[random() % parts.size()] : std::string(1, static_cast<char>(random() % 256));
    }
    try {
      const DataTable table = parse_csv(text, "random", {.missing_codes = {"-99"}});
      for (const Column& column : table.columns) {
        CHECK((column.is_numeric ? column.numbers.size() : column.texts.size()) == table.row_count);
      }
      ++accepted;
    } catch (const TableError& error) {
      CHECK_FALSE(error.reason.empty());
    }
  }
  CHECK(accepted > 0);
  CHECK(accepted < 20000);
}

TEST_CASE("a file that is not there is an error of its own") {
  CHECK_THROWS_WITH_AS(read_csv("/nowhere/at/all.csv"), doctest::Contains("cannot be read"), TableError);
  CHECK_THROWS_WITH_AS(read_csv("/tmp"), doctest::Contains("cannot be read"), TableError);
}
