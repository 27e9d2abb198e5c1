package io.quarkiverse.processmanager.runtime.process;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Execution;

/** Makes children of the operating system, each in a session of its own and marked as one of ours. */
final class Spawner {

    private final Platform platform;
    private final JvmIdentity jvm;
    private final StartChain chain;
    private final AtomicLong numbers = new AtomicLong();

    Spawner(Platform platform, JvmIdentity jvm) {
        this.platform = platform;
        this.jvm = jvm;
        this.chain = new StartChain(platform.sessionStarter());
    }

    /**
     * What is to be executed.
     *
     * @param marker what its processes are known by
     * @param words the program and its arguments
     * @param command where, and with which environment
     * @param execution as whom and within which limits
     * @param port the port of the process
     * @param cgroup where it is confined to
     */
    record Order(Marker marker, List<String> words, Command command, Execution execution, OptionalInt port,
            Optional<Cgroup> cgroup) {

        Order {
            words = List.copyOf(words);
        }

        Order confinedTo(Cgroup group) {
            return new Order(marker, words, command, execution, port, Optional.of(group));
        }

        /** Nothing in it names this JVM. */
        Order markedAs(Marker other) {
            return new Order(other, words, command, execution, port, cgroup);
        }

        /** What is started, with its root if that is known. */
        ProcessTree tree(ProcessIdentity root, ProcessTree.Observer observer) {
            return new ProcessTree(marker, root, cgroup, observer);
        }
    }

    /** For the command of a process. */
    Order order(ProcessRunner.Launch launch) {
        Command command = launch.command();
        return order(command.shell() ? platform.programs().shell(command.words()) : command.words(), launch,
                launch.execution());
    }

    private Order order(List<String> words, ProcessRunner.Launch launch, Execution execution) {
        Marker marker = new Marker(jvm.variable(), Long.toString(numbers.incrementAndGet()));
        return new Order(marker, words, launch.command(), execution, launch.port(), Optional.empty());
    }

    /**
     * For another command beside a process: where the process is, with its environment and as the same user, for it deals with
     * the files of the process. Limits and priority are for the process alone: a check must also answer when that one has
     * reached a limit.
     */
    Order order(List<String> words, ProcessRunner.Launch launch) {
        Execution execution = new Execution(launch.execution().user(), launch.execution().group(), launch.execution().umask(),
                OptionalInt.empty(), Map.of());
        return order(words, launch, execution);
    }

    /**
     * Looks up and checks everything that an order needs.
     *
     * @throws StartRefused if it is known already why it would fail
     */
    Preparation prepare(Order order) throws IOException {
        return Preparation.of(order, chain, platform.programs());
    }

    /** A name for what belongs to an order, its own on this machine. */
    String name(Order order) {
        return order.marker().variable() + "_" + order.marker().value();
    }

    /** Starts it with its input at the end. */
    Process spawn(Preparation preparation, Redirection output) throws IOException {
        List<String> words = new ArrayList<>(preparation.starter());
        words.addAll(preparation.words());
        ProcessBuilder builder = new ProcessBuilder(words).directory(preparation.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(preparation.environment());
        output.apply(builder);
        Descriptors.require(platform.programs().nothing());
        return builder.redirectInput(Redirect.from(platform.programs().nothing())).start();
    }

    /** Which process a child is that has just been started. */
    ProcessIdentity identify(Process process) {
        return platform.identify(process, jvm);
    }

    boolean isAlive(ProcessIdentity identity) {
        return platform.table().isAlive(identity);
    }

    /** When a process was started. */
    Instant startOf(ProcessIdentity identity) {
        long age = Math.max(0, platform.table().nowTicks() - identity.startTicks());
        return Instant.now().minusMillis(age * 1000 / ProcessTable.TICKS_PER_SECOND);
    }

    /** The signal that an exit code of a child most likely stands for. */
    Optional<String> signalOf(int exitCode) {
        return platform.signalOf(exitCode);
    }

    /** Takes over the output or the error output of a child that has just been started. */
    ChildPipe takeOver(Process process, InputStream stream, ChildPipe.End end) {
        return platform.takeOver(process, stream, end, chain.programs());
    }
}
