package io.quarkiverse.processmanager.terminal.command;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.runtime.program.Json;
import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.client.LocalApplication;
import io.quarkiverse.processmanager.terminal.client.Members;

/** An application that a test answers for. The function gets the request and a receiver of lines, and need not end the answer. */
final class ScriptedApplication implements Application {

    static final String END = "{\"end\":true}";

    final List<String> requests = new CopyOnWriteArrayList<>();
    private final Application application;

    ScriptedApplication(BiConsumer<Members, Consumer<String>> answers) {
        application = new LocalApplication((request, receiver) -> {
            requests.add(request);
            answers.accept(new Members((Map<?, ?>) Json.parse(request)), receiver);
            return () -> {
            };
        });
    }

    @Override
    public Answer request(String command, Map<String, ?> options) {
        return application.request(command, options);
    }
}
