package io.quarkiverse.processmanager.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.quarkiverse.processmanager.runtime.control.wire.ControlSockets;
import io.quarkiverse.processmanager.runtime.control.wire.ControlSockets.Found;
import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.client.Failure;
import io.quarkiverse.processmanager.terminal.client.SocketApplication;
import picocli.CommandLine.Option;

/** The options that name the application, and the application itself. */
final class Target implements Application {

    @Option(names = "--directory", paramLabel = "DIR", description = "The directory of the application, or one below or above "
            + "it (default: the current directory).")
    Path directory = Path.of("");

    @Option(names = "--pid", paramLabel = "PID", description = "The pid of the application, where several run.")
    Long pid;

    @Option(names = "--mode", paramLabel = "MODE", description = "dev, test or prod (default: dev before prod before test).")
    String mode;

    /** The directories in which the sockets are. A test has its own. */
    static List<Path> sockets() {
        String own = System.getProperty("processes.sockets");
        return own == null ? ControlSockets.directories() : List.of(Path.of(own));
    }

    List<Found> candidates() {
        List<Found> living = ControlSockets.living(sockets()).stream()
                .filter(one -> mode == null || one.facts().mode().equals(mode))
                .filter(one -> pid == null || one.facts().pid() == pid).toList();
        return pid == null ? Choice.candidates(living, place()) : living;
    }

    Found application() {
        return Choice.only(candidates(), none());
    }

    /** The sentence without a candidate. */
    String none() {
        return (pid == null
                ? "no application with a control socket runs in " + place() + " or in a directory above or below it"
                : "the process " + pid + " is no application with a control socket")
                + "; 'ps --all' lists those of this machine" + Choice.PRODUCTION;
    }

    /** Fails if no application can come: the process that {@code --pid} names has ended. */
    void awaitable() {
        if (pid != null && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
            throw new Failure(Failure.Reason.NO_APPLICATION, "no process has the pid " + pid + ": the application has ended");
        }
    }

    Path place() {
        return directory.toAbsolutePath().normalize();
    }

    @Override
    public Answer request(String command, Map<String, ?> options) {
        return request(application(), command, options);
    }

    static Answer request(Found application, String command, Map<String, ?> options) {
        return new SocketApplication(application).request(command, options);
    }
}
