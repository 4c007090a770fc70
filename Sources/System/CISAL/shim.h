#pragma once
// ISA-L: very fast deflate.
#include <isa-l.h>
#include <stdlib.h>

// A raw deflate stream with the memory its level needs.
typedef struct ci_deflater {
  struct isal_zstream stream;
  uint8_t *level_buffer;
} ci_deflater;

static inline void ci_deflater_reset(ci_deflater *deflater) {
  isal_deflate_reset(&deflater->stream);
  deflater->stream.end_of_stream = 0;
  deflater->stream.flush = NO_FLUSH;
  deflater->stream.avail_in = 0;
}

static inline ci_deflater *ci_deflater_new(int level) {
  static const uint32_t sizes[4] = {ISAL_DEF_LVL0_DEFAULT, ISAL_DEF_LVL1_DEFAULT, ISAL_DEF_LVL2_DEFAULT,
                                    ISAL_DEF_LVL3_DEFAULT};
  if (level < 0 || level > 3) return NULL;
  ci_deflater *deflater = (ci_deflater *)malloc(sizeof *deflater);
  if (!deflater) return NULL;
  deflater->level_buffer = (uint8_t *)malloc(sizes[level] + 1);
  if (!deflater->level_buffer) {
    free(deflater);
    return NULL;
  }
  isal_deflate_init(&deflater->stream);
  deflater->stream.level = (uint32_t)level;
  deflater->stream.level_buf = deflater->level_buffer;
  deflater->stream.level_buf_size = sizes[level];
  deflater->stream.gzip_flag = IGZIP_DEFLATE;
  return deflater;
}

static inline void ci_deflater_free(ci_deflater *deflater) {
  if (!deflater) return;
  free(deflater->level_buffer);
  free(deflater);
}

// Takes from `in` and gives to `out` what fits; answers 0 or an error of the library.
static inline int ci_deflate(ci_deflater *deflater, const uint8_t *in, uint32_t *in_count, uint8_t *out,
                             uint32_t *out_count, int last) {
  struct isal_zstream *stream = &deflater->stream;
  stream->next_in = (uint8_t *)in;
  stream->avail_in = *in_count;
  stream->next_out = out;
  stream->avail_out = *out_count;
  stream->end_of_stream = (uint16_t)last;
  int result = isal_deflate(stream);
  *in_count = stream->avail_in;
  *out_count -= stream->avail_out;
  return result;
}
