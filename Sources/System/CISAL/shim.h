#pragma once
// ISA-L: very fast deflate.
#include <isa-l.h>
