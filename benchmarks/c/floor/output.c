/* Reads the outputs, cuts them into lines and keeps the latest MiB of each process; writes them to its file where it has one. */
#include "floor.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

struct header {
    long long nanos;
    int length;
};

static void put(struct process *process, const void *bytes, size_t size)
{
    size_t at = process->head % RING;
    size_t first = size < RING - at ? size : RING - at;
    memcpy(process->ring + at, bytes, first);
    memcpy(process->ring, (const char *)bytes + first, size - first);
    process->head += size;
}

static void keep(struct process *process, const char *text, int length)
{
    struct header header = { .nanos = now(), .length = length };
    put(process, &header, sizeof header);
    put(process, text, length);
    process->lines++;
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

static void write_file(int file, const char *chunk, ssize_t size)
{
    while (size > 0) {
        ssize_t written = write(file, chunk, size);
        check(written > 0, "write");
        chunk += written;
        size -= written;
    }
}

void receive(struct stream *stream)
{
    static char chunk[CHUNK];
    ssize_t size = read(stream->fd, chunk, sizeof chunk);
    if (size > 0) {
        if (stream->owner->file > 0)
            write_file(stream->owner->file, chunk, size);
        split(stream, chunk, size);
    } else if (size == 0 || errno != EAGAIN) {
        close(stream->fd);
        stream->owner->open--;
    }
}
