package io.quarkiverse.processmanager.runtime.process.usage;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;

/**
 * Takes the CPU time and the threads from the scan of the process table, and reads the memory and the number of open files from
 * {@code /proc}. For one thread.
 */
public final class LinuxUsage implements UsageSource {

    private static final long MILLIS_PER_TICK = 1000 / ProcessTable.TICKS_PER_SECOND;
    private static final int STATM_BYTES = 256;

    private final String root;
    private final long pageBytes;
    /** Linux 6.2 and newer show the number of open files as the size of the directory, which is cheaper than its names. */
    private final boolean sizeIsCount;
    private final byte[] buffer = new byte[STATM_BYTES];

    public LinuxUsage() {
        this(new File("/proc"), PageSize.ofThisMachine());
    }

    LinuxUsage(File root, long pageBytes) {
        this.root = root + "/";
        this.pageBytes = pageBytes;
        this.sizeIsCount = file("self", "fd").length() > 0;
    }

    @Override
    public Map<Long, Usage> read(Collection<ProcessEntry> processes) {
        Map<Long, Usage> usages = new HashMap<>();
        for (ProcessEntry process : processes) {
            String pid = String.valueOf(process.pid());
            try {
                OptionalLong memory = OptionalLong.of(residentPages(pid) * pageBytes);
                usages.put(process.pid(), new Usage(process.usage().cpuTicks() * MILLIS_PER_TICK, memory,
                        OptionalInt.of(process.usage().threads()), openFiles(pid)));
            } catch (IOException e) {
                // The process has ended since the scan.
            }
        }
        return usages;
    }

    /** The second number of {@code statm}. The line of the scan has one too, but the kernel counts it less exactly. */
    private long residentPages(String pid) throws IOException {
        try (InputStream in = new FileInputStream(file(pid, "statm"))) {
            int length = in.read(buffer);
            int at = 0;
            while (at < length && buffer[at] != ' ') {
                at++;
            }
            long pages = 0;
            for (at++; at < length && buffer[at] >= '0' && buffer[at] <= '9'; at++) {
                pages = pages * 10 + (buffer[at] - '0');
            }
            return pages;
        }
    }

    /** Empty if this JVM may not list the files of a process of another user. */
    private OptionalLong openFiles(String pid) {
        File directory = file(pid, "fd");
        long size = sizeIsCount ? directory.length() : 0;
        if (size > 0) {
            return OptionalLong.of(size);
        }
        String[] names = directory.list();
        return names == null ? OptionalLong.empty() : OptionalLong.of(names.length);
    }

    private File file(String pid, String name) {
        return new File(root + pid + "/" + name);
    }
}
