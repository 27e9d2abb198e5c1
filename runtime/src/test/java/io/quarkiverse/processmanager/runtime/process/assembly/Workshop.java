package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.definition.listen.PortClaim;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.platform.Platform;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;

/**
 * A runner with real processes for one test, which must leave nothing behind: no process, thread or file. The processes of a
 * test are identified by their marker, or by {@link #tag()} in their command line if they have wiped their environment.
 */
public final class Workshop implements BeforeEachCallback, AfterEachCallback {

    /**
     * The words of a shell that waits for the file {@code hide}, removes the limit that marks its tree, and makes the file
     * {@code hidden}. The engine may set the limit of each process until it has reported the start. Shells differ in the letter.
     */
    public static final String HIDES = "until [ -e hide ]; do sleep 0.02; done;"
            + " ulimit -S -w unlimited 2>/dev/null || ulimit -S -x unlimited; : >hidden; ";

    private static final AtomicLong TAGS = new AtomicLong();

    private final Platform platform;
    private boolean portable;
    private Path directory;
    private OsProcessRunner runner;
    private String tag;
    private long incarnation;

    public Workshop() {
        this(Platform.ofThisMachine());
    }

    public Workshop(Platform platform) {
        this.platform = platform;
    }

    /** Starts processes with the JDK, also where the native way works. */
    public Workshop portable() {
        portable = true;
        return this;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        // A test before this one can have left them dying.
        awaitNoEngine();
        directory = Files.createTempDirectory("workshop");
        runner = OsProcessRunner.create(platform, stateDirectory());
        portable |= context != null && context.getRequiredTestClass().isAnnotationPresent(Portable.class);
        runner.services().spawner().way().off(portable);
        tag = "workshop-" + ProcessHandle.current().pid() + "-" + TAGS.incrementAndGet();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        runner.close();
        awaitNoProcess();
        awaitNoEngine();
        if (Files.exists(stateDirectory())) {
            assertThat(stateDirectory()).isEmptyDirectory();
        }
        delete(directory);
    }

    private static void awaitNoEngine() {
        Awaitility.await("threads and watchdogs of the engine").atMost(Duration.ofSeconds(60)).pollDelay(Duration.ZERO)
                .until(() -> Stream.concat(threads(), watchdogs()).toList(), List::isEmpty);
    }

    private static Stream<String> watchdogs() {
        return ProcessHandle.current().children().map(child -> read("/proc/" + child.pid() + "/cmdline"))
                .filter(words -> words.contains("process-manager-watchdog"));
    }

