#pragma once
// zlib.
#include <zlib.h>

static inline int cz_deflate_init(z_stream *stream, int level, int window_bits) {
  return deflateInit2(stream, level, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
}
/* For markup with many numbers: fewer matches are looked for, and more is left to the codes. */
static inline int cz_deflate_init_filtered(z_stream *stream, int level, int window_bits) {
  return deflateInit2(stream, level, Z_DEFLATED, window_bits, 8, Z_FILTERED);
}
static inline int cz_inflate_init(z_stream *stream, int window_bits) {
  return inflateInit2(stream, window_bits);
}
