package io.quarkiverse.processmanager.runtime.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.runtime.control.wire.JsonText;

/**
 * Sends the kept lines of some processes in the order of their times, and then, if the client follows, each new line. Safe for
 * use by several threads.
 */
final class LogLines {

    private static final int KEPT_LINES = 1_000_000;
    private static final int CHUNK = 500;

    private final ProcessManager manager;
    private final Answer answer;
    private final List<String> ids;
    private final int last;
    private final Instant since;
    private final boolean follows;
    /** For each process the number of its last line that was sent or skipped. */
    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final Map<String, Following<LogLine>> streams = new ConcurrentHashMap<>();
    private volatile boolean cancelled;

    LogLines(ProcessManager manager, Request request, Answer answer) {
        this.manager = manager;
        this.answer = answer;
        this.ids = request.ids();
        this.last = (int) Math.min(KEPT_LINES, request.number("last", KEPT_LINES));
        this.since = Instant.ofEpochMilli(request.number("since", 0));
        this.follows = request.is("follow");
    }

    void begin() {
        if (follows) {
            answer.follow(this::cancel);
        }
        send(kept(), 0);
    }

    private List<LogLine> kept() {
        List<LogLine> lines = new ArrayList<>();
        for (ManagedProcess process : manager.processes()) {
            if (wants(process.id())) {
                List<LogLine> all = process.logs(Math.max(1, last));
                if (!all.isEmpty()) {
                    sent.put(process.id(), all.get(all.size() - 1).sequence());
                }
                all.stream().filter(line -> !line.time().isBefore(since)).forEach(lines::add);
            }
        }
        lines.sort(Comparator.comparing(LogLine::time));
        return lines.subList(Math.max(0, lines.size() - last), lines.size());
    }

    private boolean wants(String id) {
        return ids.isEmpty() || ids.contains(id);
    }

    /** Sends the kept lines from an index on, in chunks that the client reads. */
    private void send(List<LogLine> lines, int from) {
        int to = Math.min(lines.size(), from + CHUNK);
        lines.subList(from, to).forEach(line -> answer.line(json(line)));
        if (to < lines.size()) {
            answer.whenDrained(() -> send(lines, to));
        } else if (follows) {
            answer.line("{\"live\":true}");
            manager.processes().forEach(process -> join(process.id()));
            // An event can be the first one of a process that code has just created.
            followEvents();
        } else {
            answer.end();
        }
    }

    private void followEvents() {
        Following<ProcessEvent> events = Following.of(manager.events(), event -> {
            join(event.id());
            return "";
        }, answer);
        answer.follow(() -> {
            events.cancel();
            cancel();
        });
        events.begin(Following.BATCH);
    }

    private void join(String id) {
        if (!wants(id) || streams.containsKey(id) || cancelled) {
            return;
        }
        try {
            Following<LogLine> stream = Following.part(manager.get(id).output(), this::next, answer);
            if (streams.putIfAbsent(id, stream) == null) {
                stream.begin(Following.BATCH);
            }
        } catch (ProcessException e) {
            // The process was removed meanwhile.
        }
        if (cancelled) {
            cancel();
        }
    }

    private String next(LogLine line) {
        Long before = sent.put(line.processId(), line.sequence());
        if (before != null && line.sequence() <= before) {
            sent.put(line.processId(), before);
            return "";
        }
        if (before != null && line.sequence() > before + 1) {
            Map<String, Object> gap = new LinkedHashMap<>();
            gap.put("id", line.processId());
            gap.put("leftOut", line.sequence() - before - 1);
            answer.line(JsonText.of(gap));
        }
        return line.time().isBefore(since) ? "" : json(line);
    }

    private void cancel() {
        cancelled = true;
        streams.values().forEach(Following::cancel);
    }

    static String json(LogLine line) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", line.processId());
        members.put("seq", line.sequence());
        members.put("time", line.time());
        members.put("stream", line.stream() == LogLine.Stream.STDERR ? "stderr" : "stdout");
        members.put("incarnation", line.incarnation());
        members.put("text", line.text());
        return JsonText.of(members);
    }
}
