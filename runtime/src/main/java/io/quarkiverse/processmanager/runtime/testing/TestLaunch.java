package io.quarkiverse.processmanager.runtime.testing;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.Mode;
import io.quarkus.runtime.LaunchMode;

/**
 * The launch of a packaged application by a test JVM, as with {@code @QuarkusIntegrationTest}. The build in that JVM, which
 * Quarkus runs for Dev Services, passes a system property to the application. The property counts only if the test JVM that it
 * names is an ancestor of this JVM, so it has no effect in production, wherever it comes from.
 *
 * @param pid the pid of the test JVM
 * @param directory the directory for the data of the processes in that test JVM; empty if no process has data
 */
public record TestLaunch(long pid, Optional<Path> directory) {

    /** The system property: {@code <pid>} or {@code <pid>@<directory>}. */
    public static final String PROPERTY = "quarkus.process-manager.test.launcher";

    /**
     * The beginning of the properties that name the processes which a test runs itself, in place of declared ones, for an
     * application that it launches. The id follows. The configuration that such a process contributes stays in force.
     */
    public static final String SERVED = "process-manager.test.served.";

    /**
     * The launch of this JVM, once it is known: an application whose test JVM has died is under that test nevertheless. A
     * missing launch is not remembered, because the build of a native executable would keep that.
     */
    private static volatile TestLaunch known;

    /** The launch by this JVM. */
    public static TestLaunch here(Optional<Path> directory) {
        return new TestLaunch(ProcessHandle.current().pid(), directory);
    }

    /** The launch of this JVM; empty if no test JVM has launched it. Reads one system property where there is none. */
    public static Optional<TestLaunch> current() {
        String value = System.getProperty(PROPERTY);
        if (value != null && known == null) {
            known = parse(value).filter(launch -> launch.isAncestorOf(ProcessHandle.current())).orElse(null);
        }
        return Optional.ofNullable(known);
    }

    /** The mode of this application. A packaged application that a test has launched has the mode {@code test}. */
    public static Mode mode(LaunchMode launchMode) {
        if (launchMode.isDev()) {
            return Mode.DEV;
        }
        return launchMode == LaunchMode.TEST || current().isPresent() ? Mode.TEST : Mode.PROD;
    }

    /** The value of the property for this launch. */
    public String value() {
        return pid + directory.map(path -> "@" + path).orElse("");
    }

    static Optional<TestLaunch> parse(String value) {
        int at = value.indexOf('@');
        try {
            long pid = Long.parseLong(at < 0 ? value : value.substring(0, at));
            return Optional.of(new TestLaunch(pid, at < 0 ? Optional.empty() : Optional.of(Path.of(value.substring(at + 1)))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean isAncestorOf(ProcessHandle process) {
        return Stream.iterate(process.parent(), Optional::isPresent, parent -> parent.get().parent())
                .anyMatch(parent -> parent.get().pid() == pid);
    }
}
