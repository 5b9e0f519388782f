#include <doctest/doctest.h>
#include <unistd.h>

#include <atomic>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <string>

#include "stats/sem/estimate.hpp"
#include "stats/sem/sample/streamed/streamed_sample.hpp"
#include "stats/table/csv.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;
using Eigen::MatrixXd;

namespace {
/// A CSV file that goes with the test.
struct File {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("rapport-stream-" + std::to_string(::getpid()) + ".csv");
  explicit File(const std::string& text) { std::ofstream(path, std::ios::binary) << text; }
  ~File() { std::filesystem::remove(path); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
};

const std::vector<std::string> items{"x1", "x2", "x3"};

/// 500 respondents with gaps, a remark between the items, and whatever line ends and quotes are asked for.
std::string text(const std::string& line_end, bool quotes) {
  std::mt19937_64 random(3);
  std::string csv = "x1,remark,x2,x3" + line_end;
  for (int k = 0; k < 500; ++k) {
    const auto draw = [&] { return static_cast<double>(random() % 1000) / 8; };
    const double common = draw();
    csv += random() % 20 == 0 ? "NA" : std::to_string(common + draw());
    csv += quotes && k % 7 == 0 ? ",\"one, \"\"two\"\"\n3\"," : ",fine,";
    csv += random() % 20 == 0 ? "" : std::to_string(common - draw());
    csv += "," + std::to_string(1e6 + draw()) + line_end;
  }
  return csv;
}

Sample streamed(const std::filesystem::path& path, StreamOptions options) {
  RowStream stream(path, items, std::move(options));
  return sample_of(stream, {.variables = items}, {.meanstructure = true});
}

template <class Action>
std::string reason_of(Action action) {
  try {
    action();
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "no error";
}
}  // namespace

TEST_CASE("a streamed file has the moments that it has as a table") {
  for (const bool quotes : {false, true}) {
    for (const char* line_end : {"\n", "\r\n"}) {
      const File file(text(line_end, quotes));
      const Sample table = sample_of(read_csv(file.path), {.variables = items}, {.meanstructure = true});
      for (const std::size_t block : {std::size_t{50}, std::size_t{3000}, std::size_t{1} << 20}) {
        CAPTURE(block);
        const Sample stream = streamed(file.path, {.threads = 2, .block_bytes = block});
        CHECK(stream.groups[0].n == table.groups[0].n);
        CHECK(stream.groups[0].original == 500);
        CHECK(stream.groups[0].statistics.isApprox(table.groups[0].statistics, 1e-12));
        CHECK(stream.warnings.size() == table.warnings.size());
        CHECK_FALSE(stream.has_rows);
      }
    }
  }
}

TEST_CASE("the sums of a streamed file do not depend on the number of threads") {
  const File file(text("\n", false));
  const Sample one = streamed(file.path, {.threads = 1, .block_bytes = 200});
  for (const unsigned threads : {2U, 5U}) {
    CHECK(streamed(file.path, {.threads = threads, .block_bytes = 200}).groups[0].cov == one.groups[0].cov);
  }
}

TEST_CASE("a second pass sees the same blocks, from the cache or from the file") {
  const File file(text("\n", true));
  for (const std::size_t cache : {std::size_t{0}, std::size_t{1} << 20}) {
    RowStream stream(file.path, items, {.threads = 2, .block_bytes = 400, .cache_bytes = cache});
    std::map<std::size_t, MatrixXd> passes[3];
    std::mutex mutex;
    for (auto& pass : passes) {
      stream.each_block([&](std::size_t block, const MatrixXd& rows) {
        const std::lock_guard lock(mutex);
        pass.emplace(block, rows);
      });
    }
    CHECK(passes[0].size() > 10);
    CHECK(passes[0].rbegin()->first + 1 == passes[0].size());
    CHECK(passes[0] == passes[1]);
    CHECK(passes[1] == passes[2]);
  }
}

TEST_CASE("an error in a streamed file has the place that it has in a table") {
  for (const char* wrong : {"7,fine,abc,3\n", "7,fine,3\n", "7,fine,3,4,5\n", "1e999,fine,1,2\n", "7,fi\"ne,1,2\n"}) {
    CAPTURE(wrong);
    const File file(text("\n", true) + wrong + "1,fine,2,3\n");
    const std::string of_table =
        reason_of([&] { numbers_of(read_csv(file.path), "x1"), numbers_of(read_csv(file.path), "x2"); });
    CHECK(of_table.find("line 57") != std::string::npos);
    CHECK(reason_of([&] { streamed(file.path, {.threads = 3, .block_bytes = 300}); }) == of_table);
  }
}

TEST_CASE("a file that cannot be streamed is refused with the reason") {
  const auto reason = [](const std::string& csv) {
    const File file(csv);
    std::string words = reason_of([&] { streamed(file.path, {.block_bytes = 64}); });
    const std::string name = file.path.string();
    if (words.starts_with(name)) words.erase(0, name.size());
    return words;
  };
  CHECK(reason("") == ": the file is empty. It needs a header line and one line per respondent.");
  CHECK(reason("x1,x2,xx3\n1,2,3\n").starts_with(": there is no variable x3. Did you mean x"));
  CHECK(reason("x1,x2,x3\n") == ": no respondent has the answers that the model needs.");
  CHECK(reason("x1,x2,x3\n,2,3\n1,,3\n") == ": no respondent has the answers that the model needs.");
  CHECK(reason("x1,x2,x3\n1,2,3\n4,2,4\n6,2,3\n5,2,1\n4,2,2\n") == "x2 does not vary. Leave it out of the model.");
  CHECK(reason_of([&] {
          RowStream("/no/such/file.csv", items).each_block([](std::size_t, const MatrixXd&) {});
        }).find("cannot be read") != std::string::npos);
}

TEST_CASE("missing codes, a byte order mark, blank lines and a missing last line end are taken as by parse_csv") {
  const File file("\xEF\xBB\xBFx1,x2,x3\n1,2,4\n\n-99,3,4\n2,5,1\n3,4,-99.0\n4,9,+7\n 8 ,1,0.5\n\n9,3,2");
  const CsvOptions csv{.missing_codes = {"-99"}};
  const Sample table = sample_of(read_csv(file.path, csv), {.variables = items}, {.meanstructure = true});
  const Sample stream = streamed(file.path, {.csv = csv, .block_bytes = 16});
  CHECK(stream.groups[0].n == 5);
  CHECK(stream.groups[0].original == 7);
  CHECK(stream.groups[0].statistics.isApprox(table.groups[0].statistics, 1e-13));
}

TEST_CASE("what a callback throws comes out") {
  const File file(text("\n", false));
  RowStream stream(file.path, items, {.threads = 2, .block_bytes = 500});
  const auto fail = [](std::size_t block, const MatrixXd&) {
    if (block >= 3) throw std::runtime_error("block " + std::to_string(block));
  };
  CHECK(reason_of([&] { stream.each_block(fail); }) == "block 3");
  stream.each_block([](std::size_t, const MatrixXd&) {});
  CHECK(reason_of([&] { stream.each_block(fail); }) == "block 3");
}

TEST_CASE("only what needs no more than moments is streamed") {
  CHECK(can_stream({.variables = items}, {}));
  CHECK(can_stream({.variables = items}, {.se = StandardErrors::robust_huber_white}));
  CHECK_FALSE(can_stream({.variables = items, .group = "g"}, {}));
  CHECK_FALSE(can_stream({.variables = items}, {.se = StandardErrors::robust_sem}));
  CHECK_FALSE(can_stream({.variables = items}, {.missing = Missing::ml}));
  CHECK_FALSE(can_stream({.variables = items}, {.se = StandardErrors::bootstrap}));
}

TEST_CASE("whatever a file holds, streamed it has the rows that it has as a table, or is refused as well") {
  std::mt19937_64 random(41);
  const std::vector<std::string> cells{"1",  "2.5",   "-3e2", "0",   "7",    "4",    "",   "NA",  " 5", "6 ",
                                       "+8", "\"9\"", "\"\"", "-99", "1e-5", "0x10", "x1", "inf", "-"};
  const std::vector<std::string> ends{"\n", "\n", "\n", "\r\n", "\n\n", "\r\n\r\n", " \n"};
  int refused = 0;
  int taken = 0;
  for (int trial = 0; trial < 400; ++trial) {
    const std::size_t kinds = random() % 3 == 0 ? cells.size() : 15;  // the last ones are refused
    std::string csv = random() % 5 == 0 ? "\xEF\xBB\xBF\nx1,x2,x3\n" : "x1,x2,x3\n";
    const std::size_t rows = random() % 30;
    for (std::size_t row = 0; row < rows; ++row) {
      const std::size_t columns = random() % 200 == 0 ? 2 + random() % 3 : 3;
      for (std::size_t i = 0; i < columns; ++i) csv += (i ? "," : "") + cells[random() % kinds];
      csv += ends[random() % ends.size()];
    }
    if (random() % 3 == 0 && !csv.empty()) csv.pop_back();
    CAPTURE(csv);
    const File file(csv);
    const CsvOptions options{.missing_codes = {"-99"}};
    std::vector<double> of_table;
    bool table_refused = false;
    try {
      const DataTable table = read_csv(file.path, options);
      for (const std::size_t row : complete_rows(table, items)) {
        for (const std::string& item : items) of_table.push_back(numbers_of(table, item)[row]);
      }
    } catch (const std::exception&) {
      table_refused = true;
    }
    std::map<std::size_t, std::vector<double>> of_blocks;
    std::mutex mutex;
    bool stream_refused = false;
    try {
      RowStream stream(file.path, items, {.csv = options, .threads = 2, .block_bytes = 20});
      stream.each_block([&](std::size_t block, const MatrixXd& part) {
        const std::lock_guard lock(mutex);
        for (Eigen::Index row = 0; row < part.rows(); ++row) {
          for (Eigen::Index i = 0; i < 3; ++i) of_blocks[block].push_back(part(row, i));
        }
      });
    } catch (const std::exception&) {
      stream_refused = true;
    }
    CHECK(stream_refused == table_refused);
    (table_refused ? refused : taken) += 1;
    if (table_refused || stream_refused) continue;
    std::vector<double> of_stream;
    for (const auto& [block, numbers] : of_blocks) of_stream.insert(of_stream.end(), numbers.begin(), numbers.end());
    CHECK(of_stream == of_table);
  }
  CHECK(refused > 50);
  CHECK(taken > 50);
}
