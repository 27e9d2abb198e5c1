package io.quarkiverse.processmanager.terminal.text;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.terminal.client.Members;

/** The table of all processes. */
public final class ListText {

    /** What each view of all processes says if there is none. */
    static final String NONE = "The application has no processes; quarkus.processes.<id>.command declares one.";

    private static final String CUT = "...";
    private static final int LEAST_ID = 16;

    private ListText() {
    }

    /**
     * The table; a longer line is cut, which shortens the reason of its process. An id has at most a quarter of the line.
     *
     * @param answer that of {@code ps}
     * @param width the most columns of a line
     */
    public static List<String> lines(Members answer, Instant now, int width) {
        int longest = Math.max(LEAST_ID, width / 4);
        UnaryOperator<String> shortened = id -> DisplayWidth.cutMiddle(id, longest, CUT);
        return lines(answer, now, shortened).stream().map(line -> DisplayWidth.cut(line, width, CUT)).toList();
    }

    /** @param answer that of {@code ps} */
    public static List<String> lines(Members answer, Instant now) {
        return lines(answer, now, UnaryOperator.identity());
    }

    private static List<String> lines(Members answer, Instant now, UnaryOperator<String> id) {
        List<Members> rows = answer.objects("processes");
        if (rows.isEmpty()) {
            return List.of(NONE);
        }
        Table table = new Table();
        table.row("ID", "STATE", "PID", "PORT", "CPU", "MEMORY", "UPTIME", "RESTARTS", "WHY");
        for (Members row : rows) {
            table.row(id.apply(row.text("id")), Rows.state(row), Rows.pid(row), Rows.port(row), Rows.cpu(row), Rows.memory(row),
                    Rows.uptime(row, now), String.valueOf(row.number("restarts").orElse(0L)),
                    SafeText.plain(row.text("why")));
        }
        return table.lines();
    }
}
