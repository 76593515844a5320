/* Preloaded into dpia by the tests: stands between the program and the system and lets one call
   that changes files below one folder fail, stop half-way, or be the last before a kill.
   Can also write down every such call, for the tests that replay a power cut.

   Set by the environment (FAULT_ROOT, FAULT_AT, FAULT_MODE, FAULT_ERRNO, FAULT_ONLY, FAULT_ON,
   FAULT_REPORT, FAULT_TRACE: see shim.py), or later by `fault_arm` in a process already running. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OPEN = 1, WRITE = 2, SYNC = 4, RENAME = 8, UNLINK = 16, TRUNCATE = 32, CLOSE = 64,
       MKDIR = 128, CHMOD = 256, READ = 512, LOOK = 1024, SYNCDIR = 2048, LINK = 4096, LOCK = 8192 };
enum { PASS, BEFORE, HALF, AFTER, FAIL, SHORT, HALFFAIL, DONEFAIL };

static char root[1024];
static long at;
static int mode, number, only, on, report = -1, trace = -1;
static long *seen;                    /* in the report: calls so far, the call that was struck */
static unsigned char ours[4096];      /* by descriptor: 1 read, 2 written, 3 a folder */

#define REAL(name) ((__typeof__(&name))(dlsym(RTLD_NEXT, #name)))

static void note(const char *what, long fd, const char *one, const char *two, long offset,
                 const void *data, long size) {
  char line[4400];
  if (trace < 0) return;
  int length = snprintf(line, sizeof line, "%s\t%ld\t%s\t%s\t%ld\t%ld\n", what, fd, one, two, offset,
                        size);
  REAL(write)(trace, line, length);
  if (size > 0) REAL(write)(trace, data, size);
}

/* mode: a number of the second enum; failing: errno; which: kinds of calls that count;
   lasting: fail from then on; where: a file for the counts; tracing: a file for the calls, or "" */
void fault_arm(const char *below, long when, int how, int failing, int which, int lasting,
               const char *where, const char *tracing) {
  int flags = O_RDWR | O_CREAT | O_CLOEXEC;
  snprintf(root, sizeof root, "%s", below);
  at = when, mode = how, number = failing, only = which, on = lasting;
  report = REAL(open)(where, flags, 0600);
  if (REAL(ftruncate)(report, 64) == 0)
    seen = mmap(0, 64, PROT_READ | PROT_WRITE, MAP_SHARED, report, 0);
  if (*tracing) trace = REAL(open)(tracing, flags | O_APPEND, 0600);
}

static const char *given(const char *name) { return getenv(name) ? getenv(name) : ""; }

__attribute__((constructor)) static void begin(void) {
  if (*given("FAULT_ROOT"))
    fault_arm(given("FAULT_ROOT"), atol(given("FAULT_AT")), atoi(given("FAULT_MODE")),
              atoi(given("FAULT_ERRNO")), atoi(given("FAULT_ONLY")), atoi(given("FAULT_ON")),
              given("FAULT_REPORT"), given("FAULT_TRACE"));
}

static int below(const char *path) { return seen && !strncmp(path, root, strlen(root)); }
static int kept(int fd) { return seen && fd >= 0 && fd < 4096 ? ours[fd] : 0; }
static void die(void) { kill(getpid(), SIGKILL); for (;;) pause(); }

static int struck(int kind) {
  if (!(only & kind)) return PASS;
  long count = ++seen[0];
  if (!at || (on ? count < at : count != at)) return PASS;
  if (!seen[1]) seen[1] = kind;
  if (mode == BEFORE) die();
  return mode;
}

/* What happens around a call that is not a write; `call` is the real one, an expression. */
#define AROUND(kind, call, tell) do { \
    int how = struck(kind); \
    if (how == FAIL) { errno = number; return -1; } \
    __typeof__(call) result = (call); \
    int why = errno; \
    if (result >= 0) { tell; } \
    if ((how == AFTER || how == HALF) && seen) die(); \
    if (how == DONEFAIL) { errno = number; return -1; } \
    errno = why; \
    return result; \
  } while (0)

static int opened(int fd, const char *path, int flags) {
  struct stat status;
  if (fd < 0 || fd >= 4096) return fd;
  ours[fd] = flags & (O_WRONLY | O_RDWR | O_CREAT) ? 2 : 1;
  if (!fstat(fd, &status) && S_ISDIR(status.st_mode)) ours[fd] = 3;
  if (ours[fd] > 1) note(ours[fd] == 3 ? "folder" : "open", fd, path, "", flags, 0, 0);
  return fd;
}

#define OPENING(name, call) do { \
    mode_t rights = 0; \
    if (flags & (O_CREAT | __O_TMPFILE)) { \
      va_list more; va_start(more, flags); rights = va_arg(more, mode_t); va_end(more); } \
    if (!below(path)) { int fd = (call); if (fd >= 0 && fd < 4096) ours[fd] = 0; return fd; } \
    int kind = flags & (O_WRONLY | O_RDWR | O_CREAT | O_DIRECTORY) ? OPEN : LOOK; \
    AROUND(kind, (call), opened(result, path, flags)); \
  } while (0)

