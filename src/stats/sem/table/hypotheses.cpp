#include "stats/sem/table/hypotheses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "stats/model/nearest_name.hpp"
#include "stats/model/syntax.hpp"
#include "stats/table/utf8.hpp"

namespace rapport::stats::sem {
namespace {
constexpr std::string_view example = "Write it like \"H1a: customer_focus -> rapport > 0\".";

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}
bool in_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Reads one hypothesis of a line from left to right.
class LineReader {
 public:
  LineReader(std::string_view text, std::size_t line, std::size_t line_start, std::size_t begin, std::size_t end)
      : text_(text), line_(line), line_start_(line_start), at_(begin), end_(end) {}

  Hypothesis run() {
    Hypothesis result{.name = name("Here a name such as H1 should stand.", true)};
    expect(":", fmt::format("After the name of a hypothesis a colon should stand. {}", example));
    result.place = place();
    result.from = name("Here a construct, a label or a defined name should stand.");
    if (accept("<->")) {
      result.kind = Hypothesis::Kind::covariance;
    } else if (!accept("->")) {
      result.kind = Hypothesis::Kind::named;
    }
    result.text = result.from;
    if (result.kind != Hypothesis::Kind::named) {
      result.to = name("Here the outcome should stand.");
      result.text += (result.kind == Hypothesis::Kind::path ? " -> " : " <-> ") + result.to;
      if (accept("->")) {
        refuse("A chain of arrows is an indirect effect: define it in the model (indirect := a*b), and name it here.");
      }
    }
    if (accept("!=") || accept("<>")) {
      result.direction = Direction::different;
    } else if (accept("<")) {
      result.direction = Direction::negative;
    } else {
      expect(">", fmt::format("Here > 0, < 0 or != 0 should stand. {}", example));
    }
    zero();
    if (!done()) refuse("The hypothesis is complete before this: begin a new line.");
    const std::string_view sign = result.direction == Direction::positive   ? " > 0"
                                  : result.direction == Direction::negative ? " < 0"
                                                                            : " != 0";
    result.text += sign;
    return result;
  }

  bool done() {
    while (at_ < end_ && is_blank(text_[at_])) ++at_;
    return at_ == end_;
  }

 private:
  TextPlace place() {
    done();
    return {line_, 1 + utf8_length(text_.substr(line_start_, at_ - line_start_))};
  }
  [[noreturn]] void refuse(std::string reason) {
    const TextPlace here = place();
    throw HypothesisError(text_, here, std::move(reason));
  }
  bool accept(std::string_view sign) {
    if (done() || !text_.substr(at_, end_ - at_).starts_with(sign)) return false;
    at_ += sign.size();
    return true;
  }
  void expect(std::string_view sign, std::string reason) {
    if (!accept(sign)) refuse(std::move(reason));
  }
  std::string name(std::string reason, bool with_dashes = false) {
    done();
    const std::size_t begin = at_;
    while (at_ < end_ && (in_name(text_[at_]) || (with_dashes && text_[at_] == '-'))) ++at_;
    if (at_ == begin) refuse(std::move(reason));
    return std::string(text_.substr(begin, at_ - begin));
  }
  void zero() {
    done();
    double value = 1;
    const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + end_, value);
    if (error != std::errc() || value != 0) refuse("A hypothesis compares with 0.");
    at_ = static_cast<std::size_t>(end - text_.data());
  }

  std::string_view text_;
  std::size_t line_;
  std::size_t line_start_;
  std::size_t at_;
  std::size_t end_;
};

/// Where a hypothesis that begins here ends: at a ; or a comment, or with the line. "!=" is no comment.
std::size_t end_of_part(std::string_view text, std::size_t begin, std::size_t line_end) {
  for (std::size_t i = begin; i < line_end; ++i) {
    if (text[i] == ';' || text[i] == '#' || (text[i] == '!' && !text.substr(i).starts_with("!="))) return i;
  }
  return line_end;
}

/// The candidates that a hypothesis could mean, in all groups.
std::vector<std::size_t> matches(const Hypothesis& hypothesis, const ParameterTable& table) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Parameter& row = table.rows[i];
    const bool forward = row.lhs == hypothesis.from && row.rhs == hypothesis.to;
    const bool backward = row.lhs == hypothesis.to && row.rhs == hypothesis.from;
    const bool matching = hypothesis.kind == Hypothesis::Kind::named
                              ? row.label == hypothesis.from && !row.label.empty()
                          : hypothesis.kind == Hypothesis::Kind::covariance
                              ? row.op == Op::covaries_with && (forward || backward)
                              : (row.op == Op::regressed_on && backward) || (row.op == Op::measured_by && forward);
    if (matching) rows.push_back(i);
  }
  return rows;
}

