#pragma once
// Thread-local storage and names of threads, which Swift does not see.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include <pthread.h>
#include <stdint.h>
#include <string.h>

/// Names the calling thread; the system keeps 15 bytes.
static inline void ct_name_thread(const char *name) {
  char shown[16];
  strncpy(shown, name, sizeof shown - 1);
  shown[sizeof shown - 1] = 0;
  pthread_setname_np(pthread_self(), shown);
}

/// A number of the calling thread: 1, 2, 3 ... in the order in which threads first ask.
static inline uint32_t ct_thread_number(void) {
  static uint32_t last;
  static __thread uint32_t number;
  if (__builtin_expect(number == 0, 0)) number = __atomic_add_fetch(&last, 1, __ATOMIC_RELAXED);
  return number;
}
