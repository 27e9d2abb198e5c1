package io.quarkiverse.processmanager.deaths;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that runs the application, with all its descendants. They are identified by their directory, which is in their
 * environment, or in the command line of a process that has cleared its environment. The directory also contains all their
 * files.
 */
final class Family implements AutoCloseable {

    /** The files that the application and its processes create when they are up. */
    private static final List<String> SIGNS_OF_LIFE = List.of("jvm", "willing", "stubborn", "daemon", "wiped");

    /**
     * A process that is alive after this time was never stopped. The documented limit is 5 s: the grace period of at most 3 s, and
     * 2 s more. It begins with the death of the JVM. On a busy machine, a fork of Surefire has lived for two minutes after Maven.
     */
    private static final Duration FORGOTTEN = Duration.ofMinutes(5);

    private static final Duration MACHINE_IS_SLOW = Duration.ofMinutes(3);

    /** The tests may have been started with ignored signals, as an ampersand in a script does. */
    private static final List<String> HEARING_SIGNALS = List.of("perl", "-e",
            "$SIG{$_} = 'DEFAULT' for qw(HUP INT QUIT TERM); exec @ARGV");

    private final Path home;
    private final Process first;

    private Family(Path home, Process first) {
        this.home = home;
        this.first = first;
    }

    static Family start(Path home, Path directory, List<String> command) throws IOException {
        Files.createDirectories(home.resolve("tmp"));
        List<String> words = new ArrayList<>(HEARING_SIGNALS);
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile());
        builder.environment().put("DEATHS_HOME", home.toString());
        builder.environment().put("XDG_RUNTIME_DIR", home.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + home.resolve("tmp")
                + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-CreateCoredumpOnCrash -XX:ErrorFile=/dev/null");
        return new Family(home, builder.start());
    }

    /** Starts the program in its own terminal, which receives the typed keys. */
    static Family startAtTerminal(Path home, Path directory, List<String> command) throws IOException {
        return start(home, directory,
                List.of("script", "-qfc", "exec '" + String.join("' '", command) + "'", "/dev/null"));
    }

    /** Waits until all processes of the application have been started. */
    void awaitUp() {
        await("application in " + home).atMost(MACHINE_IS_SLOW).until(() -> {
            if (!first.isAlive()) {
                throw new IllegalStateException("it has ended:\n" + Files.readString(home.resolve("log"), ISO_8859_1));
            }
            return SIGNS_OF_LIFE.stream().allMatch(sign -> Files.exists(home.resolve(sign)));
        });
        assertThat(members()).hasSizeGreaterThan(SIGNS_OF_LIFE.size());
        assertThat(stateFiles()).isNotEmpty();
    }

    /** The pid of the started program: the JVM of the packaged application, Maven or the terminal. */
    long first() {
        return first.pid();
    }

    /** The pid of the JVM that runs the application. */
    long application() throws IOException {
        return Long.parseLong(Files.readString(home.resolve("jvm")));
    }

    void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", name, "--", Long.toString(pid)).start().waitFor();
    }

    void type(String keys) throws IOException {
        first.getOutputStream().write(keys.getBytes(ISO_8859_1));
        first.getOutputStream().flush();
    }

    /** Waits until no process is alive and no state file is left. */
    void awaitNothingLeft() {
        await("nothing is left of " + home.getFileName()).atMost(FORGOTTEN).pollInterval(Duration.ofMillis(50))
                .until(this::left, List::isEmpty);
    }

    /** The live processes, and the state files. */
    private List<String> left() {
        return Stream.concat(members().stream().map(pid -> pid + " " + read(pid, "cmdline").replace('\0', ' ')), stateFiles())
                .toList();
    }

    /** A zombie has neither an environment nor a command line. */
    private List<Long> members() {
        String name = home + "\0";
        return ProcessHandle.allProcesses().map(ProcessHandle::pid)
                .filter(pid -> read(pid, "environ").contains(name) || read(pid, "cmdline").contains(name)).toList();
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file), ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Without the directory of the control sockets: the next application or client deletes those of a dead JVM. */
    private Stream<String> stateFiles() {
        try (Stream<Path> files = Files.list(home.resolve("quarkus-process-manager"))) {
            return files.filter(Files::isRegularFile).map(Path::toString).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills all processes that are still alive. */
    @Override
    public void close() {
        await().atMost(FORGOTTEN).until(() -> {
            List<Long> members = members();
            members.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            return members.isEmpty();
        });
    }
}
