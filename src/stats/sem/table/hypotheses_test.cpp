#include "stats/sem/table/hypotheses.hpp"

#include <doctest/doctest.h>

#include <random>

#include "stats/sem/table/expand.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;

namespace {
constexpr const char* model =
    "focus =~ x1 + x2 + x3; rapport =~ x4 + x5 + x6; word =~ x7 + x8\n"
    "rapport ~ a*focus; word ~ b*rapport + 0*focus; indirect := a*b";

std::vector<std::size_t> rows(const std::string& hypotheses, const std::vector<std::string>& groups = {}) {
  return rows_of(parse_hypotheses(hypotheses), expand(parse_syntax(model), {}, groups, {}));
}

ModelError error_in(const std::string& hypotheses, const std::vector<std::string>& groups = {}) {
  try {
    rows(hypotheses, groups);
  } catch (const ModelError& error) {
    return error;
  }
  FAIL("accepted: " << hypotheses);
  return ModelError("", {}, "");
}
}  // namespace

TEST_CASE("a hypothesis names a path, a label or a defined effect, and a direction") {
  const Hypotheses read =
      parse_hypotheses("# fixed in May\nH1a: focus -> rapport > 0\n\nH-2:indirect!=0; H3: b < 0 ! no");
  REQUIRE(read.list.size() == 3);
  CHECK(read.list[0].name == "H1a");
  CHECK(read.list[0].text == "focus -> rapport > 0");
  CHECK(read.list[0].direction == Direction::positive);
  CHECK(read.list[1].name == "H-2");
  CHECK(read.list[1].text == "indirect != 0");
  CHECK(read.list[1].direction == Direction::different);
  CHECK(read.list[2].direction == Direction::negative);
  CHECK(parse_hypotheses("").list.empty());
}

TEST_CASE("hypotheses are found in the parameter table") {
  const ParameterTable table = expand(parse_syntax(model), {}, {}, {});
  const auto found = rows("H1: focus -> rapport > 0\nH2: b > 0\nH3: indirect > 0\nH4: focus -> x2 > 0");
  CHECK(table.rows[found[0]].label == "a");
  CHECK(table.rows[found[1]].rhs == "rapport");
  CHECK(table.rows[found[2]].op == Op::defined_as);
  CHECK(table.rows[found[3]].op == Op::measured_by);
}

TEST_CASE("in several groups a hypothesis needs one value") {
  CHECK(rows("H1: focus -> rapport > 0", {"1", "2"}).size() == 1);  // one label: equal in both
  CHECK(error_in("H1: focus -> x2 > 0", {"1", "2"}).reason.find("one label per group") != std::string::npos);
}

TEST_CASE("what the model lacks is reported with the nearest name") {
  CHECK(error_in("H1: focsu -> rapport > 0").reason == "H1: the model has no variable focsu. Did you mean focus?");
  CHECK(error_in("H1: indrect > 0").reason.find("Did you mean indirect?") != std::string::npos);
  CHECK(error_in("H1: rapport -> focus > 0").reason.find("no path from rapport to focus: add \"focus ~ rapport\"") !=
        std::string::npos);
  CHECK(error_in("H1: rapport <-> word > 0").reason.find("no covariance") != std::string::npos);
  CHECK(error_in("H1: focus -> word > 0").reason.find("is fixed") != std::string::npos);
}

TEST_CASE("what is no hypothesis is refused where it goes wrong") {
  CHECK(error_in("H1 focus -> rapport > 0").place.column == 4);
  CHECK(error_in("\nH1: focus -> > 0").place.line == 2);
  CHECK(error_in("\nH1: focus -> > 0").place.column == 14);
  CHECK(error_in("H1: focus -> rapport").reason.find("> 0, < 0 or != 0") != std::string::npos);
  CHECK(error_in("H1: focus -> rapport > 1").reason == "A hypothesis compares with 0.");
  CHECK(error_in("H1: a > 0 0").reason.find("complete before this") != std::string::npos);
  CHECK(error_in("H1: focus -> rapport -> word > 0").reason.find("indirect effect") != std::string::npos);
  CHECK(error_in("H1: a > 0\nH1: b > 0").reason == "The hypothesis H1 stands twice.");
  CHECK(error_in("H1: \xFF > 0").reason.find("UTF-8") != std::string::npos);
}

TEST_CASE("random lines never crash the reader of hypotheses") {
  std::mt19937_64 random(5);
  const std::vector<std::string> words{
      "H1", ":", "a", "->", "<->", ">", "<", "!=", "0", "\n", ";", "#", "é", " ", "-", "0.0"};
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (std::size_t length = random() % 12; length > 0; --length) {
      text += round % 2 ? words[random() % words.size()] : std::string(1, static_cast<char>(random() % 256));
    }
    try {
      parse_hypotheses(text);
    } catch (const ModelError& error) {
      CHECK_FALSE(error.reason.empty());
    }
  }
}
