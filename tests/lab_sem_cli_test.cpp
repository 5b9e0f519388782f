// Structural equation models as a user of the command line meets them: the real program over real files.
#include <doctest/doctest.h>

#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/command.hpp"

using namespace rapport::test;
using Json = nlohmann::json;

namespace {
const std::string population = "A =~ 0.8*a1 + 0.7*a2 + 0.75*a3\nB =~ 0.8*b1 + 0.7*b2 + 0.6*b3\nB ~ 0.5*A\n";
const std::string model = "A =~ a1 + a2 + a3\nB =~ b1 + b2 + b3\nB ~ A\n";

/// Answers of 400, in two groups, drawn from the population.
std::string drawn(const Folder& folder, const std::string& more = "") {
  const std::string csv = folder.path("drawn.csv");
  const Run run = rapport_program(folder, "simulate " + folder.file("population.lav", population) +
                                              " --n 200,200 --seed 9 --standardized --output " + csv + " " + more);
  REQUIRE(run.status == 0);
  return csv;
}
bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}
}  // namespace

TEST_CASE("a structural equation model is estimated and printed in every format") {
  const Folder folder;
  const std::string base = "sem " + folder.file("m.lav", model) + " " + drawn(folder);
  const Run text = rapport_program(folder, base);
  CHECK(text.status == 0);
  CHECK(holds(text.output, "Structural equation model of drawn.csv"));
  CHECK(holds(text.output, "Factor loadings"));
  CHECK(text.errors.empty());
  const Json json = Json::parse(rapport_program(folder, base + " --format json").output);
  CHECK(json["converged"] == true);
  CHECK(json["ntotal"] == 400);
  CHECK(json["npar"] == 13);
  CHECK(json["fitMeasures"]["df"] == 8);
  CHECK(json["parameterEstimates"][0]["op"] == "=~");
  CHECK(json["standardized_all"].size() == json["parameterEstimates"].size());
  CHECK(rapport_program(folder, base + " --format csv").output.starts_with("lhs,op,rhs,group"));
  CHECK(holds(rapport_program(folder, base + " --format html").output, "class=\"path-diagram\""));
  CHECK(holds(rapport_program(folder, base + " --format apa").output, "Table 2. Summary of measurement scales"));
}

TEST_CASE("hypotheses are told with their verdict, and the parameter table is printed on demand") {
  const Folder folder;
  const std::string base = "sem " + folder.file("m.lav", model) + " " + drawn(folder);
  const Run run = rapport_program(
      folder, base + " --hypotheses " + folder.file("h.txt", "H1: A -> B > 0\nH2: A -> B < 0\n") + " --format json");
  REQUIRE(run.status == 0);
  const Json json = Json::parse(run.output);
  CHECK(json["hypotheses"][0]["verdict"] == "supported");
  CHECK(json["hypotheses"][1]["verdict"] == "contradicted");
  CHECK(holds(rapport_program(folder, base + " --print-table").output, "Parameter table"));
}

TEST_CASE("a model is written out though it could not be estimated") {
  const Folder folder;
  const std::string base = "sem " + folder.file("m.lav", "A =~ a1 + a2\n") + " " + drawn(folder) + " --print-table ";
  const Run json = rapport_program(folder, base + "--format json");
  REQUIRE(json.status == 0);
  CHECK(Json::parse(json.output)["partable"].size() == 5);
  CHECK(
      rapport_program(folder, base + "--format csv").output.starts_with("lhs,op,rhs,group,label,free,start\nA,=~,a1,"));
}

