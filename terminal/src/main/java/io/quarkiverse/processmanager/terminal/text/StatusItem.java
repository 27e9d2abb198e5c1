package io.quarkiverse.processmanager.terminal.text;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.terminal.client.Members;

/**
 * One process in the status line.
 *
 * @param detail what a reader must know beside the sign; empty if the sign says everything
 * @param ticks whether the detail changes with each second
 * @param urgency how much the process needs attention
 */
record StatusItem(String id, PhaseSign sign, String detail, boolean ticks, Urgency urgency) {

    /** The most urgent one first. A process that only waits for another one comes after its cause. */
    enum Urgency {
        DOWN,
        RESTARTING,
        BLOCKED,
        MOVING,
        WAITING,
        NONE
    }

    private static final int MOST_BLOCKERS = 2;
    private static final int LEAST_DETAIL = 24;

    static StatusItem of(Members row, Instant now) {
        PhaseSign sign = PhaseSign.of(row);
        return switch (row.text("phase")) {
            case "BACKOFF" -> item(row, sign, restart(row, now), Urgency.RESTARTING);
            case "FAILED" -> item(row, sign, failed(row), row.texts("blockedBy").isEmpty() ? Urgency.DOWN : Urgency.BLOCKED);
            case "WAITING" -> item(row, sign, waiting(row), Urgency.WAITING);
            case "STARTING" -> item(row, sign, "starting" + seconds(row, now), Urgency.MOVING);
            case "STOPPING" -> item(row, sign, "stopping" + seconds(row, now) + kill(row, now), Urgency.MOVING);
            case "KILLING" -> item(row, sign, "being killed" + seconds(row, now), Urgency.MOVING);
            case "RUNNING" -> running(row, sign, now);
            default -> item(row, sign, "", Urgency.NONE);
        };
    }

    private static StatusItem item(Members row, PhaseSign sign, String detail, Urgency urgency) {
        boolean ticks = urgency == Urgency.RESTARTING || urgency == Urgency.MOVING;
        return new StatusItem(row.text("id"), sign, SafeText.plain(detail), ticks, urgency);
    }

    private static StatusItem running(Members row, PhaseSign sign, Instant now) {
        if (row.text("kind").equals("task")) {
            return item(row, sign, "running" + seconds(row, now), Urgency.MOVING);
        }
        return sign == PhaseSign.DOWN ? item(row, sign, "unhealthy", Urgency.DOWN) : item(row, sign, "", Urgency.NONE);
    }

    private static String restart(Members row, Instant now) {
        String of = row.number("attempts").map(most -> "/" + most).orElse("");
        return "restart " + row.number("attempt").orElse(0L) + of
                + time(row, "until").map(next -> " in " + left(now, next)).orElse("");
    }

    private static String kill(Members row, Instant now) {
        return time(row, "until").map(end -> ", KILL in " + left(now, end)).orElse("");
    }

    private static String failed(Members row) {
        List<String> blockers = row.texts("blockedBy");
        String exit = row.object("lastExit").text("text");
        return !blockers.isEmpty() ? "needs " + some(blockers) : exit.isEmpty() ? "failed" : exit;
    }

    private static String waiting(Members row) {
        List<String> blockers = row.texts("blockedBy");
        return blockers.isEmpty() ? "waiting" : "waiting for " + some(blockers);
    }

    private static String some(List<String> ids) {
        return ids.size() <= MOST_BLOCKERS ? String.join(", ", ids)
                : String.join(", ", ids.subList(0, MOST_BLOCKERS)) + " +" + (ids.size() - MOST_BLOCKERS);
    }

    /** The time in the phase, after its first second. */
    private static String seconds(Members row, Instant now) {
        Duration time = time(row, "since").map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
        return time.toSeconds() < 1 ? "" : " " + words(time);
    }

    /** The rest of a time limit, rounded up, so that what is still to come is never 0 s away. */
    private static String left(Instant now, Instant end) {
        return words(Duration.between(now, end).plusMillis(999));
    }

    static String words(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        return seconds < 60 ? seconds + " s" : seconds < 3600 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }

    private static Optional<Instant> time(Members row, String name) {
        try {
            return Optional.of(Instant.parse(row.text(name)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The item in the line; {@code columns} limits the id. */
    String text(Style style, boolean detailed, int columns) {
        return DisplayWidth.cutMiddle(id, columns, style.more()) + " " + sign.text(style)
                + (detailed && !detail.isEmpty() ? " " + detail : "");
    }

    /** The item with a detail that is cut so that the item has at most so many columns, as far as its id allows. */
    StatusItem limited(Style style, int columns) {
        int room = Math.max(LEAST_DETAIL, columns - width(style, false, Integer.MAX_VALUE) - 1);
        return new StatusItem(id, sign, DisplayWidth.cut(detail, room, style.more()), ticks, urgency);
    }

    int width(Style style, boolean detailed, int columns) {
        return DisplayWidth.of(text(new Style(false, style.unicode()), detailed, columns));
    }
}
