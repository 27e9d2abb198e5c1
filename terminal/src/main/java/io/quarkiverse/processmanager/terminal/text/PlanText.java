package io.quarkiverse.processmanager.terminal.text;

import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.processmanager.terminal.client.Members;

/** The order of the start, with the reason for each place. Processes with the same step start at the same time. */
public final class PlanText {

    private PlanText() {
    }

    /** @param answer that of {@code plan} */
    public static List<String> lines(Members answer) {
        List<Members> steps = answer.objects("steps");
        if (steps.isEmpty()) {
            return List.of(ListText.NONE);
        }
        Table table = new Table();
        table.row("STEP", "ID", "STARTS");
        steps.forEach(step -> table.row(step.number("step").map(String::valueOf).orElse("-"), step.text("id"), when(step)));
        return table.lines();
    }

    private static String when(Members step) {
        List<String> events = new ArrayList<>();
        if (step.text("startPhase").equals("AFTER_APP")) {
            events.add("the application accepts requests");
        }
        step.objects("waitsFor").forEach(wait -> events.add(wait.text("id") + " " + verb(wait.text("condition"))));
        String when = events.isEmpty() ? "at once" : "when " + enumeration(events);
        if (step.number("step").isEmpty()) {
            return "when a command starts it" + (events.isEmpty() ? "" : " and " + enumeration(events));
        }
        if (!step.is("auto")) {
            when += ", because " + enumeration(step.texts("startedBy")) + " needs it";
        }
        return step.text("startPhase").equals("BEFORE_APP") ? when + "; the application waits for it" : when;
    }

    private static String verb(String condition) {
        return switch (condition) {
            case "started" -> "has started";
            case "running" -> "is running";
            case "healthy" -> "is healthy";
            case "completed" -> "has completed";
            default -> "is " + condition;
        };
    }

    private static String enumeration(List<String> parts) {
        return parts.size() == 1 ? parts.get(0)
                : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.get(parts.size() - 1);
    }
}
