package io.quarkiverse.processmanager.runtime.process.platform;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.runtime.definition.Signals;
import io.quarkiverse.processmanager.runtime.process.table.PidCounter;
import io.quarkiverse.processmanager.runtime.process.table.PidScope;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.SignalAction;
import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.runtime.safe.SecretText;

/** Reads {@code /proc} of Linux. For one thread. */
public final class LinuxProcessTable implements ProcessTable {

    private static final String HANDLED = "\nSigCgt:\t";
    private static final String IGNORED = "\nSigIgn:\t";

    private static final int STAT_BYTES = 2048;
    private static final int COUNTERS_BYTES = 4096;
    private static final int SETTING_BYTES = 32;
    private static final byte[] FORK_COUNTER = "\nprocesses ".getBytes(StandardCharsets.ISO_8859_1);

    private final File root = new File("/proc");
    private final LinuxKernelThreads kernelThreads = new LinuxKernelThreads(Pids.LIMIT);
    private final byte[] buffer = new byte[STAT_BYTES];
    private final long[] numbers = new long[ProcessEntry.NUMBERS];
    /** The number of bytes in the buffer. */
    private int length;
    private final LinuxProcessMemory memory;
    private final LinuxLockLimits lockLimits = new LinuxLockLimits();
    /** As large as the counters of the system were so far: each scan reads them twice. */
    private byte[] counters = new byte[COUNTERS_BYTES];

    /** A table whose reads can hang. */
    public LinuxProcessTable() {
        // The calling thread reads.
        this(Runnable::run);
    }

    private LinuxProcessTable(Executor readers) {
        this.memory = new LinuxProcessMemory(readers);
    }

    @Override
    public ProcessTable timely(Executor readers) {
        return new LinuxProcessTable(readers);
    }

    @Override
    public List<ProcessEntry> all() {
        return except(pid -> false);
    }

    @Override
    public List<ProcessEntry> except(LongPredicate skipped) {
        memory.clear();
        kernelThreads.refresh(forkCounter());
        String[] names = root.list();
        if (names == null) {
            throw new UncheckedIOException(new IOException(root + " cannot be listed"));
        }
        List<ProcessEntry> entries = new ArrayList<>();
        for (String name : names) {
            if (Character.isDigit(name.charAt(0))) {
                long pid = Long.parseLong(name);
                if (!kernelThreads.has(pid) && !skipped.test(pid)) {
                    readOrFail(pid).ifPresent(entries::add);
                }
            }
        }
        return entries;
    }

    @Override
    public List<ProcessEntry> among(Set<Long> pids) {
        memory.clear();
        List<ProcessEntry> entries = new ArrayList<>();
        for (Long pid : pids) {
            // Most of them do not exist, and an exception costs more than this question.
            if (new File(root, pid.toString()).exists()) {
                Optional<ProcessEntry> entry = readOrFail(pid);
                if (entry.isPresent() && !ProcessEntry.isOfThread(buffer, length)) {
                    entries.add(entry.get());
                }
            }
        }
        return entries;
    }

    /** A process that cannot be read has exited, unless this JVM cannot open any file. */
    private Optional<ProcessEntry> readOrFail(long pid) {
        try {
            return stat(pid);
        } catch (IOException e) {
            if (new File(root, pid + "/stat").canRead()) {
                throw new UncheckedIOException(e);
            }
            return Optional.empty();
        }
    }

