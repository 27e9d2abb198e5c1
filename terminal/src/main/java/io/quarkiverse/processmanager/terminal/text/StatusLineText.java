package io.quarkiverse.processmanager.terminal.text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.text.StatusItem.Urgency;

/**
 * All processes in one line: {@code db ● cache ● api ◐ waiting for db  worker ✖ restart 3/5 in 4 s}. If they do not fit, the
 * line has those that need attention, and counts the others: {@code worker ✖ restart 3/5 in 4 s  +12 up}. Pure.
 */
public final class StatusLineText {

    private static final int SHORT_ID = 16;

    private final Style style;
    private final int width;
    private final StringBuilder line = new StringBuilder();
    private int columns;
    private boolean ticks;
    /** Whether the last item has a detail, so that the next one stands apart. */
    private boolean roomy;

    private StatusLineText(Style style, int width) {
        this.style = style;
        this.width = width;
    }

    /**
     * A text at one moment.
     *
     * @param ticks whether the text has a time, and so changes with each second
     */
    public record Shown(String text, boolean ticks) {
    }

    /**
     * @param rows the rows of {@code ps}, in the order of the line
     * @param width the most columns
     */
    public static Shown of(List<Members> rows, Instant now, int width, Style style) {
        List<StatusItem> items = rows.stream().map(row -> StatusItem.of(row, now)).toList();
        StatusLineText whole = new StatusLineText(style, Integer.MAX_VALUE);
        items.forEach(item -> whole.add(item, true, Integer.MAX_VALUE));
        if (whole.columns <= width) {
            return whole.shown();
        }
        StatusLineText part = new StatusLineText(style, width);
        part.addSome(items);
        return part.shown();
    }

    private Shown shown() {
        return new Shown(line.toString(), ticks);
    }

    private void addSome(List<StatusItem> items) {
        List<StatusItem> left = new ArrayList<>(items);
        List<StatusItem> attention = items.stream().filter(item -> item.urgency() != Urgency.NONE)
                .sorted(Comparator.comparing(StatusItem::urgency)).toList();
        // A long reason is cut. It hides neither another process that needs attention nor the number of the others.
        int most = attention.size() == 1 ? width - 2 - DisplayWidth.of(count(items.size())) : width / 2;
        for (StatusItem item : attention) {
            if (!addIfFits(item.limited(style, most), left.size() - 1)) {
                break;
            }
            left.remove(item);
        }
        addCounts(left);
    }

    /** Adds the item if there is also place for the number of the others. */
    private boolean addIfFits(StatusItem item, int others) {
        int after = others == 0 ? 0 : 2 + DisplayWidth.of(count(others));
        for (int id : new int[] { Integer.MAX_VALUE, SHORT_ID }) {
            for (boolean detailed : new boolean[] { true, false }) {
                if (columns + gap(detailed) + item.width(style, detailed, id) + after <= width) {
                    add(item, detailed, id);
                    return true;
                }
            }
        }
        return false;
    }

    private void add(StatusItem item, boolean detailed, int id) {
        append(item.text(style, detailed, id), item.width(style, detailed, id), gap(detailed && !item.detail().isEmpty()));
        ticks |= detailed && item.ticks();
        roomy = detailed && !item.detail().isEmpty();
    }

    private int gap(boolean detailed) {
        return line.isEmpty() ? 0 : detailed || roomy ? 2 : 1;
    }

    private void append(String text, int width, int gap) {
        line.append(" ".repeat(gap)).append(text);
        columns += gap + width;
    }

    private void addCounts(List<StatusItem> left) {
        if (left.isEmpty()) {
            return;
        }
        String text = line.isEmpty() ? counts(left).substring(1).replace(" +", "  ") : counts(left);
        int room = Math.max(0, width - columns - gap(true));
        if (DisplayWidth.of(text) > room) {
            text = DisplayWidth.cut(line.isEmpty() ? text : count(left.size()), room, style.more());
        }
        append(text, DisplayWidth.of(text), gap(true));
    }

    private static String count(int items) {
        return "+" + items + " more";
    }

    /** {@code +12 up +1 done}. */
    private static String counts(List<StatusItem> items) {
        Map<PhaseSign, Integer> counts = new EnumMap<>(PhaseSign.class);
        items.forEach(item -> counts.merge(item.sign(), 1, Integer::sum));
        StringBuilder text = new StringBuilder();
        counts.forEach((sign, count) -> text.append(text.isEmpty() ? "" : " ").append('+').append(count).append(' ')
                .append(word(sign)));
        return text.toString();
    }

    private static String word(PhaseSign sign) {
        return switch (sign) {
            case DOWN -> "down";
            case PENDING -> "pending";
            case UP -> "up";
            case DONE -> "done";
            case SKIPPED -> "skipped";
            case IDLE -> "stopped";
        };
    }
}
