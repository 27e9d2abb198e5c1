package io.quarkiverse.processmanager.runtime.process.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.LogPolicy.Capture;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogFileSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.assembly.Witness;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;
import io.quarkiverse.processmanager.runtime.process.output.file.FileSlice;
import io.quarkiverse.processmanager.runtime.process.output.file.OutputFiles;
import io.quarkiverse.processmanager.runtime.process.output.lines.Backlog;
import io.quarkiverse.processmanager.runtime.process.output.lines.LogBuffer;
import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;

/** Output that the process writes directly to a file. */
class FileCaptureTest {

    private static final LogSettings DIRECT = LogSettings.DEFAULT.withCapture(Capture.DIRECT);

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void bothStreamsAreReadInTheOrderInWhichTheyWereWritten() {
        start("i=0; while [ $i -lt 100 ]; do echo out $i; echo err $i >&2; i=$((i + 1)); done; printf end").witness()
                .awaitGone();

        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            expected.add("out " + i);
            expected.add("err " + i);
        }
        expected.add("end");
        assertThat(workshop.lines()).isEqualTo(expected);
        assertThat(workshop.runner().logs("p", 1_000)).extracting(LogLine::stream).containsOnly(LogLine.Stream.STDOUT);
    }

    @Test
    void eachReadBringsTheNewOutput() {
        start("echo one; while ! test -f go; do sleep 0.01; done; printf two; exec sleep 1000");

        workshop.awaitLine("one");
        workshop.touch("go");
        workshop.awaitLine("two");

        assertThat(workshop.runner().logs("p", 10)).extracting(LogLine::text).containsExactly("one", "two");
        assertThat(workshop.runner().logs("p", 10)).extracting(LogLine::sequence).containsExactly(1L, 2L);
        assertThat(workshop.runner().logs("p", 1)).extracting(LogLine::text).containsExactly("two");
    }

    @Test
    void eachIncarnationHasItsOwnLines() {
        for (int i = 1; i <= 3; i++) {
            start("echo line; printf end").witness().awaitGone();
        }

        assertThat(workshop.runner().logs("p", 10)).extracting(LogLine::incarnation).containsExactly(1L, 1L, 2L, 2L, 3L, 3L);
        assertThat(workshop.lines()).containsExactly("line", "end", "line", "end", "line", "end");
    }

    @Test
    void aPastOrFutureLineIsFound() throws Exception {
        Workshop.Started started = start(
                "echo ready on 1; while ! test -f go; do sleep 0.01; done; echo ready on 2; printf 'ready> '; exec sleep 1000");

        assertThat(firstLine(started, "ready on [0-9]")).isEqualTo("ready on 1");
        CompletableFuture<String> second = started.process().firstLine("on 2").toCompletableFuture();
        workshop.touch("go");

        assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo("ready on 2");
        assertThat(firstLine(started, "^ready> $")).isEqualTo("ready> ");
    }

    @Test
    void aLineIsFoundThatTheBufferCannotHold() throws Exception {
        LogSettings small = new LogSettings(Level.INFO, Level.INFO, 1_000, 10_000, 1_000, LogPolicy.Capture.SEPARATE,
                LogPolicy.Ansi.KEEP,
                Optional.empty())
                .withCapture(Capture.DIRECT);
        Workshop.Started started = workshop.start(
                workshop.perl(
                        "print \"first\\n\"; for (1..500000) { print \"line $_\\n\" } $| = 1; print \"last\\n\"; sleep 1000"),
                StopSettings.DEFAULT, small);

        assertThat(firstLine(started, "^last$")).isEqualTo("last");
        assertThat(firstLine(started, "^first$")).isEqualTo("first");
        assertThat(firstLine(started, "line 77777$")).isEqualTo("line 77777");
    }

    @Test
    void linesOfAnotherIncarnationAreNotFound() throws Exception {
        start("echo ready 1").witness().awaitGone();
        Workshop.Started started = start("sleep 0.1; echo ready 2; exec sleep 1000");

        assertThat(firstLine(started, "ready")).isEqualTo("ready 2");
    }

    @Test
    void aSearchEndsWithTheProcess() {
        Workshop.Started started = start("while ! test -f go; do sleep 0.01; done; echo almost; printf nearly");
        CompletableFuture<String> line = started.process().firstLine("ready").toCompletableFuture();
        CompletableFuture<String> partial = started.process().firstLine("nearly").toCompletableFuture();

        workshop.touch("go");
        started.witness().awaitGone();

        assertThat(partial).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo("nearly");
        assertThatThrownBy(() -> line.get(60, TimeUnit.SECONDS)).hasRootCauseInstanceOf(ProcessException.class)
                .hasMessageContaining("cannot search the output of process 'p' for 'ready': the process has ended without it");
    }

    @Test
    void aSuspendedSearchResumesForANewCaller() throws Exception {
        Workshop.Started started = start("while ! test -f go; do sleep 0.01; done; echo ready; exec sleep 1000");
        for (int i = 0; i < 20; i++) {
            started.process().firstLine("ready").toCompletableFuture().cancel(false);
        }

        workshop.touch("go");

        assertThat(firstLine(started, "ready")).isEqualTo("ready");
    }

    @Test
    void aSearchForAProcessThatCannotBeStartedEnds() {
        Workshop.Started started = workshop.start(CommandSettings.of("no-such-program-anywhere"), StopSettings.DEFAULT, DIRECT);

        CompletableFuture<String> line = started.process().firstLine("ready").toCompletableFuture();

        assertThatThrownBy(() -> line.get(60, TimeUnit.SECONDS)).hasRootCauseInstanceOf(ProcessException.class);
    }

    @Test
    void ofVeryMuchOutputTheEndIsKept() throws IOException {
        LogSettings small = new LogSettings(Level.INFO, Level.INFO, 1_000, 200_000, 1_000, LogPolicy.Capture.SEPARATE,
                LogPolicy.Ansi.KEEP,
                Optional.empty())
                .withCapture(Capture.DIRECT).withFile(LogFileSettings.of(file()));
        workshop.start(workshop.perl("for (1..1000000) { print \"line $_\\n\" }"), StopSettings.DEFAULT, small).witness()
                .awaitGone();

        List<String> lines = workshop.lines();
        assertThat(lines).endsWith("line 999999", "line 1000000").hasSizeGreaterThan(1_000).doesNotHaveDuplicates();
        assertThat(Files.lines(file())).hasSize(1_000_000);
    }

    @Test
    void theNumberOfSkippedBytesIsWritten() {
        LogSettings small = new LogSettings(Level.INFO, Level.INFO, 1_000, 200_000, 1_000, LogPolicy.Capture.SEPARATE,
                LogPolicy.Ansi.KEEP,
                Optional.empty())
                .withCapture(Capture.DIRECT).withFile(LogFileSettings.of(file()));
        workshop.start(workshop.perl("$| = 1; print \"first\\n\"; sleep 1 until -e 'go'; print 'x' x 98, \"\\n\" for 1..10000;"
                + " print \"last\\n\"; sleep 1000"), StopSettings.DEFAULT, small);
        workshop.awaitLine("first");

        workshop.touch("go");
        workshop.awaitSize(file(), 6 + 99 * 10_000 + 5);

        List<String> lines = workshop.lines();
        long left = lines.stream().filter(line -> line.startsWith("x")).count();
        assertThat(lines).endsWith("last");
        assertThat(lines).filteredOn(line -> line.contains("left out")).singleElement().asString()
                .isEqualTo("... " + 99 * (10_000 - left) + " bytes are left out here, they are in " + file() + " ...");
    }

    @Test
    void theConsumerReceivesNoLines() {
        List<String> received = Collections.synchronizedList(new ArrayList<>());
        workshop.runner().outputTo(line -> received.add(line.text()));
        start("echo direct").witness().awaitGone();
        assertThat(workshop.lines()).containsExactly("direct");

        workshop.start(workshop.sh("echo line")).witness().awaitGone();
        workshop.awaitUntil(() -> received.size() == 1);

        assertThat(received).containsExactly("line");
        assertThat(workshop.runner().logs("p", 10)).extracting(LogLine::text).containsExactly("direct", "line");
        assertThat(workshop.runner().logs("p", 10)).extracting(LogLine::sequence).containsExactly(1L, 2L);
    }

    @Test
    void theFileIsOnlyForItsOwnerAndGrowsWithEachRun() throws IOException {
        LogPolicy policy = DIRECT.withFile(LogFileSettings.of(file()));
        for (int i = 1; i <= 3; i++) {
            workshop.start(workshop.sh("echo run; echo err >&2"), StopSettings.DEFAULT, policy).witness().awaitGone();
        }

        assertThat(file()).hasContent("run\nerr\nrun\nerr\nrun\nerr");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
    }

    @Test
    void aFileThatIsFullBecomesABackupAtTheNextStart() throws IOException {
        LogPolicy policy = DIRECT.withFile(new LogFileSettings(file(), 10, 2));
        for (int i = 1; i <= 5; i++) {
            workshop.start(workshop.sh("echo this is run " + i), StopSettings.DEFAULT, policy).witness().awaitGone();
        }

        assertThat(file()).hasContent("this is run 5");
        assertThat(Path.of(file() + ".1")).hasContent("this is run 4");
        assertThat(Path.of(file() + ".2")).hasContent("this is run 3");
        assertThat(Path.of(file() + ".3")).doesNotExist();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
        assertThat(workshop.lines()).hasSize(5);
    }

    @Test
    void aFileThatCannotBeWrittenIsReplacedByAPrivateOne() {
        LogPolicy policy = DIRECT.withFile(LogFileSettings.of(workshop.directory()));

        Witness witness = workshop.start(workshop.sh("echo on"), StopSettings.DEFAULT, policy).witness().awaitGone();

        assertThat(witness.exit().describe()).isEqualTo("exited with 0");
        assertThat(workshop.lines()).containsExactly("on");
    }

    @Test
    void aPrivateFileGoesWithItsProcess() throws IOException {
        start("echo one").witness().awaitGone();
        assertThat(privateFiles()).singleElement().satisfies(file -> assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------"));

        workshop.runner().forget("p");

        assertThat(privateFiles()).isEmpty();
        assertThat(workshop.lines()).isEmpty();
    }

    @Test
    void theDirectoryOfADeadJvmIsDeleted() throws IOException {
        Path left = Files.createDirectories(workshop.stateDirectory().resolve("output-" + Integer.MAX_VALUE + "_1_0"));
        Files.writeString(left.resolve("p.log"), "secret");

        start("echo one").witness().awaitGone();

        assertThat(left).doesNotExist();
    }

    @Test
    void theFileOfAnAdoptedProcessIsReadFromItsOffset() throws Exception {
        Files.writeString(file(), "of an earlier run\nready\n");
        ProcessRunner.Launch launch = launch(7);
        LogBuffer buffer = new LogBuffer("p", 10_000, 1, new Backlog(0));
        FileCapture output = new FileCapture(launch, buffer, store(), Optional.empty());
        CompletableFuture<String> ready = output.firstLine("ready").toCompletableFuture();

        output.attach(new FileSlice(file(), Files.size(file())));
        output.catchUp();
        assertThat(buffer.last(10)).isEmpty();
        Files.writeString(file(), "now ready\n", StandardOpenOption.APPEND);

        assertThat(ready.get(60, TimeUnit.SECONDS)).isEqualTo("now ready");
        output.catchUp();
        assertThat(buffer.last(10)).extracting(LogLine::text).containsExactly("now ready");
        assertThat(buffer.last(10)).extracting(LogLine::incarnation).containsExactly(7L);
        output.finish();
        output.release();
    }

    /** Work for a reader that does not exist is not done. */
    @Test
    void theEndIsReadWhenSomethingAsksForIt() throws Exception {
        Files.writeString(file(), "");
        LogBuffer buffer = new LogBuffer("p", 10_000, 1, new Backlog(0));
        OutputStore store = store();
        FileCapture first = new FileCapture(launch(1), buffer, store, Optional.empty());
        first.attach(new FileSlice(file(), 0));
        Files.writeString(file(), "one\ntwo", StandardOpenOption.APPEND);

        assertThat(first.finish()).isCompleted();
        assertThat(buffer.end().sequence()).isEqualTo(1);
        assertThat(first.firstLine("two")).succeedsWithin(60, TimeUnit.SECONDS).isEqualTo("two");
        FileCapture second = new FileCapture(launch(2), buffer, store, Optional.of(first));
        assertThat(buffer.end().sequence()).isEqualTo(1);
        second.catchUp();

        assertThat(buffer.last(3)).extracting(LogLine::text).containsExactly("one", "two");
        second.attach(new FileSlice(file(), Files.size(file())));
        Files.writeString(file(), "three\n", StandardOpenOption.APPEND);
        assertThat(second.firstLines(3)).extracting(LogLine::text).containsExactly("three");
        second.release();
    }

    private OutputStore store() {
        return new OutputStore(workshop.runner().services().executors(), (child, stream, of) -> {
            throw new IllegalStateException("no pipe was requested");
        }, new OutputFiles(workshop.stateDirectory(), new LinuxProcessTable()));
    }

    private static ProcessRunner.Launch launch(long incarnation) {
        return new ProcessRunner.Launch("p", incarnation, CommandSettings.of("nothing"), ExecutionSettings.DEFAULT,
                OptionalInt.empty(), StopSettings.DEFAULT, DIRECT);
    }

    private Path file() {
        return workshop.directory().resolve("p.log");
    }

    private List<Path> privateFiles() throws IOException {
        try (var files = Files.find(workshop.stateDirectory(), 2, (path, attributes) -> path.toString().endsWith(".log"))) {
            return files.toList();
        }
    }

    private Workshop.Started start(String script) {
        return workshop.start(workshop.sh(script), StopSettings.DEFAULT, DIRECT);
    }

    private static String firstLine(Workshop.Started started, String regex) throws Exception {
        return started.process().firstLine(regex).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
