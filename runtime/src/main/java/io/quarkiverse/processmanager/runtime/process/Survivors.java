package io.quarkiverse.processmanager.runtime.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says of each process that cannot be killed who it is and why. */
final class Survivors {

    private Survivors() {
    }

    static List<String> describe(List<ProcessEntry> living) {
        Optional<String> me = ProcFiles.user(ProcessHandle.current().pid());
        List<String> lines = new ArrayList<>();
        for (ProcessEntry entry : living) {
            lines.add(entry.pid() + " " + ProcFiles.command(entry.pid()) + ": " + cause(entry, me));
        }
        return lines;
    }

    private static String cause(ProcessEntry entry, Optional<String> me) {
        Optional<String> user = ProcFiles.user(entry.pid());
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
