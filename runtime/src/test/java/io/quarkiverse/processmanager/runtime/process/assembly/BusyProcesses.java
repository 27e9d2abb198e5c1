package io.quarkiverse.processmanager.runtime.process.assembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Busy processes of the operating system; the extension kills them after the test. */
public final class BusyProcesses implements AfterEachCallback {

    private final List<Process> processes = new ArrayList<>();

    public long start() {
        return start("while :; do :; done").pid();
    }

    public Process start(String script) {
        try {
            Process process = new ProcessBuilder("sh", "-c", script).start();
            processes.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills a process and waits until the JDK has reaped it. */
    public void end(long pid) {
        processes.stream().filter(process -> process.pid() == pid).forEach(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    @Override
    public void afterEach(ExtensionContext context) {
        processes.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            end(process.pid());
        });
    }
}
