/*
 * The yardstick: the same duties in C, as directly as the system allows. One thread, one epoll loop. A child is made with
 * posix_spawn (glibc shares the memory with it until its exec, as vfork does), in a session of its own, with a pipe for each of
 * its outputs; the lines are kept in a ring of a MiB; exits arrive through a signalfd. A stop signals the group of each child.
 * It does not scan for processes that have left the group, has no watchdog and no restart policy, and publishes no events.
 *
 * Each call does one round and writes its figures, in nanoseconds, one a line:
 *
 *   supervisor start CHILD COUNT                      until the last spawn has returned, until the last child runs; then the
 *                                                     stop of all
 *   supervisor replace CHILD TIMES                    from the kill until the next spawn has returned, and until it runs
 *   supervisor notice CHILD TIMES                     from the last act of a child until its exit is known, for each
 *   supervisor stubborn CHILD COUNT STUBBORN MILLIS   from the end of the grace period until all are gone
 *   supervisor output CHILD COUNT MIB                 until all is read and all are gone; then how many lines it was
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 1000, RING = 1 << 20, CHUNK = 64 * 1024, LONGEST = 16 * 1024, SETTLE_MILLIS = 200, PAUSE_MILLIS = 10 };

struct header {
    long long nanos;
    int length;
};

struct child;

struct stream {
    struct child *owner;
    int fd;
    int held;
    char partial[LONGEST];
};

struct child {
    pid_t pid;
    int alive;
    int open;
    char *words[4];
    struct stream out, err;
    char *ring;
    size_t head;
    long long lines;
    long long told;
    long long ended;
};

static struct child children[MOST];
static int poll_fd, signal_fd, living;
static struct stream signals;

static void check(int ok, const char *what)
{
    if (!ok) {
        perror(what);
        kill(0, SIGKILL);
    }
}

static long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void watch(int fd, void *what)
{
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = what };
    check(epoll_ctl(poll_fd, EPOLL_CTL_ADD, fd, &event) == 0, "epoll_ctl");
}

static void prepare(void)
{
    sigset_t mask;
    sigemptyset(&mask);
    sigaddset(&mask, SIGCHLD);
    sigprocmask(SIG_BLOCK, &mask, NULL);
    poll_fd = epoll_create1(EPOLL_CLOEXEC);
    signal_fd = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
    watch(signal_fd, &signals);
}

static void open_stream(struct child *child, struct stream *stream, int fd)
{
    stream->owner = child;
    stream->fd = fd;
    stream->held = 0;
    fcntl(fd, F_SETFL, O_NONBLOCK);
    watch(fd, stream);
    child->open++;
}

static void spawn(struct child *child)
{
    extern char **environ;
    int out[2], err[2];
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none;

    sigemptyset(&none);
    check(pipe2(out, O_CLOEXEC) == 0 && pipe2(err, O_CLOEXEC) == 0, "pipe2");
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, out[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, err[1], STDERR_FILENO);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK);
    errno = posix_spawnp(&child->pid, child->words[0], &files, &attributes, child->words, environ);
    check(errno == 0, "posix_spawn");
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    close(out[1]);
    close(err[1]);
    child->alive = 1;
    child->told = child->ended = 0;
    living++;
    if (child->ring == NULL)
        child->ring = malloc(RING);
    open_stream(child, &child->out, out[0]);
    open_stream(child, &child->err, err[0]);
}

static void put(struct child *child, const void *bytes, size_t size)
{
    size_t at = child->head % RING;
    size_t first = size < RING - at ? size : RING - at;
    memcpy(child->ring + at, bytes, first);
    memcpy(child->ring, (const char *)bytes + first, size - first);
    child->head += size;
}

static void keep(struct child *child, const char *text, int length)
{
    struct header header = { .nanos = now(), .length = length };
    put(child, &header, sizeof header);
    put(child, text, length);
    child->lines++;
    if (memchr("ue", text[0], 2) != NULL) {
        /* "up" or "end", and when. */
        const char *number = memchr(text, ' ', length);
        child->told = number == NULL ? 0 : atoll(number);
    }
}

static void split(struct stream *stream, const char *chunk, int size)
{
    const char *at = chunk, *end = chunk + size, *line;
    while ((line = memchr(at, '\n', end - at)) != NULL) {
        int length = line - at;
        if (stream->held > 0 && stream->held + length <= LONGEST) {
            memcpy(stream->partial + stream->held, at, length);
            keep(stream->owner, stream->partial, stream->held + length);
        } else {
            keep(stream->owner, at, length);
        }
        stream->held = 0;
        at = line + 1;
    }
    if (end - at <= LONGEST - stream->held) {
        memcpy(stream->partial + stream->held, at, end - at);
        stream->held += end - at;
    }
}

