package io.quarkiverse.processmanager.terminal.foreign;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the schedule of a process of process-compose. Its cron expressions have five fields, those of Quarkus have six. */
final class ComposeSchedule {

    private static final Pattern WEEKDAY = Pattern.compile("\\d+");

    private final String id;
    private final Node schedule;
    private final String where;
    private final Result result;

    ComposeSchedule(String id, Node schedule, String where, Result result) {
        this.id = id;
        this.schedule = schedule;
        this.where = where;
        this.result = result;
    }

    void read() {
        schedule.text("cron").ifPresent(cron -> quartz(cron).ifPresentOrElse(
                expression -> result.set(id, "schedule.cron", Texts.literal(expression)),
                () -> result.note(where + ".cron", "cannot be converted: " + cron)));
        schedule.text("interval").ifPresent(interval -> result.set(id, "schedule.every", Texts.literal(interval)));
        schedule.text("timezone").ifPresent(zone -> result.set(id, "schedule.time-zone", Texts.literal(zone)));
        schedule.text("max_concurrent").filter(count -> !count.equals("1"))
                .ifPresent(count -> result.note(where + ".max_concurrent", "is 1 here: see schedule.overlap"));
        schedule.unread().forEach(key -> result.note(where + "." + key, "has no counterpart"));
    }

    /**
     * The expression in the syntax of Quartz: with seconds, with a question mark for the day that is not given, and with Sunday as
     * 1. Empty if it gives both days, or is none.
     */
    static Optional<String> quartz(String cron) {
        String[] fields = cron.strip().split("\\s+");
        if (fields.length != 5) {
            return Optional.empty();
        }
        boolean everyDay = fields[2].equals("*");
        boolean everyWeekday = fields[4].equals("*");
        if (!everyDay && !everyWeekday) {
            return Optional.empty();
        }
        return Optional.of("0 " + fields[0] + " " + fields[1] + " " + (everyWeekday ? fields[2] : "?") + " " + fields[3] + " "
                + (everyWeekday ? "?" : weekdays(fields[4])));
    }

    private static String weekdays(String field) {
        String[] steps = field.split("/", 2);
        Matcher day = WEEKDAY.matcher(steps[0]);
        String days = day.replaceAll(number -> String.valueOf(Integer.parseInt(number.group()) % 7 + 1)).replaceAll(
                "\\b(\\d)-1\\b",
                "$1-7,1");
        return steps.length == 1 ? days : days + "/" + steps[1];
    }
}
