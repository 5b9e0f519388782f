#pragma once

// SOCI is heavy: only *_store.cpp files (and this layer) include this header.
#include <soci/soci.h>

#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <typeinfo>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/ids.hpp"
#include "store/database.hpp"

namespace rapport::store {

/// A named parameter: arg("topic_id", topic) for ":topic_id".
template <class T>
struct Argument {
  const char* name;
  T value;
};
template <class T>
Argument<std::decay_t<T>> arg(const char* name, T&& value) {
  return {name, std::forward<T>(value)};
}

namespace detail {

// How a C++ type travels: as which of SOCI's types, and back.
template <class T>
struct Travel;
template <class T>
  requires std::is_integral_v<T>
struct Travel<T> {
  using Storage = long long;
  static long long out(T value) { return static_cast<long long>(value); }
  static T in(const long long& stored) { return static_cast<T>(stored); }
};
template <>
struct Travel<double> {
  using Storage = double;
  static double out(double value) { return value; }
  static double in(const double& stored) { return stored; }
};
template <>
struct Travel<std::string> {
  using Storage = std::string;
  static std::string out(std::string value) { return value; }
  static std::string in(std::string& stored) { return std::move(stored); }
};
template <>
struct Travel<std::string_view> {
  using Storage = std::string;
  static std::string out(std::string_view value) { return std::string(value); }
};
template <>
struct Travel<const char*> {
  using Storage = std::string;
  static std::string out(const char* value) { return value; }
};
template <class Tag>
struct Travel<Id<Tag>> {
  using Storage = long long;
  static long long out(Id<Tag> id) { return id.value; }
  static Id<Tag> in(const long long& stored) { return Id<Tag>{stored}; }
};
template <class T>
struct Nullable : std::false_type {
  using Inner = T;
};
template <class T>
struct Nullable<std::optional<T>> : std::true_type {
  using Inner = T;
};

template <class T>
struct Column {
  using Inner = typename Nullable<T>::Inner;
  typename Travel<Inner>::Storage stored{};
  soci::indicator indicator = soci::i_ok;

  T in() {
    if constexpr (Nullable<T>::value) {
      if (indicator == soci::i_null) return std::nullopt;
      return T{Travel<Inner>::in(stored)};
    } else {
      if (indicator == soci::i_null) return T{};
      return Travel<Inner>::in(stored);
    }
  }
  void out(const T& value) {
    if constexpr (Nullable<T>::value) {
      indicator = value ? soci::i_ok : soci::i_null;
      if (value) stored = Travel<Inner>::out(*value);
    } else {
      stored = Travel<Inner>::out(value);
    }
  }
};

struct PreparedBase {
  virtual ~PreparedBase() = default;
};

// One statement, prepared once for its session, with the memory that its columns and parameters are bound to.
template <class Columns, class Arguments>
struct Prepared;
template <class... C, class... A>
struct Prepared<std::tuple<C...>, std::tuple<A...>> : PreparedBase {
  soci::statement statement;
  std::tuple<Column<C>...> columns;
  std::tuple<Column<A>...> arguments;
  bool running = false;

  Prepared(soci::session& session, const std::string& sql, const std::array<const char*, sizeof...(A)>& names)
      : statement(session) {
    statement.alloc();
    statement.prepare(sql);
    std::apply([&](auto&... column) { (statement.exchange(soci::into(column.stored, column.indicator)), ...); },
               columns);
    std::size_t i = 0;
    std::apply(
        [&](auto&... argument) {
          (statement.exchange(soci::use(argument.stored, argument.indicator, names[i++])), ...);
        },
        arguments);
    statement.define_and_bind();
  }
};

template <class F>
struct RowOf : RowOf<decltype(&F::operator())> {};
template <class R, class F, class... C>
struct RowOf<R (F::*)(C...) const> {
  using Columns = std::tuple<std::decay_t<C>...>;
};
template <class R, class F, class... C>
struct RowOf<R (F::*)(C...)> {
  using Columns = std::tuple<std::decay_t<C>...>;
};

soci::session& connection(Session& session);
std::unordered_map<const void*, std::unique_ptr<PreparedBase>>& statements(Session& session);
/// Turns the exception in flight into ours (Unavailable, Conflict, std::runtime_error), without bound values.
[[noreturn]] void rethrow(Session& session, const char* sql);

template <class Columns, class... A, class Row>
std::int64_t run(Session& session, const char* sql, Row&& row, const Argument<A>&... arguments) {
  using Statement = Prepared<Columns, std::tuple<A...>>;
  auto& cache = statements(session);
  try {
    auto& slot = cache[sql];
    if (!slot) {
      const std::array<const char*, sizeof...(A)> names{arguments.name...};
      slot = std::make_unique<Statement>(connection(session), sql, names);
    }
    auto* prepared = dynamic_cast<Statement*>(slot.get());
    if (!prepared) throw std::logic_error(std::string("one SQL constant used with different types: ") + sql);
    if (prepared->running) throw std::logic_error(std::string("a query ran inside its own rows: ") + sql);
    prepared->running = true;
    std::apply([&](auto&... column) { (column.out(arguments.value), ...); }, prepared->arguments);
    std::int64_t count = 0;
    if constexpr (std::tuple_size_v<Columns> == 0) {
      prepared->statement.execute(true);
      count = prepared->statement.get_affected_rows();
    } else {
      prepared->statement.execute(false);
      while (prepared->statement.fetch()) {
        std::apply([&](auto&... column) { row(column.in()...); }, prepared->columns);
        ++count;
      }
    }
    prepared->running = false;
    return count;
  } catch (const soci::soci_error&) {
    cache.erase(sql);
    rethrow(session, sql);
  } catch (...) {
    cache.erase(sql);  // half-read: forget it, so that it holds no snapshot
    throw;
  }
}

}  // namespace detail

/// Runs a SELECT and calls row once per result row; the callable's parameter types are the column types:
/// integers, double, std::string, Id<…>, std::optional of these for columns that may be null.
///   each(session, kPosts, [&](PostId id, std::string body) { … }, arg("topic_id", topic));
/// The SQL must be a named constant: statements are prepared once per session and kept under its address.
/// @return  the number of rows
/// @throws Unavailable, Conflict; std::logic_error for a misuse of this function
template <class Row, class... A>
std::int64_t each(Session& session, const char* sql, Row&& row, const Argument<A>&... arguments) {
  return detail::run<typename detail::RowOf<std::decay_t<Row>>::Columns>(session, sql, row, arguments...);
}

/// The first row's columns, if there is a row: one<std::string, std::int64_t>(session, kSql, …) gives a tuple; with a
/// single type, the value itself.
template <class... C, class... A>
auto one(Session& session, const char* sql, const Argument<A>&... arguments) {
  using Result = std::conditional_t<sizeof...(C) == 1, std::tuple_element_t<0, std::tuple<C...>>, std::tuple<C...>>;
  std::optional<Result> result;
  detail::run<std::tuple<C...>>(
      session, sql,
      [&](C... column) {
        if (!result) result.emplace(std::move(column)...);
      },
      arguments...);
  return result;
}

/// Runs an INSERT, UPDATE or DELETE. @return the number of rows it changed
template <class... A>
std::int64_t execute(Session& session, const char* sql, const Argument<A>&... arguments) {
  return detail::run<std::tuple<>>(session, sql, [] {}, arguments...);
}

}  // namespace rapport::store
