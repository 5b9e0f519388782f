#include "text/markdown.hpp"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <cstdlib>
#include <memory>
#include <mutex>

namespace rapport::text {
namespace {

struct NodeDeleter {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using Document = std::unique_ptr<cmark_node, NodeDeleter>;

Document parse(std::string_view source) {
  static std::once_flag registered;
  std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);
  std::unique_ptr<cmark_parser, void (*)(cmark_parser*)> parser(cmark_parser_new(CMARK_OPT_VALIDATE_UTF8),
                                                                cmark_parser_free);
  for (const char* name : {"table", "strikethrough", "autolink"}) {
    cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(name));
  }
  cmark_parser_feed(parser.get(), source.data(), source.size());
  return Document(cmark_parser_finish(parser.get()));
}

void lower_headings(cmark_node* root) {
  std::unique_ptr<cmark_iter, void (*)(cmark_iter*)> walk(cmark_iter_new(root), cmark_iter_free);
  for (cmark_event_type event; (event = cmark_iter_next(walk.get())) != CMARK_EVENT_DONE;) {
    cmark_node* node = cmark_iter_get_node(walk.get());
    if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_HEADING) {
      cmark_node_set_heading_level(node, std::min(6, cmark_node_get_heading_level(node) + 2));
    }
  }
}

std::string take(char* text) {
  std::unique_ptr<char, void (*)(void*)> owned(text, std::free);
  return owned ? std::string(owned.get()) : std::string();
}

// cmark writes links in one form only, and escapes quotes inside, so this marker cannot come from user text.
std::string mark_links(std::string html) {
  constexpr std::string_view kLink = "<a href=\"";
  constexpr std::string_view kMarked = "<a rel=\"nofollow ugc noopener\" href=\"";
  std::string marked;
  std::size_t from = 0;
  for (std::size_t at; (at = html.find(kLink, from)) != std::string::npos; from = at + kLink.size()) {
    marked.append(html, from, at - from).append(kMarked);
  }
  return marked.append(html, from, std::string::npos);
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

}  // namespace

std::string render_markdown(std::string_view source) {
  const Document document = parse(source);
  lower_headings(document.get());
  // Without CMARK_OPT_UNSAFE raw HTML is dropped and javascript: and the like lose their target.
  return mark_links(take(cmark_render_html(document.get(), CMARK_OPT_DEFAULT, nullptr)));
}

std::string excerpt(std::string_view source, std::size_t max_characters) {
  const Document document = parse(source);
  std::string plain = take(cmark_render_plaintext(document.get(), CMARK_OPT_DEFAULT, 0));
  std::string flat;
  std::size_t characters = 0;
  std::size_t last_word = 0;
  for (const char c : plain) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (space && (flat.empty() || flat.back() == ' ')) continue;
    if (!is_continuation(c) && ++characters > max_characters) {
      if (!space) flat.resize(last_word > 0 ? last_word : flat.size());
      while (!flat.empty() && flat.back() == ' ') flat.pop_back();
      return flat + "…";
    }
    if (space) last_word = flat.size();
    flat += space ? ' ' : c;
  }
  while (!flat.empty() && flat.back() == ' ') flat.pop_back();
  return flat;
}

}  // namespace rapport::text
