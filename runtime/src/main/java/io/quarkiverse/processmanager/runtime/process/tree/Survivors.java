package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;

/** Says of each process that cannot be killed who it is and why. */
final class Survivors {

    private Survivors() {
    }

    static List<String> describe(List<ProcessEntry> living, ProcessTable table) {
        Optional<String> me = table.user(ProcessHandle.current().pid());
        List<String> lines = new ArrayList<>();
        for (ProcessEntry entry : living) {
            lines.add(entry.pid() + " " + table.command(entry.pid()) + ": " + cause(entry, table.user(entry.pid()), me));
        }
        return lines;
    }

    private static String cause(ProcessEntry entry, Optional<String> user, Optional<String> me) {
        if (user.isPresent() && !user.equals(me) && !me.equals(Optional.of("0"))) {
            return "it runs as user " + user.get() + " and this application, user " + me.orElse("unknown")
                    + ", may not kill it";
        }
        return switch (entry.state()) {
            case 'D' -> "it waits in the kernel, state D, for a device or a file system";
            case 'T', 't' -> "a debugger or tracer holds it, state " + entry.state();
            default -> "it is still alive, state " + entry.state();
        };
    }
}
