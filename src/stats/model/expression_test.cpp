#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numbers>

#include "stats/model/expression_parser.hpp"

using namespace rapport::stats;

namespace {
const RowsByName abc = {{"a", 0}, {"b", 1}, {"c", 2}};

std::vector<Token> words_of(std::string_view text) {
  std::vector<Token> words = lex_model(text);
  words.resize(words.size() - 2);  // the ends of the statement and of the model
  return words;
}

std::shared_ptr<const Expression> parse(std::string_view text, const RowsByName& rows = abc) {
  return parse_expression(text, words_of(text), rows);
}

double value(std::string_view text, std::vector<double> values = {2, 3, 0.5}) {
  return parse(text)->value(values);
}

ModelError error_in(std::string_view text) {
  try {
    parse(text);
  } catch (const ModelError& error) {
    return error;
  }
  FAIL("accepted: " << text);
  return ModelError("", {}, "");
}
}  // namespace

TEST_CASE("arithmetic binds as in R: powers, then signs, then products, then sums") {
  CHECK(value("1 + 2 * 3") == 7);
  CHECK(value("-2^2") == -4);
  CHECK(value("2^3^2") == 512);
  CHECK(value("2^-1") == 0.5);
  CHECK(value("8/4/2") == 1);
  CHECK(value("1 - 2 - 3") == -4);
  CHECK(value("(1 - 2) * -(3 + 1)") == 4);
  CHECK(value("a*b^2 + c") == 18.5);
  CHECK(value("1e-3 * 2E3") == 2);
}

TEST_CASE("the usual functions are known, with π") {
  CHECK(value("sqrt(16) + abs(-3) + min(4, a, 7) + max(1, b) + sum(a, b, c)") == doctest::Approx(17.5));
  CHECK(value("log(exp(a)) + log10(100) + log2(8)") == doctest::Approx(7));
  CHECK(value("sin(pi/2) + cos(0) + tan(0)") == doctest::Approx(2));
  CHECK(value("pnorm(1.959963984540054)") == doctest::Approx(0.975));
  CHECK(value("qnorm(0.975)") == doctest::Approx(1.959963984540054));
  CHECK(value("qnorm(pnorm(-7))") == doctest::Approx(-7));
  CHECK(std::isnan(value("qnorm(2)")));
  CHECK(value("pi") == doctest::Approx(std::numbers::pi));
  CHECK(parse("pi", {{"pi", 0}})->value(std::vector<double>{5.0}) == 5);  // a label goes before the constant
}

TEST_CASE("gradients agree with finite differences") {
  for (const char* text :
       {"a*b*c", "a/b - c/a", "a^b", "c^a^b", "-a^2 + 3*b", "exp(a*c) * log(b)", "sqrt(a + b^2)", "abs(c - a)",
        "sin(a) * cos(b) + tan(c)", "asin(c) + acos(c) + atan(a)", "sinh(c) + cosh(b) - tanh(a)", "pnorm(a - b)",
        "qnorm(c/2)", "min(a, b, c) + max(a, b*c)", "sum(a, b, a*c)", "log10(a) + log2(b)", "2^a", "a^0 + b"}) {
    CAPTURE(text);
    const auto expression = parse(text);
    const std::vector<double> at{2, 3, 0.5};
    const std::vector<double> gradient = expression->gradient(at);
    REQUIRE(gradient.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
      std::vector<double> above = at;
      std::vector<double> below = at;
      above[i] += 1e-6;
      below[i] -= 1e-6;
      const double difference = (expression->value(above) - expression->value(below)) / 2e-6;
      CHECK(gradient[i] == doctest::Approx(difference).epsilon(1e-6));
    }
  }
}

TEST_CASE("a gradient is 0 in what does not occur, and constant powers of negative numbers have one") {
  CHECK(parse("b^2")->gradient(std::vector<double>{1, -3, 1}) == std::vector<double>{0, -6, 0});
  CHECK(parse("0*b + c - c")->gradient(std::vector<double>{1, 2, 3}) == std::vector<double>{0, 0, 0});
  CHECK(parse("c + a*c")->rows() == std::vector<std::size_t>{0, 2});
  CHECK(parse("1/3")->rows().empty());
}

TEST_CASE("a mistake in the arithmetic is named where it stands") {
  CHECK(error_in("a + bb").reason == "No parameter has the label bb. Did you mean b?");
  CHECK(error_in("a + something").reason == "No parameter has the label something.");
  CHECK(error_in("sqr(a)").reason == "There is no function sqr here. Did you mean sqrt?");
  CHECK(error_in("log(a, 2)").reason.find("takes one argument") != std::string::npos);
  CHECK(error_in("a b").place.column == 3);
  CHECK(error_in("a * / b").place.column == 5);
  CHECK(error_in("a +").reason.find("ends too early") != std::string::npos);
  CHECK(error_in("(a + b").reason.find("not closed") != std::string::npos);
  CHECK(error_in("\"a\"").reason.find("a number or a label") != std::string::npos);
}

TEST_CASE("deep nesting is refused, and long sums are not deep") {
  const auto repeated = [](const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
  };
  CHECK(error_in(repeated("(", 5000) + "a" + repeated(")", 5000)).reason.find("nested too deeply") !=
        std::string::npos);
  CHECK(error_in(repeated("a^", 5000) + "a").reason.find("nested too deeply") != std::string::npos);
  CHECK(error_in(repeated("sin(", 5000) + "a" + repeated(")", 5000)).reason.find("nested") != std::string::npos);
  CHECK(value(repeated("a+", 20000) + "a") == 40002);
  CHECK(value(repeated("-", 20000) + "a") == 2);
}
