package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;

/** Describes the processes that cannot be killed, with the cause. */
final class Survivors {

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
        Optional<String> own = table.user(ProcessHandle.current().pid());
        List<String> lines = new ArrayList<>();
        for (ProcessEntry entry : living) {
            lines.add(entry.pid() + " " + table.command(entry.pid()) + ": " + cause(entry, table.user(entry.pid()), own));
        }
        return lines;
    }

    private static String cause(ProcessEntry entry, Optional<String> user, Optional<String> own) {
        if (user.isPresent() && !user.equals(own) && !own.equals(Optional.of("0"))) {
            return "it runs as user " + user.get() + " and this application, user " + own.orElse("unknown")
                    + ", may not kill it";
        }
        return switch (entry.state()) {
            case 'D' -> "it waits in the kernel, state D, for a device or a file system";
            case 'T', 't' -> "a debugger or tracer holds it, state " + entry.state();
            default -> "it is still alive, state " + entry.state();
        };
    }
}
