package io.quarkiverse.processmanager.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.control.PackagedDemo;

/** The monitor of the command line in a terminal, beside the packaged demo. The terminal is then as it was. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the demo is stopped with the processes of /proc")
class TopIT {

    private static final Path JAR = Path.of("../cli/target/quarkus-process-manager-cli-"
            + System.getProperty("project.version") + ".jar").toAbsolutePath().normalize();
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    Path directory;
    private Path demo;
    private Path state;
    private PackagedDemo application;

    @BeforeEach
    void startDemo() throws IOException {
        demo = Files.createDirectory(directory.resolve("demo"));
        state = Files.createDirectory(directory.resolve("state"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        application = PackagedDemo.start(state, demo, directory.resolve("demo.log"),
                "-Dquarkus.process-manager.control.enabled=true");
    }

    @AfterEach
    void stopDemo() {
        application.close();
    }

    /** A shell that shows the monitor and then compares the modes of the terminal with those before. */
    private Tmux top(String name, String variable) throws IOException {
        String java = "'" + JAVA + "' -XX:TieredStopAtLevel=1 -jar '" + JAR + "' ";
        String script = "modes=$(stty -g); " + java + "wait clock --timeout 3m; " + variable + " " + java
                + "top redis; code=$?; "
                + "test \"$modes\" = \"$(stty -g)\" && echo \"ended with $code\"";
        return Tmux.start(Files.createDirectory(directory.resolve(name)), 100, 24, demo,
                Map.of("XDG_RUNTIME_DIR", state.toString(), "LC_ALL", "C.UTF-8"), List.of("sh", "-c", script));
    }

    @Test
    void eachWayOutRestoresTheTerminal() throws IOException {
        for (String way : List.of("q", "C-c", "TERM")) {
            try (Tmux terminal = top(way, "")) {
                terminal.awaitScreen("clock running", "redis: ");
                assertThat(terminal.showsFullScreen()).isTrue();
                terminal.resize(80, 15);
                terminal.await("the smaller screen", terminal::screen,
                        lines -> lines.size() == 15 && lines.get(14).contains("keys"));

                if (way.equals("TERM")) {
                    client(terminal).destroy();
                } else {
                    terminal.press(way);
                }

                terminal.awaitScreen("ended with " + (way.equals("TERM") ? 143 : 0));
                assertThat(terminal.showsFullScreen()).isFalse();
            }
        }
    }

    /** The only child of the shell now. Another test can show a monitor at the same time. */
    private static ProcessHandle client(Tmux terminal) {
        return terminal.children().findFirst().flatMap(ProcessHandle::of).orElseThrow();
    }

    @Test
    void aTerminalWithoutAScreenGetsTheListOnce() throws IOException {
        try (Tmux terminal = top("dumb", "TERM=dumb")) {
            terminal.awaitScreen("ID STATE", "clock running", "ended with 0");
        }
    }

    @Test
    void theOtherCommandsLoadNothingOfTheTerminal() throws Exception {
        Path classes = directory.resolve("classes.txt");
        Process client = new ProcessBuilder(JAVA, "-Xlog:class+load:file=" + classes, "-jar", JAR.toString(), "ps")
                .directory(demo.toFile()).redirectErrorStream(true).redirectOutput(directory.resolve("ps.txt").toFile())
                .start();

        assertThat(client.waitFor(3, TimeUnit.MINUTES)).isTrue();

        assertThat(Files.readString(classes)).contains("cli.PsCommand").doesNotContain("org.jline", "dev.tamboui",
                "terminal.monitor");
    }
}
