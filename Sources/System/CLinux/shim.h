#pragma once
// Linux calls that Swift cannot import as they are: variadic functions, macros and packed unions.
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/random.h>
#include <unistd.h>

// Declared here and not by _GNU_SOURCE, which would change types that Swift's own Glibc module has already seen.
extern int accept4(int, struct sockaddr *, socklen_t *, int);
extern int pthread_setname_np(unsigned long, const char *);
extern unsigned long pthread_self(void);

static inline int cl_epoll_control(int epoll, int operation, int fd, uint32_t events, uint64_t data) {
  struct epoll_event event = {.events = events, .data = {.u64 = data}};
  return epoll_ctl(epoll, operation, fd, &event);
}
static inline uint64_t cl_event_data(const struct epoll_event *event) { return event->data.u64; }
static inline uint32_t cl_event_mask(const struct epoll_event *event) { return event->events; }
static inline int cl_accept(int fd, struct sockaddr *address, socklen_t *length) {
  return accept4(fd, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}
static inline int cl_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }
static inline int cl_event_descriptor(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }
static inline int cl_send_flags(int more) { return MSG_NOSIGNAL | (more ? MSG_MORE : 0); }
static inline int cl_receive_now_flags(void) { return MSG_DONTWAIT; }
static inline long cl_random(void *bytes, size_t count) { return getrandom(bytes, count, 0); }
static inline int cl_open_read(const char *path) { return open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK); }
static inline int cl_listening_socket(int family) { return socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0); }
static inline int cl_set_option(int fd, int level, int option, int value) {
  return setsockopt(fd, level, option, &value, sizeof value);
}
static inline uint32_t cl_epoll_exclusive(void) { return EPOLLEXCLUSIVE; }
// Removes a socket file that nobody listens on any more; one that is in use stays and the bind fails.
static inline int cl_bind_unix(int fd, const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  size_t length = 0;
  while (path[length]) length++;
  if (length >= sizeof address.sun_path) { errno = ENAMETOOLONG; return -1; }
  for (size_t i = 0; i <= length; i++) address.sun_path[i] = path[i];
  int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (probe >= 0) {
    if (connect(probe, (struct sockaddr *)&address, sizeof address) != 0 && errno == ECONNREFUSED) unlink(path);
    close(probe);
  }
  return bind(fd, (struct sockaddr *)&address, sizeof address);
}
static inline int cl_connect_loopback(uint16_t port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) != 0) { close(fd); return -1; }
  return fd;
}
static inline int cl_connect_unix(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  for (size_t i = 0; path[i] && i + 1 < sizeof address.sun_path; i++) address.sun_path[i] = path[i];
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) != 0) { close(fd); return -1; }
  return fd;
}
static inline int cl_set_receive_timeout(int fd, int seconds) {
  struct timeval limit = {.tv_sec = seconds};
  return setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
}
