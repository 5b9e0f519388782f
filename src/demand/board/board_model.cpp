#include "demand/board/board_model.hpp"

#include "members/member.hpp"

namespace rapport::board {
namespace {

http::Value author_model(const Author& author) {
  return author.name.empty() ? http::Value{} : members::person(author.id, author.name, author.handle);
}

http::List answers_model(const std::vector<Answer>& answers) {
  http::List models;
  for (const auto& answer : answers) {
    http::Value model;
    model.set("author", author_model(answer.author));
    model.set("text", answer.text);
    model.set("text_html", http::Html{answer.text_html});
    model.set("created_at", http::Time{answer.created_at});
    models.push_back(std::move(model));
  }
  return models;
}

}  // namespace

http::Value message_model(const Message& message) {
  http::Value model;
  model.set("id", to_base32(message.id));
  model.set("url", message_path(message.id, message.subject));
  model.set("subject", message.subject);
  model.set("text", message.text);
  model.set("text_html", http::Html{message.text_html});
  model.set("created_at", http::Time{message.created_at});
  model.set("author", message.author ? author_model(*message.author) : http::Value{});
  model.set("visitor_name", message.name);
  model.set("initial", members::initials(message.name.empty() ? "–" : message.name));
  model.set("waiting", !message.approved_at);
  model.set("hidden", message.hidden_at.has_value());
  model.set("answered", !message.answers.empty());
  model.set("answers", answers_model(message.answers));
  return model;
}

}  // namespace rapport::board