TEST_CASE("factor scores come with the row of each respondent") {
  const Folder folder;
  const std::string csv = folder.file("d.csv",
                                      "a1,a2,a3,g\n"
                                      "1,2,1,n\n,1,2,n\n2,2,3,s\n4,3,4,n\n3,5,4,s\n5,5,4,n\n2,1,1,s\n1,2,2,n\n4,4,"
                                      "5,s\n3,3,2,s\n5,4,5,n\n2,3,2,s\n");
  const std::string scores = folder.path("scores.csv");
  const Run run = rapport_program(folder, "sem " + folder.file("m.lav", "A =~ a1 + a2 + a3\n") + " " + csv +
                                              " --group g --scores --scores-file " + scores + " --format json");
  REQUIRE(run.status == 0);
  const Json json = Json::parse(run.output);
  CHECK(json["scores_regression"]["n"]["rows"] == Json{1, 4, 6, 8, 11});  // the second has no first answer
  CHECK(json["scores_Bartlett"]["s"]["values"].size() == 6);
  std::ifstream file(scores);
  std::string header, first;
  std::getline(file, header);
  std::getline(file, first);
  CHECK(header == "row,group,A,A.bartlett");
  CHECK(first.starts_with("1,n,"));
  CHECK(std::stod(first.substr(4)) == doctest::Approx(json["scores_regression"]["n"]["values"][0][0].get<double>()));
}

TEST_CASE("ordinal items are looked at given covariates, or modelled with them where asked") {
  const Folder folder;
  const std::string csv = folder.path("drawn.csv");
  REQUIRE(rapport_program(folder, "simulate " + folder.file("p.lav", population + "A ~ 0.4*z\n") +
                                      " --n 400 --seed 9 --standardized --likert 4 --output " + csv)
              .status == 0);
  const std::string base =
      "sem " + folder.file("m.lav", model + "A ~ z\n") + " " + csv + " --ordered all --format json ";
  const Run given = rapport_program(folder, base);
  REQUIRE(given.status == 0);
  const Json json = Json::parse(given.output);
  CHECK(json["sampstat"]["res.slopes"]["cols"] == Json{"z"});
  CHECK(json["implied"]["res.cov"]["rows"].size() == 6);
  const Run joint = rapport_program(folder, base + "--conditional-x false");
  REQUIRE(joint.status == 0);
  CHECK(Json::parse(joint.output)["sampstat"]["cov"]["rows"].size() == 7);
  const Run both = rapport_program(folder, base + "--conditional-x false --fixed-x true");
  CHECK(both.status == 2);
  CHECK(holds(both.errors, "the covariate z cannot be both fixed"));
}

TEST_CASE("a bootstrap has the same numbers for any number of threads") {
  const Folder folder;
  const std::string base =
      "sem " + folder.file("m.lav", model) + " " + drawn(folder) + " --bootstrap 50 --seed 3 --format json --threads ";
  const Run one = rapport_program(folder, base + "1");
  CHECK(one.status == 0);
  CHECK(one.output == rapport_program(folder, base + "3").output);
  CHECK(Json::parse(one.output)["bootstrap"]["draws"].get<int>() >= 45);
}

