package io.quarkiverse.processmanager.runtime.process.watchdog;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.runtime.process.spawn.SessionStarter;
import io.quarkiverse.processmanager.runtime.process.spawn.tools.SerialStarts;
import io.quarkiverse.processmanager.runtime.process.spawn.tools.SpareDescriptors;
import io.quarkiverse.processmanager.runtime.process.spawn.tools.SystemTools;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/** One process of the shell that runs the {@link WatchdogScript}. Safe for use by several threads, one question at a time. */
public final class WatchdogShell {

    /** A stop has one second beyond its grace period. A shell that is stopped or stuck must not use up that second. */
    private static final long ANSWER_MILLIS = 500;

    private static final String SHELL = "/bin/sh";

    private final Process process;
    private final OutputStream commands;
    private int answers;
    private String answer = "";
    private boolean ended;

    private WatchdogShell(Process process) {
        this.process = process;
        this.commands = process.getOutputStream();
    }

    /** The command line of a shell that runs the script in a session of its own. */
    public static List<String> words(SessionStarter starter, WatchdogScan scan) {
        List<String> words = new ArrayList<>(starter.words());
        words.addAll(List.of(SHELL, "-c", WatchdogScript.text(scan)));
        return words;
    }

    /** Without this check, the only sign is an input that the program before the shell has closed. */
    private static void requireShell(List<String> words) throws IOException {
        for (String word : words) {
            if (word.endsWith("/sh") && !Files.isExecutable(Path.of(word))) {
                throw new IOException(word + " is missing, or may not be executed");
            }
        }
    }

    /** Starts a shell. Calls {@code onEnd} on the reading thread when the shell has ended, for whatever reason. */
    static WatchdogShell start(List<String> words, Consumer<WatchdogShell> onEnd) throws IOException {
        requireShell(words);
        SpareDescriptors.require(new File("/dev/null"));
        // The shell must not keep the output of the JVM open: a program that reads to its end would wait for the watchdog.
        Process process = SerialStarts.start(command(words, "process-manager-watchdog").redirectError(Redirect.DISCARD));
        WatchdogShell shell = new WatchdogShell(process);
        try {
            EngineThreads.create("watchdog", () -> shell.readAnswers(onEnd)).start();
        } catch (OutOfMemoryError e) {
            process.destroyForcibly();
            throw new IOException("the system refuses a thread that reads its answers", e);
        }
        return shell;
    }

    /**
     * Stops the processes in the state files of dead JVMs: one shell runs all files as the watchdogs of these JVMs would have done,
     * and removes them at its end.
     *
     * @param table has the clock on which processes start
     * @return the exit code of the shell, which is not 0 if the shell was killed; empty if it continues after {@code waitMillis}
     */
    static OptionalInt reclaim(List<String> shell, List<Path> stateFiles, ProcessTable table, long waitMillis)
            throws IOException, InterruptedException {
        requireShell(shell);
        Process process = SerialStarts.start(command(shell, "process-manager-reclaim").redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD));
        try (OutputStream commands = process.getOutputStream()) {
            for (Path file : stateFiles) {
                write(file, table.nowTicks(), commands);
            }
        }
        return process.waitFor(waitMillis, TimeUnit.MILLISECONDS) ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
    }

    /** Writes the lines of a state file, of which the last one can be incomplete. Nothing if another JVM has removed the file. */
    private static void write(Path file, long nowTicks, OutputStream commands) throws IOException {
        try {
            byte[] lines = Files.readAllBytes(file);
            long age = Math.max(0, SystemClock.wallMillis() - Files.getLastModifiedTime(file).toMillis());
            long written = nowTicks - age * ProcessTable.TICKS_PER_SECOND / 1_000;
            commands.write((WatchdogScript.WRITTEN + " " + written + "\n").getBytes(StandardCharsets.US_ASCII));
            String end = "\n" + WatchdogScript.FILE + " " + file + "\n" + WatchdogScript.NEXT + "\n";
            commands.write(lines);
            commands.write(end.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            // That JVM has stopped the processes.
        }
    }

    private static ProcessBuilder command(List<String> shell, String name) {
        List<String> words = new ArrayList<>(shell);
        words.add(name);
        ProcessBuilder builder = new ProcessBuilder(words).directory(Path.of("/").toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("PATH", SystemTools.path());
        // These change the output of ls and grep.
        List.of("QUOTING_STYLE", "GREP_OPTIONS", "TIME_STYLE").forEach(builder.environment()::remove);
        return builder;
    }

    private void readAnswers(Consumer<WatchdogShell> onEnd) {
        try (BufferedReader in = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                answered(line);
            }
        } catch (IOException e) {
            // An error means the same as the end of the output.
        }
        ended();
        onEnd.accept(this);
    }

    private synchronized void answered(String line) {
        answers++;
        answer = line;
        notifyAll();
    }

    private synchronized void ended() {
        ended = true;
        notifyAll();
    }

    long pid() {
        return process.pid();
    }

    /** Writes a command to the shell. */
    void send(String line) throws IOException {
        byte[] command = (line + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (commands) {
            commands.write(command);
            commands.flush();
        }
    }

    /** Writes a command that the shell answers, and waits up to 500 ms for the answer; empty if none arrives in time. */
    Optional<String> query(String line) throws IOException, InterruptedException {
        int before = answers();
        send(line);
        return awaitAnswer(before);
    }

    private synchronized int answers() {
        return answers;
    }

    private synchronized Optional<String> awaitAnswer(int before) throws InterruptedException {
        long deadline = SystemClock.nanos() + TimeUnit.MILLISECONDS.toNanos(ANSWER_MILLIS);
        while (answers == before && !ended) {
            long left = deadline - SystemClock.nanos();
            if (left <= 0) {
                return Optional.empty();
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return answers == before ? Optional.empty() : Optional.of(answer);
    }

    /** Kills the shell, which then stops no process. */
    void kill() {
        process.destroyForcibly();
    }

    /** Closes the input of the shell, so that the shell stops what is left. */
    void close() throws IOException {
        commands.close();
    }

    /**
     * Kills the shell, which then stops no process, and waits for its end. A shell that was asked to end would first work off all
     * lines before that, which takes seconds after the stop of 1,000 processes.
     */
    void end(long waitMillis) throws InterruptedException {
        kill();
        process.waitFor(waitMillis, TimeUnit.MILLISECONDS);
    }
}
