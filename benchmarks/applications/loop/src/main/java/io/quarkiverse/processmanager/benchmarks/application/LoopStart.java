package io.quarkiverse.processmanager.benchmarks.application;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkiverse.processmanager.benchmarks.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * The plain loop in an application, which starts and stops the processes with the application. A developer has two places for the
 * stop. The {@link ShutdownEvent} comes first, while requests that need the processes may still be answered. {@link PreDestroy} comes
 * when the HTTP server is closed and other beans are being destroyed.
 */
@Singleton
public class LoopStart {

    private final Loop loop;
    private final boolean stopsWithBeans;

    LoopStart(@ConfigProperty(name = "benchmark.plan") Path plan, @ConfigProperty(name = "benchmark.report") Path report,
            @ConfigProperty(name = "benchmark.grace-millis") long graceMillis,
            @ConfigProperty(name = "benchmark.stops-with-beans") boolean stopsWithBeans) throws IOException {
        this.loop = new Loop(plan, report, graceMillis);
        this.stopsWithBeans = stopsWithBeans;
    }

    void started(@Observes StartupEvent event) {
        Thread thread = new Thread(this::obey, "commands");
        thread.setDaemon(true);
        thread.start();
    }

    private void obey() {
        try {
            loop.obey(System.in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stopped(@Observes ShutdownEvent event) {
        if (!stopsWithBeans) {
            loop.stop();
        }
    }

    @PreDestroy
    void destroyed() {
        if (stopsWithBeans) {
            loop.stop();
        }
    }
}
