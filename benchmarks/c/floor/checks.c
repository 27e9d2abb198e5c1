/* Connects to the ports of processes: each millisecond until the first success, then at the interval. */
#include "floor.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FAST_NANOS = 1000000 };

/* A connection to the loopback address succeeds or fails at once. */
static int connects(int port)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int ok = fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
    if (fd >= 0)
        close(fd);
    return ok;
}

static void check_one(struct process *process)
{
    int ok = connects(process->port);
    process->ready |= ok;
    if (!process->ready)
        process->next_check = now() + FAST_NANOS;
    else if (process->interval > 0)
        process->next_check = now() + process->interval * 1000000LL;
    else
        process->next_check = 0;
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
