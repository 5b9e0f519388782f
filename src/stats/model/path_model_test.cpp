#include "stats/model/path_model.hpp"

#include <doctest/doctest.h>

#include <random>

#include "stats/table/csv.hpp"

using namespace rapport::stats;

namespace {
ModelError error_in(std::string_view text) {
  try {
    parse_model(text);
  } catch (const ModelError& error) {
    return error;
  }
  FAIL("the model was accepted");
  return ModelError("", {}, "");
}

std::string path_names(const PathModel& model) {
  std::string names;
  for (const Path& path : model.paths) {
    names += model.constructs[path.from].name + ">" + model.constructs[path.to].name + " ";
  }
  return names;
}
}  // namespace

TEST_CASE("a model has constructs with items and modes, and paths from right to left") {
  const PathModel model = parse_model("Image =~ i1 + i2\nPrice <~ p1 + p2\nLoyalty =~ l1\nLoyalty ~ Image + Price\n");
  REQUIRE(model.constructs.size() == 3);
  CHECK(model.constructs[0].items == std::vector<std::string>{"i1", "i2"});
  CHECK(model.constructs[0].mode == Mode::A);
  CHECK(model.constructs[1].mode == Mode::B);
  CHECK(path_names(model) == "Image>Loyalty Price>Loyalty ");
  CHECK(model.items() == std::vector<std::string>{"i1", "i2", "p1", "p2", "l1"});
}

TEST_CASE("comments, semicolons and formulas over several lines are read as lavaan reads them") {
  const PathModel model = parse_model("# the image\nA =~ a1 +   ! first\n  a2\n    + a3; B =~ b1\n\n\nB ~\nA # end");
  CHECK(model.constructs[0].items.size() == 3);
  CHECK(path_names(model) == "A>B ");
}

TEST_CASE("formulas of one construct add up, and several may share a right side") {
  const PathModel model = parse_model("A=~a1\nA=~a2\nB=~b1\nC=~c1\nB+C~A");
  CHECK(model.constructs[0].items == std::vector<std::string>{"a1", "a2"});
  CHECK(path_names(model) == "A>B A>C ");
}

TEST_CASE("a variable in a path that nothing measures is its own single item") {
  const PathModel model = parse_model("B =~ b1 + b2\nB ~ age");
  REQUIRE(model.constructs.size() == 2);
  CHECK(model.constructs[1].is_observed);
  CHECK(model.constructs[1].items == std::vector<std::string>{"age"});
  CHECK(parse_model("SMU =~ SMU\nB =~ b1\nB ~ SMU").constructs[0].items.size() == 1);
}

TEST_CASE("names may be of any language") {
  CHECK(parse_model("Zufriedenheit =~ größe + 满意").items()[1] == "满意");
}

TEST_CASE("causes come before outcomes in the causal order") {
  const PathModel model = parse_model("C=~c\nB=~b\nA=~a\nC~B+A\nB~A");
  CHECK(model.causal_order() == std::vector<std::size_t>{2, 1, 0});
}

TEST_CASE("a mistake is shown with its line, column and a caret") {
  const ModelError error = error_in("A =~ a1 + a2\nB =~ b1 +\n\nC =~ c1");
  CHECK(error.place.line == 4);
  CHECK(error.place.column == 3);  // the line before is continued, so the second operator is the mistake
  CHECK(error.source_line == "C =~ c1");

  const ModelError caret = error_in("größe =~ b1 b2");
  CHECK(caret.place.column == 13);
  CHECK(std::string(caret.what()).ends_with("\n  größe =~ b1 b2\n              ^"));
}

TEST_CASE("what does not fit together is refused") {
  CHECK(error_in("").reason.starts_with("The model is empty"));
  CHECK(error_in("# only words\n").reason.starts_with("The model is empty"));
  CHECK(error_in("A =~ a1 + a1").reason == "The item a1 stands twice in the construct A.");
  CHECK(error_in("A =~ a1\nB =~ a1").reason == "The item a1 already belongs to the construct A.");
  CHECK(error_in("A =~ a1\nA <~ a2").reason.find("use one of them") != std::string::npos);
  CHECK(error_in("A =~ a1\nB =~ b1\nA ~ B\nA ~ B").reason == "The path from B to A is written twice.");
  CHECK(error_in("A =~ a1\nA ~ A").reason == "A cannot depend on itself.");
  CHECK(error_in("A =~ a1 + a2\nB =~ b1\nB ~ a1").reason.find("paths run between constructs") != std::string::npos);
  CHECK(error_in("A =~ a1\nB =~ A + b1").reason.find("not supported here yet") != std::string::npos);
  const ModelError loop = error_in("A=~a\nB=~b\nC=~c\nB~A\nC~B\nA~C");
  CHECK(loop.reason.find("A → B → C → A") != std::string::npos);
  CHECK(loop.place.line == 6);
}

