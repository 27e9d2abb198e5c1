package io.quarkiverse.processmanager.runtime.process.spawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;

import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.ProcessException.Reason;

/** Whether this JVM may give a process the priority and the limits that are declared for it. */
final class ExecutionRights {

    private static final Map<String, String> TITLES = Map.ofEntries(Map.entry("as", "Max address space"),
            Map.entry("core", "Max core file size"), Map.entry("cpu", "Max cpu time"), Map.entry("data", "Max data size"),
            Map.entry("fsize", "Max file size"), Map.entry("locks", "Max file locks"),
            Map.entry("memlock", "Max locked memory"), Map.entry("msgqueue", "Max msgqueue size"),
            Map.entry("nice", "Max nice priority"), Map.entry("nofile", "Max open files"),
            Map.entry("nproc", "Max processes"), Map.entry("rss", "Max resident set"),
            Map.entry("rtprio", "Max realtime priority"), Map.entry("rttime", "Max realtime timeout"),
            Map.entry("sigpending", "Max pending signals"), Map.entry("stack", "Max stack size"));
    private static final int MOST_URGENT = 20;

    private ExecutionRights() {
    }

    /** Refuses what the system would refuse, or, as programs for it do, silently leave undone. */
    static void check(Execution execution, Privileges own) throws StartRefusedException {
        if (execution.nice().isPresent()) {
            nice(execution.nice().getAsInt(), own);
        }
        for (Map.Entry<String, String> limit : execution.ulimits().entrySet()) {
            limit(limit.getKey(), limit.getValue(), own);
        }
    }

    private static void nice(int nice, Privileges own) throws StartRefusedException {
        boolean unlimited = own.hardLimit(TITLES.get("nice")).isEmpty();
        long permitted = MOST_URGENT - own.hardLimit(TITLES.get("nice")).orElse(0);
        if (nice < own.nice() && nice < permitted && !unlimited && !own.has(Privileges.SYS_NICE)) {
            throw new StartRefusedException(Reason.NOT_PERMITTED,
                    "nice=" + nice + " is more urgent than this application, which is at "
                            + own.nice() + "; that needs root, or the capability SYS_NICE");
        }
    }

    private static void limit(String name, String value, Privileges own) throws StartRefusedException {
        OptionalLong wanted = hard(value);
        OptionalLong ceiling = name.equals("nofile") ? mostFiles() : OptionalLong.empty();
        if (isMore(wanted, ceiling)) {
            throw new StartRefusedException(Reason.NOT_PERMITTED, "ulimits." + name + "=" + value + " is more than the "
                    + ceiling.getAsLong() + " of this system; see /proc/sys/fs/nr_open");
        }
        OptionalLong inherited = own.hardLimit(TITLES.get(name));
        if (isMore(wanted, inherited) && !own.has(Privileges.SYS_RESOURCE)) {
            throw new StartRefusedException(Reason.NOT_PERMITTED,
                    "ulimits." + name + "=" + value + " is more than the hard limit of this "
                            + "application, which is " + inherited.getAsLong()
                            + "; more needs root with the capability SYS_RESOURCE");
        }
    }

    private static OptionalLong hard(String value) {
        String hard = value.substring(value.indexOf(':') + 1);
        return hard.equals("unlimited") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(hard));
    }

    /** Nothing stands for no limit. */
    private static boolean isMore(OptionalLong wanted, OptionalLong most) {
        return most.isPresent() && (wanted.isEmpty() || wanted.getAsLong() > most.getAsLong());
    }

    private static OptionalLong mostFiles() {
        try {
            // In lines, for that reads in large pieces; the system gives only the first piece.
            return OptionalLong.of(Long.parseLong(Files.readAllLines(Path.of("/proc/sys/fs/nr_open")).get(0)));
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
