package io.quarkiverse.processmanager.runtime.process.watchdog;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.runtime.process.spawn.SessionStarter;
import io.quarkiverse.processmanager.runtime.process.spawn.SpareDescriptors;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;

/** The shell that runs the script of the warden, and the answers that it gives. */
public final class WatchdogShell {

    /** A stop has a second beyond its grace, and a shell that is stopped or stuck must not use it up. */
    private static final long ANSWER_MILLIS = 500;

    private final Process process;
    private final OutputStream orders;
    private int answers;
    private String answer = "";
    private boolean ended;

    private WatchdogShell(Process process) {
        this.process = process;
        this.orders = process.getOutputStream();
    }

    /** The words that let a shell run the script in a session of its own. */
    public static List<String> words(SessionStarter starter, WatchdogScan view) {
        List<String> words = new ArrayList<>(starter.words());
        words.addAll(List.of("/bin/sh", "-c", WatchdogScript.text(view)));
        return words;
    }

    /** Starts a shell; {@code onEnd} is called when it has ended, for whatever reason. */
    static WatchdogShell start(List<String> words, Consumer<WatchdogShell> onEnd) throws IOException {
        SpareDescriptors.require(new File("/dev/null"));
        // Nothing of the JVM's own output may be held: who waits for its end would wait for the warden.
        Process process = command(words, "process-manager-warden").redirectError(Redirect.DISCARD).start();
        WatchdogShell shell = new WatchdogShell(process);
        try {
            EngineThreads.create("warden", () -> shell.listen(onEnd)).start();
        } catch (OutOfMemoryError e) {
            process.destroyForcibly();
            throw new IOException("there is no thread to listen to it", e);
        }
        return shell;
    }

    /** Lets a shell do for the JVM that has written a state file what that JVM's warden would have done, and waits for it. */
    static boolean reclaim(List<String> shell, Path stateFile, long waitMillis)
            throws IOException, InterruptedException {
        Process process = command(shell, "process-manager-reclaim").redirectInput(stateFile.toFile())
                .redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start();
        return process.waitFor(waitMillis, TimeUnit.MILLISECONDS);
    }

    private static ProcessBuilder command(List<String> shell, String name) {
        List<String> words = new ArrayList<>(shell);
        words.add(name);
        ProcessBuilder builder = new ProcessBuilder(words).directory(Path.of("/").toFile());
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private void listen(Consumer<WatchdogShell> onEnd) {
        try (BufferedReader in = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                answered(line);
            }
        } catch (IOException e) {
            // The same as an end.
        }
        end();
        onEnd.accept(this);
    }

    private synchronized void answered(String line) {
        answers++;
        answer = line;
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    long pid() {
        return process.pid();
    }

    void tell(String line) throws IOException {
        orders.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        orders.flush();
    }

    /** Gives an order that is answered, and waits for the answer; empty if there is none in time. */
    Optional<String> ask(String line) throws IOException, InterruptedException {
        int before = answers();
        tell(line);
        return awaitAnswer(before);
    }

    private synchronized int answers() {
        return answers;
    }

    private synchronized Optional<String> awaitAnswer(int before) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWER_MILLIS);
        while (answers == before && !ended) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return Optional.empty();
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return answers == before ? Optional.empty() : Optional.of(answer);
    }

    /** Ends it without any of its work. */
    void dismiss() {
        process.destroyForcibly();
    }

    /** Closes its input and waits a little for its end. */
    void finish(long waitMillis) throws IOException, InterruptedException {
        try {
            orders.close();
        } finally {
            process.waitFor(waitMillis, TimeUnit.MILLISECONDS);
        }
    }
}
