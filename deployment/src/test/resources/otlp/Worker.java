import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;

/** A program without any library: exports one span in the JSON form of OTLP, as its environment says. */
public class Worker {

    public static void main(String[] args) throws Exception {
        String[] parent = System.getenv("TRACEPARENT").split("-");
        Instant now = Instant.now();
        String time = now.getEpochSecond() + String.format("%09d", now.getNano());
        String body = """
                {"resourceSpans": [{
                  "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "%s"}}]},
                  "scopeSpans": [{"spans": [{
                    "traceId": "%s", "spanId": "%016x", "parentSpanId": "%s", "name": "load the model", "kind": 1,
                    "startTimeUnixNano": "%s", "endTimeUnixNano": "%s"}]}]}]}
                """.formatted(System.getenv("OTEL_SERVICE_NAME"), parent[1], ProcessHandle.current().pid(), parent[2], time, time);
        int status = HttpClient.newHttpClient().send(HttpRequest
                .newBuilder(URI.create(System.getenv("OTEL_EXPORTER_OTLP_ENDPOINT") + "/v1/traces"))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.discarding()).statusCode();
        System.out.println("exported: " + status);
        Thread.sleep(1_000_000);
    }
}
