package io.quarkiverse.processmanager.terminal.monitor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.runtime.control.wire.JsonText;
import io.quarkiverse.processmanager.runtime.program.Json;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.client.Failure;
import io.quarkiverse.processmanager.terminal.client.LocalApplication;

/** An application whose processes a test changes. Can end and come back. */
final class FakeProcesses {

    static final String END = "{\"end\":true}";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<Consumer<String>, String> watching = new LinkedHashMap<>();
    private final Map<Consumer<String>, String> logging = new LinkedHashMap<>();
    private List<Map<String, Object>> rows = Sample.shop();
    private boolean ended;

    Application application() {
        Application local = new LocalApplication(this::request);
        return (command, options) -> {
            if (hasEnded()) {
                throw new Failure(Failure.Reason.NO_APPLICATION, "cannot reach application 'shop': it has ended");
            }
            return local.request(command, options);
        };
    }

    private synchronized boolean hasEnded() {
        return ended;
    }

    private synchronized Runnable request(String line, Consumer<String> answer) {
        Map<?, ?> request = (Map<?, ?>) Json.parse(line);
        String command = String.valueOf(request.get("command"));
        String ids = String.valueOf(request.get("ids"));
        requests.add(command + " " + ids + (request.containsKey("force") ? " force" : "")
                + (request.containsKey("signal") ? " " + request.get("signal") : ""));
        switch (command) {
            case "watch" -> {
                watching.put(answer, ids);
                answer.accept(JsonText.of(Map.of("processes", rows)));
            }
            case "logs" -> {
                logging.put(answer, ids);
                answer.accept(line(ids.equals("[]") ? "db" : ids.substring(1, ids.length() - 1), "kept line of " + ids));
                answer.accept("{\"live\":true}");
            }
            case "why" -> {
                answer.accept(JsonText.of(Map.of("causes", List.of(Map.of("id", "api", "depth", 0, "state", "WAITING", "phase",
                        "WAITING", "why", "waiting for worker", "lastLines", List.of("last words"))))));
                answer.accept(END);
            }
            case "signal" -> {
                answer.accept(JsonText.of(Map.of("error", Map.of("message", "cannot signal process 'db': no signal 'NONE'"))));
                answer.accept(END);
            }
            case "restart" -> {
                answer.accept(JsonText.of(Map.of("result", Map.of("ok", false, "id", "db", "message",
                        "cannot restart process 'db': no such program\nlast line of output"))));
                answer.accept(END);
            }
            default -> {
                answer.accept(
                        JsonText.of(Map.of("result", Map.of("ok", true, "id", "db", "phase", "RUNNING", "why", "healthy"))));
                answer.accept(END);
            }
        }
        return () -> forget(answer);
    }

    private synchronized void forget(Consumer<String> answer) {
        watching.remove(answer);
        logging.remove(answer);
    }

    static String line(String id, String text) {
        return JsonText.of(Map.of("id", id, "text", text));
    }

    List<String> requests() {
        return requests;
    }

    synchronized int open() {
        return watching.size() + logging.size();
    }

    /** Sends a line of output to each client that follows it; waits for slow ones. */
    void log(String text) {
        line(Map.of("id", "db", "text", text));
    }

    void line(Map<String, Object> line) {
        List<Consumer<String>> receivers;
        synchronized (this) {
            receivers = new ArrayList<>(logging.keySet());
        }
        receivers.forEach(receiver -> receiver.accept(JsonText.of(line)));
    }

    void rows(List<Map<String, Object>> others) {
        List<Consumer<String>> receivers;
        synchronized (this) {
            rows = others;
            receivers = new ArrayList<>(watching.keySet());
        }
        receivers.forEach(receiver -> receiver.accept(JsonText.of(Map.of("processes", others))));
    }

    /** Ends all answers, and refuses requests. */
    void end() {
        List<Consumer<String>> receivers;
        synchronized (this) {
            ended = true;
            receivers = new ArrayList<>(watching.keySet());
            receivers.addAll(logging.keySet());
            // Their clients forget them a moment later, and open() must not count them then.
            watching.clear();
            logging.clear();
        }
        receivers.forEach(receiver -> receiver.accept(null));
    }

    synchronized void comeBack() {
        ended = false;
    }
}
