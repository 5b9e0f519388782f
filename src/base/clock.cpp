#include "base/clock.hpp"

#include <chrono>

namespace rapport {
namespace {

using namespace std::chrono;

/// A moment in UTC, taken apart by std::chrono: gmtime would take a lock of the whole process.
struct Utc {
  explicit Utc(std::int64_t time_ms)
      : day(floor<days>(sys_time<milliseconds>(milliseconds(time_ms)))),
        date(day),
        time(floor<seconds>(sys_time<milliseconds>(milliseconds(time_ms))) - day) {}
  sys_days day;
  year_month_day date;
  hh_mm_ss<seconds> time;
};

constexpr std::string_view kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December"};
constexpr std::string_view kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

std::string_view month_of(const Utc& utc) {
  return kMonths[static_cast<unsigned>(utc.date.month()) - 1];
}

/// With leading zeros; every page has dozens of these, so no format string is read for them.
void append_digits(std::string& text, std::int64_t number, int width) {
  char digits[20];
  int used = 0;
  for (auto rest = number < 0 ? -number : number; rest > 0 || used < width; rest /= 10) {
    digits[used++] = static_cast<char>('0' + rest % 10);
  }
  if (number < 0) text += '-';
  while (used > 0) text += digits[--used];
}

void append_time(std::string& text, const Utc& utc, bool with_seconds) {
  append_digits(text, utc.time.hours().count(), 2);
  text += ':';
  append_digits(text, utc.time.minutes().count(), 2);
  if (!with_seconds) return;
  text += ':';
  append_digits(text, utc.time.seconds().count(), 2);
}

std::int64_t day_of(const Utc& utc) {
  return static_cast<unsigned>(utc.date.day());
}

}  // namespace

std::int64_t SystemClock::now_ms() const {
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::string iso_time(std::int64_t time_ms) {
  const Utc utc(time_ms);
  std::string text;
  text.reserve(20);
  append_digits(text, static_cast<int>(utc.date.year()), 4);
  text += '-';
  append_digits(text, static_cast<unsigned>(utc.date.month()), 2);
  text += '-';
  append_digits(text, day_of(utc), 2);
  text += 'T';
  append_time(text, utc, true);
  text += 'Z';
  return text;
}

std::string readable_time(std::int64_t time_ms) {
  const Utc utc(time_ms);
  std::string text;
  text.reserve(32);
  append_digits(text, day_of(utc), 1);
  text.append(" ").append(month_of(utc)).append(" ");
  append_digits(text, static_cast<int>(utc.date.year()), 1);
  text += ", ";
  append_time(text, utc, false);
  text += " UTC";
  return text;
}

std::string http_time(std::int64_t time_ms) {
  const Utc utc(time_ms);
  std::string text;
  text.reserve(29);
  text.append(kDays[weekday(utc.day).c_encoding()]).append(", ");
  append_digits(text, day_of(utc), 2);
  text.append(" ").append(month_of(utc).substr(0, 3)).append(" ");
  append_digits(text, static_cast<int>(utc.date.year()), 4);
  text += ' ';
  append_time(text, utc, true);
  text += " GMT";
  return text;
}

}  // namespace rapport
