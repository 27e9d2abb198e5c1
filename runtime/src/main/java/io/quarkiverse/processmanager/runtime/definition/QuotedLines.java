package io.quarkiverse.processmanager.runtime.definition;

import java.util.EnumMap;
import java.util.Map;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.runtime.safe.SecretLines;

/** Quotes the lines of one process one by one, in their order. Each stream of each start is a text of its own. For one thread. */
public final class QuotedLines {

    private final Secrets secrets;
    private final Map<LogLine.Stream, SecretLines> streams = new EnumMap<>(LogLine.Stream.class);
    private long incarnation;

    /** @param secrets those of the settings of the process */
    public QuotedLines(Secrets secrets) {
        this.secrets = secrets;
    }

    /** The text of the next line for a message or a report: without control sequences, and masked. */
    public String next(LogLine line) {
        if (line.incarnation() != incarnation) {
            streams.clear();
            incarnation = line.incarnation();
        }
        return streams.computeIfAbsent(line.stream(), any -> new SecretLines())
                .mask(secrets.withoutKnown(SafeText.plain(line.text())));
    }
}
