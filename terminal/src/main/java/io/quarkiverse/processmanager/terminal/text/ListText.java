package io.quarkiverse.processmanager.terminal.text;

import java.time.Instant;
import java.util.List;

import io.quarkiverse.processmanager.terminal.client.Members;

/** The table of all processes. */
public final class ListText {

    private ListText() {
    }

    /** @param answer that of {@code ps} */
    public static List<String> lines(Members answer, Instant now) {
        List<Members> rows = answer.objects("processes");
        if (rows.isEmpty()) {
            return List.of("The application has no processes; quarkus.processes.<id>.command declares one.");
        }
        Table table = new Table();
        table.row("ID", "STATE", "PID", "PORT", "CPU", "MEMORY", "UPTIME", "RESTARTS", "WHY");
        for (Members row : rows) {
            table.row(row.text("id"), Rows.state(row), Rows.pid(row), Rows.port(row), Rows.cpu(row), Rows.memory(row),
                    Rows.uptime(row, now), String.valueOf(row.number("restarts").orElse(0L)),
                    SafeText.of(row.text("why"), false));
        }
        return table.lines();
    }
}