TEST_CASE("lavaan syntax that is not supported yet is named, not misread") {
  for (const char* text :
       {"A =~ 1*a1 + a2", "A =~ l*a1", "A =~ NA*a1 + a2", "A =~ start(0.5)*a1", "A =~ c(1, b)*a1", "a1 ~~ a2",
        "ind := a*b", "a == b", "x | t1", "A =~ a1\nA ~ 1", "A =~ a:b", "A =~ equal(\"x\")*a1", "group: 1\nA =~ a1",
        "a1 ~*~ a1", "A =~ 0.5?a1", "a < 1", "level: 1\nA =~ a1", "A =~ (1/3)*a1"}) {
    CAPTURE(text);
    CHECK(error_in(text).reason.find("not supported here yet") != std::string::npos);
  }
}

TEST_CASE("what is no formula is refused where it goes wrong") {
  CHECK(error_in("A =~").place.column == 5);
  CHECK(error_in("=~ a").place.column == 1);
  CHECK(error_in("A B").place.column == 3);
  CHECK(error_in("A =~ 2x").reason.find("names do not begin with a digit") != std::string::npos);
  CHECK(error_in("A =~ a1 $").reason.find("no meaning") != std::string::npos);
  CHECK(error_in("A =~ \"a").reason.find("not closed") != std::string::npos);
  CHECK(error_in("A =~ f(a").reason.find("not closed") != std::string::npos);
  CHECK(error_in("A =~ \xFF").reason.find("UTF-8") != std::string::npos);
}

TEST_CASE("the longest models are read, and longer ones are refused") {
  std::string chain, blocks;
  for (int i = 0; chain.size() < 64000; ++i) chain += "v" + std::to_string(i + 1) + "~v" + std::to_string(i) + "\n";
  for (int i = 0; blocks.size() < 64000; ++i) blocks += "c" + std::to_string(i) + "=~i" + std::to_string(i) + "\n";
  CHECK(parse_model(chain).paths.size() > 4000);
  CHECK(parse_model(blocks).constructs.size() > 4000);
  CHECK(error_in(chain + blocks).reason.find("too long") != std::string::npos);
}

TEST_CASE("an unknown variable is reported with the nearest name that exists") {
  const DataTable table = parse_csv("IMAG1,IMAG2,CUSL1\n1,2,3\n", "mobi.csv");
  const auto message = [&](const char* text) {
    try {
      check_variables(parse_model(text), table);
    } catch (const ModelError& error) {
      return error.reason;
    }
    return std::string();
  };
  CHECK(message("A =~ IMAG1 + IMAG3") == "mobi.csv has no variable IMAG3. Did you mean IMAG1?");
  CHECK(message("A =~ imag2") == "mobi.csv has no variable imag2. Did you mean IMAG2?");
  CHECK(message("A =~ something") == "mobi.csv has no variable something.");
  CHECK(message("Loyalty =~ CUSL1\nIMAG1 ~ Loyalti").find("Did you mean Loyalty?") != std::string::npos);
  CHECK(message("A =~ IMAG1").empty());
}

TEST_CASE("random bytes and random words never crash the parser") {
  std::mt19937_64 random(7);
  const std::vector<std::string> words{"A",  "b1", "=~", "<~", "~", "~~", "+", "*", ":=", "==", "(", ")",  "\n", ";",
                                       "#x", "1",  ".5", "\"", "-", "|",  "é", ",", " ",  "!",  ":", "c(", "2e", "\\"};
  int accepted = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (std::size_t length = random() % 24; length > 0; --length) {
      text += round % 2 ? words[random() % words.size()] : std::string(1, static_cast<char>(random() % 256));
    }
    try {
      parse_model(text);
      ++accepted;
    } catch (const ModelError& error) {
      CHECK_FALSE(error.reason.empty());
    }
  }
  CHECK(accepted < 20000);
}
