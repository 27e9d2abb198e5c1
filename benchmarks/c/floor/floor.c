/*
 * floor PLAN REPORT GRACE_MILLIS: supervises the processes of the plan. It reads commands from the standard input, one a line:
 *
 *   start PREFIX   starts the processes whose id begins with it, each when the process that it comes after accepts a connection
 *   watch          from now on the report receives a line "exited" for each exit, and a line "done" with the number of lines
 *                  when all processes that start later have ended and their output is kept
 *
 * Each line of the report is "WHAT ID PID NANOS [NUMBER]".
 *
 * SIGTERM stops all processes, kills after the grace period those that are left, and ends the floor.
 */
#include "floor.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

struct process processes[MOST];
int count, poll_fd, living, watching;
static const char *report_path;
static int signal_fd, stopping, unwatched;
static long long kill_at, unwatched_lines;
static struct stream signals, commands;

void check(int ok, const char *what)
{
    if (!ok) {
        perror(what);
        signal_all(SIGKILL);
        exit(1);
    }
}

long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

void watch(int fd, void *what)
{
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = what };
    check(epoll_ctl(poll_fd, EPOLL_CTL_ADD, fd, &event) == 0, "epoll_ctl");
}

/* Opens the report each time: the harness sees the end of all writers as the death of all children. */
void report(const char *what, const char *id, long long number)
{
    int fd = open(report_path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0) {
        dprintf(fd, "%s %s %d %lld %lld\n", what, id, getpid(), now(), number);
        close(fd);
    }
}

static void prepare(void)
{
    sigset_t mask;
    sigemptyset(&mask);
    sigaddset(&mask, SIGCHLD);
    sigaddset(&mask, SIGTERM);
    sigprocmask(SIG_BLOCK, &mask, NULL);
    signal(SIGPIPE, SIG_IGN);
    poll_fd = epoll_create1(EPOLL_CLOEXEC);
    signal_fd = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
    fcntl(STDIN_FILENO, F_SETFL, O_NONBLOCK);
    watch(signal_fd, &signals);
    watch(STDIN_FILENO, &commands);
}

static void stop(int grace)
{
    stopping = 1;
    signal_all(SIGTERM);
    kill_at = now() + grace * 1000000LL;
}

static void receive_signals(int grace)
{
    struct signalfd_siginfo info;
    while (read(signal_fd, &info, sizeof info) > 0) {
        if (info.ssi_signo == SIGTERM && !stopping)
            stop(grace);
    }
    reap();
}

static long long lines_of_all(void)
{
    long long lines = 0;
    for (int i = 0; i < count; i++)
        lines += processes[i].lines;
    return lines;
}

static void command(void)
{
    char text[1024];
    ssize_t size = read(STDIN_FILENO, text, sizeof text - 1);
    if (size <= 0) {
        epoll_ctl(poll_fd, EPOLL_CTL_DEL, STDIN_FILENO, NULL);
        return;
    }
    text[size] = '\0';
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        if (strcmp(line, "watch") == 0) {
            watching = 1;
            unwatched = living;
            unwatched_lines = lines_of_all();
        }
        for (int i = 0; strncmp(line, "start ", 6) == 0 && i < count; i++)
            processes[i].wanted |= strncmp(processes[i].id, line + 6, strlen(line + 6)) == 0;
    }
}

/* Starts what is wanted and not running. A process that runs once is wanted once. */
static void start_wanted(void)
{
    for (int i = 0; i < count && !stopping; i++) {
        struct process *process = &processes[i];
        struct process *first = process->after == NULL ? NULL : find(process->after);
        if (process->wanted && !process->alive && process->open == 0 && (first == NULL || first->ready)) {
            process->wanted = process->restart;
            spawn(process);
        }
    }
}

static int outputs_open(void)
{
    int open = 0;
    for (int i = 0; i < count; i++)
        open += processes[i].open;
    return open;
}

static int timeout(void)
{
    int millis = check_due();
    if (!stopping)
        return millis;
    long long left = (kill_at - now() + 999999) / 1000000;
    return left < 0 ? 0 : (int)left;
}

static void receive_from(struct stream *stream)
{
    if (stream == &stream->owner->answer)
        answered(stream->owner);
    else
        receive(stream);
}

static void serve(int grace)
{
    struct epoll_event events[64];
    int ready = epoll_wait(poll_fd, events, 64, timeout());
    for (int i = 0; i < ready; i++) {
        if (events[i].data.ptr == &signals)
            receive_signals(grace);
        else if (events[i].data.ptr == &commands)
            command();
        else
            receive_from(events[i].data.ptr);
    }
    if (stopping && living > 0 && now() >= kill_at) {
        signal_all(SIGKILL);
        kill_at = now() + 1000000000LL;
    }
}

int main(int words, char **word)
{
    if (words != 4)
        return 2;
    report_path = word[2];
    read_plan(word[1]);
    prepare();
    report("ready", "-", 0);
    while (!stopping || living > 0) {
        int before = living;
        serve(atoi(word[3]));
        check_due();
        start_wanted();
        if (watching && before > unwatched && living == unwatched) {
            while (outputs_open() > 2 * unwatched)
                serve(atoi(word[3]));
            report("done", "-", lines_of_all() - unwatched_lines);
        }
    }
    return 0;
}
