/*
 * The floor: a supervisor in C that does its work as directly as the system allows. One thread, one epoll loop. posix_spawn makes
 * a child in a session of its own; exits arrive through a signalfd. It does not scan for processes that have left the session, has
 * no watchdog, no restart policy other than "at once", and publishes no events.
 */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/types.h>

enum { MOST = 2000, WORDS = 12, RING = 1 << 20, CHUNK = 64 * 1024, LONGEST = 16 * 1024 };

enum output { MEMORY, FILE_TOO, DIRECT };

struct process;

/* One output of a process. */
struct stream {
    struct process *owner;
    int fd;
    int held;
    char partial[LONGEST];
};

struct process {
    /* The plan. */
    char *id;
    char *words[WORDS];
    enum output output;
    char *path;
    char *after;
    int restart, port, interval, http;
    /* The state. */
    pid_t pid;
    int wanted, alive, open, ready, file;
    long long next_check;
    struct stream out, err, answer;
    char *ring;
    size_t head;
    long long lines;
};

extern struct process processes[MOST];
extern int count, poll_fd, living, watching;

/* floor.c */
void check(int ok, const char *what);
long long now(void);
void watch(int fd, void *what);
void report(const char *what, const char *id, long long number);

/* plan.c */
void read_plan(const char *path);
struct process *find(const char *id);

/* spawn.c */
void spawn(struct process *process);
void reap(void);
void signal_all(int signal);

/* output.c */
void receive(struct stream *stream);

/* checks.c */
int check_due(void);
void answered(struct process *process);
