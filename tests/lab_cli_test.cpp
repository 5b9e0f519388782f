// The laboratory as a user meets it: the real program over real files.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "support/command.hpp"

using namespace rapport::test;

namespace {
const std::string data =
    "a1,a2,b1,b2,same\n1,2,1,2,3\n2,1,3,2,3\n3,3,2,3,3\n4,5,4,4,3\n5,4,5,5,3\n2,2,1,3,3\n4,4,3,5,3\n3,2,4,3,3\n";
const std::string model = "A =~ a1 + a2\nB =~ b1 + b2\nB ~ A\n";
}  // namespace

TEST_CASE("the three commands print text and end with 0") {
  const Folder folder;
  const std::string csv = folder.file("answers.csv", data), lav = folder.file("model.lav", model);
  const Run described = rapport_program(folder, "describe " + csv);
  CHECK(described.status == 0);
  CHECK(described.output.find("Descriptive statistics of answers.csv") != std::string::npos);
  CHECK(described.errors.empty());
  CHECK(rapport_program(folder, "reliability " + lav + " " + csv).output.find("composite reliability") !=
        std::string::npos);
  const Run pls = rapport_program(folder, "pls " + lav + " " + csv + " --bootstrap 50 --seed 2 --threads 2");
  CHECK(pls.status == 0);
  CHECK(pls.output.find("Bootstrap of 50 draws") != std::string::npos);
}

TEST_CASE("every format can be written, also to a file") {
  const Folder folder;
  const std::string csv = folder.file("answers.csv", data), lav = folder.file("model.lav", model);
  const auto json = nlohmann::json::parse(rapport_program(folder, "pls " + lav + " " + csv + " --format json").output);
  CHECK(json["converged"] == true);
  CHECK(json["paths"][0]["se"].is_null());
  CHECK(rapport_program(folder, "pls " + lav + " " + csv + " --format csv").output.starts_with("kind,from,to,est"));
  CHECK(rapport_program(folder, "pls " + lav + " " + csv + " --format html --output " + folder.path("r.html"))
            .output.empty());
  CHECK(folder.read("r.html").find("<svg") != std::string::npos);
}

TEST_CASE("the number of threads does not change a byte") {
  const Folder folder;
  const std::string common =
      "pls " + folder.file("m", model) + " " + folder.file("d.csv", data) + " --bootstrap 300 --format json --threads ";
  CHECK(rapport_program(folder, common + "1").output == rapport_program(folder, common + "3").output);
}

TEST_CASE("missing codes are left out and told of") {
  const Folder folder;
  const std::string csv = folder.file("d.csv", data + "-99,3,2,2,3\n"), lav = folder.file("m", model);
  const Run run = rapport_program(folder, "pls " + lav + " " + csv + " --missing -99");
  CHECK(run.status == 0);
  CHECK(run.output.find("Warning: 1 of 9 respondents") != std::string::npos);
}

TEST_CASE("a broken CSV is named by file, line, column and reason, and ends with 2") {
  const Folder folder;
  const Run ragged = rapport_program(folder, "describe " + folder.file("bad.csv", "a,b\n1,2\n3\n"));
  CHECK(ragged.status == 2);
  CHECK(ragged.output.empty());
  CHECK(ragged.errors.find("bad.csv, line 3, column 2: the row has 1 cells, the header 2.") != std::string::npos);
  CHECK(rapport_program(folder, "describe " + folder.path("none.csv")).status == 2);
  const Run words =
      rapport_program(folder, "pls " + folder.file("m", model) + " " + folder.file("w.csv", data + "1,often,2,3,3\n"));
  CHECK(words.status == 2);
  CHECK(words.errors.find("w.csv, line 10, column 2") != std::string::npos);
}

TEST_CASE("an unknown variable is named with the nearest one, and ends with 2") {
  const Folder folder;
  const Run run = rapport_program(
      folder, "pls " + folder.file("m.lav", "A =~ a1 + a22\nB =~ b1\nB ~ A") + " " + folder.file("d.csv", data));
  CHECK(run.status == 2);
  CHECK(run.errors.find("m.lav, line 1, column 11") != std::string::npos);
  CHECK(run.errors.find("has no variable a22. Did you mean a2?") != std::string::npos);
  const Run loop = rapport_program(
      folder, "pls " + folder.file("l.lav", "A =~ a1\nB =~ b1\nB ~ A\nA ~ B") + " " + folder.path("d.csv"));
  CHECK(loop.status == 2);
  CHECK(loop.errors.find("loop") != std::string::npos);
}

