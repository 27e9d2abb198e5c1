package io.quarkiverse.processmanager.runtime.telemetry.otel;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

import org.jboss.logging.Logger;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.quarkiverse.processmanager.runtime.telemetry.StartAttributes;

/**
 * Bounds the records between their creation and the end of their export, so that the processor before the exporter never drops one.
 * It counts the records of failed exports. The exporters behind it belong to the application, which shuts them down. Safe for use
 * by several threads.
 */
final class BoundedExporter implements LogRecordExporter {

    /** The default size of the queue of a batch processor. */
    static final int LIMIT = 2_048;

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    private static final AttributeKey<String> ID = AttributeKey.stringKey(StartAttributes.ID);

    private final LogRecordExporter exporters;
    private final BiConsumer<String, Long> lost;
    private final Semaphore free = new Semaphore(LIMIT);
    private final AtomicBoolean reported = new AtomicBoolean();
    /** The export before, which the processor has given up if it has not ended by the next one. One thread at a time. */
    private Runnable giveUp = () -> {
    };

    /** @param lost receives the id of a process and the number of its records that could not be exported */
    BoundedExporter(LogRecordExporter exporters, BiConsumer<String, Long> lost) {
        this.exporters = exporters;
        this.lost = lost;
    }

    /** Waits until there is room for another record. */
    void acquire() throws InterruptedException {
        free.acquire();
    }

    @Override
    public CompletableResultCode export(Collection<LogRecordData> records) {
        giveUp.run();
        List<LogRecordData> batch = List.copyOf(records);
        AtomicBoolean ended = new AtomicBoolean();
        giveUp = () -> end(batch, ended, false);
        CompletableResultCode result;
        try {
            result = exporters.export(records);
        } catch (RuntimeException e) {
            LOG.debug("an exporter for logs has failed", e);
            result = CompletableResultCode.ofFailure();
        }
        CompletableResultCode known = result;
        known.whenComplete(() -> end(batch, ended, known.isSuccess()));
        return known;
    }

    private void end(List<LogRecordData> records, AtomicBoolean ended, boolean success) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        free.release(records.size());
        if (!success) {
            records.forEach(one -> lost.accept(String.valueOf(one.getResource().getAttribute(ID)), 1L));
            if (reported.compareAndSet(false, true)) {
                LOG.warnf("could not export %d lines of processes to OpenTelemetry; further failures are not reported here,"
                        + " and a record in the next export has the number of missing lines", records.size());
            }
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporters.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
