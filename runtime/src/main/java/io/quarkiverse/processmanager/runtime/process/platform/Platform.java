package io.quarkiverse.processmanager.runtime.process.platform;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.runtime.process.libc.NativeAccess;
import io.quarkiverse.processmanager.runtime.process.output.pipe.ChildPipe;
import io.quarkiverse.processmanager.runtime.process.spawn.SessionStarter;
import io.quarkiverse.processmanager.runtime.process.spawn.checks.ProgramLookup;
import io.quarkiverse.processmanager.runtime.process.spawn.checks.UnixProgramLookup;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.state.StateDirectory;
import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessOrigins;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.usage.OshiUsage;
import io.quarkiverse.processmanager.runtime.process.usage.UsageSource;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;

/** The differences between operating systems. Safe for use by several threads. */
public interface Platform {

    /** The reason why this machine cannot start a process with these settings; empty if it can. */
    Optional<StartFailure> refuse(Execution execution);

    /** A new process table. Each thread needs its own. */
    ProcessTable table();

    /**
     * The TCP ports on which processes listen.
     *
     * @param way the native way, which may be chosen later
     */
    default ListeningPorts ports(Supplier<Optional<NativeAccess>> way) {
        return new ConnectedPorts();
    }

    /** Where processes come from. */
    default ProcessOrigins origins() {
        return ProcessOrigins.UNKNOWN;
    }

    /** What processes use. */
    default UsageSource usage() {
        return OshiUsage.withFallback();
    }

    /** Opens the native way to start processes, where the system has one. The first call of a JVM takes a moment. */
    default NativeAccess.Answer nativeAccess() {
        return NativeAccess.Answer.none("this system has no native way");
    }

    /** The words that start a command in a session of its own. */
    SessionStarter sessionStarter();

    /** Finds the programs of commands. */
    default ProgramLookup programs() {
        return new UnixProgramLookup();
    }

    /** The identity of a child that this JVM has just started. */
    default ProcessId identify(Process process, RunnerId jvm) {
        // A child that has exited has no start time any more. The start of this JVM is a lower bound.
        return table().read(process.pid()).filter(entry -> entry.parent() == jvm.process().pid())
                .map(ProcessEntry::identity).orElse(new ProcessId(process.pid(), jvm.process().startTicks()));
    }

    /** A new watchdog for the processes of this JVM. */
    Watchdog watchdog(Path stateDirectory, RunnerId jvm);

    /** The default directory of the state files of the watchdog. */
    Path stateDirectory();

    /**
     * The default directory of the records of detached processes. All runs of an application must find it, also one with another
     * environment or another directory for temporary files: two runs would start the same process twice.
     */
    default Path detachedDirectory() {
        return StateDirectory.withShortPath(System.getProperty("os.name"));
    }

    /**
     * Takes over the output or the error output of a process that has just been started.
     *
     * @param starters the programs that run in the process before its own
     */
    ChildPipe takeOver(Process process, InputStream stream, ChildPipe.Descriptor end, Set<Path> starters);

    /** The signal that an exit code most likely stands for. */
    Optional<String> signalOf(int exitCode);

    /** The platform of this machine. */
    static Platform ofThisMachine() {
        return named(System.getProperty("os.name"));
    }

    /** The platform of a system, by the name in {@code os.name}. */
    static Platform named(String system) {
        if (system.startsWith("Mac")) {
            return MacPlatform.create(MacPsSyntax.MACOS);
        }
        if (system.startsWith("Windows")) {
            return WindowsPlatform.create();
        }
        return system.equals("Linux") ? LinuxPlatform.create() : LinuxPlatform.refused(system);
    }
}
