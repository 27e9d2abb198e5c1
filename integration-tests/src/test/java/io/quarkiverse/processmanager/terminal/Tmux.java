package io.quarkiverse.processmanager.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A terminal with a command: the only window of a tmux server of its own. The window stays after the end of the command, so that
 * the last screen can be read.
 */
final class Tmux implements AutoCloseable {

    private static final String SETTINGS = """
            set -g status off
            set -g remain-on-exit on
            set -g remain-on-exit-format ''
            set -g history-limit 100000
            set -g default-terminal screen-256color
            set -s escape-time 0
            """;

    private final Path socket;

    private Tmux(Path socket) {
        this.socket = socket;
    }

    /**
     * @param home an empty directory for the files of tmux
     * @param environment replaces or adds variables
     */
    static Tmux start(Path home, int columns, int rows, Path directory, Map<String, String> environment, List<String> command)
            throws IOException {
        Path settings = Files.writeString(home.resolve("tmux.conf"), SETTINGS);
        // With several words tmux starts the command without a shell. It sets TERM itself, so env sets the variables.
        List<String> words = new ArrayList<>(List.of("-f", settings.toString(), "new-session", "-d", "-x", "" + columns, "-y",
                "" + rows, "-c", directory.toString(), "--", "env"));
        environment.forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(command);
        Tmux tmux = new Tmux(home.resolve("tmux"));
        tmux.run(words);
        return tmux;
    }

    /** The visible screen. Its lines have no trailing blanks. */
    List<String> screen() {
        return capture();
    }

    /** The visible screen, with the escape sequences of its colours. */
    List<String> colouredScreen() {
        return capture("-e");
    }

    /** All lines since the start of the command, with those that have left the screen. A wrapped line is one line. */
    List<String> history() {
        return capture("-J", "-S", "-");
    }

    private List<String> capture(String... options) {
        List<String> words = new ArrayList<>(List.of("capture-pane", "-p"));
        words.addAll(List.of(options));
        return run(words).lines().map(String::stripTrailing).toList();
    }

    /** Whether a program shows a full screen, which leaves the history as it is. */
    boolean showsFullScreen() {
        return ask("#{alternate_on}").equals("1");
    }

    /** The pids of the children of the command. */
    Stream<Long> children() {
        return ProcessHandle.of(Long.parseLong(ask("#{pane_pid}"))).stream().flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid);
    }

    boolean hasEnded() {
        return ask("#{pane_dead}").equals("1");
    }

    private String ask(String format) {
        return run(List.of("display-message", "-p", format)).strip();
    }

    void type(String text) {
        run(List.of("send-keys", "-l", "--", text));
    }

    /** Presses keys with the names of tmux: {@code Enter}, {@code Escape}, {@code Up}, {@code C-c}. */
    void press(String... keys) {
        List<String> words = new ArrayList<>(List.of("send-keys"));
        words.addAll(List.of(keys));
        run(words);
    }

    /** Pastes a text, as the user of a terminal does who has it in the clipboard. */
    void paste(String text) {
        run(List.of("set-buffer", "--", text));
        run(List.of("paste-buffer", "-p"));
    }

    void resize(int columns, int rows) {
        run(List.of("resize-window", "-x", "" + columns, "-y", "" + rows));
    }

    /** Waits until the screen has each of these texts. */
    List<String> awaitScreen(String... texts) {
        return Lines.await(this::screen, texts);
    }

    /** Waits until the lines since the start have each of these texts. */
    List<String> awaitHistory(String... texts) {
        return Lines.await(this::history, texts);
    }

    /** Waits for lines that fulfil the condition. */
    List<String> await(String what, Supplier<List<String>> source, Predicate<List<String>> condition) {
        return Lines.await(what, source, condition);
    }

    private String run(List<String> arguments) {
        List<String> words = new ArrayList<>(List.of("tmux", "-u", "-S", socket.toString()));
        words.addAll(arguments);
        try {
            ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
            builder.environment().keySet().removeAll(List.of("TMUX", "TMUX_PANE"));
            Process process = builder.start();
            process.onExit().orTimeout(1, TimeUnit.MINUTES).exceptionally(late -> process.destroyForcibly());
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(words + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the server. The command and its descendants receive a hangup. */
    @Override
    public void close() {
        run(List.of("kill-server"));
    }
}
