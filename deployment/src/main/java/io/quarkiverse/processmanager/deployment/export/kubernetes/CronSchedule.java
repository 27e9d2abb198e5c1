package io.quarkiverse.processmanager.deployment.export.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.SchedulePolicy;

/** Translates a schedule of the Quarkus scheduler into the five fields of a CronJob. Pure functions. */
final class CronSchedule {

    /** A day of the week in the syntax of Quartz: 1 is Sunday. The number behind a slash is a step. */
    private static final Pattern DAY = Pattern.compile("(?<![/\\d])[1-7](?!\\d)");
    private static final Pattern FIELD = Pattern.compile("[0-9A-Za-z*,/?-]+");
    private static final int SECONDS_OF_DAY = 86_400;

    private CronSchedule() {
    }

    /**
     * The schedule of a CronJob; empty if the cluster cannot have it: it counts in minutes, and knows neither years nor the last day
     * of a month.
     *
     * @param unix whether a cron expression has the five fields of Unix
     */
    static Optional<String> of(SchedulePolicy schedule, boolean unix) {
        return schedule.cron().map(cron -> ofCron(cron.strip(), unix))
                .orElseGet(() -> schedule.every().flatMap(CronSchedule::ofInterval));
    }

    private static Optional<String> ofCron(String cron, boolean unix) {
        List<String> fields = new ArrayList<>(List.of(cron.split("\\s+")));
        if (fields.size() == 5 && unix) {
            return Optional.of(cron);
        }
        if (fields.size() < 6 || fields.size() > 7 || !fields.get(0).equals("0")
                || fields.size() == 7 && !fields.get(6).matches("[*?]")) {
            return Optional.empty();
        }
        List<String> five = fields.subList(1, 6);
        boolean beyond = five.stream().anyMatch(field -> !FIELD.matcher(field).matches());
        String dayOfMonth = five.get(2);
        String dayOfWeek = five.get(4);
        if (beyond || dayOfMonth.matches(".*[LWlw].*")
                || dayOfWeek.matches("(?i).*(L|[1-7]l).*") && !dayOfWeek.matches("(?i)[a-z,*/-]+")) {
            return Optional.empty();
        }
        five.set(4, unix(dayOfWeek));
        return Optional.of(String.join(" ", five).replace('?', '*').toUpperCase(Locale.ROOT));
    }

    /** Quartz counts the days from 1 for Sunday, a CronJob from 0. */
    private static String unix(String days) {
        return DAY.matcher(days).replaceAll(day -> Matcher.quoteReplacement(String.valueOf(Integer.parseInt(day.group()) - 1)));
    }

    /** An interval that divides an hour or a day: the runs then begin at the same times each day. */
    private static Optional<String> ofInterval(Duration every) {
        long seconds = every.toSeconds();
        if (seconds < 60 || seconds % 60 != 0 || SECONDS_OF_DAY % seconds != 0) {
            return Optional.empty();
        }
        long minutes = seconds / 60;
        if (minutes < 60 && 60 % minutes == 0) {
            return Optional.of((minutes == 1 ? "*" : "*/" + minutes) + " * * * *");
        }
        if (minutes % 60 == 0) {
            long hours = minutes / 60;
            return Optional.of("0 " + (hours == 1 ? "*" : hours == 24 ? "0" : "*/" + hours) + " * * *");
        }
        return Optional.empty();
    }
}
