#pragma once
// Zstandard.
#include <zstd.h>
