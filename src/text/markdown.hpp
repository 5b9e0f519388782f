#pragma once

#include <string>
#include <string_view>

namespace rapport::text {

/// User text as HTML: CommonMark with tables, strikethrough and bare links, raw HTML off, unsafe link targets removed.
/// Links get rel="nofollow ugc noopener". The result is safe to show unescaped; store it beside the source.
/// Thread-safe. Headings start at h3, because pages use h1 and h2 themselves.
std::string render_markdown(std::string_view source);

/// The first words of a Markdown text without its markup, for lists and search results: at most max_characters, cut at
/// a word.
std::string excerpt(std::string_view source, std::size_t max_characters);

}  // namespace rapport::text
