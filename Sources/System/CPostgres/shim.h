#pragma once
// libpq.
#include <libpq-fe.h>
