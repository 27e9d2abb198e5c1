package io.quarkiverse.processmanager.deployment.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Map;

import dev.tamboui.terminal.Backend;
import io.quarkiverse.processmanager.runtime.time.SystemClock;
import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.monitor.Monitor;
import io.quarkiverse.processmanager.terminal.monitor.MonitorOptions;
import io.quarkiverse.processmanager.terminal.text.ListText;

/** The monitor, and the list of the processes in its place. */
final class MonitorViews implements ConsoleMonitor.Views {

    private static final Duration ANSWER_TIME = Duration.ofSeconds(10);

    private final Map<String, String> environment;
    private volatile String title = "";

    /** @param environment the variables that describe the terminal */
    MonitorViews(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Sets the name of the application. */
    void title(String name) {
        title = name;
    }

    @Override
    public void fullScreen(Backend backend, Charset charset, Application application) throws IOException {
        Monitor.run(backend, application, MonitorOptions.of(title, environment, charset));
    }

    @Override
    public void list(Application application, int width, PrintWriter out) {
        try (Answer answer = application.request("ps", Map.of()).within(ANSWER_TIME)) {
            ListText.lines(answer.only().members(), SystemClock.wallTime(), width).forEach(out::println);
        }
    }
}
