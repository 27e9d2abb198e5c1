/*
 * A terminal of 120 columns and 30 lines in which a command shows a screen. It reads all that the command writes, and presses keys.
 *
 *   terminal keys COUNT SECONDS FIRST SECOND COMMAND...
 *     Presses j and k in turn. The first screen shows both texts; each j makes the command write SECOND again, and each k FIRST.
 *     Writes for each key the nanoseconds from the key until the text is there, and at the end those of CPU time in so many seconds.
 *   terminal idle SECONDS TEXT COMMAND...
 *     Waits for the text, and 20 s at most for the compiler of the JVM. Writes the nanoseconds of CPU time of the command in so many
 *     seconds.
 *   terminal start COUNT TEXT COMMAND...
 *     Writes for each start the nanoseconds until the text is there.
 *
 * The key q ends the command.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE = 60, REST = 20 };

static int master;
static pid_t command;

static long long now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void fail(const char *why)
{
    fprintf(stderr, "terminal: %s\n", why);
    if (command > 0)
        kill(command, SIGKILL);
    exit(1);
}

static void start(char **words)
{
    struct winsize size = {.ws_row = 30, .ws_col = 120};

    master = posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
        fail("no pseudo-terminal");
    command = fork();
    if (command < 0)
        fail("no process");
    if (command == 0) {
        setsid();
        int slave = open(ptsname(master), O_RDWR);
        ioctl(slave, TIOCSWINSZ, &size);
        for (int descriptor = 0; descriptor < 3; descriptor++)
            dup2(slave, descriptor);
        close(slave);
        close(master);
        setenv("TERM", "xterm-256color", 1);
        setenv("LC_ALL", "C.UTF-8", 1);
        execvp(words[0], words);
        _exit(127);
    }
}

/* Reads until the text has arrived, or the time is over. Returns the time of the arrival; 0 without. */
static long long read_until(const char *text, long long end)
{
    static char buffer[1 << 16];
    size_t length = 0, rest = text ? strlen(text) - 1 : 0;

    for (;;) {
        long long left = end - now();
        struct pollfd one = {.fd = master, .events = POLLIN};
        if (left <= 0 || poll(&one, 1, left / 1000000 + 1) < 0)
            return 0;
        if (one.revents == 0)
            continue;
        ssize_t count = read(master, buffer + length, sizeof buffer - length);
        if (count <= 0)
            return 0;
        length += count;
        if (text && memmem(buffer, length, text, strlen(text)))
            return now();
        /* The text can be in two parts. */
        if (length > rest) {
            memmove(buffer, buffer + length - rest, rest);
            length = rest;
        }
    }
}

static long long await_text(const char *text)
{
    long long time = read_until(text, now() + PATIENCE * 1000000000LL);

    if (time == 0)
        fail("the text does not come");
    return time;
}

static long long cpu_nanos(void)
{
    char path[64], line[1024];
    unsigned long user, system;

    snprintf(path, sizeof path, "/proc/%d/stat", command);
    FILE *file = fopen(path, "r");
    if (!file || !fgets(line, sizeof line, file) || !strrchr(line, ')')
            || sscanf(strrchr(line, ')') + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2)
        fail("no CPU time");
    fclose(file);
    return (user + system) * (1000000000LL / sysconf(_SC_CLK_TCK));
}

static void press(char key)
{
    if (write(master, &key, 1) != 1)
        fail("the key is not taken");
}

static void quit(void)
{
    int status;

    press('q');
    read_until(NULL, now() + PATIENCE * 1000000000LL);
    close(master);
    waitpid(command, &status, 0);
}

static void keys(int count, int seconds, const char *first, const char *second)
{
    unsigned random = 1;

    await_text(second);
    read_until(NULL, now() + seconds * 500000000LL);
    for (int i = 0; i < count; i++) {
        random = random * 1103515245 + 12345;
        read_until(NULL, now() + 100000000LL + random / 65536 % 100 * 1000000);
        const char *text = i % 2 ? first : second;
        long long pressed = now();
        press(i % 2 ? 'k' : 'j');
        printf("%lld\n", await_text(text) - pressed);
    }
    long long before = cpu_nanos();
    read_until(NULL, now() + seconds * 1000000000LL);
    printf("%lld\n", cpu_nanos() - before);
    quit();
}

int main(int count, char **words)
{
    if (count < 6 || (strcmp(words[1], "keys") == 0 && count < 8))
        return 2;
    if (strcmp(words[1], "keys") == 0) {
        start(words + 6);
        keys(atoi(words[2]), atoi(words[3]), words[4], words[5]);
    } else if (strcmp(words[1], "idle") == 0) {
        start(words + 4);
        await_text(words[3]);
        long long seconds = atoll(words[2]);
        read_until(NULL, now() + (seconds < REST ? seconds : REST) * 1000000000LL);
        long long before = cpu_nanos();
        read_until(NULL, now() + seconds * 1000000000LL);
        printf("%lld\n", cpu_nanos() - before);
        quit();
    } else {
        for (int i = 0; i < atoi(words[2]); i++) {
            long long began = now();
            start(words + 4);
            printf("%lld\n", await_text(words[3]) - began);
            quit();
        }
    }
    return 0;
}
