/*
 * The program that the benchmarks run under a supervisor. Each child reports the time at which its main() began, from the monotonic
 * clock. So a start is complete when the program runs, with each supervisor and each way to start it.
 *
 *   child sleep REPORT ID             waits for a signal
 *   child stubborn REPORT ID          ignores SIGTERM
 *   child exit REPORT ID              exits a little later, and reports the time
 *   child write REPORT ID MIB         writes so many MiB of lines after SIGUSR1, each 800th with the number of its block
 *   child lines REPORT ID RATE        writes so many lines a second, evenly
 *   child serve REPORT ID PORT MILLIS listens on the port after so many milliseconds, and answers each request with HTTP 200
 *
 * REPORT is a named pipe, or "-". The child holds it open: its reader sees the end of the last child as the end of the pipe.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { LINE = 80, LINES = 800, MIB = 1 << 20 };

static int report_fd = -1;
static const char *id;

static long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

/* The line goes to the report, and as output to the supervisor. */
static void say(const char *what, long long nanos)
{
    char line[128];
    int length = snprintf(line, sizeof line, "%s %s %d %lld\n", what, id, getpid(), nanos);
    if (report_fd >= 0 && write(report_fd, line, length) != length)
        _exit(1);
    length = snprintf(line, sizeof line, "%s %lld\n", what, nanos);
    if (write(STDOUT_FILENO, line, length) != length)
        _exit(1);
}

/* Writes the same block repeatedly, only its first line has a number, so that most of the work is that of the reader. */
static void write_lines(long mib)
{
    static char block[LINE * LINES];

    memset(block, '.', sizeof block);
    for (int end = LINE; end <= LINE * LINES; end += LINE)
        block[end - 1] = '\n';
    long left = mib * MIB / LINE * LINE;
    for (long number = 0; left > 0; number++) {
        long size = left < LINE * LINES ? left : LINE * LINES, sent = 0;
        char text[16];
        memcpy(block, text, snprintf(text, sizeof text, "block %07ld ", number));
        while (sent < size) {
            ssize_t written = write(STDOUT_FILENO, block + sent, size - sent);
            if (written < 0)
                _exit(1);
            sent += written;
        }
        left -= size;
    }
}

/* Writes the lines that are due each 10 ms. Each line is different, so that a screen that shows it changes. */
static void write_evenly(long rate)
{
    long long began = now();
    for (long written = 0;; usleep(10000)) {
        double seconds = (now() - began) / 1e9;
        for (; written < seconds * rate; written++)
            printf("%9ld request %ld of client %ld took %ld us\n", written, written * 7, written % 97, written * 31 % 9973);
        fflush(stdout);
    }
}

static void serve(int port, int millis)
{
    static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int on = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    char request[4096];

    usleep(millis * 1000);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 64) != 0)
        _exit(3);
    say("listens", now());
    for (;;) {
        int client = accept(fd, NULL, NULL);
        if (client < 0)
            continue;
        /* A TCP check connects and closes; only an HTTP check sends bytes. */
        if (read(client, request, sizeof request) > 0 && write(client, answer, sizeof answer - 1) < 0)
            perror("write");
        close(client);
    }
}

int main(int count, char **words)
{
    long long began = now();
    sigset_t go;
    int signalled;

    if (count < 4)
        return 2;
    id = words[3];
    signal(SIGPIPE, SIG_IGN);
    if (strcmp(words[1], "stubborn") == 0)
        signal(SIGTERM, SIG_IGN);
    /* SIGUSR1 can arrive as soon as the child has reported that it runs. */
    sigemptyset(&go);
    sigaddset(&go, SIGUSR1);
    sigprocmask(SIG_BLOCK, &go, NULL);
    /* Without a reader the benchmark is over. */
    if (strcmp(words[2], "-") != 0 && (report_fd = open(words[2], O_WRONLY | O_NONBLOCK | O_CLOEXEC)) < 0)
        _exit(4);
    say("up", began);
    if (strcmp(words[1], "exit") == 0) {
        usleep(20000);
        say("end", now());
        _exit(0);
    }
    if (strcmp(words[1], "write") == 0 && count == 5) {
        sigwait(&go, &signalled);
        write_lines(atol(words[4]));
        say("end", now());
        return 0;
    }
    if (strcmp(words[1], "lines") == 0 && count == 5)
        write_evenly(atol(words[4]));
    if (strcmp(words[1], "serve") == 0 && count == 6)
        serve(atoi(words[4]), atoi(words[5]));
    for (;;)
        pause();
}
