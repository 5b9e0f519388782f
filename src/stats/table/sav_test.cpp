#include "stats/table/sav.hpp"

#include <doctest/doctest.h>
#include <readstat.h>

#include <unistd.h>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

using namespace rapport::stats;

namespace {
/// A folder that goes with the test.
struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("rapport-sav-" + std::to_string(::getpid()));
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
};

ssize_t write_bytes(const void* data, std::size_t size, void* context) {
  static_cast<std::ofstream*>(context)->write(static_cast<const char*>(data), static_cast<std::streamsize>(size));
  return static_cast<ssize_t>(size);
}

/// Three respondents: an item with -99 as user-missing, an age with a range of them, and a place.
void write_sav(const std::filesystem::path& path, readstat_compress_t compression) {
  std::ofstream file(path, std::ios::binary);
  readstat_writer_t* writer = readstat_writer_init();
  readstat_set_data_writer(writer, write_bytes);
  readstat_writer_set_compression(writer, compression);
  readstat_label_set_t* labels = readstat_add_label_set(writer, READSTAT_TYPE_DOUBLE, "often");
  readstat_label_double_value(labels, 2, "seldom");
  readstat_label_double_value(labels, 4.5, "oft, täglich");
  readstat_variable_t* item = readstat_add_variable(writer, "x1", READSTAT_TYPE_DOUBLE, 0);
  readstat_variable_set_label(item, "How often do you ride?");
  readstat_variable_set_label_set(item, labels);
  readstat_variable_add_missing_double_value(item, -99);
  readstat_variable_t* age = readstat_add_variable(writer, "age", READSTAT_TYPE_DOUBLE, 0);
  readstat_variable_add_missing_double_range(age, 900, 999);
  readstat_variable_t* place = readstat_add_variable(writer, "place", READSTAT_TYPE_STRING, 20);
  readstat_begin_writing_sav(writer, &file, 3);
  const double items[] = {4.5, -99, 2};
  const double ages[] = {31, 52, 950};
  const char* places[] = {"Zürich", "", "Łódź"};
  for (int row = 0; row < 3; ++row) {
    readstat_begin_row(writer);
    readstat_insert_double_value(writer, item, items[row]);
    readstat_insert_double_value(writer, age, ages[row]);
    readstat_insert_string_value(writer, place, places[row]);
    readstat_end_row(writer);
  }
  REQUIRE(readstat_end_writing(writer) == READSTAT_OK);
  readstat_writer_free(writer);
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string reason_of(const std::filesystem::path& path) {
  try {
    read_data(path);
  } catch (const TableError& error) {
    return error.reason;
  }
  return "no error";
}
}  // namespace

TEST_CASE("an SPSS file is read with its user-missing values as missing") {
  const Folder folder;
  const auto check_file = [&](const char* name, readstat_compress_t compression) {
    CAPTURE(name);
    write_sav(folder.path / name, compression);
    const DataTable table = read_data(folder.path / name);
    REQUIRE(table.row_count == 3);
    CHECK(table.names() == std::vector<std::string>{"x1", "age", "place"});
    const Column& item = *table.find("x1");
    CHECK(item.numbers[0] == 4.5);
    CHECK(std::isnan(item.numbers[1]));
    CHECK(std::isnan(table.find("age")->numbers[2]));
    CHECK(table.find("age")->numbers[1] == 52);
    CHECK_FALSE(table.find("place")->is_numeric);
    CHECK(table.find("place")->texts == std::vector<std::string>{"Zürich", "", "Łódź"});
    CHECK(item.label == "How often do you ride?");
    REQUIRE(item.value_labels.size() == 2);
    CHECK(item.value_labels[0].value == 2);
    CHECK(item.value_labels[1].label == "oft, täglich");
    CHECK(table.find("age")->label.empty());
    CHECK(table.find("age")->value_labels.empty());
    const DataTable from_memory = parse_sav(bytes_of(folder.path / name), name);
    CHECK(from_memory.source == name);
    CHECK(write_csv(from_memory) == write_csv(table));
    CHECK(from_memory.find("x1")->value_labels.size() == 2);
  };
  check_file("plain.sav", READSTAT_COMPRESS_NONE);
  check_file("ROWS.SAV", READSTAT_COMPRESS_ROWS);
  check_file("packed.zsav", READSTAT_COMPRESS_BINARY);
}

TEST_CASE("missing codes hold for SPSS files too") {
  const Folder folder;
  write_sav(folder.path / "a.sav", READSTAT_COMPRESS_NONE);
  const DataTable table = read_data(folder.path / "a.sav", {.missing_codes = {"52", "Łódź"}});
  CHECK(std::isnan(table.find("age")->numbers[1]));
  CHECK(table.find("place")->texts[2].empty());
}

TEST_CASE("a file that is no table is refused with the reason, wherever it is cut off") {
  const Folder folder;
  CHECK(reason_of(folder.path / "none.sav").starts_with("the file cannot be read."));
  CHECK(reason_of(folder.path / "sheet.xlsx").find("CSV UTF-8") != std::string::npos);
  std::ofstream(folder.path / "text.sav") << "x1,x2\n1,2\n";
  CHECK(reason_of(folder.path / "text.sav").starts_with("this is no SPSS file that can be read ("));
  std::ofstream(folder.path / "data.csv") << "x1,x2\n1,2\n";
  CHECK(read_data(folder.path / "data.csv").row_count == 1);

  write_sav(folder.path / "whole.sav", READSTAT_COMPRESS_ROWS);
  const std::string bytes = bytes_of(folder.path / "whole.sav");
  for (std::size_t size = 0; size < bytes.size(); size += 7) {
    std::ofstream(folder.path / "cut.sav", std::ios::binary) << bytes.substr(0, size);
    const std::string reason = reason_of(folder.path / "cut.sav");  // an error or fewer rows, but defined
    try {
      parse_sav(std::string_view(bytes).substr(0, size), "cut.sav");
      CHECK(reason == "no error");
    } catch (const TableError& error) {
      CHECK(error.reason == reason);
    }
  }
}
