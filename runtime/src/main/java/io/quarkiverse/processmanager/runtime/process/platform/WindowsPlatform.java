package io.quarkiverse.processmanager.runtime.process.platform;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.runtime.process.output.pipe.ChildPipe;
import io.quarkiverse.processmanager.runtime.process.spawn.SessionStarter;
import io.quarkiverse.processmanager.runtime.process.spawn.checks.ProgramLookup;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.state.StateDirectory;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;

/** Windows: the JDK shows the processes and {@code taskkill} stops them. There are no sessions, signals and markers. */
record WindowsPlatform(WindowsProcessTable table, Taskkill taskkill, ProgramLookup programs) implements Platform {

    static WindowsPlatform create() {
        return new WindowsPlatform(new WindowsProcessTable(), Taskkill.ofWindows(), new WindowsProgramLookup());
    }

    @Override
    public Optional<StartFailure> refuse(Execution execution) {
        return LinuxOnlySettings.refuse(execution, System.getProperty("os.name"));
    }

    @Override
    public SessionStarter sessionStarter() {
        return SessionStarter.NONE;
    }

    @Override
    public Watchdog watchdog(Path stateDirectory, RunnerId jvm) {
        return new WindowsWatchdog(stateDirectory, jvm, table, taskkill);
    }

    @Override
    public ProcessId identify(Process process, RunnerId jvm) {
        return table.follow(process.toHandle());
    }

    @Override
    public Path stateDirectory() {
        return StateDirectory.of("Windows");
    }

    @Override
    public ChildPipe takeOver(Process process, InputStream stream, ChildPipe.Descriptor end, Set<Path> starters) {
        return ChildPipe.polled(process, stream);
    }

    /** Always empty: Windows has no signals. */
    @Override
    public Optional<String> signalOf(int exitCode) {
        return Optional.empty();
    }
}
