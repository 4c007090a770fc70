#pragma once
// HarfBuzz: text shaping.
#include <hb.h>
#include <hb-ot.h>
