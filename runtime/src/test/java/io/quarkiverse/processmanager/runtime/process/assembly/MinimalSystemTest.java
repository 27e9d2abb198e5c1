package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.runtime.process.spawn.rights.Privileges;
import io.quarkiverse.processmanager.runtime.process.spawn.tools.SystemTools;

/**
 * A JVM of an ordinary user that is process 1 of a pid namespace, in a root file system that has little beside the JDK: no perl, no
 * procps, no util-linux. Only root with the right to mount can make one; it goes away with its namespace.
 */
class MinimalSystemTest {

    private static final Path HOME = Path.of(System.getProperty("java.home"));
    private static final String MAKE = """
            set -e
            root=$1; shift
            mount -t tmpfs -o size=64m,mode=755 tmpfs "$root"
            mkdir -p "$root/proc" "$root/dev" "$root/etc" "$root/tmp" "$root/bin" "$root$JAVA" "$root$WORK"
            chmod 1777 "$root/tmp"
            mount -t proc proc "$root/proc"
            mount --rbind /dev "$root/dev"
            mount --bind /etc "$root/etc"
            mount --bind "$JAVA" "$root$JAVA"
            mount --bind "$WORK" "$root$WORK"
            for file in $FILES; do mkdir -p "$root${file%/*}"; cp -L "$file" "$root$file"; done
            for name in $NAMES; do ln -s "$TARGET" "$root/bin/$name"; done
            [ -z "$SHELL_FILE" ] || cp -L "$SHELL_FILE" "$root/bin/sh"
            cd /
            exec chroot --userspec=61547:61547 "$root" "$@"
            """;

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Privileges.ofThisJvm().uid() == 0 && canMount(),
                "needs root with the right to mount, for a root file system of its own");
        Files.setPosixFilePermissions(workshop.directory(), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.createDirectory(workshop.directory().resolve("root"));
    }

    @AfterEach
    void killLeftovers() {
        workshop.killHidden();
    }

    @Test
    void withoutSetsidAndPerlEachStartIsRefusedWithOneSentence() throws Exception {
        try (Dialogue jvm = jvm(Optional.empty(), tools("cat", "grep", "ls", "sleep"))) {
            assertThat(jvm.run("TERM", "echo up")).containsExactly(
                    "failed SPAWN_FAILED: neither setsid nor perl was found; install the package util-linux");
            assertThat(jvm.run("TERM", "echo up")).hasSize(1);
        }
    }

    @Test
    void theToolsOfBusyBoxAreEnough() throws Exception {
        try (Dialogue jvm = busybox()) {
            List<String> answers = jvm.run("TERM",
                    "echo $(id -u) $PPID; " + sleep() + " & setsid " + sleep() + " & echo up; wait");

            assertThat(answers).containsExactlyInAnyOrder("line 61547 1", "line up", "ended killed by SIGTERM (143)");
        }
    }

    @Test
    void theDeathOfTheJvmThatIsProcessOneLeavesNoProcess() throws Exception {
        // Within its namespace, process 1 receives only the signals that it handles.
        try (Dialogue jvm = busybox()) {
            assertThatThrownBy(() -> jvm.run("TERM", sleep() + " & setsid " + sleep() + " & kill -TERM 1; wait"))
                    .hasMessageContaining("the JVM has ended");

            workshop.awaitNoProcess();
        }
        // Nothing in the namespace was left that could have removed it. Another application does that after a day.
        assertThat(workshop.stateDirectory().toFile().list()).hasSize(1).allMatch(name -> name.startsWith("1_"));
        Workshop.delete(workshop.stateDirectory());
    }

    /** A command by which the test finds the processes from outside of the namespace. */
    private String sleep() {
        return workshop.sh("sleep 1000").words().get(2);
    }

    private Dialogue busybox() throws IOException, InterruptedException {
        Optional<Path> file = SystemTools.find("busybox");
        Assumptions.assumeTrue(file.isPresent(), "needs busybox");
        return jvm(file, List.of());
    }

    /** @param box a program with many names; empty for some tools of this machine */
    private Dialogue jvm(Optional<Path> box, List<Path> tools) throws IOException, InterruptedException {
        List<Path> programs = new ArrayList<>(tools);
        box.ifPresent(programs::add);
        Path shell = SystemTools.real(Path.of("/bin/sh"));
        if (box.isEmpty()) {
            programs.add(shell);
        }
        List<Path> files = new ArrayList<>(programs);
        files.addAll(libraries(programs));
        List<String> words = List.of("env", "JAVA=" + HOME, "WORK=" + workshop.directory(),
                "FILES=" + String.join(" ", files.stream().map(Path::toString).toList()),
                "NAMES=" + (box.isPresent() ? "sh cat grep ls sleep setsid env id find rm kill" : ""),
                "TARGET=" + box.map(Path::toString).orElse(""), "SHELL_FILE=" + (box.isPresent() ? "" : shell.toString()),
                "unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", MAKE, "sh",
                workshop.directory().resolve("root").toString());
        return Dialogue.start(words, HOME, Dialogue.portableClassPath(workshop.directory()),
                workshop.stateDirectory().toString());
    }

    private static List<Path> tools(String... names) {
        List<Path> tools = new ArrayList<>();
        for (String name : names) {
            tools.add(SystemTools.find(name).orElseThrow());
        }
        return tools;
    }

    /** The libraries of the programs and of the JVM, with the loader. */
    private static List<Path> libraries(List<Path> programs) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("ldd"));
        programs.forEach(program -> words.add(program.toString()));
        words.addAll(List.of(HOME.resolve("bin/java").toString(), HOME.resolve("lib/server/libjvm.so").toString(),
                HOME.resolve("lib/jspawnhelper").toString()));
        for (String name : List.of("java", "jli", "jimage", "net", "nio", "zip")) {
            words.add(HOME.resolve("lib/lib" + name + ".so").toString());
        }
        Process ldd = new ProcessBuilder(words).redirectError(Redirect.DISCARD).start();
        TreeSet<Path> libraries = new TreeSet<>();
        for (String line : new String(ldd.getInputStream().readAllBytes()).lines().toList()) {
            for (String word : line.strip().split("\\s+")) {
                if (word.startsWith("/") && !word.endsWith(":") && !word.startsWith(HOME.toString())) {
                    libraries.add(Path.of(word));
                }
            }
        }
        ldd.waitFor();
        return List.copyOf(libraries);
    }

    private static boolean canMount() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "--mount", "--pid", "--fork", "sh", "-c", "mount -t proc proc /proc")
                    .redirectError(Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
