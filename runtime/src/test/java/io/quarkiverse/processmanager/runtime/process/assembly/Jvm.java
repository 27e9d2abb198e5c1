package io.quarkiverse.processmanager.runtime.process.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.awaitility.Awaitility;

/**
 * Another JVM. It runs below a process that adopts its orphans: where the first process of the system does not wait for its
 * children, as in many containers, each orphan would stay as a zombie for ever.
 */
public final class Jvm implements AutoCloseable {

    private static final String SUBREAPER = "my %prctl = ('x86_64' => 157, 'aarch64' => 167);"
            + " use POSIX; syscall($prctl{(POSIX::uname())[4]}, 36, 1, 0, 0, 0) if $prctl{(POSIX::uname())[4]};"
            + " $SIG{CHLD} = 'IGNORE'; $| = 1; my $jvm = fork; if (!$jvm) { $SIG{CHLD} = 'DEFAULT'; setpgrp; exec @ARGV }"
            + " print \"$jvm\\n\"; close STDOUT; close STDIN; sleep 1000 while 1";

    /** On a busy machine a JVM can need a minute to start. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process parent;
    private final TimedLines output;
    /** What the JVM writes to its standard error. */
    private final Path errors;
    private final long pid;
    /** Knows the start of the JVM: the system can give the pid of a dead JVM to another process soon. */
    private final Optional<ProcessHandle> handle;

    private Jvm(Process parent, Path errors, boolean atTerminal) throws IOException {
        this.parent = parent;
        this.errors = errors;
        this.output = new TimedLines(parent.inputReader(), PATIENCE);
        long child = Long.parseLong(line());
        this.pid = atTerminal ? childOf(child) : child;
        this.handle = ProcessHandle.of(pid);
    }

    private static long childOf(long terminal) {
        return Awaitility.await("the JVM at its terminal").atMost(PATIENCE)
                .until(() -> ProcessHandle.of(terminal).orElseThrow().children()
                        .filter(child -> child.info().command().filter(command -> command.endsWith("java")).isPresent())
                        .findFirst(), Optional::isPresent)
                .orElseThrow().pid();
    }

    public static Jvm start(Class<?> main, String... arguments) throws IOException {
        return start(List.of(), main, arguments);
    }

    public static Jvm start(List<String> options, Class<?> main, String... arguments) throws IOException {
        return start(command(options, main, arguments), false);
    }

    /** Starts a JVM behind a command that becomes the JVM. */
    public static Jvm startBehind(List<String> before, List<String> options, Class<?> main, String... arguments)
            throws IOException {
        List<String> words = new ArrayList<>(before);
        words.addAll(command(options, main, arguments));
        return start(words, false);
    }

    /** Starts a JVM at a terminal of its own; input is typed there. */
    static Jvm startAtTerminal(Class<?> main, String... arguments) throws IOException {
        return start(List.of("script", "-qfc", "exec " + String.join(" ", command(List.of(), main, arguments)), "/dev/null"),
                true);
    }

    private static Jvm start(List<String> command, boolean atTerminal) throws IOException {
        List<String> words = new ArrayList<>(List.of("perl", "-e", SUBREAPER));
        words.addAll(command);
        Path errors = Files.createTempFile("jvm", ".err");
        return new Jvm(new ProcessBuilder(words).redirectError(errors.toFile()).start(), errors, atTerminal);
    }

    private static List<String> command(List<String> options, Class<?> main, String... arguments) {
        List<String> words = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null"));
        words.addAll(options);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        words.addAll(List.of(arguments));
        return words;
    }

    public long pid() {
        return pid;
    }

    /** The next line that the JVM writes; null if it has ended. */
    public String line() throws IOException {
        try {
            return output.next().orElse(null);
        } catch (IOException e) {
            throw new IOException(
                    "the JVM is silent: " + e.getMessage() + ", standard error: " + Workshop.read(errors.toString()),
                    e);
        }
    }

    /** Reads lines up to the expected one. */
    public void awaitLine(String expected) throws IOException {
        String line = line();
        while (!expected.equals(line)) {
            if (line == null) {
                throw new IOException("the JVM has ended without the line " + expected + ", after " + output
                        + ", standard error: " + Workshop.read(errors.toString()));
            }
            line = line();
        }
    }

    public void send(String line) throws IOException {
        parent.getOutputStream().write((line + "\n").getBytes());
        parent.getOutputStream().flush();
    }

    public void awaitDeath() {
        Awaitility.await("death of the JVM").atMost(PATIENCE).pollInterval(Duration.ofMillis(10))
                .until(() -> handle.isEmpty() || !handle.equals(ProcessHandle.of(pid)));
    }

    /** Kills the JVM if it is still alive. */
    @Override
    public void close() {
        handle.ifPresent(ProcessHandle::destroyForcibly);
        awaitDeath();
        parent.destroyForcibly();
        errors.toFile().delete();
    }
}
