package io.quarkiverse.processmanager.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.maven.DemoCopy;
import io.quarkiverse.processmanager.maven.FolderProcesses;
import io.quarkiverse.processmanager.maven.OwnMaven;

/** A copy of the demo in dev mode, in a terminal, with a private directory for its state. */
final class DemoAtTerminal implements AutoCloseable {

    private static final Path CLIENT = Path.of("../cli/target/quarkus-process-manager-cli-"
            + System.getProperty("project.version") + ".jar").toAbsolutePath().normalize();
    private static final String RELOADED = "Live reload total time";
    private static final String VARIABLE = "DEMO_FOLDER";
    private static final int LAST_LINES = 100;

    private final Path home;
    private final DemoCopy copy;
    private final String properties;
    private final Tmux terminal;
    private final FolderProcesses processes;

    private DemoAtTerminal(Path home, DemoCopy copy, Tmux terminal) throws IOException {
        this.home = home;
        this.copy = copy;
        this.terminal = terminal;
        properties = Files.readString(copy.properties());
        processes = new FolderProcesses(VARIABLE, copy.directory());
    }

    /**
     * Starts dev mode without waiting.
     *
     * @param environment replaces or adds variables
     */
    static DemoAtTerminal start(Path home, int columns, int rows, Map<String, String> environment) throws IOException {
        DemoCopy copy = DemoCopy.in(Files.createDirectories(home).resolve("demo"));
        Files.createDirectory(home.resolve("state"));
        List<String> command = DemoCopy.devMode(OwnMaven.with(home.resolve("repository")), "-Dquarkus.application.name=demo");
        return new DemoAtTerminal(home, copy, Tmux.start(Files.createDirectory(home.resolve("tmux")), columns, rows,
                copy.directory(), variables(home, copy, environment), command));
    }

    private static Map<String, String> variables(Path home, DemoCopy copy, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(Map.of(VARIABLE, copy.directory().toString(), "XDG_RUNTIME_DIR",
                home.resolve("state").toString(), "JAVA_HOME", System.getProperty("java.home"), "MAVEN_OPTS",
                "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC", "LANG", "C.UTF-8", "LC_ALL", ""));
        variables.putAll(environment);
        return variables;
    }

    /** The command line in a second terminal, in a shell that continues it after a stop, when Enter is pressed. */
    Tmux client(String name, int columns, int rows, Map<String, String> environment, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(
                List.of("bash", "-mc", "\"$@\"; [ $? = 148 ] && echo stopped with 148 && read line && fg",
                        "bash", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", CLIENT.toString()));
        words.addAll(List.of(arguments));
        return Tmux.start(Files.createDirectory(home.resolve(name)), columns, rows, copy.directory(),
                variables(home, copy, environment), words);
    }

    Tmux terminal() {
        return terminal;
    }

    DemoCopy copy() {
        return copy;
    }

    /** Declares these properties in addition to those of the demo, and reloads. */
    void declare(String... lines) throws IOException {
        Files.writeString(copy.properties(), properties + String.join("\n", lines) + "\n");
        reload();
    }

    /** Presses the key of dev mode for a reload, and waits for its end. */
    void reload() {
        long before = Lines.count(terminal.history(), RELOADED);
        terminal.press("s");
        terminal.await("the end of the reload", terminal::history, lines -> Lines.count(lines, RELOADED) > before);
    }

    /** Presses Ctrl-C and waits until nothing is left. */
    void stop() {
        terminal.press("C-c");
        awaitNothingLeft();
    }

    void awaitNothingLeft() {
        terminal.await("the end of dev mode", terminal::screen, screen -> terminal.hasEnded());
        processes.awaitNoneLeft();
    }

    /** What a failed test needs: whether dev mode has ended, its last lines, and what its processes and threads do. */
    String diagnosis() {
        List<String> history = terminal.history();
        StringBuilder text = new StringBuilder("dev mode has ended: " + terminal.hasEnded() + "\n"
                + String.join("\n", history.subList(Math.max(0, history.size() - LAST_LINES), history.size())) + "\n");
        for (String process : processes.left()) {
            text.append(process).append('\n');
            if (process.contains("-dev.jar")) {
                text.append(threads(process.substring(0, process.indexOf(' ')))).append('\n');
            }
        }
        return text.toString();
    }

    private static String threads(String pid) {
        try {
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), pid,
                    "Thread.print").redirectErrorStream(true).start();
            process.onExit().orTimeout(1, TimeUnit.MINUTES).exceptionally(late -> process.destroyForcibly());
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Kills what a failed test has left. */
    @Override
    public void close() {
        terminal.close();
        processes.kill();
    }
}
