package io.quarkiverse.processmanager.runtime.process.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.process.libc.SpawnOrder.Output;
import io.quarkiverse.processmanager.runtime.process.libc.SpawnOrder.Program;
import io.quarkiverse.processmanager.runtime.process.libc.SpawnOrder.Target;

class NativeProcessTest {

    @RegisterExtension
    final NativeTest test = new NativeTest();

    @TempDir
    Path directory;

    @Test
    void anExitCodeIsNotASignal() throws Exception {
        NativeProcess coded = test.access().spawn(NativeTest.sh("exit 143"));
        NativeProcess killed = test.access().spawn(NativeTest.sh("kill -TERM $$"));

        assertThat(coded.waitFor()).isEqualTo(143);
        assertThat(killed.waitFor()).isEqualTo(143);

        assertThat(coded.status().signal()).isEmpty();
        assertThat(killed.status().signal()).isEqualTo(OptionalInt.of(15));
        closePipes(coded, killed);
    }

    @Test
    void theLimitIsThatOfTheChildAndOfItsChildren() throws Exception {
        SpawnOrder order = NativeTest.sh("read -r line; grep locks /proc/self/limits");
        NativeProcess child = test.access().spawn(new SpawnOrder(order.program(), order.directory(), order.environment(),
                order.input(), order.output(), Optional.empty(), OptionalInt.empty(),
                OptionalLong.of(123_456_789_000_000_012L)));

        String limits = answer(child, "\n");

        assertThat(limits.split(" {2,}")).startsWith("Max file locks", "123456789000000012", "unlimited");
        assertThat(Files.readString(Path.of("/proc/self/limits"))).doesNotContain("123456789000000012");
    }

    @Test
    void aChildLeadsItsOwnSessionAndGroup() throws Exception {
        NativeProcess child = test.access().spawn(NativeTest.sh("read -r line; cat /proc/self/stat"));

        String stat = answer(child, "\n");

        assertThat(stat.substring(stat.lastIndexOf(')') + 2).split(" ")).startsWith("R", Long.toString(child.pid()),
                Long.toString(child.pid()), Long.toString(child.pid()));
    }

    @Test
    void aChildBeginsWithDefaultSignalsAndWithoutOtherDescriptors() throws Exception {
        NativeProcess child = test.access().spawn(NativeTest.sh("grep -E '^Sig(Blk|Ign)' /proc/self/status; ls /proc/self/fd"));

        String answer = answer(child, "");

        // ls opens the directory as 3.
        assertThat(answer.lines()).containsExactly("SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000", "0", "1", "2",
                "3");
    }

    /** The helper by which the JDK starts others has all descriptors that may be inherited, and can outlive this JVM. */
    @Test
    void noChildOfTheJdkCanInheritADescriptorOfTheNativeWay() throws Exception {
        Set<String> before = inheritable();
        NativeAccess access = NativeAccess.open(NativeTest.CAT).access().orElseThrow();
        NativeProcess child = access.spawn(NativeTest.sh("read -r line"));

        assertThat(inheritable()).isSubsetOf(before);

        closePipes(child);
        assertThat(child.waitFor()).isPositive();
        access.close(60_000);
    }

