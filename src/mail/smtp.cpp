#include "mail/smtp.hpp"

#include <curl/curl.h>

#include <cstring>
#include <memory>

namespace rapport::mail {
namespace {

struct Curl {
  Curl() { curl_global_init(CURL_GLOBAL_DEFAULT); }
  ~Curl() { curl_global_cleanup(); }
};

struct Upload {
  const std::string& mail;
  std::size_t sent = 0;
};

std::size_t read_upload(char* buffer, std::size_t size, std::size_t count, void* state) {
  auto& upload = *static_cast<Upload*>(state);
  const std::size_t length = std::min(size * count, upload.mail.size() - upload.sent);
  std::memcpy(buffer, upload.mail.data() + upload.sent, length);
  upload.sent += length;
  return length;
}

/// The server's last "no": its reasons are worth keeping, its code alone is not. (A polite "221 Bye" may follow it.)
std::size_t keep_refusal(char* data, std::size_t size, std::size_t count, void* state) {
  auto& line = *static_cast<std::string*>(state);
  if (size * count == 0 || (*data != '4' && *data != '5')) return size * count;
  line.assign(data, size * count);
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
  return size * count;
}

/// 53x is about passwords and encryption: a matter of our configuration, which somebody may mend.
bool is_final(long code) {
  return code >= 500 && code < 600 && (code < 530 || code > 539);
}

}  // namespace

void send_by_smtp(const Settings& settings, const std::string& to, const std::string& mail) {
  static const Curl curl;
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), curl_easy_cleanup);
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> recipients(
      curl_slist_append(nullptr, ("<" + to + ">").c_str()), curl_slist_free_all);
  if (!handle || !recipients) throw Unavailable("Mail could not be sent: not enough memory.");
  // The path is the name by which we greet the server.
  const std::string url = settings.smtp_url + "/" + settings.from.address.substr(settings.from.address.rfind('@') + 1);
  const std::string from = "<" + settings.from.address + ">";
  Upload upload{mail};
  std::string refusal;
  char problem[CURL_ERROR_SIZE] = "";

  const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(handle.get(), option, value); };
  set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_MAIL_FROM, from.c_str());
  set(CURLOPT_MAIL_RCPT, recipients.get());
  set(CURLOPT_USE_SSL, static_cast<long>(settings.require_tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  if (!settings.ca_file.empty()) set(CURLOPT_CAINFO, settings.ca_file.c_str());
  if (!settings.user.empty()) {
    set(CURLOPT_USERNAME, settings.user.c_str());
    set(CURLOPT_PASSWORD, settings.password.c_str());
  }
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_READFUNCTION, read_upload);
  set(CURLOPT_READDATA, static_cast<void*>(&upload));
  set(CURLOPT_HEADERFUNCTION, keep_refusal);
  set(CURLOPT_HEADERDATA, static_cast<void*>(&refusal));
  set(CURLOPT_ERRORBUFFER, problem);
  set(CURLOPT_CONNECTTIMEOUT, 15L);
  set(CURLOPT_TIMEOUT, 120L);
  set(CURLOPT_NOSIGNAL, 1L);

  const CURLcode code = curl_easy_perform(handle.get());
  if (code == CURLE_OK) return;
  long answer = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &answer);
  if (is_final(answer)) throw Refused("The mail server refuses this mail: " + refusal);
  throw Unavailable(std::string("The mail server did not take this mail: ") +
                    (*problem ? problem : curl_easy_strerror(code)) + (answer >= 400 ? " (" + refusal + ")" : ""));
}

}  // namespace rapport::mail
