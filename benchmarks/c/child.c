/*
 * The program that the benchmarks run under a supervisor. Each child writes the time at which its main() began, from the monotonic
 * clock. So a start is complete when the program runs, with each supervisor and each way to start it.
 *
 *   child sleep       waits for a signal
 *   child stubborn    ignores SIGTERM
 *   child exit        exits a little later, and writes the time
 *   child write MIB   writes so many MiB of lines
 *   child lines RATE  writes so many lines a second, evenly
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LINE = 80, LINES = 800, MIB = 1 << 20 };

static void say(const char *what)
{
    struct timespec now;
    char line[64];

    clock_gettime(CLOCK_MONOTONIC, &now);
    int length = snprintf(line, sizeof line, "%s %lld\n", what, now.tv_sec * 1000000000LL + now.tv_nsec);
    if (write(STDOUT_FILENO, line, length) != length)
        _exit(1);
}

/* Writes the same block repeatedly, so that most of the work is that of the reader. */
static void write_lines(long mib)
{
    static char block[LINE * LINES];

    memset(block, '.', sizeof block);
    for (int end = LINE; end <= LINE * LINES; end += LINE)
        block[end - 1] = '\n';
    for (long left = mib * MIB / LINE * LINE; left > 0;) {
        ssize_t written = write(STDOUT_FILENO, block, left < LINE * LINES ? left : LINE * LINES);
        if (written < 0)
            _exit(1);
        left -= written;
    }
}

/* Writes the lines that are due each 10 ms. Each line is different, so that a screen that shows it changes. */
static void write_evenly(long rate)
{
    struct timespec began, now;

    clock_gettime(CLOCK_MONOTONIC, &began);
    for (long written = 0;; usleep(10000)) {
        clock_gettime(CLOCK_MONOTONIC, &now);
        double seconds = now.tv_sec - began.tv_sec + (now.tv_nsec - began.tv_nsec) / 1e9;
        for (; written < seconds * rate; written++)
            printf("%9ld request %ld of client %ld took %ld us\n", written, written * 7, written % 97, written * 31 % 9973);
        fflush(stdout);
    }
}

int main(int count, char **words)
{
    if (count < 2)
        return 2;
    say("up");
    if (strcmp(words[1], "exit") == 0) {
        usleep(20000);
        say("end");
        _exit(0);
    }
    if (strcmp(words[1], "write") == 0 && count == 3) {
        write_lines(atol(words[2]));
        return 0;
    }
    if (strcmp(words[1], "lines") == 0 && count == 3)
        write_evenly(atol(words[2]));
    if (strcmp(words[1], "stubborn") == 0)
        signal(SIGTERM, SIG_IGN);
    for (;;)
        pause();
}