HypothesisError unknown(const Hypotheses& hypotheses, const Hypothesis& hypothesis, const ParameterTable& table) {
  std::vector<std::string> known = table.latent;
  known.insert(known.end(), table.observed.begin(), table.observed.end());
  if (hypothesis.kind != Hypothesis::Kind::named) {
    for (const std::string& name : {hypothesis.from, hypothesis.to}) {
      if (table.has(name)) continue;
      const auto nearest = nearest_name(name, known);
      return HypothesisError(hypotheses.text, hypothesis.place,
                             fmt::format("{}: the model has no variable {}.{}", hypothesis.name, name,
                                         nearest ? fmt::format(" Did you mean {}?", *nearest) : ""));
    }
    const bool path = hypothesis.kind == Hypothesis::Kind::path;
    return HypothesisError(
        hypotheses.text, hypothesis.place,
        fmt::format("{}: the model has no {} {} {} {}: add \"{} {} {}\".", hypothesis.name,
                    path ? "path from" : "covariance of", hypothesis.from, path ? "to" : "and", hypothesis.to,
                    path ? hypothesis.to : hypothesis.from, path ? "~" : "~~", path ? hypothesis.from : hypothesis.to));
  }
  known.clear();
  for (const Parameter& row : table.rows) {
    if (!row.label.empty() && row.label != row.plabel && !row.label.starts_with('.')) known.push_back(row.label);
  }
  const auto nearest = nearest_name(hypothesis.from, known);
  return HypothesisError(
      hypotheses.text, hypothesis.place,
      fmt::format("{}: {} is neither a label nor a name that the model defines with :=.{}", hypothesis.name,
                  hypothesis.from, nearest ? fmt::format(" Did you mean {}?", *nearest) : ""));
}
}  // namespace

Hypotheses parse_hypotheses(std::string_view text) {
  if (text.size() > longest_model) {
    throw HypothesisError(text, {}, fmt::format("The hypotheses are too long: at most {} bytes.", longest_model));
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (first_invalid_utf8(text) != std::string_view::npos) {
    throw HypothesisError("", {}, "The hypotheses are not valid UTF-8 text.");
  }
  Hypotheses result{.text = std::string(text)};
  std::set<std::string> names;
  std::size_t line = 1;
  for (std::size_t start = 0; start <= text.size(); ++line) {
    const std::size_t line_end = std::min(text.find('\n', start), text.size());
    for (std::size_t begin = start; begin < line_end;) {
      const std::size_t end = end_of_part(text, begin, line_end);
      LineReader reader(text, line, start, begin, end);
      if (!reader.done()) {
        result.list.push_back(reader.run());
        const Hypothesis& read = result.list.back();
        if (!names.insert(read.name).second) {
          throw HypothesisError(text, read.place, fmt::format("The hypothesis {} stands twice.", read.name));
        }
      }
      begin = end < line_end && text[end] == ';' ? end + 1 : line_end;
    }
    start = line_end + 1;
  }
  return result;
}

std::vector<std::size_t> rows_of(const Hypotheses& hypotheses, const ParameterTable& table) {
  std::vector<std::size_t> result;
  for (const Hypothesis& hypothesis : hypotheses.list) {
    const std::vector<std::size_t> rows = matches(hypothesis, table);
    if (rows.empty()) throw unknown(hypotheses, hypothesis, table);
    const Parameter& first = table.rows[rows.front()];
    const bool one_value = std::all_of(rows.begin(), rows.end(), [&](std::size_t row) {
      return row == rows.front() || (!first.label.empty() && table.rows[row].label == first.label);
    });
    if (!one_value) {
      throw HypothesisError(
          hypotheses.text, hypothesis.place,
          fmt::format("{}: each group has its own value of this. Give the parameter one label per group, "
                      "c(a1,a2)*…, and name one of them here.",
                      hypothesis.name));
    }
    if (first.free == 0 && first.op != Op::defined_as) {
      throw HypothesisError(
          hypotheses.text, hypothesis.place,
          fmt::format("{}: this parameter is fixed, so no data can speak for or against it.", hypothesis.name));
    }
    result.push_back(rows.front());
  }
  return result;
}

}  // namespace rapport::stats::sem