TEST_CASE("a file of more than 20 MB is read in blocks, with the same figures") {
  const Folder folder;
  drawn(folder);
  const std::string csv = folder.read("drawn.csv");
  std::string large;
  for (std::size_t from = 0, line = 0; from < csv.size(); ++line) {
    const std::size_t end = csv.find('\n', from);
    large += csv.substr(from, end - from) + "," + (line == 0 ? "remark" : std::string(60'000, 'x')) + "\n";
    from = end + 1;
  }
  const std::string base = "sem " + folder.file("m.lav", model) + " ";
  const std::string options = " --estimator MLR --format json";
  const Json small = Json::parse(rapport_program(folder, base + folder.path("drawn.csv") + options).output);
  const Json json = Json::parse(rapport_program(folder, base + folder.file("large.csv", large) + options).output);
  CHECK(holds(json.dump(), "read in blocks"));
  CHECK_FALSE(holds(small.dump(), "read in blocks"));
  CHECK(json["ntotal"] == 400);
  for (std::size_t i = 0; i < small["parameterEstimates"].size(); ++i)
    CHECK(json["parameterEstimates"][i]["est"].get<double>() ==
          doctest::Approx(small["parameterEstimates"][i]["est"].get<double>()).epsilon(1e-6));
}

TEST_CASE("covariances stand in for answers, and an R script repeats the run") {
  const Folder folder;
  const std::string cov = folder.file("c.csv", "x1,x2,x3,x4\n1,,,\n0.5,1,,\n0.4,0.45,1,\n0.35,0.4,0.5,1\n");
  const Run run = rapport_program(folder, "sem " + folder.file("m.lav", "f =~ x1 + x2 + x3 + x4") + " --cov " + cov +
                                              " --n 300 --r-script " + folder.path("run.R") + " --format json");
  REQUIRE(run.status == 0);
  CHECK(Json::parse(run.output)["fitMeasures"]["df"] == 2);
  CHECK(holds(folder.read("run.R"), "sample.nobs"));
}

TEST_CASE("two models stand side by side, with the test of their difference as the estimator has it") {
  const Folder folder;
  const std::string loose = folder.file("m.lav", model);
  const std::string strict = folder.file("strict.lav", "A =~ a1 + a*a2 + b*a3\nB =~ b1 + b2 + b3\nB ~ A\na == b\n");
  const std::string base = "compare " + loose + " " + strict + " " + drawn(folder);
  const Run text = rapport_program(folder, base);
  CHECK(text.status == 0);
  CHECK(holds(text.output, "B is a stricter version of A: Δχ²(1) = "));
  CHECK(holds(text.output, "B − A"));
  const auto method_of = [&](const std::string& options) {
    return Json::parse(rapport_program(folder, base + " --format json " + options).output)["difference"]["method"];
  };
  CHECK(method_of("") == "standard");
  CHECK(method_of("--estimator MLR") == "satorra.bentler.2001");
  CHECK(method_of("--estimator MLMV") == "satorra.2000");
  CHECK(method_of("--estimator MLR --method satorra.bentler.2010") == "satorra.bentler.2010");
  const Json json = Json::parse(rapport_program(folder, base + " --format json").output);
  CHECK(json["difference"]["Chisq diff"].get<double>() ==
        doctest::Approx(json["b"]["fitMeasures"]["chisq"].get<double>() -
                        json["a"]["fitMeasures"]["chisq"].get<double>()));
  CHECK(rapport_program(folder, base + " --method satorra").status == 2);
  const Run mistaken = rapport_program(
      folder, "compare " + loose + " " + folder.file("other.lav", "A =~ a1 + a9\n") + " " + folder.path("drawn.csv"));
  CHECK(mistaken.status == 2);
  CHECK(holds(mistaken.errors, "other.lav, line 1, column 11"));
  CHECK(rapport_program(folder, base + " --format csv").status == 2);
}

TEST_CASE("constraints are tested by Wald's test, and equalities that the model has by score tests") {
  const Folder folder;
  const std::string labelled = folder.file("l.lav", "A =~ a1 + a*a2 + b*a3\nB =~ b1 + b2 + b3\nB ~ A\n");
  const std::string csv = drawn(folder);
  const Json wald =
      Json::parse(rapport_program(folder, "sem " + labelled + " " + csv + " --wald \"a == b\" --format json").output);
  REQUIRE(wald["constraintTests"].size() == 1);
  CHECK(wald["constraintTests"][0]["method"] == "Wald");
  CHECK(wald["constraintTests"][0]["df"] == 1);
  const Run groups = rapport_program(
      folder, "sem " + folder.file("m.lav", model) + " " + csv + " --group group --group-equal loadings");
  CHECK(holds(groups.output, "all equalities"));
  CHECK(holds(groups.output, "A =~ a2 (1) == A =~ a2 (2)"));
  const Run unknown = rapport_program(folder, "sem " + labelled + " " + csv + " --wald \"a == c\"");
  CHECK(unknown.status == 2);
  CHECK(holds(unknown.errors, "No parameter has the label c. Did you mean a?"));
}

TEST_CASE("what would be ignored, or taken for a very large number, is refused") {
  const Folder folder;
  const std::string base = "sem " + folder.file("m.lav", model) + " " + drawn(folder);
  for (const char* options :
       {" --seed -1", " --level nan", " --time-limit inf", " --group-equal loadings", " --group-partial \"a2 ~ 1\"",
        " --estimator MLM --information observed", " --estimator ULS --information first.order"}) {
    CAPTURE(options);
    const Run run = rapport_program(folder, base + options);
    CHECK(run.status == 2);
    CHECK_FALSE(run.errors.empty());
  }
  const std::string matrix = "sem " + folder.file("f.lav", "f =~ x1 + x2 + x3") + " --cov " +
                             folder.file("c.csv", "x1,x2,x3\n1,,\n0.5,1,\n0.4,0.45,1\n");
  for (const char* options : {" --n -5", " --n 100 --group school", " --n 100 --scores"}) {
    CAPTURE(options);
    CHECK(rapport_program(folder, matrix + options).status == 2);
  }
  CHECK(rapport_program(folder, matrix + " --n 100").status == 0);
  CHECK(rapport_program(folder, "sem " + folder.path("m.lav") + " /dev/zero").status == 2);
  const Run hypotheses = rapport_program(folder, base + " --hypotheses " + folder.file("h.txt", "H1: C -> B > 0"));
  CHECK(holds(hypotheses.errors, "h.txt, line 1, column 5"));
}

TEST_CASE("a table that numbers its rows without a name for that, as R writes it, is read") {
  const Folder folder;
  const std::string csv = folder.file("r.csv", "\"\",\"x\",\"y\"\n\"1\",1,2\n\"2\",2,4\n\"3\",3,5\n\"4\",4,9\n");
  const Run run = rapport_program(folder, "sem " + folder.file("p.lav", "y ~ x") + " " + csv);
  CHECK(run.status == 0);
  CHECK(holds(run.output, "4 respondents"));
}

TEST_CASE("intervals of the bootstrap are of the kind asked for, and say so") {
  const Folder folder;
  const std::string base = "sem " + folder.file("m.lav", "A =~ a1 + a2 + a3") + " " + drawn(folder) +
                           " --bootstrap 200 --seed 3 --boot-ci-type ";
  std::vector<std::vector<double>> lower;
  for (const std::string type : {"perc", "bc", "bca"}) {
    const Json json = Json::parse(rapport_program(folder, base + type + " --format json").output);
    CHECK(json["bootstrap"]["boot.ci.type"] == type);
    lower.push_back({json["parameterEstimates"][1]["ci.lower"], json["parameterEstimates"][1]["se"]});
  }
  CHECK(lower[0][1] == lower[2][1]);  // the same draws
  CHECK(lower[0][0] != lower[1][0]);
  CHECK(lower[1][0] != lower[2][0]);
  CHECK(holds(rapport_program(folder, base + "bca").output, "bias-corrected and accelerated"));
  const Run wrong = rapport_program(folder, base + "bcaa");
  CHECK(wrong.status == 2);
  CHECK(holds(wrong.errors, "Did you mean bca?"));
}

TEST_CASE("invariance takes the matrices and means of published groups") {
  const Folder folder;
  const std::string block = "x1,1,,,\nx2,0.5,1,,\nx3,0.4,0.45,1,\nx4,0.35,0.4,0.5,1\nmean,1,2,3,4\nn,200,,,\n";
  std::string rows = "group,name,x1,x2,x3,x4\n";
  for (const char* group : {"A,", "B,"}) {
    std::istringstream lines(block);
    for (std::string line; std::getline(lines, line);) rows += group + line + "\n";
  }
  const std::string base = "invariance " + folder.file("m.lav", "f =~ x1 + x2 + x3 + x4") + " --cov ";
  const Run run = rapport_program(folder, base + folder.file("two.csv", rows) + " --format json");
  REQUIRE(run.status == 0);
  const Json json = Json::parse(run.output);
  CHECK(json["steps"].size() == 4);
  CHECK(std::abs(json["steps"][1]["delta.chisq"].get<double>()) < 1e-6);  // the groups are alike
  const Run one = rapport_program(folder, base + folder.file("one.csv", "name,x1,x2,x3,x4\n" + block));
  CHECK(one.status == 2);
  CHECK(holds(one.errors, "group"));
}

TEST_CASE("invariance is one command with a verdict for each step") {
  const Folder folder;
  const std::string base =
      "invariance " + folder.file("m.lav", "A =~ a1 + a2 + a3\nB =~ b1 + b2 + b3\n") + " " + drawn(folder);
  const Run run = rapport_program(folder, base + " --group group");
  CHECK(run.status == 0);
  for (const char* step : {"configural", "metric", "scalar", "strict"}) CHECK(holds(run.output, step));
  const Json json = Json::parse(rapport_program(folder, base + " --group group --format json").output);
  CHECK(json["steps"].size() == 4);
  CHECK(json["steps"][1]["delta.df"].get<double>() > 0);
  CHECK(rapport_program(folder, base).status == 2);
}

TEST_CASE("wrong words, files and models are named with what is near, and end with 2") {
  const Folder folder;
  const std::string lav = folder.file("m.lav", model), csv = drawn(folder);
  const Run estimator = rapport_program(folder, "sem " + lav + " " + csv + " --estimator MLRR");
  CHECK(estimator.status == 2);
  CHECK(holds(estimator.errors, "MLR"));
  const Run option = rapport_program(folder, "sem " + lav + " " + csv + " --estimater ML");
  CHECK(option.status == 2);
  CHECK(holds(option.errors, "Did you mean --estimator?"));
  const Run variable = rapport_program(folder, "sem " + folder.file("v.lav", "A =~ a1 + a2 + aa3") + " " + csv);
  CHECK(variable.status == 2);
  CHECK(holds(variable.errors, "Did you mean a3?"));
  CHECK(rapport_program(folder, "sem " + lav).status == 2);
  CHECK(rapport_program(folder, "sem " + lav + " " + folder.file("e.csv", "")).status == 2);
  CHECK(rapport_program(folder, "sem " + folder.file("empty.lav", "") + " " + csv).status == 2);
  CHECK(rapport_program(folder, "sem " + lav + " " + csv + " --hypotheses " + folder.file("h", "H1 nothing")).status ==
        2);
}

TEST_CASE("what cannot be estimated ends with 3, the reason, and no number") {
  const Folder folder;
  const std::string csv = drawn(folder);
  const std::string base = "sem " + folder.file("m.lav", "A =~ a1 + a2") + " " + csv;
  const Run run = rapport_program(folder, base);
  CHECK(run.status == 3);
  CHECK(run.output.empty());
  CHECK(holds(run.errors, "identified"));
  const Json json = Json::parse(rapport_program(folder, base + " --format json").output);
  CHECK(json["converged"] == false);
  CHECK(json["code"] == "too_few_moments");
}

TEST_CASE("a file of 10,000 columns is read, and only the model's are kept") {
  const Folder folder;
  std::string wide;
  for (int i = 1; i <= 9994; ++i) wide += fmt::format("spare{},", i);
  wide += "a1,a2,a3,b1,b2,b3\n";
  const Run drawn_rows = rapport_program(
      folder, "simulate " + folder.file("population.lav", population) + " --n 200 --seed 9 --standardized");
  REQUIRE(drawn_rows.status == 0);
  std::istringstream lines(drawn_rows.output);
  std::string narrow, line;
  for (std::getline(lines, narrow); std::getline(lines, line);) {
    for (std::size_t i = 0; i < 9994; ++i) wide += "1,";
    wide += line + "\n";
  }
  const std::string lav = folder.file("m.lav", model);
  const Run of_wide = rapport_program(folder, "sem " + lav + " " + folder.file("wide.csv", wide) + " --format csv");
  CHECK(of_wide.status == 0);
  CHECK(of_wide.output ==
        rapport_program(folder, "sem " + lav + " " + folder.file("narrow.csv", drawn_rows.output) + " --format csv")
            .output);
}

TEST_CASE("a run whose time is up ends with 3, and says so") {
  const Folder folder;
  const Run run = rapport_program(
      folder, "sem " + folder.file("m.lav", model) + " " + drawn(folder) + " --time-limit 0.000001 --format json");
  CHECK(run.status == 3);
  const Json json = Json::parse(run.output);
  CHECK(json["converged"] == false);
  CHECK(json["code"] == "time_limit");
  CHECK(holds(run.errors + run.output, "--time-limit"));
}
