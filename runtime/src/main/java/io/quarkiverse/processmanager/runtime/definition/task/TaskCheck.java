package io.quarkiverse.processmanager.runtime.definition.task;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.SchedulePolicy;

/** The rules for the settings of tasks in one definition. */
public final class TaskCheck {

    /**
     * What the expressions of all kinds have in common. The kind, and with it the meaning of a field, is a setting of the application,
     * so its build parses the expression.
     */
    private static final Pattern CRON = Pattern.compile("@[a-z]+|[\\w*/,?#-]+( +[\\w*/,?#-]+){4,6}");

    private final ProcessDefinition definition;
    private final BiConsumer<String, String> refuse;

    private TaskCheck(ProcessDefinition definition, BiConsumer<String, String> refuse) {
        this.definition = definition;
        this.refuse = refuse;
    }

    /**
     * Checks a definition.
     *
     * @param serves what shows that the process serves, as the subject of a sentence
     * @param refuse receives the setting and what is wrong with it
     */
    public static void check(ProcessDefinition definition, Optional<String> serves, BiConsumer<String, String> refuse) {
        TaskCheck check = new TaskCheck(definition, refuse);
        definition.start().rerun().ifPresent(rerun -> check.isForATask("rerun", serves));
        check.schedule(definition.start().schedule(), serves);
    }

    private void isForATask(String setting, Optional<String> serves) {
        if (definition.kind().filter(ProcessKind.SERVICE::equals).isPresent()) {
            refuse.accept(setting, "is for a task, but the kind is service; write kind=task, or remove it");
        } else {
            serves.ifPresent(sign -> refuse.accept(setting, "is for a task, but " + sign
                    + " is for a process that serves; keep one of them"));
        }
    }

    private void schedule(SchedulePolicy schedule, Optional<String> serves) {
        if (!schedule.isSet()) {
            String needs = "needs a schedule; set schedule.cron or schedule.every";
            schedule.timeZone().ifPresent(zone -> refuse.accept("schedule.time-zone", needs));
            if (schedule.overlap() != SchedulePolicy.Overlap.SKIP) {
                refuse.accept("schedule.overlap", needs);
            }
            return;
        }
        isForATask(schedule.cron().isPresent() ? "schedule.cron" : "schedule.every", serves);
        schedule.cron().filter(cron -> !CRON.matcher(cron).matches()).ifPresent(cron -> refuse.accept("schedule.cron",
                "'" + cron + "' is not a cron expression, such as 0 0 3 * * ?"));
        schedule.timeZone().filter(zone -> !isZone(zone)).ifPresent(zone -> refuse.accept("schedule.time-zone",
                "'" + zone + "' is not a time zone, such as Europe/Vienna or UTC"));
        schedule.every().ifPresent(this::every);
        if (schedule.cron().isPresent() && schedule.every().isPresent()) {
            refuse.accept("schedule.every", "is set beside schedule.cron; keep one of them");
        }
        if (schedule.cron().isEmpty()) {
            schedule.timeZone()
                    .ifPresent(zone -> refuse.accept("schedule.time-zone", "is for schedule.cron, and there is none"));
        }
        definition.start().rerun().ifPresent(rerun -> refuse.accept("rerun",
                "decides about the start with the application, and a process with a schedule has none; remove it"));
        if (definition.execution().detached()) {
            refuse.accept("detached",
                    "is for a process that outlives the application, but a schedule ends with it; remove one of them");
        }
    }

    private static boolean isZone(String zone) {
        try {
            ZoneId.of(zone);
            return true;
        } catch (DateTimeException unknown) {
            return false;
        }
    }

    /** The scheduler of Quarkus has ticks of one second. */
    private void every(Duration interval) {
        if (interval.compareTo(Duration.ofSeconds(1)) < 0 || interval.getNano() != 0) {
            refuse.accept("schedule.every", "must be a whole number of seconds, at least 1");
        }
    }
}
