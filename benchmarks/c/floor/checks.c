/*
 * Connects to the ports of processes, or sends them an HTTP request: each millisecond until the first success, then at the
 * interval. There is no timeout.
 */
#include "floor.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FAST_NANOS = 1000000 };

/* A connection to the loopback address succeeds or fails at once. Returns the socket, or -1. */
static int connected(int port)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static void result(struct process *process, int ok)
{
    process->ready |= ok;
    if (!process->ready)
        process->next_check = now() + FAST_NANOS;
    else if (process->interval > 0)
        process->next_check = now() + process->interval * 1000000LL;
    else
        process->next_check = 0;
}

static void check_one(struct process *process)
{
    static const char request[] = "GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    int fd = connected(process->port);
    if (fd >= 0 && process->http && write(fd, request, sizeof request - 1) > 0) {
        process->answer.owner = process;
        process->answer.fd = fd;
        process->next_check = 0;
        watch(fd, &process->answer);
        return;
    }
    if (fd >= 0)
        close(fd);
    result(process, fd >= 0 && !process->http);
}

/* The answer of an HTTP check: its status decides. */
void answered(struct process *process)
{
    char answer[4096];
    ssize_t size = read(process->answer.fd, answer, sizeof answer);
    close(process->answer.fd);
    result(process, size > 10 && strncmp(answer + 8, " 2", 2) == 0);
}

/* Does the checks that are due; returns the milliseconds until the next one, or -1. */
int check_due(void)
{
    long long next = -1;
    for (int i = 0; i < count; i++) {
        struct process *process = &processes[i];
        if (!process->alive || process->next_check == 0)
            continue;
        if (process->next_check <= now())
            check_one(process);
        if (process->next_check > 0 && (next < 0 || process->next_check < next))
            next = process->next_check;
    }
    return next < 0 ? -1 : next <= now() ? 0 : (int)((next - now() + 999999) / 1000000);
}
