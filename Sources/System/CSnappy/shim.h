#pragma once
// Snappy: its C interface.
#include <snappy-c.h>
