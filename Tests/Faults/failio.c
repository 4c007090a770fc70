// Makes a program's writes or flushes fail, or kills it there. For tests, by LD_PRELOAD.
//
//   cc -shared -fPIC -O2 -o failio.so failio.c -ldl
//   FAILIO_CALLS=fsync FAILIO_AFTER=20 FAILIO_ERROR=5 LD_PRELOAD=/absolute/failio.so PROGRAM
//
//   FAILIO_CALLS   which calls: "write" (write, pwrite, pwritev and growing a file) or "fsync" (fsync, fdatasync)
//   FAILIO_AFTER   how many of them pass first
//   FAILIO_COUNT   how many then fail; all that follow unless told
//   FAILIO_ERROR   errno of the failure: 5 is EIO, 28 is ENOSPC
//   FAILIO_SHORT   a failing write first writes half of its bytes
//   FAILIO_KILL    instead of failing, the program is killed
//   FAILIO_PATH    only files whose path contains this text count
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { WRITING, FLUSHING };

static enum kind chosen = FLUSHING;
static long first = -1;
static long last = LONG_MAX;
static int error_number = EIO;
static int writes_half = 0;
static int kills = 0;
static const char *part_of_path = NULL;
static atomic_long seen;

static long number(const char *name, long otherwise) {
  const char *text = getenv(name);
  return text ? atol(text) : otherwise;
}

__attribute__((constructor)) static void read_settings(void) {
  const char *calls = getenv("FAILIO_CALLS");
  if (calls && strcmp(calls, "write") == 0) chosen = WRITING;
  first = number("FAILIO_AFTER", -1);
  long count = number("FAILIO_COUNT", -1);
  if (first >= 0 && count >= 0) last = first + count - 1;
  error_number = (int)number("FAILIO_ERROR", EIO);
  writes_half = getenv("FAILIO_SHORT") != NULL;
  kills = getenv("FAILIO_KILL") != NULL;
  part_of_path = getenv("FAILIO_PATH");
}

static int concerns(int descriptor) {
  if (!part_of_path) return descriptor > 2;
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return strstr(path, part_of_path) != NULL;
}

// Whether this call is one of those that fail; then errno is set.
static int fails(enum kind kind, int descriptor) {
  if (first < 0 || kind != chosen || !concerns(descriptor)) return 0;
  long position = atomic_fetch_add(&seen, 1);
  if (position < first || position > last) return 0;
  if (kills) kill(getpid(), SIGKILL);
  errno = error_number;
  return 1;
}

#define NEXT(name) \
  static __typeof__(name) *next; \
  if (!next) next = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

int fsync(int descriptor) {
  NEXT(fsync);
  return fails(FLUSHING, descriptor) ? -1 : next(descriptor);
}

int fdatasync(int descriptor) {
  NEXT(fdatasync);
  return fails(FLUSHING, descriptor) ? -1 : next(descriptor);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
  NEXT(write);
  if (!fails(WRITING, descriptor)) return next(descriptor, bytes, count);
  return writes_half && count > 1 ? next(descriptor, bytes, count / 2) : -1;
}

#define POSITIONED(name, offset_type) \
  ssize_t name(int descriptor, const void *bytes, size_t count, offset_type offset) { \
    NEXT(name); \
    if (!fails(WRITING, descriptor)) return next(descriptor, bytes, count, offset); \
    return writes_half && count > 1 ? next(descriptor, bytes, count / 2, offset) : -1; \
  }
POSITIONED(pwrite, off_t)
POSITIONED(pwrite64, off64_t)

ssize_t pwritev(int descriptor, const struct iovec *parts, int count, off_t offset) {
  NEXT(pwritev);
  return fails(WRITING, descriptor) ? -1 : next(descriptor, parts, count, offset);
}

int ftruncate64(int descriptor, off64_t length) {
  NEXT(ftruncate64);
  return fails(WRITING, descriptor) ? -1 : next(descriptor, length);
}
