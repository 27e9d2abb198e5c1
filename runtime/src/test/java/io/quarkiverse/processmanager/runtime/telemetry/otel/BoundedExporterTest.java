package io.quarkiverse.processmanager.runtime.telemetry.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.quarkiverse.processmanager.runtime.telemetry.StartAttributes;

/** A slow exporter holds up the writer of the records, and no record is dropped without being counted. */
class BoundedExporterTest {

    private static final Resource DB = Resource.create(Attributes.builder().put(StartAttributes.ID, "db").build());

    private final Map<String, Long> lost = new ConcurrentHashMap<>();
    private final HeldExporter held = new HeldExporter();
    private final BoundedExporter exporter = new BoundedExporter(held, (id, count) -> lost.merge(id, count, Long::sum));

    @Test
    void theWriterWaitsForASlowExporterAndEachRecordArrivesOnce() throws InterruptedException {
        int count = 3 * BoundedExporter.LIMIT;
        SdkLoggerProvider provider = SdkLoggerProvider.builder().setResource(DB).addLogRecordProcessor(
                BatchLogRecordProcessor.builder(exporter).setMaxQueueSize(BoundedExporter.LIMIT).build()).build();
        Logger logger = provider.get("test");
        Thread writer = new Thread(() -> write(logger, count));
        writer.start();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !held.pending.isEmpty() && writer.getState() == Thread.State.WAITING);

        held.release(true);
        writer.join(60_000);
        provider.shutdown().join(60, TimeUnit.SECONDS);

        assertThat(held.bodies).hasSize(count).doesNotHaveDuplicates();
        assertThat(lost).isEmpty();
    }

    @Test
    void theRecordsOfAFailedExportAreCounted() {
        SdkLoggerProvider provider = SdkLoggerProvider.builder().setResource(DB)
                .addLogRecordProcessor(BatchLogRecordProcessor.builder(exporter).build()).build();
        held.release(false);
        write(provider.get("test"), 3);
        provider.shutdown().join(60, TimeUnit.SECONDS);

        assertThat(lost).isEqualTo(Map.of("db", 3L));
    }

    @Test
    void anExporterThatThrowsOrNeverEndsDoesNotHoldUpTheWriterForEver() throws InterruptedException {
        int count = 3 * BoundedExporter.LIMIT;
        held.throwing = true;
        SdkLoggerProvider provider = SdkLoggerProvider.builder().setResource(DB).addLogRecordProcessor(
                BatchLogRecordProcessor.builder(exporter).setMaxQueueSize(BoundedExporter.LIMIT)
                        .setExporterTimeout(Duration.ofMillis(10)).build())
                .build();
        Thread writer = new Thread(() -> write(provider.get("test"), count));
        writer.start();
        writer.join(60_000);
        assertThat(writer.isAlive()).isFalse();

        held.throwing = false;
        Thread second = new Thread(() -> write(provider.get("test"), count));
        second.start();
        second.join(60_000);
        assertThat(second.isAlive()).isFalse();
        provider.shutdown().join(60, TimeUnit.SECONDS);

        assertThat(lost.get("db")).isGreaterThanOrEqualTo(count);
    }

    private void write(Logger logger, int count) {
        try {
            for (int line = 0; line < count; line++) {
                exporter.acquire();
                logger.logRecordBuilder().setBody("line " + line).emit();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An exporter whose exports end on request, and from then on at once. */
    private static final class HeldExporter implements LogRecordExporter {

        private final List<String> bodies = new CopyOnWriteArrayList<>();
        private final List<CompletableResultCode> pending = new ArrayList<>();
        private boolean released;
        private boolean success;
        private volatile boolean throwing;

        @Override
        public synchronized CompletableResultCode export(Collection<LogRecordData> records) {
            if (throwing) {
                throw new IllegalStateException("an exporter of the application");
            }
            records.forEach(one -> bodies.add(one.getBodyValue().asString()));
            if (released) {
                return end(new CompletableResultCode());
            }
            pending.add(new CompletableResultCode());
            return pending.get(pending.size() - 1);
        }

        synchronized void release(boolean successful) {
            released = true;
            success = successful;
            pending.forEach(this::end);
        }

        private CompletableResultCode end(CompletableResultCode result) {
            return success ? result.succeed() : result.fail();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