    private static Stream<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("process-manager-"));
    }

    public OsProcessRunner runner() {
        return runner;
    }

    /** Whether the test starts processes with the JDK. */
    public boolean isPortable() {
        return portable;
    }

    public Path directory() {
        return directory;
    }

    public Path stateDirectory() {
        return directory.resolve("state");
    }

    /** A word for command lines, which identifies the processes of this test. */
    public String tag() {
        return tag;
    }

    /** A script for {@code sh}, with the tag as $0 and in every {@code sleep 1000}. */
    public Command sh(String script, String... arguments) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", script.replace("sleep 1000", "sleep " + nap()), tag));
        words.addAll(List.of(arguments));
        return new CommandSettings(words, false, Optional.of(directory), Map.of(), true);
    }

    /** The sleep time that only processes of this test use. */
    private String nap() {
        return "1000." + tag.replaceAll("[^0-9]", "");
    }

    public Command perl(String script) {
        return new CommandSettings(List.of("perl", "-e", script, tag), false, Optional.of(directory), Map.of(), true);
    }

    /**
     * Writes "line 1", "line 2" and so on, as fast as possible. Each write ends with a line: on a busy machine a partial line
     * could be taken for a line without an end.
     */
    public Command flood(int lines) {
        return perl("my $s = ''; for (1.." + lines + ") { $s .= \"line $_\\n\"; if (length $s > 4000) { syswrite STDOUT, $s;"
                + " $s = '' } } syswrite STDOUT, $s");
    }

    public Started start(Command command) {
        return start(command, StopSettings.DEFAULT);
    }

    public Started start(Command command, StopPolicy stop) {
        return start(command, stop, LogSettings.DEFAULT);
    }

    public Started start(Command command, StopPolicy stop, LogPolicy log) {
        return start(command, ExecutionSettings.DEFAULT, stop, log);
    }

    public Started start(Command command, Execution execution) {
        return start(command, execution, StopSettings.DEFAULT);
    }

    public Started start(Command command, Execution execution, StopPolicy stop) {
        return start(command, execution, stop, LogSettings.DEFAULT);
    }

    private Started start(Command command, Execution execution, StopPolicy stop, LogPolicy log) {
        return startAs("p", command, execution, stop, log);
    }

    /** Starts a process with another id than "p". */
    public Started startAs(String processId, Command command) {
        return startAs(processId, command, ExecutionSettings.DEFAULT, StopSettings.DEFAULT, LogSettings.DEFAULT);
    }

    public Started startAs(String processId, Command command, LogPolicy log) {
        return startAs(processId, command, ExecutionSettings.DEFAULT, StopSettings.DEFAULT, log);
    }

    /** Starts a process that claims ports. */
    public Started startOn(List<PortClaim> ports, Command command) {
        Witness witness = new Witness();
        incarnation++;
        return new Started(runner.start(new ProcessRunner.Launch("p", incarnation, command, ExecutionSettings.DEFAULT,
                OptionalInt.empty(), ports, StopSettings.DEFAULT, LogSettings.DEFAULT, Optional.empty(), List.of(),
                Optional.empty(), Optional.empty(), ProcessRunner.Notice.NONE), witness),
                witness);
    }

    private Started startAs(String processId, Command command, Execution execution, StopPolicy stop, LogPolicy log) {
        Witness witness = new Witness();
        incarnation++;
        RunningProcess process = runner.start(
                new ProcessRunner.Launch(processId, incarnation, command, execution, OptionalInt.empty(), stop, log), witness);
        return new Started(process, witness);
    }

    /** The output so far. */
    public List<String> lines() {
        return runner.logs("p", 1_000_000).stream().map(LogLine::text).collect(Collectors.toList());
    }

    /** Waits for a line of output. */
    public void awaitLine(String line) {
        Awaitility.await(line).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5)).until(this::lines,
                lines -> lines.contains(line));
    }

    public void awaitUntil(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5)).until(condition);
    }

    /** Waits until a file has the given size. */
    public void awaitSize(Path file, long bytes) {
        awaitUntil(() -> Files.exists(file) && Files.size(file) == bytes);
    }

    /** Creates a file that a process waits for. */
    public void touch(String name) {
        try {
            Files.createFile(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until no process of this test is alive. */
    void awaitNoProcess() {
        Awaitility.await("processes of the test").atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(10))
                .until(this::alive, List::isEmpty);
    }

    /** Kills the processes that the runner cannot see. */
    public void killHidden() {
        for (String process : alive()) {
            ProcessHandle.of(Long.parseLong(process.split(" ")[0])).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** The processes of this test that are alive now. */
    public List<String> alive() {
        String marker = "QPM_" + ProcessHandle.current().pid() + "_";
        List<String> alive = new ArrayList<>();
        for (ProcessEntry entry : living()) {
            String words = read("/proc/" + entry.pid() + "/cmdline").replace('\0', ' ');
            if ((words.contains(tag) || words.contains(nap())) && entry.pid() != ProcessHandle.current().pid()
                    || read("/proc/" + entry.pid() + "/environ").contains(marker)) {
                alive.add(entry.pid() + " " + words);
            }
        }
        return alive;
    }

    public static List<ProcessEntry> living() {
        return new LinuxProcessTable().all().stream().filter(entry -> !entry.dead()).collect(Collectors.toList());
    }

    public static String read(String path) {
        try {
            return Files.readString(Path.of(path), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    public static void delete(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
                for (Path child : children) {
                    delete(child);
                }
            }
        }
        Files.delete(path);
    }

    /** One started process and its listener. */
    public record Started(RunningProcess process, Witness witness) {

        /** Requests the stop, with the default grace period. */
        public void terminate() {
            process.terminate(StopSettings.DEFAULT.timeout());
        }
    }
}
