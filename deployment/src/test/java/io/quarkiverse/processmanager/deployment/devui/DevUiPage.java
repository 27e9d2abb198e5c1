package io.quarkiverse.processmanager.deployment.devui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.deployment.DevMode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The connection of a page of the Dev UI, over which it calls methods and subscribes to streams. */
final class DevUiPage implements AutoCloseable, WebSocket.Listener {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String NAMESPACE = "quarkus-process-manager_";
    /** The Dev UI identifies a subscription by this number alone, for all pages. */
    private static final AtomicInteger NUMBERS = new AtomicInteger(1000);

    private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
    private final Map<Integer, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;
    private volatile boolean paused;

    /** The items that a stream has sent so far. */
    final class Subscription {

        private final int number;
        private final List<Object> items = new CopyOnWriteArrayList<>();

        private Subscription(int number) {
            this.number = number;
        }

        List<Object> items() {
            return items;
        }

        /** Waits for an item that meets a condition, and returns it. */
        JsonObject await(Predicate<JsonObject> wanted) {
            return org.awaitility.Awaitility.await().atMost(PATIENCE).until(
                    () -> items.stream().map(JsonObject.class::cast).filter(wanted).findFirst().orElse(null),
                    found -> found != null);
        }

        /** Puts the updates of the processes together as the pages do, waits for a state that meets a condition, and returns it. */
        JsonObject awaitProcesses(Predicate<JsonObject> wanted) {
            return org.awaitility.Awaitility.await().atMost(PATIENCE).until(
                    () -> states().stream().filter(wanted).findFirst().orElse(null), found -> found != null);
        }

        private List<JsonObject> states() {
            List<JsonObject> states = new ArrayList<>();
            Map<String, Object> rows = new LinkedHashMap<>();
            JsonArray ids = new JsonArray();
            for (Object item : items) {
                JsonObject update = (JsonObject) item;
                ids = update.getJsonArray("ids", ids) == null ? ids : update.getJsonArray("ids", ids);
                update.getJsonArray("rows").forEach(row -> rows.put(((JsonObject) row).getString("id"), row));
                rows.keySet().retainAll(ids.getList());
                JsonArray ordered = new JsonArray();
                ids.stream().map(rows::get).filter(Objects::nonNull).forEach(ordered::add);
                states.add(update.copy().put("rows", ordered));
            }
            return states;
        }

        void cancel() {
            send(number, "unsubscribe", Map.of());
        }
    }

    DevUiPage() {
        this(Map.of("Origin", "http://localhost:" + DevMode.PORT));
    }

    private DevUiPage(Map<String, String> headers) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        headers.forEach(builder::header);
        socket = join(builder.buildAsync(URI.create("ws://localhost:" + DevMode.PORT + "/q/dev-ui/json-rpc-ws"), this));
    }

    /** A program that is no browser, and so names no site. */
    static DevUiPage ofProgram() {
        return new DevUiPage(Map.of());
    }

    /** Calls a method, and waits for its result. */
    Object call(String method, Map<String, ?> params) {
        return callAny(NAMESPACE + method, params);
    }

    /** Calls a method of any page, whose name begins with the namespace of that page. */
    Object callAny(String method, Map<String, ?> params) {
        JsonObject message = answer(method, params);
        assertThat(message.getValue("error")).as("the error of " + method).isNull();
        return message.getJsonObject("result").getValue("object");
    }

    private JsonObject answer(String method, Map<String, ?> params) {
        int number = NUMBERS.getAndIncrement();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        answers.put(number, answer);
        send(number, method, params);
        return join(answer);
    }

    private static <T> T join(CompletableFuture<T> stage) {
        return stage.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    Subscription subscribe(String method, Map<String, ?> params) {
        Subscription subscription = new Subscription(NUMBERS.getAndIncrement());
        subscriptions.put(subscription.number, subscription);
        send(subscription.number, NAMESPACE + method, params);
        return subscription;
    }

    private void send(int number, String method, Map<String, ?> params) {
        join(socket.sendText(JsonObject.of("jsonrpc", "2.0", "id", number, "method", method, "params", params).encode(), true));
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            take(new JsonObject(text.toString()));
            text.setLength(0);
        }
        if (!paused) {
            webSocket.request(1);
        }
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        answers.values().forEach(answer -> answer.completeExceptionally(error));
    }

    /** Stops reading, like a busy browser. */
    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        socket.request(1);
    }

    private void take(JsonObject message) {
        JsonObject result = message.getJsonObject("result");
        if (result != null && "HotReload".equals(result.getString("messageType"))) {
            // The message belongs to no request.
            return;
        }
        int number = message.getInteger("id");
        CompletableFuture<JsonObject> answer = answers.remove(number);
        if (answer != null) {
            answer.complete(message);
            return;
        }
        Subscription subscription = subscriptions.get(number);
        if (subscription != null && result != null && "SubscriptionMessage".equals(result.getString("messageType"))) {
            subscription.items.add(result.getValue("object"));
        }
    }

    /** Closes the connection like a closed browser tab: without cancelling the subscriptions. */
    @Override
    public void close() {
        if (!socket.isOutputClosed()) {
            join(socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
        }
        await().atMost(PATIENCE).until(() -> socket.isOutputClosed());
    }
}
