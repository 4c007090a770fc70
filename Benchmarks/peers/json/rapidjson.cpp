// rapidjson on the document of the suite. usage: rapidjson MODE PATH [ROUNDS]
// MODE: tree, events, write print the CPU microseconds of the fastest round; tokens and text print what was read.
#include <rapidjson/document.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>

using namespace rapidjson;
// As our reader always does: UTF-8 is validated, every double is the nearest one. rapidjson does neither unless asked.
#ifdef PEER_DEFAULTS
constexpr unsigned flags = kParseDefaultFlags;
#else
constexpr unsigned flags = kParseValidateEncodingFlag | kParseFullPrecisionFlag;
#endif

struct Tokens {
  uint64_t tokens = 0, bytes = 0, trues = 0, nulls = 0;
  int64_t integers = 0;
  double numbers = 0;
  bool Null() { ++tokens; ++nulls; return true; }
  bool Bool(bool b) { ++tokens; trues += b; return true; }
  bool Int(int i) { return Int64(i); }
  bool Uint(unsigned u) { return Int64(u); }
  bool Int64(int64_t i) { ++tokens; integers += i; return true; }
  bool Uint64(uint64_t u) { return u <= INT64_MAX ? Int64(static_cast<int64_t>(u)) : Double(static_cast<double>(u)); }
  bool Double(double d) { ++tokens; numbers += d; return true; }
  bool RawNumber(const char *, SizeType, bool) { return false; }
  bool String(const char *, SizeType length, bool) { ++tokens; bytes += length; return true; }
  bool Key(const char *, SizeType length, bool) { ++tokens; bytes += length; return true; }
  bool StartObject() { ++tokens; return true; }
  bool EndObject(SizeType) { ++tokens; return true; }
  bool StartArray() { ++tokens; return true; }
  bool EndArray(SizeType) { ++tokens; return true; }
};

static double cpu() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1e6 + now.tv_nsec / 1e3;
}

template <class Work> static void measure(int rounds, Work work) {
  double best = 1e18;
  for (int round = 0; round < rounds; ++round) {
    double start = cpu();
    work();
    best = std::min(best, cpu() - start);
  }
  std::printf("%.1f\n", best);
}

int main(int count, char **arguments) {
  if (count < 3) return 2;
  std::string mode = arguments[1];
  int rounds = count > 3 ? std::atoi(arguments[3]) : 50;
  std::ifstream file(arguments[2], std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)), {});
  if (mode == "tree") {
    measure(rounds, [&] {
      Document document;
      if (document.Parse<flags>(text.c_str(), text.size()).HasParseError()) std::abort();
    });
  } else if (mode == "events" || mode == "tokens") {
    Tokens tokens;
    auto read = [&] {
      tokens = Tokens();
      Reader reader;
      StringStream stream(text.c_str());
      if (!reader.Parse<flags>(stream, tokens)) std::abort();
    };
    if (mode == "events") return measure(rounds, read), 0;
    read();
    std::printf("%lu tokens, %lu bytes of text, %lu trues, %lu nulls, integers %ld, numbers %.17g\n", tokens.tokens,
                tokens.bytes, tokens.trues, tokens.nulls, tokens.integers, tokens.numbers);
  } else {
    Document document;
    document.Parse<flags>(text.c_str(), text.size());
    auto write = [&](StringBuffer &buffer) {
      Writer<StringBuffer> writer(buffer);
      document.Accept(writer);
    };
    if (mode == "write") {
      measure(rounds, [&] {
        StringBuffer buffer;
        write(buffer);
        if (buffer.GetSize() < 1000) std::abort();
      });
    } else {
      StringBuffer buffer;
      write(buffer);
      std::fwrite(buffer.GetString(), 1, buffer.GetSize(), stdout);
    }
  }
}
