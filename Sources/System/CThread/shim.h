#pragma once
// Thread-local storage, which Swift cannot declare.
#include <stdint.h>

/// A number of the calling thread: 1, 2, 3 ... in the order in which threads first ask.
static inline uint32_t ct_thread_number(void) {
  static uint32_t last;
  static __thread uint32_t number;
  if (__builtin_expect(number == 0, 0)) number = __atomic_add_fetch(&last, 1, __ATOMIC_RELAXED);
  return number;
}
