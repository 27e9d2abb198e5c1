/* Makes children, reaps them and signals them. */
#include "floor.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void open_stream(struct process *process, struct stream *stream, int fd)
{
    stream->owner = process;
    stream->fd = fd;
    stream->held = 0;
    fcntl(fd, F_SETFL, O_NONBLOCK);
    watch(fd, stream);
    process->open++;
}

static void spawn_with(struct process *process, posix_spawn_file_actions_t *files)
{
    extern char **environ;
    posix_spawnattr_t attributes;
    sigset_t none;

    sigemptyset(&none);
    posix_spawn_file_actions_addopen(files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK);
    errno = posix_spawnp(&process->pid, process->words[0], files, &attributes, process->words, environ);
    check(errno == 0, process->words[0]);
    posix_spawnattr_destroy(&attributes);
}

void spawn(struct process *process)
{
    posix_spawn_file_actions_t files;
    int out[2], err[2];

    posix_spawn_file_actions_init(&files);
    if (process->output == DIRECT) {
        posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, process->path, O_WRONLY | O_CREAT | O_APPEND, 0600);
        posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
        spawn_with(process, &files);
    } else {
        check(pipe2(out, O_CLOEXEC) == 0 && pipe2(err, O_CLOEXEC) == 0, "pipe2");
        posix_spawn_file_actions_adddup2(&files, out[1], STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&files, err[1], STDERR_FILENO);
        spawn_with(process, &files);
        close(out[1]);
        close(err[1]);
        open_stream(process, &process->out, out[0]);
        open_stream(process, &process->err, err[0]);
        if (process->output == FILE_TOO && process->file == 0)
            process->file = open(process->path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        check(process->file >= 0, "open");
        if (process->ring == NULL)
            process->ring = malloc(RING);
    }
    posix_spawn_file_actions_destroy(&files);
    process->alive = 1;
    process->ready = 0;
    process->next_check = process->port > 0 ? now() : 0;
    living++;
}

void reap(void)
{
    pid_t pid;
    int status;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        for (int i = 0; i < count; i++) {
            if (processes[i].alive && processes[i].pid == pid) {
                processes[i].alive = 0;
                processes[i].ready = 0;
                living--;
                if (watching)
                    report("exited", processes[i].id, 0);
                break;
            }
        }
    }
}

void signal_all(int signal)
{
    for (int i = 0; i < count; i++) {
        if (processes[i].alive)
            kill(-processes[i].pid, signal);
    }
}
