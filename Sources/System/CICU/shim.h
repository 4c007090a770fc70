#pragma once
// ICU: word boundaries of scripts without spaces. Its names carry the version, so they are wrapped here.
#define U_DISABLE_RENAMING 0
#include <unicode/ubidi.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>

typedef UBreakIterator ci_words;

static inline ci_words *ci_words_open(const char *locale, const UChar *text, int32_t count) {
  UErrorCode status = U_ZERO_ERROR;
  ci_words *words = ubrk_open(UBRK_WORD, locale, text, count, &status);
  return U_SUCCESS(status) ? words : 0;
}
static inline ci_words *ci_lines_open(const char *locale, const UChar *text, int32_t count, UErrorCode *status) {
  *status = U_ZERO_ERROR;
  ci_words *lines = ubrk_open(UBRK_LINE, locale, text, count, status);
  return U_SUCCESS(*status) ? lines : 0;
}
static inline int32_t ci_words_next(ci_words *words) { return ubrk_next(words); }
static inline void ci_words_close(ci_words *words) { ubrk_close(words); }

// Embedding levels of a paragraph of UTF-16; answers 1, or 0 when ICU refuses. `base` is 0, 1 or 254 (automatic).
static inline int ci_bidi_levels(const UChar *text, int32_t count, uint8_t base, uint8_t *levels, uint8_t *paragraph) {
  UErrorCode status = U_ZERO_ERROR;
  UBiDi *bidi = ubidi_openSized(count, 0, &status);
  if (U_FAILURE(status)) return 0;
  ubidi_setPara(bidi, text, count, base, 0, &status);
  const UBiDiLevel *found = U_SUCCESS(status) ? ubidi_getLevels(bidi, &status) : 0;
  int good = U_SUCCESS(status) && found;
  if (good) {
    for (int32_t i = 0; i < count; i++) levels[i] = found[i];
    *paragraph = ubidi_getParaLevel(bidi);
  }
  ubidi_close(bidi);
  return good;
}
