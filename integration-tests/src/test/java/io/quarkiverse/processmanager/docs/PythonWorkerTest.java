package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker in the documentation does a job and ends with success after a stop signal. A small module stands in for Redis. */
class PythonWorkerTest {

    private static final String REDIS = """
            import time
            jobs = [(b"jobs", b"hello")]

            class Redis:
                @staticmethod
                def from_url(url):
                    print(url)
                    return Redis()

                def blpop(self, name, timeout):
                    time.sleep(0.01)
                    return jobs.pop() if jobs else None

                def rpush(self, name, value):
                    print(name, value)
            """;

    @Test
    void workerDoesAJobAndEndsInItsOwnWay(@TempDir Path modules) throws IOException, InterruptedException {
        Files.writeString(modules.resolve("redis.py"), REDIS);
        ProcessBuilder builder = new ProcessBuilder("python3",
                Path.of("../docs/modules/ROOT/examples/python-worker/worker.py").toAbsolutePath().toString())
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of("PYTHONPATH", modules.toString(), "PYTHONUNBUFFERED", "1",
                "PYTHONDONTWRITEBYTECODE", "1", "REDIS_URL", "redis://localhost:1"));

        Process worker = builder.start();
        worker.onExit().orTimeout(2, TimeUnit.MINUTES).exceptionally(late -> worker.destroyForcibly());
        try (BufferedReader output = worker.inputReader()) {
            List<String> lines = output.lines().limit(4).toList();
            worker.toHandle().destroy();

            assertThat(lines).containsExactly("redis://localhost:1", "waiting for jobs", "results HELLO", "done hello");
            assertThat(output.readLine()).isEqualTo("stopped");
            assertThat(worker.waitFor()).isZero();
        } finally {
            worker.destroyForcibly();
        }
    }
}
