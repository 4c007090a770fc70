#pragma once
// Argon2, the password hash.
#include <argon2.h>
