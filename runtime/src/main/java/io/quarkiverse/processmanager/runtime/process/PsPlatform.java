package io.quarkiverse.processmanager.runtime.process;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.ProcessException.Reason;

/** A Unix without {@code /proc}, which is macOS: {@code ps} shows the processes, perl makes the sessions. */
record PsPlatform(PsSyntax syntax, Optional<StartFailure> obstacle, SessionStarter sessionStarter) implements Platform {

    static PsPlatform create(PsSyntax syntax) {
        Optional<SessionStarter> starter = SessionStarter.perl();
        Optional<StartFailure> obstacle = starter.isPresent() ? Optional.empty()
                : Optional.of(new StartFailure(Reason.SPAWN_FAILED, "perl was not found; install it"));
        return new PsPlatform(syntax, obstacle, starter.orElse(SessionStarter.NONE));
    }

    @Override
    public Optional<StartFailure> refuse(Execution execution) {
        return obstacle.or(() -> LinuxOnly.refuse(execution, System.getProperty("os.name")));
    }

    @Override
    public ProcessTable table() {
        return new PsTable(syntax);
    }

    @Override
    public Guard guard(Path stateDirectory, JvmIdentity jvm) {
        return new Warden(WardenShell.words(sessionStarter, PsView.of(syntax)), stateDirectory, jvm, table());
    }

    @Override
    public Path stateDirectory() {
        return StateDirectory.ofThisUser();
    }

    @Override
    public ChildPipe takeOver(Process process, InputStream stream, ChildPipe.End end, Set<Path> starters) {
        return ChildPipe.polled(process, stream);
    }

    @Override
    public Optional<String> signalOf(int exitCode) {
        return MacSignals.ofExitCode(exitCode);
    }
}
