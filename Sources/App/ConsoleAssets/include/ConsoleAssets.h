#pragma once
#include <stddef.h>

/// A file that the program carries inside, at the path it is served at.
typedef struct {
  const char *path;
  const char *content_type;
  const unsigned char *bytes;
  size_t count;
} console_asset;

size_t console_asset_count(void);
/// The asset at that index, or NULL past the end.
const console_asset *console_asset_at(size_t index);
