#pragma once
// libdeflate: one-shot compression and checksums.
#include <libdeflate.h>
