package io.quarkiverse.processmanager.deployment.telemetry;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.json.JsonObject;

/** A span as a backend receives it. */
record ReceivedSpan(String service, String name, String trace, String span, String parent, long begin, List<String> links) {

    static List<ReceivedSpan> all() {
        List<ReceivedSpan> spans = new ArrayList<>();
        for (Map.Entry<String, byte[]> request : OtlpReceiver.requests()) {
            if (request.getKey().equals("/v1/traces application/x-protobuf")) {
                spans.addAll(ofProtobuf(request.getValue()));
            } else if (request.getKey().equals("/v1/traces application/json")) {
                spans.add(ofJson(new JsonObject(new String(request.getValue(), StandardCharsets.UTF_8))));
            }
        }
        spans.sort(Comparator.comparing(ReceivedSpan::begin));
        return spans;
    }

    private static List<ReceivedSpan> ofProtobuf(byte[] body) {
        List<ReceivedSpan> spans = new ArrayList<>();
        try {
            ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().forEach(resource -> resource.getScopeSpansList()
                    .forEach(scope -> scope.getSpansList().forEach(span -> spans.add(of(resource.getResource(), span)))));
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
        return spans;
    }

    private static ReceivedSpan of(Resource resource, Span span) {
        String service = resource.getAttributesList().stream().filter(entry -> entry.getKey().equals("service.name"))
                .map(KeyValue::getValue).findFirst().orElseThrow().getStringValue();
        return new ReceivedSpan(service, span.getName(), hex(span.getTraceId()), hex(span.getSpanId()),
                hex(span.getParentSpanId()), span.getStartTimeUnixNano(),
                span.getLinksList().stream().map(link -> hex(link.getSpanId())).toList());
    }

    private static ReceivedSpan ofJson(JsonObject body) {
        JsonObject resource = body.getJsonArray("resourceSpans").getJsonObject(0);
        JsonObject span = resource.getJsonArray("scopeSpans").getJsonObject(0).getJsonArray("spans").getJsonObject(0);
        String service = resource.getJsonObject("resource").getJsonArray("attributes").getJsonObject(0).getJsonObject("value")
                .getString("stringValue");
        return new ReceivedSpan(service, span.getString("name"), span.getString("traceId"), span.getString("spanId"),
                span.getString("parentSpanId"), Long.parseLong(span.getString("startTimeUnixNano")), List.of());
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
