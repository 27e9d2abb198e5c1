package io.quarkiverse.processmanager.runtime.process.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.spawn.tools.HelperCommand;
import io.quarkiverse.processmanager.runtime.process.table.PidScope;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Runs {@code ps} where there is no {@code /proc}. A scan takes some milliseconds, and start times are exact to the second. For
 * one thread.
 * <p>
 * OSHI 7.5 does not replace {@code ps}: its {@code OSProcess} shows no process group, and the group is what identifies a member
 * of a tree that has lost its parent and whose environment cannot be read. The script of the watchdog runs {@code ps} in any
 * case.
 */
public final class MacProcessTable implements ProcessTable {

    private static final Logger LOG = Logger.getLogger(MacProcessTable.class);
    private static final long MILLIS_PER_SECOND = 1_000;
    private static final long SELF = ProcessHandle.current().pid();

    private final MacPsSyntax syntax;
    private Map<Long, MacPsLine> lastScan = Map.of();
    private String boot = "";

    public MacProcessTable(MacPsSyntax syntax) {
        this.syntax = syntax;
    }

    @Override
    public List<ProcessEntry> all() {
        lastScan = scan("-A");
        List<ProcessEntry> entries = new ArrayList<>();
        for (MacPsLine line : lastScan.values()) {
            entries.add(line.entry());
        }
        return entries;
    }

    @Override
    public Optional<ProcessEntry> read(long pid) {
        try {
            return line(pid).map(MacPsLine::entry);
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** @throws UncheckedIOException if {@code ps} does not list the processes */
    @Override
    public boolean isAlive(ProcessId identity) {
        return line(identity.pid()).map(MacPsLine::entry).filter(entry -> !entry.dead() && entry.identity().equals(identity))
                .isPresent();
    }

    private Optional<MacPsLine> line(long pid) {
        return Optional.ofNullable(scan("-p", pid + "," + SELF).get(pid));
    }

    /** Selects this JVM too. An output without this JVM is a failure of {@code ps}. */
    private Map<Long, MacPsLine> scan(String... selection) {
        Map<Long, MacPsLine> lines = new HashMap<>();
        for (String text : run(syntax.words(selection)).split("\n")) {
            MacPsLine.parse(text).ifPresent(line -> lines.put(line.entry().pid(), line));
        }
        if (!lines.containsKey(SELF)) {
            throw new UncheckedIOException(new IOException(syntax.program() + " does not list the processes"));
        }
        return lines;
    }

    /** The value at the last scan of all processes, because a scan of one process takes as long. */
    @Override
    public Optional<String> variable(long pid, String name) {
        return Optional.ofNullable(lastScan.get(pid)).flatMap(line -> line.variable(name));
    }

    @Override
    public String command(long pid) {
        return run(List.of(syntax.program(), "-p", Long.toString(pid), "-o", "comm=")).strip();
    }

    @Override
    public Optional<String> user(long pid) {
        try {
            return line(pid).map(MacPsLine::user);
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** The time one second ago. A start time is rounded down, so that a process seems up to a second older than it is. */
    @Override
    public long nowTicks() {
        return (SystemClock.wallMillis() / MILLIS_PER_SECOND - 1) * TICKS_PER_SECOND;
    }

    @Override
    public PidScope pidScope() {
        if (boot.isEmpty()) {
            boot = run(syntax.boot()).strip();
        }
        if (boot.isEmpty()) {
            // An id that is unique finds nothing. A constant would match the state files of other boots.
            boot = UUID.randomUUID().toString();
        }
        return new PidScope(boot, "");
    }

    /** The output of a command, or nothing if the command cannot be run. */
    private static String run(List<String> words) {
        try {
            // The variables of a user can change what ps writes.
            return new HelperCommand(words).environment(Map.of("LC_ALL", "C", "TZ", "UTC")).read().output();
        } catch (IOException | TimeoutException e) {
            LOG.debugf(e, "cannot run %s", words.get(0));
            return "";
        }
    }
}