static void receive(struct stream *stream)
{
    static char chunk[CHUNK];
    ssize_t size = read(stream->fd, chunk, sizeof chunk);
    if (size > 0) {
        split(stream, chunk, size);
    } else if (size == 0 || errno != EAGAIN) {
        close(stream->fd);
        stream->owner->open--;
    }
}

static void reap(void)
{
    struct signalfd_siginfo info;
    pid_t pid;
    while (read(signal_fd, &info, sizeof info) > 0)
        ;
    while ((pid = waitpid(-1, NULL, WNOHANG)) > 0) {
        for (int i = 0; i < MOST; i++) {
            if (children[i].alive && children[i].pid == pid) {
                children[i].alive = 0;
                children[i].ended = now();
                living--;
                break;
            }
        }
    }
}

/* Handles all pending events; returns whether an event arrived in time. */
static int serve(int millis)
{
    struct epoll_event events[64];
    int count = epoll_wait(poll_fd, events, 64, millis);
    for (int i = 0; i < count; i++) {
        if (events[i].data.ptr == &signals)
            reap();
        else
            receive(events[i].data.ptr);
    }
    return count > 0;
}

static void serve_for(int millis)
{
    long long until = now() + millis * 1000000LL;
    for (long long left; (left = until - now()) > 0;)
        serve(left / 1000000 + 1);
}

static long long await_told(struct child *child)
{
    while (child->told == 0)
        serve(-1);
    return child->told;
}

static void await_all_gone(void)
{
    while (living > 0)
        serve(-1);
}

static void start_child(struct child *child, char *program, char *what, char *more)
{
    child->words[0] = program;
    child->words[1] = what;
    child->words[2] = more;
    spawn(child);
}

static void start_all(char *program, int count, char *what, char *more)
{
    for (int i = 0; i < count; i++)
        start_child(&children[i], program, what, more);
}

static void signal_all(int signal)
{
    for (int i = 0; i < MOST; i++) {
        if (children[i].alive)
            kill(-children[i].pid, signal);
    }
}

static void start(char *program, int count)
{
    long long began = now(), last = 0;
    start_all(program, count, "sleep", NULL);
    printf("%lld\n", now() - began);
    for (int i = 0; i < count; i++) {
        long long up = await_told(&children[i]);
        last = up > last ? up : last;
    }
    printf("%lld\n", last - began);
    serve_for(SETTLE_MILLIS);
    began = now();
    signal_all(SIGTERM);
    await_all_gone();
    printf("%lld\n", now() - began);
}

static void replace(char *program, int times)
{
    struct child *child = &children[0];
    start_all(program, 1, "sleep", NULL);
    await_told(child);
    for (int i = 0; i < times; i++) {
        serve_for(PAUSE_MILLIS);
        long long killed = now();
        kill(child->pid, SIGKILL);
        while (child->alive || child->open > 0)
            serve(-1);
        spawn(child);
        long long spawned = now();
        printf("%lld %lld\n", spawned - killed, await_told(child) - killed);
    }
    signal_all(SIGKILL);
    await_all_gone();
}

static void notice(char *program, int times)
{
    struct child *child = &children[0];
    for (int i = 0; i < times; i++) {
        start_all(program, 1, "exit", NULL);
        while (child->alive || child->open > 0)
            serve(-1);
        printf("%lld\n", child->ended - child->told);
    }
}

static void stubborn(char *program, int count, int stubborn, int grace)
{
    for (int i = 0; i < count; i++)
        start_child(&children[i], program, i < stubborn ? "stubborn" : "sleep", NULL);
    for (int i = 0; i < count; i++)
        await_told(&children[i]);
    serve_for(SETTLE_MILLIS);
    signal_all(SIGTERM);
    serve_for(grace);
    long long end = now();
    signal_all(SIGKILL);
    await_all_gone();
    printf("%lld\n", now() - end);
}

static void output(char *program, int count, char *mib)
{
    long long began = now(), lines = 0;
    int open = 1;
    start_all(program, count, "write", mib);
    while (living > 0 || open > 0) {
        serve(-1);
        open = 0;
        for (int i = 0; i < count; i++)
            open += children[i].open;
    }
    for (int i = 0; i < count; i++)
        lines += children[i].lines;
    printf("%lld\n%lld\n", now() - began, lines);
}

int main(int count, char **words)
{
    int number = count > 3 ? atoi(words[3]) : 0;
    if (number < 1 || number > MOST)
        return 2;
    prepare();
    if (strcmp(words[1], "start") == 0)
        start(words[2], number);
    else if (strcmp(words[1], "replace") == 0)
        replace(words[2], number);
    else if (strcmp(words[1], "notice") == 0)
        notice(words[2], number);
    else if (strcmp(words[1], "stubborn") == 0 && count == 6)
        stubborn(words[2], number, atoi(words[4]), atoi(words[5]));
    else if (strcmp(words[1], "output") == 0 && count == 5)
        output(words[2], number, words[4]);
    else
        return 2;
    return 0;
}
