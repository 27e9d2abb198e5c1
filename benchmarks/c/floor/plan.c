/* Reads the plan: one line for each process, "ID KEY=VALUE.. -- WORD..". */
#include "floor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void set(struct process *process, char *setting)
{
    char *value = strchr(setting, '=');
    check(value != NULL, setting);
    *value++ = '\0';
    if (strcmp(setting, "output") == 0)
        process->output = strcmp(value, "file") == 0 ? FILE_TOO : strcmp(value, "direct") == 0 ? DIRECT : MEMORY;
    else if (strcmp(setting, "path") == 0)
        process->path = strdup(value);
    else if (strcmp(setting, "after") == 0)
        process->after = strdup(value);
    else if (strcmp(setting, "restart") == 0)
        process->restart = strcmp(value, "always") == 0;
    else if (strcmp(setting, "port") == 0)
        process->port = atoi(value);
    else if (strcmp(setting, "interval") == 0)
        process->interval = atoi(value);
    else if (strcmp(setting, "check") == 0)
        process->http = strcmp(value, "http") == 0;
}

void read_plan(const char *path)
{
    char line[4096];
    FILE *file = fopen(path, "r");
    check(file != NULL, path);
    while (fgets(line, sizeof line, file) != NULL && count < MOST) {
        struct process *process = &processes[count];
        char *word = strtok(line, " \n");
        int words = -1;
        if (word == NULL)
            continue;
        process->id = strdup(word);
        while ((word = strtok(NULL, " \n")) != NULL && words < WORDS - 1) {
            if (words >= 0)
                process->words[words++] = strdup(word);
            else if (strcmp(word, "--") == 0)
                words = 0;
            else
                set(process, word);
        }
        count++;
    }
    fclose(file);
}

struct process *find(const char *id)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(processes[i].id, id) == 0)
            return &processes[i];
    }
    return NULL;
}
