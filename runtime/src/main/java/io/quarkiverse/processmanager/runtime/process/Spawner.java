package io.quarkiverse.processmanager.runtime.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

import io.quarkiverse.processmanager.Command;

/** Makes children of the operating system, each in a session of its own and marked as one of ours. */
final class Spawner {

    private static final File NOTHING = new File("/dev/null");

    private final Platform platform;
    private final JvmIdentity jvm;
    private final AtomicLong numbers = new AtomicLong();

    Spawner(Platform platform, JvmIdentity jvm) {
        this.platform = platform;
        this.jvm = jvm;
    }

    /**
     * What is to be executed.
     *
     * @param marker what its processes are known by
     * @param words the program and its arguments
     * @param directory where
     * @param environment the whole environment
     * @param cgroup where it is confined to
     */
    record Order(Marker marker, List<String> words, Path directory, Map<String, String> environment, Optional<Cgroup> cgroup) {

        Order {
            environment = new TreeMap<>(environment);
            environment.put(marker.variable(), marker.value());
        }

        Order confinedTo(Cgroup group) {
            return new Order(marker, words, directory, environment, Optional.of(group));
        }

        /** Nothing in it names this JVM. */
        Order markedAs(Marker other) {
            Map<String, String> without = new TreeMap<>(environment);
            without.remove(marker.variable());
            return new Order(other, words, directory, without, cgroup);
        }

        /** What is started, with its root if that is known. */
        ProcessTree tree(ProcessIdentity root, ProcessTree.Observer observer) {
            return new ProcessTree(marker, root, cgroup, observer);
        }
    }

    /** For the command of a process. */
    Order order(Command command, OptionalInt port) {
        List<String> words = command.words();
        if (command.shell()) {
            words = new ArrayList<>(List.of("/bin/sh", "-c"));
            words.addAll(command.words());
            // The word after the script is its $0.
            words.add(Math.min(3, words.size()), "sh");
        }
        return order(words, command, port);
    }

    /** For another command in the directory and with the environment of a process. */
    Order order(List<String> words, Command command, OptionalInt port) {
        Marker marker = new Marker(jvm.variable(), Long.toString(numbers.incrementAndGet()));
        Path directory = command.directory().orElse(Path.of("")).toAbsolutePath();
        return new Order(marker, List.copyOf(words), directory, environment(command, port), Optional.empty());
    }

    private Map<String, String> environment(Command command, OptionalInt port) {
        Map<String, String> environment = new TreeMap<>();
        System.getenv().forEach((name, value) -> {
            if (command.inheritEnvironment() || JvmIdentity.isMarker(name)) {
                environment.put(name, value);
            }
        });
        // Python keeps its output to itself for a long time when it does not go to a terminal.
        environment.putIfAbsent("PYTHONUNBUFFERED", "1");
        port.ifPresent(value -> environment.put("PORT", Integer.toString(value)));
        environment.putAll(command.environment());
        return environment;
    }

    /** Why the order cannot be carried out, as far as that can be known before. */
    Optional<StartFailure> check(Order order) {
        return ProgramCheck.check(order.words(), order.directory(), order.environment());
    }

    /** A name for what belongs to an order, its own on this machine. */
    String name(Order order) {
        return order.marker().variable() + "_" + order.marker().value();
    }

    /** Starts it with its input at the end. */
    Process spawn(Order order, Redirection output) throws IOException {
        List<String> words = new ArrayList<>(platform.sessionStarter().words());
        order.cgroup().ifPresent(group -> words.addAll(group.entrance()));
        words.addAll(order.words());
        ProcessBuilder builder = new ProcessBuilder(words).directory(order.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(order.environment());
        output.apply(builder);
        return builder.redirectInput(Redirect.from(NOTHING)).start();
    }

    /** Which process a child is that has just been started. */
    ProcessIdentity identify(Process process) {
        // A root that is gone already cannot be asked when it was started; not before this JVM in any case.
        return platform.table().read(process.pid()).filter(entry -> entry.parent() == jvm.process().pid())
                .map(ProcessEntry::identity).orElse(new ProcessIdentity(process.pid(), jvm.process().startTicks()));
    }

    boolean isAlive(ProcessIdentity identity) {
        return platform.table().isAlive(identity);
    }

    /** When a process was started. */
    Instant startOf(ProcessIdentity identity) {
        long age = Math.max(0, platform.table().nowTicks() - identity.startTicks());
        return Instant.now().minusMillis(age * 1000 / ProcessTable.TICKS_PER_SECOND);
    }

    /** Takes over the output or the error output of a child that has just been started. */
    ChildPipe takeOver(Process process, InputStream stream, ChildPipe.End end) {
        return platform.takeOver(process, stream, end);
    }
}
