package io.quarkiverse.processmanager.runtime.process.usage;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import oshi.software.os.OSProcess;
import oshi.software.os.OSProcess.State;
import oshi.software.os.OperatingSystem;

/**
 * Reads usage from OSHI, which needs JNA: for systems without {@code /proc}. For one thread.
 */
public final class OshiUsage implements UsageSource {

    private static final Logger LOG = Logger.getLogger(OshiUsage.class);

    private final OperatingSystem system;

    private OshiUsage(OperatingSystem system) {
        this.system = system;
    }

    /** The source for this machine; the JDK where OSHI cannot be used. */
    public static UsageSource withFallback() {
        return new FallbackUsage(OshiUsage::open);
    }

    static UsageSource open() {
        // In a native executable JNA needs registrations, which do not exist.
        return System.getProperty("org.graalvm.nativeimage.imagecode") == null
                ? new OshiUsage(new oshi.SystemInfo().getOperatingSystem())
                : new JdkUsage();
    }

    @Override
    public Map<Long, Usage> read(Collection<ProcessEntry> processes) {
        Map<Long, Usage> usages = new HashMap<>();
        for (ProcessEntry process : processes) {
            long pid = process.pid();
            try {
                read(pid).ifPresent(usage -> usages.put(pid, usage));
            } catch (RuntimeException e) {
                LOG.debugf("cannot read the usage of the pid %d: %s", pid, e);
            }
        }
        return usages;
    }

    private Optional<Usage> read(long pid) {
        OSProcess process = system.getProcess((int) pid);
        return process == null || process.getState() == State.ZOMBIE || process.getState() == State.INVALID
                ? Optional.empty()
                : Optional.of(usage(process));
    }

    private static Usage usage(OSProcess process) {
        long files = process.getOpenFiles();
        return new Usage(process.getKernelTime() + process.getUserTime(), OptionalLong.of(process.getResidentMemory()),
                OptionalInt.of(process.getThreadCount()), files < 0 ? OptionalLong.empty() : OptionalLong.of(files));
    }
}
