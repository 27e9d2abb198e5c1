package io.quarkiverse.processmanager.runtime.process;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.Execution;

/** Windows: no sessions, no signals, no environments of others; what the JDK shows, and {@code taskkill}. */
record WindowsPlatform(HandleTable table, Taskkill taskkill, Programs programs) implements Platform {

    static WindowsPlatform create() {
        return new WindowsPlatform(new HandleTable(), Taskkill.ofWindows(), new WindowsPrograms());
    }

    @Override
    public Optional<StartFailure> refuse(Execution execution) {
        return LinuxOnly.refuse(execution, System.getProperty("os.name"));
    }

    @Override
    public SessionStarter sessionStarter() {
        return SessionStarter.NONE;
    }

    @Override
    public Guard guard(Path stateDirectory, JvmIdentity jvm) {
        return new HandleGuard(stateDirectory, jvm, table, taskkill);
    }

    @Override
    public ProcessIdentity identify(Process process, JvmIdentity jvm) {
        return table.follow(process.toHandle());
    }

    @Override
    public Path stateDirectory() {
        return StateDirectory.inProfile(System.getenv("LOCALAPPDATA"));
    }

    @Override
    public ChildPipe takeOver(Process process, InputStream stream, ChildPipe.End end, Set<Path> starters) {
        return ChildPipe.polled(process, stream);
    }

    /** There are none. */
    @Override
    public Optional<String> signalOf(int exitCode) {
        return Optional.empty();
    }
}
