#pragma once
// Brotli: its decoder.
#include <brotli/decode.h>
