package io.quarkiverse.processmanager.runtime.process.platform;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable.EnvironmentRead;

/** Reads the environments and the command lines of processes, which are in their memory. For one thread. */
final class LinuxProcessMemory {

    private static final char WAITS_FOR_A_DEVICE = 'D';
    /** The longest path of a program. */
    private static final int WORDS_BYTES = 4096;

    private final TimelyReads reads;
    /** The processes of the last scan whose memory can be read at once. */
    private final Set<Long> ready = new HashSet<>();
    /** For the processes that the calling thread reads itself: a kill reads many. */
    private final byte[] words = new byte[WORDS_BYTES];

    /** @param readers runs reads that can hang */
    LinuxProcessMemory(Executor readers) {
        this.reads = new TimelyReads(readers);
    }

    /** A scan begins. */
    void clear() {
        ready.clear();
        reads.begin();
    }

    /**
     * Takes note of a process that does not hold the lock of its memory for long. One that waits for a device can do so, and one whose
     * other threads do.
     */
    void note(long pid, Optional<ProcessEntry> entry) {
        if (entry.isPresent() && entry.get().state() != WAITS_FOR_A_DEVICE && entry.get().usage().threads() == 1) {
            ready.add(pid);
        } else {
            ready.remove(pid);
        }
    }

    /** The value of a variable; hidden if it cannot be read in time. */
    EnvironmentRead environment(long pid, String name) {
        return ready.contains(pid) ? read(pid, name)
                : reads.read(pid, () -> read(pid, name)).orElse(new EnvironmentRead(Optional.empty(), true));
    }

    /** The first words of a command line, each followed by a NUL; empty if it cannot be read in time. */
    String commandLine(long pid) {
        return ready.contains(pid) ? readCommandLine(pid, words)
                : reads.read(pid, () -> readCommandLine(pid, new byte[WORDS_BYTES])).orElse("");
    }

    /** Runs on any thread. */
    private static EnvironmentRead read(long pid, String name) {
        try (InputStream in = new FileInputStream("/proc/" + pid + "/environ")) {
            byte[] environment = in.readAllBytes();
            return new EnvironmentRead(value(environment, (name + "=").getBytes(StandardCharsets.ISO_8859_1)),
                    environment.length == 0);
        } catch (IOException e) {
            // The process has exited or belongs to another user, unless this JVM cannot open any file.
            requireFiles();
            return new EnvironmentRead(Optional.empty(), false);
        }
    }

    private static String readCommandLine(long pid, byte[] words) {
        try (InputStream in = new FileInputStream("/proc/" + pid + "/cmdline")) {
            return new String(words, 0, Math.max(0, in.read(words)), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static void requireFiles() {
        try (InputStream in = new FileInputStream("/proc/self/stat")) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> value(byte[] environment, byte[] prefix) {
        int start = 0;
        for (int i = 0; i <= environment.length; i++) {
            if (i == environment.length || environment[i] == 0) {
                int from = start + prefix.length;
                if (i >= from && Arrays.equals(environment, start, from, prefix, 0, prefix.length)) {
                    return Optional.of(new String(environment, from, i - from, StandardCharsets.ISO_8859_1));
                }
                start = i + 1;
            }
        }
        return Optional.empty();
    }
}
