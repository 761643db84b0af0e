// Loaded by LD_PRELOAD into a real agent: writes down, in their order, every call that changes a file below
// KOPILKA_TRACE_ROOT, every fsync, and every byte that leaves by a socket. One trace a process: KOPILKA_TRACE_OUT/<pid>.
// Record: kind u32, fd u32, offset u64, length u64 (little endian), then `length` bytes. `offset` of an opening is its
// flags, with bit 32 for a folder.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OPEN = 1, WRITE, SYNC, TRUNCATE, CLOSE, UNLINK, RENAME, SOCKET };
enum { FDS = 4096 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int out = -1;
static char root[PATH_MAX];
static char watched[FDS];

static void take(void) { pthread_mutex_lock(&lock); }
static void give(void) { pthread_mutex_unlock(&lock); }

__attribute__((constructor)) static void start(void) {
  const char *folder = getenv("KOPILKA_TRACE_OUT"), *below = getenv("KOPILKA_TRACE_ROOT");
  if (!folder || !below) return;
  snprintf(root, sizeof root, "%s/", below);
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/%d", folder, (int)getpid());
  int fd = syscall(SYS_openat, AT_FDCWD, path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  // Far from the numbers that the program closes or counts on.
  out = fcntl(fd, F_DUPFD_CLOEXEC, 1000);
  syscall(SYS_close, fd);
  pthread_atfork(take, give, give);
}

static void put(const void *bytes, size_t length) {
  const char *rest = bytes;
  while (length > 0) {
    long n = syscall(SYS_write, out, rest, length);
    if (n <= 0) abort();
    rest += n;
    length -= n;
  }
}

static void record(uint32_t kind, uint32_t fd, uint64_t offset, const struct iovec *parts, int count) {
  uint64_t length = 0;
  for (int i = 0; i < count; i++) length += parts[i].iov_len;
  char head[24];
  memcpy(head, &kind, 4);
  memcpy(head + 4, &fd, 4);
  memcpy(head + 8, &offset, 8);
  memcpy(head + 16, &length, 8);
  put(head, sizeof head);
  for (int i = 0; i < count; i++) put(parts[i].iov_base, parts[i].iov_len);
}

static void record1(uint32_t kind, uint32_t fd, uint64_t offset, const void *bytes, size_t length) {
  struct iovec part = {(void *)bytes, length};
  record(kind, fd, offset, &part, 1);
}

static int known(int fd) { return out >= 0 && fd >= 0 && fd < FDS && watched[fd]; }
static int is_socket(int fd) {
  struct stat about;
  if (out < 0 || fd < 0 || fstat(fd, &about) != 0 || !S_ISSOCK(about.st_mode)) return 0;
  // The number may have been a file's: not every closing passes here.
  if (fd < FDS) watched[fd] = 0;
  return 1;
}
static int below_root(const char *path) {
  size_t length = strlen(root);
  // The folder itself too: its fsync makes names durable.
  return out >= 0 && (strncmp(path, root, length) == 0 || strncmp(path, root, length - 1) == 0);
}

static void opened(int fd, const char *path, int flags) {
  if (fd < 0 || fd >= FDS) return;
  watched[fd] = 0;
  if (!below_root(path)) return;
  struct stat about;
  uint64_t folder = fstat(fd, &about) == 0 && S_ISDIR(about.st_mode) ? (uint64_t)1 << 32 : 0;
  take();
  watched[fd] = 1;
  record1(OPEN, fd, (uint32_t)flags | folder, path, strlen(path));
  give();
}

static int real_open(int folder, const char *path, int flags, mode_t mode) {
  int fd = syscall(SYS_openat, folder, path, flags, mode);
  opened(fd, path, flags);
  return fd;
}

// glibc's open turns a negative result of the system call into errno; syscall() does the same.
#define OPENER(name)                                   \
  int name(const char *path, int flags, ...) {         \
    va_list more;                                      \
    va_start(more, flags);                             \
    mode_t mode = va_arg(more, mode_t);                \
    va_end(more);                                      \
    return real_open(AT_FDCWD, path, flags, mode);     \
  }
OPENER(open)
OPENER(open64)

static void wrote(int fd, uint64_t offset, const struct iovec *parts, int count, ssize_t n) {
  size_t left = n;
  for (int i = 0; i < count && left > 0; i++) {
    size_t length = parts[i].iov_len < left ? parts[i].iov_len : left;
    record1(WRITE, fd, offset, parts[i].iov_base, length);
    offset += length;
    left -= length;
  }
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
  if (!known(fd)) return syscall(SYS_pwrite64, fd, bytes, length, offset);
  take();
  ssize_t n = syscall(SYS_pwrite64, fd, bytes, length, offset);
  struct iovec part = {(void *)bytes, length};
  if (n > 0) wrote(fd, offset, &part, 1, n);
  give();
  return n;
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return pwrite64(fd, bytes, length, offset); }

ssize_t writev(int fd, const struct iovec *parts, int count) {
  // A promise counts from the moment it is handed to the network.
  if (is_socket(fd)) {
    take();
    record(SOCKET, fd, 0, parts, count);
    give();
  } else if (known(fd)) {
    take();
    ssize_t n = syscall(SYS_writev, fd, parts, count);
    off_t end = lseek(fd, 0, SEEK_CUR);
    if (n > 0) wrote(fd, end - n, parts, count, n);
    give();
    return n;
  }
  return syscall(SYS_writev, fd, parts, count);
}
ssize_t write(int fd, const void *bytes, size_t length) {
  if (!known(fd) && !is_socket(fd)) return syscall(SYS_write, fd, bytes, length);
  struct iovec part = {(void *)bytes, length};
  return writev(fd, &part, 1);
}

// Durable only when the call has come back.
static int synced(int fd, long number) {
  int result = syscall(number, fd);
  if (result == 0 && known(fd)) {
    take();
    record(SYNC, fd, 0, NULL, 0);
    give();
  }
  return result;
}
int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

int ftruncate64(int fd, off64_t size) {
  if (!known(fd)) return syscall(SYS_ftruncate, fd, size);
  take();
  int result = syscall(SYS_ftruncate, fd, size);
  if (result == 0) record(TRUNCATE, fd, size, NULL, 0);
  give();
  return result;
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int close(int fd) {
  if (known(fd)) {
    take();
    watched[fd] = 0;
    record(CLOSE, fd, 0, NULL, 0);
    give();
  }
  return syscall(SYS_close, fd);
}

int unlink(const char *path) {
  int result = syscall(SYS_unlink, path);
  if (result == 0 && below_root(path)) {
    take();
    record1(UNLINK, 0, 0, path, strlen(path));
    give();
  }
  return result;
}

int rename(const char *from, const char *to) {
  int result = syscall(SYS_rename, from, to);
  if (result == 0 && (below_root(from) || below_root(to))) {
    struct iovec parts[] = {{(void *)from, strlen(from) + 1}, {(void *)to, strlen(to)}};
    take();
    record(RENAME, 0, 0, parts, 2);
    give();
  }
  return result;
}
