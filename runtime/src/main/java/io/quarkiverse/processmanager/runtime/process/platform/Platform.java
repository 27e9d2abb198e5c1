package io.quarkiverse.processmanager.runtime.process.platform;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.runtime.process.output.ChildPipe;
import io.quarkiverse.processmanager.runtime.process.spawn.ProgramLookup;
import io.quarkiverse.processmanager.runtime.process.spawn.SessionStarter;
import io.quarkiverse.processmanager.runtime.process.spawn.StartFailure;
import io.quarkiverse.processmanager.runtime.process.spawn.UnixProgramLookup;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;

/** What differs from one operating system to the next. Safe for use by several threads. */
public interface Platform {

    /** Why a process cannot be started on this machine, or not as it is asked for, if that is so. */
    Optional<StartFailure> refuse(Execution execution);

    /** Shows the processes; each thread takes one of its own. */
    ProcessTable table();

    /** How a command is started apart from the JVM. */
    SessionStarter sessionStarter();

    /** How the programs of commands are found. */
    default ProgramLookup programs() {
        return new UnixProgramLookup();
    }

    /** Which process a child is that has just been started by this JVM. */
    default ProcessId identify(Process process, RunnerId jvm) {
        // A root that is gone already cannot be asked when it was started; not before this JVM in any case.
        return table().read(process.pid()).filter(entry -> entry.parent() == jvm.process().pid())
                .map(ProcessEntry::identity).orElse(new ProcessId(process.pid(), jvm.process().startTicks()));
    }

    /** Who keeps watch over the processes of this JVM. */
    Watchdog watchdog(Path stateDirectory, RunnerId jvm);

    /** Where the guard keeps its state unless it is told otherwise. */
    Path stateDirectory();

    /**
     * Takes over the output or the error output of a process that has just been started.
     *
     * @param starters the programs that processes begin with, before their own
     */
    ChildPipe takeOver(Process process, InputStream stream, ChildPipe.Descriptor end, Set<Path> starters);

    /** The signal that an exit code most likely stands for. */
    Optional<String> signalOf(int exitCode);

    /** That of this machine. */
    static Platform ofThisMachine() {
        return named(System.getProperty("os.name"));
    }

    /** That of a system with the name that the JDK gives it. */
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
