// Mutated models: the way from a text to a table either comes to its end or refuses with a reason.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "stats/sem/table/expand.hpp"
#include "stats/sem/table/variables.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;

namespace {
const std::vector<std::string> corpus = {
    "visual =~ x1 + x2 + x3\ntextual =~ x4 + x5 + x6\n",
    "f =~ x1 + a*x2 + start(0.5)*b*x3; a == 2*b; d := a*b; b > 0; d < 3\n",
    "i =~ 1*x1 + 1*x2 + 1*x3\ns =~ 0*x1 + 1*x2 + 2*x3\ni + s ~ z1\n",
    "f =~ NA*x1 + c(l1,l2)*x2 + c(0.5,NA)*x3\nf ~~ c(1,1)*f\nf ~ c(0,NA)*1\n",
    "group: 1\nf =~ x1 + x2\ngroup: 2\nf =~ x1 + a*x2\nx1 ~~ x2\n",
    "f =~ x1 + x2; x1 | a*t1 + 0.2*t2; x1 ~*~ x1; x2 ~ 0 + z1 # ordinal\n",
    "h =~ f + g; f =~ x1 + equal(\"g=~x4\")*x2; g =~ x3 + x4\n",
    "y ~ b*m + cp*x\nm ~ a*x\nind := a*b; total := cp + ind; prop := exp(log(abs(ind/total)))\n",
    "f =~ x1 + lower(0)*x2 + upper(c(1,2))*x3 + 0.8?x4; \"q\"*x1 ~~ x2\n",
    "level: 1\nf <~ x1 + x2:x3; efa(\"b\")*g =~ rv('s')*x1\n"};
const std::vector<std::string> words = {"=~",     "~",      "~~",    "~1",      "|",    "~*~",  ":=",
                                        "==",     "<",      ">",     "<~",      "+",    "-",    "*",
                                        "/",      "^",      "(",     ")",       ",",    ":",    ";",
                                        "\n",     "#",      "!",     "?",       "\"",   "'",    "NA",
                                        "c(",     "x1",     "x2",    "f",       "a",    "1",    "0.5",
                                        "1e9",    "é",      "t1",    "group: ", " ",    "\t",   "\r",
                                        "start(", "equal(", "sqrt(", "f=~x1",   ".p1.", "\xFF", std::string(1, '\0')};

std::string mutated(std::mt19937_64& random) {
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  std::string text = corpus[below(corpus.size())];
  for (std::size_t edits = below(4); edits > 0; --edits) {
    const std::size_t at = below(text.size() + 1);
    const std::size_t length = std::min(below(6), text.size() - at);
    switch (below(5)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, words[below(words.size())]);
        break;
      case 2:
        text.replace(at, length, words[below(words.size())]);
        break;
      case 3:
        text.insert(at, text.substr(below(text.size() + 1), length + 1));
        break;
      default:
        text.insert(at, corpus[below(corpus.size())]);
    }
  }
  return text;
}

/// Evaluates what the table constrains: an expression must not read beyond the rows.
void evaluate(const ParameterTable& table) {
  const std::vector<double> values(table.rows.size(), 0.5);
  for (const Parameter& row : table.rows) {
    if (!row.expression) continue;
    (void)row.expression->value(values);
    CHECK(row.expression->gradient(values).size() == table.rows.size());
    for (const std::size_t used : row.expression->rows()) CHECK(used < table.rows.size());
  }
}
}  // namespace

TEST_CASE("mutated models come to a table or to a reason") {
  std::mt19937_64 random(20260101);
  int accepted = 0;
  for (int round = 0; round < 20000; ++round) {
    const std::string text = mutated(random);
    Settings settings;
    settings.function = static_cast<Function>(random() % 3);
    settings.std_lv = random() % 4 == 0;
    settings.effect_coding = random() % 4 == 0;
    settings.fixed_x = random() % 2 == 0;
    settings.meanstructure = random() % 2 == 0;
    if (random() % 2) settings.group_equal = {GroupEqual::loadings, static_cast<GroupEqual>(random() % 9)};
    const std::vector<OrdinalItem> ordinal =
        random() % 3 ? std::vector<OrdinalItem>{} : std::vector<OrdinalItem>{{"x1", 2}};
    const std::vector<std::string> groups =
        random() % 2 ? std::vector<std::string>{} : std::vector<std::string>{"a", "b"};
    try {
      evaluate(expand(parse_syntax(text), ordinal, groups, settings));
      ++accepted;
    } catch (const ModelError& error) {
      CHECK_FALSE(error.reason.empty());
    }
  }
  CHECK(accepted > 3000);
  CHECK(accepted < 18000);
}

TEST_CASE("the largest texts are refused or written out") {
  const auto refused = [](const std::string& text) {
    try {
      expand(parse_syntax(text), {}, {"a", "b"}, {.effect_coding = true, .group_equal = {GroupEqual::loadings}});
    } catch (const ModelError& error) {
      return error.reason;
    }
    return std::string();
  };
  std::string factors, sides = "a", indicators = "f =~ x", chain, sum = "f =~ x1 + a*x2; d := a";
  for (int i = 0; factors.size() < 60000; ++i) factors += "f" + std::to_string(i) + "=~x" + std::to_string(i) + ";";
  for (int i = 0; sides.size() < 30000; ++i) sides += "+v" + std::to_string(i);
  for (int i = 0; indicators.size() < 60000; ++i) indicators += "+x" + std::to_string(i);
  for (int i = 0; chain.size() < 60000; ++i) chain += "y" + std::to_string(i + 1) + "~y" + std::to_string(i) + ";";
  while (sum.size() < 60000) sum += "+a*a";
  CHECK(refused(factors).find("too large") != std::string::npos);
  CHECK(refused(sides + "~~" + sides).find("too large") != std::string::npos);
  CHECK(refused(indicators).empty());
  CHECK(refused(chain).empty());
  CHECK(refused(sum).empty());
}
