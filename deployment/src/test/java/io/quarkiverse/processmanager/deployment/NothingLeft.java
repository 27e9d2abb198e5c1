package io.quarkiverse.processmanager.deployment;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Checks that a test class leaves no process and no thread of the process manager behind. Register it before the application,
 * so that it checks after the application has ended.
 */
public final class NothingLeft implements AfterAllCallback {

    @Override
    public void afterAll(ExtensionContext context) {
        await("everything to be gone").atMost(Duration.ofSeconds(60)).until(NothingLeft::left, List::isEmpty);
    }

    private static List<String> left() {
        return Stream.concat(processes(), threads()).toList();
    }

    /** The JVM under test starts processes only through the process manager. */
    private static Stream<String> processes() {
        return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)
                .map(process -> "process " + process.pid() + " " + process.info().commandLine().orElse("(a zombie)"));
    }

    private static Stream<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("process-manager-"));
    }
}
