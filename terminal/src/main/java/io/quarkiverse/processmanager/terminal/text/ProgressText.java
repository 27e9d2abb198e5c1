package io.quarkiverse.processmanager.terminal.text;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.text.StatusItem.Urgency;
import io.quarkiverse.processmanager.terminal.text.StatusLineText.Shown;

/**
 * A few lines about a start or a stop of several processes: a line with a spinner and the time, then a line for each process that
 * is awaited. Pure.
 *
 * @param begun when the start or the stop has begun
 * @param width the most columns of a line
 * @param height the most lines
 */
public record ProgressText(Instant begun, int width, int height, Style style) {

    private static final String SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private static final String ASCII_SPINNER = "|/-\\";
    /** A process that fails again is no longer part of the start. */
    private static final long FAILURES = 2;

    /** Whether several processes are starting. */
    public static boolean isStart(List<Members> rows) {
        return rows.stream().filter(row -> isMoving(row) || isWaiting(row)).count() > 1 && goesOn(rows);
    }

    /** Whether a start that has begun is not over. */
    public static boolean goesOn(List<Members> rows) {
        return rows.stream().anyMatch(ProgressText::isMoving);
    }

    private static boolean isMoving(Members row) {
        return switch (row.text("phase")) {
            case "STARTING" -> true;
            case "RUNNING" -> row.text("kind").equals("task");
            case "BACKOFF" -> row.number("attempt").orElse(0L) < FAILURES;
            default -> false;
        };
    }

    private static boolean isWaiting(Members row) {
        return row.text("phase").equals("WAITING");
    }

    /** The lines about a start. */
    public Shown start(List<Members> rows, Instant now) {
        long ready = rows.stream().filter(ProgressText::isReady).count();
        long wanted = rows.stream().filter(row -> PhaseSign.of(row) != PhaseSign.IDLE).count();
        List<String> lines = new ArrayList<>(
                List.of(line(spinner(now) + " Starting: " + ready + " of " + wanted + " ready, " + time(now))));
        List<StatusItem> awaited = rows.stream().filter(row -> !isReady(row) && PhaseSign.of(row) != PhaseSign.IDLE)
                .map(row -> StatusItem.of(row, now)).sorted(Comparator.comparing(ProgressText::isDecided)
                        .thenComparing(StatusItem::urgency))
                .toList();
        lines.addAll(items(awaited));
        return new Shown(String.join("\n", lines), true);
    }

    /** Whether nothing is awaited from the process any more. */
    private static boolean isDecided(StatusItem item) {
        return item.urgency() == Urgency.DOWN || item.urgency() == Urgency.BLOCKED;
    }

    private static boolean isReady(Members row) {
        PhaseSign sign = PhaseSign.of(row);
        return sign == PhaseSign.UP || sign == PhaseSign.DONE || sign == PhaseSign.SKIPPED;
    }

    /** The lines about the end of the application; empty if no process is alive that ends with it. */
    public Shown stop(List<Members> rows, Instant now) {
        List<Members> alive = rows.stream().filter(row -> row.number("pid").isPresent() && !row.is("detached")).toList();
        if (alive.isEmpty()) {
            return new Shown("", false);
        }
        List<String> lines = new ArrayList<>(List.of(line(spinner(now) + " Stopping: " + alive.size() + " of " + rows.size()
                + " left, " + time(now) + "; Ctrl-C kills " + (alive.size() == 1 ? "it" : "them") + " at once")));
        List<StatusItem> stopping = new ArrayList<>();
        List<String> later = new ArrayList<>();
        for (Members row : alive) {
            if (row.text("phase").equals("STOPPING") || row.text("phase").equals("KILLING")) {
                stopping.add(StatusItem.of(row, now));
            } else {
                later.add(row.text("id"));
            }
        }
        ProgressText above = new ProgressText(begun, width, later.isEmpty() ? height : Math.max(1, height - 1), style);
        lines.addAll(above.items(stopping));
        if (!later.isEmpty()) {
            lines.add(line("  then " + String.join(", ", later)));
        }
        return new Shown(String.join("\n", lines), true);
    }

    private List<String> items(List<StatusItem> items) {
        List<String> lines = new ArrayList<>();
        int most = Math.max(0, height - 1);
        int shown = items.size() <= most ? items.size() : Math.max(0, most - 1);
        for (StatusItem item : items.subList(0, shown)) {
            lines.add(item(item));
        }
        if (shown < items.size() && most > 0) {
            lines.add(line("  +" + (items.size() - shown) + " more"));
        }
        return lines;
    }

    /** The detail is cut before the id. */
    private String item(StatusItem item) {
        int id = Math.max(8, width - 4);
        int rest = width - 2 - item.width(style, false, id) - 1;
        String text = "  " + item.text(style, false, id);
        return rest > 0 && !item.detail().isEmpty() ? text + " " + DisplayWidth.cut(item.detail(), rest, style.more()) : text;
    }

    private String line(String text) {
        return DisplayWidth.cut(text, width, style.more());
    }

    private String spinner(Instant now) {
        String frames = style.unicode() ? SPINNER : ASCII_SPINNER;
        int frame = (int) Math.floorMod(Duration.between(begun, now).toSeconds(), (long) frames.length());
        return frames.substring(frame, frame + 1);
    }

    private String time(Instant now) {
        Duration time = Duration.between(begun, now);
        return time.toSeconds() < 60 ? String.format(Locale.ROOT, "%d s", Math.max(0, time.toSeconds()))
                : StatusItem.words(time);
    }
}
