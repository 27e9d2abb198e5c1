package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;

/** Describes the processes that cannot be killed, with the cause. */
final class Survivors {

    private static final String ROOT = "0";

    private Survivors() {
    }

    /** The pid and the program of each process, without its arguments. */
    static List<String> names(List<ProcessEntry> living, List<Supplier<String>> programs) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < living.size(); i++) {
            names.add(living.get(i).pid() + " " + programs.get(i).get());
        }
        return names;
    }

    static List<String> describe(List<ProcessEntry> living, ProcessTable table) {
        String own = table.user(ProcessHandle.current().pid()).orElse("unknown");
        List<String> lines = new ArrayList<>();
        for (ProcessEntry entry : living) {
            Optional<String> other = table.user(entry.pid()).filter(user -> !user.equals(own) && !own.equals(ROOT));
            lines.add(entry.pid() + " " + table.command(entry.pid()) + ": "
                    + other.map(user -> ofUser(entry.pid(), user, own)).orElse(state(entry)));
        }
        return lines;
    }

    /**
     * The cause and the remedy for a process of another user. The users of a container without root are no others here: the kernel
     * permits the owner of a user namespace to signal all processes in it.
     */
    static String ofUser(long pid, String user, String own) {
        return "it runs as user " + user + ", and this application, user " + own + ", may not signal it; end it as "
                + (user.equals(ROOT) ? "root" : "root or as user " + user) + " with 'kill -KILL " + pid + "'";
    }

    private static String state(ProcessEntry entry) {
        return switch (entry.state()) {
            case 'D' -> "it waits in the kernel, state D, for a device or a file system";
            case 'T', 't' -> "a debugger or tracer holds it, state " + entry.state();
            default -> "it is still alive, state " + entry.state();
        };
    }
}