TEST_CASE("a model that cannot be estimated ends with 3, says why, and prints no number") {
  const Folder folder;
  const std::string csv = folder.file("d.csv", data);
  const Run constant =
      rapport_program(folder, "pls " + folder.file("c.lav", "A =~ a1 + same\nB =~ b1\nB ~ A") + " " + csv);
  CHECK(constant.status == 3);
  CHECK(constant.output.empty());
  CHECK(constant.errors.find("the same answer to same") != std::string::npos);
  const Run json =
      rapport_program(folder, "pls " + folder.file("p.lav", "A =~ a1 + a2\nB =~ b1") + " " + csv + " --format json");
  CHECK(json.status == 3);
  CHECK(nlohmann::json::parse(json.output)["converged"] == false);
}

TEST_CASE("wrong usage ends with 2, and help with 0") {
  const Folder folder;
  CHECK(rapport_program(folder, "pls").status == 2);
  CHECK(rapport_program(folder, "describe " + folder.file("d.csv", data) + " --format yaml").status == 2);
  CHECK(rapport_program(folder, "pls --help").status == 0);
  const Run version = rapport_program(folder, "--version");
  CHECK(version.status == 0);
  CHECK(version.output.starts_with("rapport "));
  CHECK(rapport_program(folder, "describe " + folder.path("d.csv") + " --output /nowhere/at/all").status == 2);
}

TEST_CASE("the laboratory needs no other program; without it the site's commands say what is missing") {
  const Folder folder;
  const std::string alone = folder.path("rapport");
  std::filesystem::copy_file(RAPPORT_PROGRAM, alone);
  const auto run = [&](const std::string& arguments) {
    const std::string command = alone + " " + arguments + " >" + folder.path("out") + " 2>" + folder.path("err");
    return WEXITSTATUS(std::system(command.c_str()));
  };
  CHECK(run("describe " + folder.file("d.csv", data)) == 0);
  CHECK(run("serve") == 1);
  CHECK(folder.read("err").find("rapport-server cannot be run. Install it beside this program.") != std::string::npos);
}

TEST_CASE("a misspelt option or command is named with the nearest one") {
  const Folder folder;
  const Run option =
      rapport_program(folder, "pls " + folder.file("m", model) + " " + folder.file("d.csv", data) + " --boostrap 9");
  CHECK(option.status == 2);
  CHECK(option.errors.find("Did you mean --bootstrap?") != std::string::npos);
  CHECK(rapport_program(folder, "simulat").errors.find("Did you mean simulate?") != std::string::npos);
}

TEST_CASE("answers drawn from a population model are CSV that the other commands read") {
  const Folder folder;
  const std::string population = folder.file("p.lav", "A =~ 0.8*a1 + 0.7*a2\nB =~ 0.6*b1 + 0.9*b2\nB ~ 0.5*A\n");
  const Run drawn =
      rapport_program(folder, "simulate " + population + " --n 200 --seed 4 --likert 7 --standardized --output " +
                                  folder.path("drawn.csv"));
  CHECK(drawn.status == 0);
  CHECK(rapport_program(folder, "pls " + folder.file("m", model) + " " + folder.path("drawn.csv")).status == 0);
  const std::string again = "simulate " + population + " --n 20 --seed 4";
  CHECK(rapport_program(folder, again).output == rapport_program(folder, again).output);
  CHECK(rapport_program(folder, again).output.starts_with("a1,a2,b1,b2\n"));
}

TEST_CASE("a population that lacks a value or cannot be is refused with its place, and ends with 2") {
  const Folder folder;
  const Run lacking = rapport_program(folder, "simulate " + folder.file("p.lav", "A =~ 0.8*a1 + a2\n") + " --n 20");
  CHECK(lacking.status == 2);
  CHECK(lacking.errors.find("p.lav, line 1, column 15") != std::string::npos);
  const Run impossible =
      rapport_program(folder, "simulate " + folder.file("q.lav", "A =~ 1.8*a1 + 0.5*a2\n") + " --n 20 --standardized");
  CHECK(impossible.status == 2);
  CHECK(impossible.errors.find("explain more than all of a1") != std::string::npos);
  CHECK(rapport_program(folder, "simulate " + folder.path("p.lav")).status == 2);
}