int open(const char *path, int flags, ...) { OPENING(open, REAL(open)(path, flags, rights)); }
int open64(const char *path, int flags, ...) { OPENING(open, REAL(open64)(path, flags, rights)); }
int openat(int dir, const char *path, int flags, ...) {
  OPENING(openat, REAL(openat)(dir, path, flags, rights)); }
int openat64(int dir, const char *path, int flags, ...) {
  OPENING(openat, REAL(openat64)(dir, path, flags, rights)); }

static ssize_t put(int fd, const void *data, size_t size, off64_t offset, int positioned) {
  off64_t where = positioned ? offset : lseek64(fd, 0, SEEK_CUR);
  ssize_t done = positioned ? REAL(pwrite64)(fd, data, size, offset) : REAL(write)(fd, data, size);
  if (done > 0) note("write", fd, "", "", where, data, done);
  return done;
}

static ssize_t writing(int fd, const void *data, size_t size, off64_t offset, int positioned) {
  if (fd == 1 && seen) note("say", 1, "", "", 0, data, size);
  if (kept(fd) != 2)
    return positioned ? REAL(pwrite64)(fd, data, size, offset) : REAL(write)(fd, data, size);
  int how = struck(WRITE);
  if (how == FAIL) { errno = number; return -1; }
  size_t half = how == HALF || how == HALFFAIL || (how == SHORT && size > 1) ? size / 2 : size;
  ssize_t done = put(fd, data, half, offset, positioned);
  if (how == HALF || how == AFTER) die();
  if (how == HALFFAIL || how == DONEFAIL) { errno = number; return -1; }
  return done;
}

ssize_t write(int fd, const void *data, size_t size) { return writing(fd, data, size, 0, 0); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) {
  return writing(fd, data, size, offset, 1); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
  return writing(fd, data, size, offset, 1); }
ssize_t read(int fd, void *data, size_t size) {
  if (!kept(fd)) return REAL(read)(fd, data, size);
  AROUND(READ, REAL(read)(fd, data, size), (void)0); }

/* A sync that failed has dropped what it was to write: told apart, for the replay. */
#define SYNCING(name) do { \
    if (kept(fd) < 2) return REAL(name)(fd); \
    int how = struck(kept(fd) == 3 ? SYNCDIR : SYNC); \
    if (how == FAIL) { note("lost", fd, "", "", 0, 0, 0); errno = number; return -1; } \
    int result = REAL(name)(fd); \
    note("sync", fd, "", "", 0, 0, 0); \
    if (how == AFTER || how == HALF) die(); \
    if (how == DONEFAIL) { errno = number; return -1; } \
    return result; \
  } while (0)

int fsync(int fd) { SYNCING(fsync); }
int fdatasync(int fd) { SYNCING(fdatasync); }

int close(int fd) {
  int was = kept(fd);
  if (was) ours[fd] = 0;
  if (was < 2) return REAL(close)(fd);
  int how = struck(CLOSE), result = REAL(close)(fd);
  note("close", fd, "", "", 0, 0, 0);
  if (how == AFTER || how == HALF) die();
  if (how == FAIL || how == DONEFAIL) { errno = number; return -1; } /* closed all the same */
  return result;
}

#define TRUNCATING(name) do { \
    if (kept(fd) != 2) return REAL(name)(fd, size); \
    AROUND(TRUNCATE, REAL(name)(fd, size), note("truncate", fd, "", "", size, 0, 0)); \
  } while (0)
int ftruncate(int fd, off_t size) { TRUNCATING(ftruncate); }
int ftruncate64(int fd, off64_t size) { TRUNCATING(ftruncate64); }

int rename(const char *from, const char *to) {
  if (!below(to)) return REAL(rename)(from, to);
  AROUND(RENAME, REAL(rename)(from, to), note("rename", -1, from, to, 0, 0, 0)); }
int link(const char *from, const char *to) {
  if (!below(to)) return REAL(link)(from, to);
  AROUND(LINK, REAL(link)(from, to), note("link", -1, from, to, 0, 0, 0)); }
int unlink(const char *path) {
  if (!below(path)) return REAL(unlink)(path);
  AROUND(UNLINK, REAL(unlink)(path), note("unlink", -1, path, "", 0, 0, 0)); }
int mkdir(const char *path, mode_t rights) {
  if (!below(path)) return REAL(mkdir)(path, rights);
  AROUND(MKDIR, REAL(mkdir)(path, rights), note("mkdir", -1, path, "", 0, 0, 0)); }
int chmod(const char *path, mode_t rights) {
  if (!below(path)) return REAL(chmod)(path, rights);
  AROUND(CHMOD, REAL(chmod)(path, rights), (void)0); }
int fchmod(int fd, mode_t rights) {
  if (!kept(fd)) return REAL(fchmod)(fd, rights);
  AROUND(CHMOD, REAL(fchmod)(fd, rights), (void)0); }
int flock(int fd, int how_to) {
  if (!kept(fd)) return REAL(flock)(fd, how_to);
  AROUND(LOCK, REAL(flock)(fd, how_to), (void)0); }
