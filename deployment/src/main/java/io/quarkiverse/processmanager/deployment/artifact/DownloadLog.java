package io.quarkiverse.processmanager.deployment.artifact;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

import org.jboss.logging.Logger;

/**
 * Writes about a download into the log: its begin, its progress every five seconds and its end. A build that finds all files on
 * this machine writes nothing. The threads of the resolver call it.
 */
final class DownloadLog {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    private static final Duration PACE = Duration.ofSeconds(5);
    private static final double MEGABYTE = 1_000_000;

    private final String artifact;
    private final String processId;
    private final LongSupplier nanos;
    private final Map<String, Long> received = new HashMap<>();
    private final Map<String, Long> lengths = new HashMap<>();
    private long began;
    private long written;

    DownloadLog(String artifact, String processId, LongSupplier nanos) {
        this.artifact = artifact;
        this.processId = processId;
        this.nanos = nanos;
    }

    /** A file is being requested from a repository. */
    synchronized void requested() {
        if (began == 0) {
            began = nanos.getAsLong();
            written = began;
            LOG.infof("Downloading the artifact %s for process '%s'", artifact, processId);
        }
    }

    /**
     * A part of a file is here.
     *
     * @param length the length of the whole file; negative if the repository does not say it
     */
    synchronized void received(String file, long bytes, long length) {
        received.put(file, bytes);
        lengths.put(file, Math.max(bytes, length));
        long now = nanos.getAsLong();
        if (now - written > PACE.toNanos()) {
            written = now;
            LOG.infof("Downloading the artifact %s for process '%s': %s", artifact, processId, progress());
        }
    }

    /** A file is not there; the resolver asks the next repository. */
    synchronized void failed(String file) {
        received.remove(file);
        lengths.remove(file);
    }

    /** Everything is here. */
    synchronized void finish() {
        if (!received.isEmpty()) {
            LOG.infof("Downloaded the artifact %s for process '%s': %s in %s s", artifact, processId, progress(),
                    decimal((nanos.getAsLong() - began) / 1e9));
        }
    }

    /** The number of files, and how much of them is here. */
    synchronized String progress() {
        long have = received.values().stream().mapToLong(Long::longValue).sum();
        long all = lengths.values().stream().mapToLong(Long::longValue).sum();
        return received.size() + (received.size() == 1 ? " file, " : " files, ")
                + (have < all ? decimal(have / MEGABYTE) + " of " : "") + decimal(all / MEGABYTE) + " MB";
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