    /** The descriptors without close-on-exec, but those of files: other threads may load classes. */
    private static Set<String> inheritable() throws IOException {
        Set<String> inheritable = new TreeSet<>();
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fdinfo"))) {
            for (Path info : all.toList()) {
                try {
                    String flags = Files.readAllLines(info).stream().filter(line -> line.startsWith("flags:")).findFirst()
                            .orElseThrow().substring(6).strip();
                    String target = Files.readSymbolicLink(Path.of("/proc/self/fd").resolve(info.getFileName())).toString();
                    if ((Integer.parseInt(flags, 8) & Libc.O_CLOEXEC) == 0 && !target.matches("/.*\\.(jar|class)|/proc/.*")) {
                        inheritable.add(info.getFileName() + " " + target);
                    }
                } catch (NoSuchFileException e) {
                    // The descriptor of this list.
                }
            }
        }
        return inheritable;
    }

    @Test
    void theInputTheOutputAndTheErrorOutputAreSeparatePipes() throws Exception {
        NativeProcess child = test.access().spawn(NativeTest.sh("read -r line; echo out $line; echo err >&2"));

        assertThat(answer(child, "one\n")).isEqualTo("out one\n");
        try (InputStream error = child.getErrorStream()) {
            assertThat(new String(error.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("err\n");
        }
        assertThat(child.stderr().orElseThrow().read(ByteBuffer.allocateDirect(1))).isEqualTo(-1);
    }

    @Test
    void outputIsAppendedToAFile() throws Exception {
        Path file = Files.writeString(directory.resolve("log"), "before\n");
        Output output = new Output(Target.appendTo(file), Optional.empty());

        NativeProcess child = test.access().spawn(NativeTest.order(output, "/bin/sh", "-c", "echo out; echo err >&2"));

        assertThat(child.waitFor()).isZero();
        assertThat(Files.readString(file)).isEqualTo("before\nout\nerr\n");
        assertThat(child.stdout()).isEmpty();
        child.getOutputStream().close();
    }

    @Test
    void aFileThatCannotBeOpenedIsNamed() {
        Output output = new Output(Target.appendTo(directory.resolve("missing").resolve("log")), Optional.empty());

        assertThatThrownBy(() -> test.access().spawn(NativeTest.order(output, "/bin/true")))
                .isInstanceOf(SystemError.class).hasMessageContaining("missing/log");
    }

    @Test
    void theErrorOfTheSystemComesBackAtOnceAndNoDescriptorStays() throws Exception {
        Path script = executable("script", "#!/no/such/interpreter\n");
        Path file = Files.createFile(directory.resolve("file"));
        Set<String> before = descriptors();

        assertThat(error("/no/such/file")).isEqualTo(Libc.ENOENT);
        assertThat(error(script.toString())).isEqualTo(Libc.ENOENT);
        assertThat(error(directory.toString())).isEqualTo(Libc.EACCES);
        assertThat(error(file.toString())).isEqualTo(Libc.EACCES);
        assertThat(error("/bin/echo", "x".repeat(200_000))).isEqualTo(7);

        assertThat(descriptors()).isSubsetOf(before);
    }

    @Test
    void theFilesOfTheSearchPathAreTriedInTheirOrder() throws Exception {
        Path refused = Files.createDirectory(directory.resolve("refused"));
        Path script = executable("run", "#!/bin/sh\necho \"$0 $1\"\n");

        NativeProcess child = test.access()
                .spawn(order(List.of("/no/such", refused.toString(), script.toString()), "run", "x"));

        assertThat(answer(child, "")).isEqualTo(script + " x\n");
        assertThatThrownBy(() -> test.access().spawn(order(List.of(refused.toString(), "/no/such"), "run")))
                .isInstanceOfSatisfying(SystemError.class, error -> assertThat(error.number()).isEqualTo(Libc.EACCES));
    }

    @Test
    void aTextWithoutAnInterpreterLineIsAScriptOfTheShell() throws Exception {
        Path script = executable("run", "echo \"$0 $1\"\n");

        NativeProcess child = test.access().spawn(order(List.of("./run"), "run", "x"));

        assertThat(answer(child, "")).isEqualTo("./run x\n");
        assertThat(script).exists();
    }

    @Test
    void argumentsAndTheEnvironmentArriveAsTheyAre() throws Exception {
        SpawnOrder order = new SpawnOrder(new Program(List.of("/bin/sh"),
                List.of("sh", "-c", "printf '%s|' \"$NAME\" \"$EMPTY\" \"$@\"; pwd", "zero", "a b", "", "ü"), true), directory,
                Map.of("NAME", "x=\ny", "EMPTY", ""), true, NativeTest.TWO_PIPES);

        assertThat(answer(test.access().spawn(order), "")).isEqualTo("x=\ny||a b||ü|" + directory.toRealPath() + "\n");
    }

    @Test
    void aReapedProcessReceivesNoSignal() throws Exception {
        NativeProcess child = test.access().spawn(NativeTest.sh("exec cat"));

        assertThat(child.signal(0)).isTrue();
        assertThat(child.isAlive()).isTrue();
        child.destroyForcibly();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(child.signal(15)).isFalse();
        assertThat(child.isAlive()).isFalse();
        assertThat(child.status().signal()).isEqualTo(OptionalInt.of(9));
        closePipes(child);
    }

    @Test
    void theInputEndsWithTheChildForTheProcessesThatTheChildHasLeft() throws Exception {
        NativeProcess child = test.access().spawn(NativeTest.sh("exec 3<&0; (cat <&3; echo end) & exit 0"));

        try (InputStream output = child.getInputStream()) {
            assertThat(new String(output.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("end\n");
        }
    }

    @Test
    void aWriteThatWaitsForAFullPipeDoesNotHinderTheExitOfTheChild() throws Exception {
        NativeProcess child = test.access().spawn(NativeTest.sh("(exec sleep 1000) <&0 & echo $!; exec sleep 1000"));
        CompletableFuture<Void> failed = CompletableFuture.runAsync(() -> {
            try {
                child.getOutputStream().write(new byte[1_000_000]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(child.getInputStream()))) {
            long left = Long.parseLong(lines.readLine());

            child.destroyForcibly();

            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(failed).failsWithin(Duration.ofSeconds(60));
            ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** The parent of a traced process receives its exit only when the tracer has taken it, and the descriptor is readable before. */
    @Test
    void aDeadChildThatADebuggerHoldsDoesNotKeepTheLoopBusy() throws Exception {
        NativeProcess child = perl("syscall($trace, 0x59616d61, -1, 0, 0, 0); print qq(up\n); <STDIN>; exit 3");
        NativeProcess debugger;
        try (BufferedReader lines = lines(child)) {
            assertThat(lines.readLine()).isEqualTo("up");
            debugger = perl("print syscall($ptrace, 0x4206, " + child.pid() + ", 0, 0) == 0 ? qq(holds\n) : qq($!\n); <STDIN>");
        }
        try (BufferedReader lines = lines(debugger)) {
            assertThat(lines.readLine()).isEqualTo("holds");
            child.getOutputStream().close();
            Awaitility.await().atMost(Duration.ofSeconds(60))
                    .until(() -> Files.readString(Path.of("/proc/" + child.pid() + "/stat")).contains(") Z "));

            EventLoop loop = test.access().events();
            long before = loop.turns();
            CompletableFuture<Void> later = new CompletableFuture<>();
            loop.after(TimeUnit.MILLISECONDS.toNanos(300), () -> later.complete(null));
            later.get(60, TimeUnit.SECONDS);

            assertThat(loop.turns() - before).isLessThan(50);
            assertThat(child.isAlive()).isTrue();
        } finally {
            debugger.destroyForcibly();
        }
        assertThat(child.onExit().get(60, TimeUnit.SECONDS).exitValue()).isEqualTo(3);
        assertThat(debugger.waitFor(60, TimeUnit.SECONDS)).isTrue();
        closePipes(child, debugger);
    }

    private NativeProcess perl(String script) throws IOException {
        String calls = "use POSIX; $| = 1; my $arm = (POSIX::uname())[4] eq 'aarch64'; my $trace = $arm ? 167 : 157;"
                + " my $ptrace = $arm ? 117 : 101; ";
        return test.access().spawn(NativeTest.order(NativeTest.TWO_PIPES, "/usr/bin/perl", "-e", calls + script));
    }

    private static BufferedReader lines(NativeProcess child) {
        return new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII));
    }

    @Test
    void manyProcessesAtOnceAllReportTheirExit() throws Exception {
        List<NativeProcess> children = new ArrayList<>();
        Set<String> before = descriptors();

        for (int i = 0; i < 50; i++) {
            children.add(test.access().spawn(NativeTest.sh("exit " + i)));
        }

        for (int i = 0; i < children.size(); i++) {
            assertThat(children.get(i).onExit().get(60, TimeUnit.SECONDS).exitValue()).isEqualTo(i);
        }
        closePipes(children.toArray(NativeProcess[]::new));
        assertThat(descriptors()).isSubsetOf(before);
    }

    private SpawnOrder order(List<String> files, String... words) {
        return new SpawnOrder(new Program(files, List.of(words), true), directory, Map.of(), true, NativeTest.TWO_PIPES);
    }

    private int error(String... words) {
        try {
            test.access().spawn(NativeTest.order(NativeTest.TWO_PIPES, words));
            throw new AssertionError("it was started");
        } catch (SystemError e) {
            return e.number();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path executable(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    /** The whole output of a process that receives a text and then the end of its input. */
    private static String answer(NativeProcess child, String text) throws Exception {
        try (OutputStream input = child.getOutputStream(); InputStream output = child.getInputStream()) {
            input.write(text.getBytes(StandardCharsets.UTF_8));
            input.close();
            String answer = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(child.waitFor()).isZero();
            return answer;
        }
    }

    private static void closePipes(NativeProcess... children) throws IOException {
        for (NativeProcess child : children) {
            child.getOutputStream().close();
            child.stdout().ifPresent(PipeEnd::close);
            child.stderr().ifPresent(PipeEnd::close);
        }
    }

    /**
     * What this JVM has open, except the files of classes. Something else in this JVM may close one of its own meanwhile, such as a
     * client that is not used any more.
     */
    private static Set<String> descriptors() throws IOException {
        Set<String> descriptors = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            for (Path file : files.toList()) {
                String target = target(file);
                if (target.startsWith("pipe:") || target.startsWith("anon_inode:") || target.equals("/dev/null")) {
                    descriptors.add(file.getFileName() + " " + target);
                }
            }
        }
        return descriptors;
    }

    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
