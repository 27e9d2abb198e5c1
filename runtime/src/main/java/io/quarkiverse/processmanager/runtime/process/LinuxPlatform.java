package io.quarkiverse.processmanager.runtime.process;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.ProcessException.Reason;

/** Linux, with {@code /proc}, sessions and a shell as the guard. */
record LinuxPlatform(Optional<StartFailure> obstacle, SessionStarter sessionStarter) implements Platform {

    static LinuxPlatform create(String system) {
        Optional<SessionStarter> starter = SessionStarter.find();
        return new LinuxPlatform(obstacle(system, starter), starter.orElse(new SessionStarter(List.of(), Path.of(""))));
    }

    private static Optional<StartFailure> obstacle(String system, Optional<SessionStarter> starter) {
        if (!system.equals("Linux")) {
            return Optional.of(new StartFailure(Reason.SPAWN_FAILED,
                    "processes can be run on Linux only, and this system is " + system));
        }
        return starter.isPresent() ? Optional.empty()
                : Optional.of(new StartFailure(Reason.SPAWN_FAILED,
                        "neither setsid nor perl was found; install the package util-linux"));
    }

    @Override
    public ProcessTable table() {
        return new ProcFiles();
    }

    @Override
    public Guard guard(Path stateDirectory, JvmIdentity jvm) {
        return new Warden(WardenShell.words(sessionStarter, WardenView.PROC), stateDirectory, jvm, table());
    }

    @Override
    public Path stateDirectory() {
        return StateDirectory.ofThisUser();
    }

    @Override
    public ChildPipe takeOver(Process process, InputStream stream, ChildPipe.End end, Set<Path> starters) {
        return ChildPipe.takeOver(process, stream, end, starters);
    }
}
