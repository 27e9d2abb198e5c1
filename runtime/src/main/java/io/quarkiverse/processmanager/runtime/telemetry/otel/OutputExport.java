package io.quarkiverse.processmanager.runtime.telemetry.otel;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.definition.QuotedLines;
import io.quarkiverse.processmanager.runtime.definition.Secrets;
import io.quarkiverse.processmanager.runtime.listeners.Receiver;
import io.quarkiverse.processmanager.runtime.telemetry.StartAttributes;
import io.quarkiverse.processmanager.runtime.telemetry.Telemetry;

/**
 * Exports the lines of processes as log records. Each process is a resource of its own, as if it exported its lines itself. While
 * the exporter is slow, this thread waits, and the lines wait in the buffer of the output, which replaces the oldest ones; a record
 * has the number of lines that are missing. One thread at a time.
 */
final class OutputExport implements Receiver<LogLine> {

    private static final AttributeKey<String> STREAM = AttributeKey.stringKey("log.iostream");
    private static final AttributeKey<Long> INCARNATION = AttributeKey.longKey(StartAttributes.INCARNATION);
    private static final AttributeKey<Long> PID = AttributeKey.longKey(StartAttributes.PID);
    private static final AttributeKey<Long> LOST = AttributeKey.longKey("process.manager.lines_lost");
    private static final long END_MILLIS = 800;
    /** Many processes that code creates and removes. */
    private static final int MOST_SOURCES = 1_000;

    private final ProcessManager manager;
    private final Telemetry telemetry;
    private final BoundedExporter exporter;
    private final LogRecordProcessor processor;
    private final Map<String, Source> sources = new HashMap<>();

    /** A process with what its lines need. */
    private record Source(ManagedProcess process, ProcessDefinition definition, Logger logger, QuotedLines texts) {
    }

    OutputExport(ProcessManager manager, Telemetry telemetry, BoundedExporter exporter) {
        this.manager = manager;
        this.telemetry = telemetry;
        this.exporter = exporter;
        this.processor = BatchLogRecordProcessor.builder(exporter).setMaxQueueSize(BoundedExporter.LIMIT).build();
    }

    @Override
    public void take(LogLine line) throws InterruptedException {
        if (!telemetry.lines().isNew(line)) {
            return;
        }
        Optional<Source> source = source(line.processId());
        if (source.isEmpty()) {
            return;
        }
        long missing = telemetry.lines().takeMissing(line.processId());
        if (missing > 0) {
            emit(record(source.get(), line).setSeverity(Severity.WARN).setSeverityText("WARN").setAttribute(LOST, missing)
                    .setBody("... " + missing + (missing == 1 ? " line is" : " lines are")
                            + " missing here, because the export is slower than the process or has failed ..."));
        }
        String text = source.get().texts().next(line);
        if (!text.isBlank()) {
            LogSeverity severity = LogSeverity.of(level(source.get().definition().log(), line.stream()));
            emit(record(source.get(), line).setSeverity(severity.severity()).setSeverityText(severity.text()).setBody(text));
        }
    }

    private void emit(LogRecordBuilder record) throws InterruptedException {
        exporter.acquire();
        record.emit();
    }

    private LogRecordBuilder record(Source source, LogLine line) {
        LogRecordBuilder builder = source.logger().logRecordBuilder().setTimestamp(line.time())
                .setObservedTimestamp(line.time())
                .setContext(context(line))
                .setAttribute(STREAM, line.stream() == LogLine.Stream.STDERR ? "stderr" : "stdout")
                .setAttribute(INCARNATION, line.incarnation());
        ProcessStatus status = source.process().status();
        if (status.incarnation() == line.incarnation() && status.pid().isPresent()) {
            builder.setAttribute(PID, status.pid().getAsLong());
        }
        return builder;
    }

    /** A line of a start belongs to the span of the start. */
    private Context context(LogLine line) {
        return telemetry.startAt(line)
                .map(ids -> Context.root().with(Span.wrap(SpanExport.context(ids, telemetry::isSampled))))
                .orElse(Context.root());
    }

    private static Level level(LogPolicy policy, LogLine.Stream stream) {
        return stream == LogLine.Stream.STDERR ? policy.stderrLevel() : policy.level();
    }

    /** Empty if the process has been removed. */
    private Optional<Source> source(String id) {
        Optional<ManagedProcess> process = manager.find(id);
        if (process.isEmpty()) {
            return Optional.empty();
        }
        ProcessDefinition definition = process.get().definition();
        Source known = sources.get(id);
        if (known != null && known.definition() == definition) {
            return Optional.of(known);
        }
        if (sources.size() >= MOST_SOURCES) {
            sources.clear();
        }
        Resource resource = Resource.getDefault().merge(resource(definition));
        Source made = new Source(process.get(), definition,
                SdkLoggerProvider.builder().setResource(resource).addLogRecordProcessor(processor).build()
                        .get(OpenTelemetryConnection.SCOPE),
                new QuotedLines(Secrets.of(definition)));
        sources.put(id, made);
        return Optional.of(made);
    }

    private Resource resource(ProcessDefinition definition) {
        AttributesBuilder attributes = Attributes.builder().put(StartAttributes.ID, definition.id());
        telemetry.resource(definition).forEach(attributes::put);
        return Resource.create(attributes.build());
    }

    @Override
    public void end() {
        processor.shutdown().join(END_MILLIS, TimeUnit.MILLISECONDS);
    }
}
