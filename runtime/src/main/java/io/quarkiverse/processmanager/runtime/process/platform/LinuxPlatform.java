package io.quarkiverse.processmanager.runtime.process.platform;

import java.io.File;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.Signals;
import io.quarkiverse.processmanager.runtime.process.libc.NativeAccess;
import io.quarkiverse.processmanager.runtime.process.output.pipe.ChildPipe;
import io.quarkiverse.processmanager.runtime.process.spawn.SessionStarter;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRefusedException;
import io.quarkiverse.processmanager.runtime.process.spawn.tools.SpareDescriptors;
import io.quarkiverse.processmanager.runtime.process.spawn.tools.SystemTools;
import io.quarkiverse.processmanager.runtime.process.state.StateDirectory;
import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts;
import io.quarkiverse.processmanager.runtime.process.table.ProcessOrigins;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.usage.LinuxUsage;
import io.quarkiverse.processmanager.runtime.process.usage.UsageSource;
import io.quarkiverse.processmanager.runtime.process.watchdog.ShellWatchdog;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;
import io.quarkiverse.processmanager.runtime.process.watchdog.WatchdogScan;
import io.quarkiverse.processmanager.runtime.process.watchdog.WatchdogShell;

/** Linux: {@code /proc} shows the processes, {@code setsid} or perl makes the sessions, a shell is the watchdog. */
record LinuxPlatform(Optional<StartFailure> obstacle, SessionStarter sessionStarter) implements Platform {

    /** The platform of an unsupported system, which refuses every start. */
    static LinuxPlatform refused(String system) {
        return new LinuxPlatform(Optional.of(new StartFailure(Reason.SPAWN_FAILED,
                "processes can be run on Linux, macOS and Windows, and this system is " + system)), SessionStarter.NONE);
    }

    static LinuxPlatform create() {
        Optional<SessionStarter> starter = SessionStarter.find();
        Optional<StartFailure> obstacle = starter.isPresent() ? Optional.empty()
                : Optional.of(new StartFailure(Reason.SPAWN_FAILED,
                        "neither setsid nor perl was found; install the package util-linux"));
        return new LinuxPlatform(obstacle, starter.orElse(SessionStarter.NONE));
    }

    @Override
    public Optional<StartFailure> refuse(Execution execution) {
        return obstacle;
    }

    @Override
    public NativeAccess.Answer nativeAccess() {
        try {
            // JNA that fails once for want of a descriptor fails for ever.
            SpareDescriptors.require(new File("/dev/null"));
        } catch (StartRefusedException e) {
            return NativeAccess.Answer.notNow(String.valueOf(e.getMessage()));
        }
        return NativeAccess.open(SystemTools.find("cat"));
    }

    @Override
    public ProcessTable table() {
        return new LinuxProcessTable();
    }

    @Override
    public ListeningPorts ports(Supplier<Optional<NativeAccess>> way) {
        return new LinuxListeningPorts(way);
    }

    @Override
    public ProcessOrigins origins() {
        return new LinuxProcessOrigins();
    }

    @Override
    public UsageSource usage() {
        return new LinuxUsage();
    }

    @Override
    public Watchdog watchdog(Path stateDirectory, RunnerId jvm) {
        return new ShellWatchdog(WatchdogShell.words(sessionStarter, WatchdogScan.PROC), stateDirectory, jvm, table());
    }

    @Override
    public Path stateDirectory() {
        return StateDirectory.ofThisUser();
    }

    @Override
    public ChildPipe takeOver(Process process, InputStream stream, ChildPipe.Descriptor end, Set<Path> starters) {
        return ChildPipe.takeOver(process, stream, end, starters);
    }

    @Override
    public Optional<String> signalOf(int exitCode) {
        return Signals.ofLinuxExitCode(exitCode);
    }
}