    @Override
    public Optional<ProcessEntry> read(long pid) {
        try {
            return stat(pid);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<ProcessEntry> readProcess(long pid) {
        return read(pid).filter(entry -> !ProcessEntry.isOfThread(buffer, length));
    }

    private Optional<ProcessEntry> stat(long pid) throws IOException {
        try (InputStream in = new FileInputStream("/proc/" + pid + "/stat")) {
            length = Math.max(0, in.read(buffer));
            Optional<ProcessEntry> entry = ProcessEntry.parse(pid, buffer, length, numbers);
            if (entry.isEmpty() && ProcessEntry.isOfKernelThread(buffer, length)) {
                kernelThreads.learn(pid);
            }
            memory.note(pid, entry);
            return entry;
        }
    }

    @Override
    public Optional<String> variable(long pid, String name) {
        return readEnvironment(pid, name).value();
    }

    @Override
    public EnvironmentRead readEnvironment(long pid, String name) {
        return memory.environment(pid, name);
    }

    @Override
    public OptionalLong lockLimit(long pid) {
        return lockLimits.of(pid);
    }

    @Override
    public OptionalLong forkCounter() {
        try (InputStream in = new FileInputStream("/proc/stat")) {
            // A read that does not fill the buffer has reached the end.
            int size = in.read(counters);
            while (size == counters.length) {
                counters = Arrays.copyOf(counters, 2 * size);
                size += Math.max(0, in.read(counters, size, size));
            }
            // The line is near the end, behind a line for each CPU and one for all interrupts.
            for (int i = size - FORK_COUNTER.length; i >= 0; i--) {
                if (counters[i] == '\n'
                        && Arrays.equals(counters, i, i + FORK_COUNTER.length, FORK_COUNTER, 0, FORK_COUNTER.length)) {
                    return OptionalLong.of(number(counters, i + FORK_COUNTER.length));
                }
            }
        } catch (IOException e) {
            // The counter is unknown, as on a system that does not count.
        }
        return OptionalLong.empty();
    }

    /** Needs a kernel that can checkpoint processes, as those of all common distributions can. */
    @Override
    public Optional<PidCounter> pidCounter() {
        long last = setting("ns_last_pid");
        return last > 0 && Pids.LIMIT > 0 ? Optional.of(new PidCounter(last, Pids.LIMIT)) : Optional.empty();
    }

    /** Read once: each start makes a table. */
    private static final class Pids {

        static final long LIMIT = setting("pid_max");
    }

    /** A number below {@code /proc/sys/kernel}, which the kernel passes to the first read only; 0 if there is none. */
    private static long setting(String name) {
        try (InputStream in = new FileInputStream("/proc/sys/kernel/" + name)) {
            byte[] text = new byte[SETTING_BYTES];
            in.read(text);
            return number(text, 0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static long number(byte[] text, int from) {
        long number = 0;
        for (int i = from; i < text.length && text[i] >= '0' && text[i] <= '9'; i++) {
            number = number * 10 + (text[i] - '0');
        }
        return number;
    }

    @Override
    public long nowTicks() {
        // Seconds with two digits behind the point: the point is left out.
        byte[] text = new byte[SETTING_BYTES];
        long ticks = 0;
        try (InputStream in = new FileInputStream("/proc/uptime")) {
            in.read(text);
        } catch (IOException e) {
            return 0;
        }
        for (int i = 0; i < text.length && text[i] > ' '; i++) {
            ticks = text[i] == '.' ? ticks : ticks * 10 + (text[i] - '0');
        }
        return ticks;
    }

    @Override
    public PidScope pidScope() {
        String boot = text("/proc/sys/kernel/random/boot_id").strip();
        try {
            return new PidScope(boot, Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString());
        } catch (IOException e) {
            return new PidScope(boot, "");
        }
    }

    @Override
    public String command(long pid) {
        return commandLater(pid).get();
    }

    @Override
    public Supplier<String> commandLater(long pid) {
        String commandLine = memory.commandLine(pid);
        String name = commandLine.isBlank() ? text("/proc/" + pid + "/comm") : "";
        return () -> {
            String words = commandLine.replace('\0', ' ').strip();
            int space = words.indexOf(' ');
            String program = words.isEmpty() ? name.strip() : space < 0 ? words : words.substring(0, space);
            // A process chooses these texts itself, and they reach terminals.
            return SecretText.mask(SafeText.plain(program));
        };
    }

    @Override
    public Optional<String> directory(long pid) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> user(long pid) {
        return text("/proc/" + pid + "/status").lines().filter(line -> line.startsWith("Uid:"))
                .map(line -> line.split("\\s+")[1]).findFirst();
    }

    @Override
    public SignalAction actionOn(long pid, String signal) {
        OptionalInt number = Signals.linuxNumber(signal);
        if (number.isEmpty()) {
            return SignalAction.DEFAULT;
        }
        String status = text("/proc/" + pid + "/status");
        if (isInMask(status, HANDLED, number.getAsInt())) {
            return SignalAction.HANDLE;
        }
        return isInMask(status, IGNORED, number.getAsInt()) ? SignalAction.IGNORE : SignalAction.DEFAULT;
    }

    /** The lowest bit of the mask stands for signal 1. */
    private static boolean isInMask(String status, String name, int number) {
        int begin = status.indexOf(name) + name.length();
        int end = status.indexOf('\n', begin);
        return begin >= name.length() && end > begin
                && (Long.parseUnsignedLong(status, begin, end, 16) >>> number - 1 & 1) == 1;
    }

    private static String text(String path) {
        try (InputStream in = new FileInputStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
