package io.quarkiverse.processmanager.runtime.process.spawn.rights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;

import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRefusedException;

/** Checks that this JVM may set the priority and the limits of a definition. */
public final class ExecutionRights {

    private static final Map<String, String> TITLES = Map.ofEntries(Map.entry("as", "Max address space"),
            Map.entry("core", "Max core file size"), Map.entry("cpu", "Max cpu time"), Map.entry("data", "Max data size"),
            Map.entry("fsize", "Max file size"), Map.entry("locks", "Max file locks"),
            Map.entry("memlock", "Max locked memory"), Map.entry("msgqueue", "Max msgqueue size"),
            Map.entry("nice", "Max nice priority"), Map.entry("nofile", "Max open files"),
            Map.entry("nproc", "Max processes"), Map.entry("rss", "Max resident set"),
            Map.entry("rtprio", "Max realtime priority"), Map.entry("rttime", "Max realtime timeout"),
            Map.entry("sigpending", "Max pending signals"), Map.entry("stack", "Max stack size"));
    private static final int HIGHEST_PRIORITY = 20;

    private ExecutionRights() {
    }

    /**
     * Checks the settings before the start, because some tools ignore a refusal of the system.
     *
     * @throws StartRefusedException if the system would refuse a setting
     */
    public static void check(Execution execution, Privileges own) throws StartRefusedException {
        if (execution.nice().isPresent()) {
            nice(execution.nice().getAsInt(), own);
        }
        for (Map.Entry<String, String> limit : execution.ulimits().entrySet()) {
            limit(limit.getKey(), limit.getValue(), own);
        }
    }

    private static void nice(int nice, Privileges own) throws StartRefusedException {
        boolean unlimited = own.hardLimit(TITLES.get("nice")).isEmpty();
        long permitted = HIGHEST_PRIORITY - own.hardLimit(TITLES.get("nice")).orElse(0);
        if (nice < own.nice() && nice < permitted && !unlimited && !own.has(Privileges.SYS_NICE)) {
            throw new StartRefusedException(Reason.NOT_PERMITTED,
                    "nice=" + nice + " is more urgent than this application, which is at "
                            + own.nice() + "; that needs root, or the capability SYS_NICE");
        }
    }

    private static void limit(String name, String value, Privileges own) throws StartRefusedException {
        OptionalLong wanted = hard(value);
        OptionalLong ceiling = name.equals("nofile") ? maxFiles() : OptionalLong.empty();
        if (isAbove(wanted, ceiling)) {
            throw new StartRefusedException(Reason.NOT_PERMITTED, "ulimits." + name + "=" + value + " is more than the "
                    + ceiling.getAsLong() + " of this system; see /proc/sys/fs/nr_open");
        }
        OptionalLong inherited = own.hardLimit(TITLES.get(name));
        if (isAbove(wanted, inherited) && !own.has(Privileges.SYS_RESOURCE)) {
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

    /** An empty value stands for no limit. */
    private static boolean isAbove(OptionalLong wanted, OptionalLong limit) {
        return limit.isPresent() && (wanted.isEmpty() || wanted.getAsLong() > limit.getAsLong());
    }

    private static OptionalLong maxFiles() {
        try {
            // readAllLines reads in large pieces. The system returns only the first piece of this file.
            return OptionalLong.of(Long.parseLong(Files.readAllLines(Path.of("/proc/sys/fs/nr_open")).get(0)));
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
