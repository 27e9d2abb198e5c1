package io.quarkiverse.processmanager.runtime.process.platform;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.Signals;
import io.quarkiverse.processmanager.runtime.process.output.pipe.ChildPipe;
import io.quarkiverse.processmanager.runtime.process.spawn.SessionStarter;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.state.StateDirectory;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.watchdog.ShellWatchdog;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;
import io.quarkiverse.processmanager.runtime.process.watchdog.WatchdogShell;

/** macOS, a Unix without {@code /proc}: {@code ps} shows the processes, perl makes the sessions, a shell is the watchdog. */
record MacPlatform(MacPsSyntax syntax, Optional<StartFailure> obstacle, SessionStarter sessionStarter) implements Platform {

    static MacPlatform create(MacPsSyntax syntax) {
        Optional<SessionStarter> starter = SessionStarter.perl();
        Optional<StartFailure> obstacle = starter.isPresent() ? Optional.empty()
                : Optional.of(new StartFailure(Reason.SPAWN_FAILED, "perl was not found; install it"));
        return new MacPlatform(syntax, obstacle, starter.orElse(SessionStarter.NONE));
    }

    @Override
    public Optional<StartFailure> refuse(Execution execution) {
        return obstacle.or(() -> LinuxOnlySettings.refuse(execution, System.getProperty("os.name")));
    }

    @Override
    public ProcessTable table() {
        return new MacProcessTable(syntax);
    }

    @Override
    public Watchdog watchdog(Path stateDirectory, RunnerId jvm) {
        return new ShellWatchdog(WatchdogShell.words(sessionStarter, MacWatchdogScan.of(syntax)), stateDirectory, jvm, table());
    }

    @Override
    public Path stateDirectory() {
        return StateDirectory.ofThisUser();
    }

    @Override
    public ChildPipe takeOver(Process process, InputStream stream, ChildPipe.Descriptor end, Set<Path> starters) {
        return ChildPipe.polled(process, stream);
    }

    @Override
    public Optional<String> signalOf(int exitCode) {
        return Signals.ofMacExitCode(exitCode);
    }
}
