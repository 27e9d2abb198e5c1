package io.quarkiverse.processmanager.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

import io.quarkiverse.processmanager.demo.OwnPorts;

/** The packaged demo in a JVM of its own, with its processes, on free ports, and with a private directory for its state. */
public final class PackagedDemo implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final Process jvm;

    private PackagedDemo(Process jvm) {
        this.jvm = jvm;
    }

    /**
     * @param state a directory that only this user can enter
     * @param directory the directory of the application, which no other application has. It becomes one with the files of the demo
     */
    public static PackagedDemo start(Path state, Path directory, Path log, String... properties) throws IOException {
        for (String part : List.of("src", "target")) {
            Path link = directory.resolve(part);
            if (Files.notExists(link)) {
                Files.createSymbolicLink(link, Path.of(part).toAbsolutePath());
            }
        }
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dquarkus.http.port=0", "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.process-manager.modes=prod", "-Ddemo.clock.file=" + state.resolve("clock.txt")));
        for (String id : List.of("redis", "quotes")) {
            words.add("-Dquarkus.processes." + id + ".port=" + OwnPorts.next());
        }
        words.addAll(List.of(properties));
        words.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("XDG_RUNTIME_DIR", state.toString());
        return new PackagedDemo(builder.start());
    }

    boolean isAlive() {
        return jvm.isAlive();
    }

    /** Kills the JVM. Its watchdog stops the processes. */
    void kill() {
        List<ProcessHandle> family = jvm.descendants().toList();
        jvm.destroyForcibly();
        Awaitility.await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .until(() -> !jvm.isAlive() && family.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Override
    public void close() {
        List<ProcessHandle> family = jvm.descendants().toList();
        jvm.destroy();
        try {
            Awaitility.await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .until(() -> !jvm.isAlive() && family.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            jvm.destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
