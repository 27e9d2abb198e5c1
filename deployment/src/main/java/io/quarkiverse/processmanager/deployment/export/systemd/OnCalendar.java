package io.quarkiverse.processmanager.deployment.export.systemd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronField;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.And;
import com.cronutils.model.field.expression.Between;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.expression.QuestionMark;
import com.cronutils.model.field.value.IntegerFieldValue;
import com.cronutils.model.field.value.SpecialChar;
import com.cronutils.parser.CronParser;

/**
 * A cron expression as a calendar event of systemd. An expression that means something else there, such as the last day of a month,
 * has none. Pure functions.
 */
final class OnCalendar {

    private static final String[] DAYS = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
    private static final String ANY = "*";

    private OnCalendar() {
    }

    /**
     * The calendar event; empty if systemd cannot express it.
     *
     * @param zone the time zone; empty for that of the server
     */
    static Optional<String> of(String cron, CronType kind, Optional<String> zone) {
        Cron parsed = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(kind)).parse(cron);
        Map<CronFieldName, CronField> fields = parsed.retrieveFieldsAsMap();
        try {
            String days = days(fields.get(CronFieldName.DAY_OF_WEEK), kind);
            String date = field(fields, CronFieldName.YEAR, 1970, 2199, ANY) + "-"
                    + field(fields, CronFieldName.MONTH, 1, 12, ANY)
                    + "-" + field(fields, CronFieldName.DAY_OF_MONTH, 1, 31, ANY);
            String time = field(fields, CronFieldName.HOUR, 0, 23, ANY) + ":" + field(fields, CronFieldName.MINUTE, 0, 59, ANY)
                    + ":" + field(fields, CronFieldName.SECOND, 0, 59, "00");
            boolean both = !days.isEmpty() && !date.endsWith("-" + ANY);
            // cron runs a task on either day, and systemd where both agree.
            return both ? Optional.empty()
                    : Optional.of(
                            (days.isEmpty() ? "" : days + " ") + date + " " + time + zone.map(name -> " " + name).orElse(""));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String field(Map<CronFieldName, CronField> fields, CronFieldName name, int first, int last, String absent) {
        CronField field = fields.get(name);
        return field == null ? absent : text(field.getExpression(), first, last);
    }

    private static String text(FieldExpression expression, int first, int last) {
        if (expression instanceof Always || expression instanceof QuestionMark) {
            return ANY;
        }
        List<String> parts = new ArrayList<>();
        for (int[] range : ranges(expression, first, last)) {
            String begin = String.format("%02d", range[0]);
            parts.add(range[0] == range[1] ? begin
                    : begin + ".." + String.format("%02d", range[1]) + (range[2] == 1 ? "" : "/" + range[2]));
        }
        return String.join(",", parts);
    }

    /** Ranges with a first value, a last value and a step. */
    private static List<int[]> ranges(FieldExpression expression, int first, int last) {
        if (expression instanceof And and) {
            List<int[]> all = new ArrayList<>();
            and.getExpressions().forEach(one -> all.addAll(ranges(one, first, last)));
            return all;
        }
        if (expression instanceof Every every) {
            int step = every.getPeriod().getValue();
            FieldExpression base = every.getExpression();
            int[] range = base instanceof On on ? new int[] { value(on), last } : bounds(base, first, last);
            return List.of(new int[] { range[0], range[1], step });
        }
        int[] range = bounds(expression, first, last);
        return List.of(new int[] { range[0], range[1], 1 });
    }

    private static int[] bounds(FieldExpression expression, int first, int last) {
        if (expression instanceof Always) {
            return new int[] { first, last };
        }
        if (expression instanceof On on) {
            return new int[] { value(on), value(on) };
        }
        if (expression instanceof Between between && between.getFrom() instanceof IntegerFieldValue from
                && between.getTo() instanceof IntegerFieldValue to && from.getValue() <= to.getValue()) {
            return new int[] { from.getValue(), to.getValue() };
        }
        throw new IllegalArgumentException(expression.asString());
    }

    private static int value(On on) {
        if (on.getSpecialChar().getValue() != SpecialChar.NONE) {
            throw new IllegalArgumentException(on.asString());
        }
        return on.getTime().getValue();
    }

    private static String days(CronField field, CronType kind) {
        if (field == null || field.getExpression() instanceof Always || field.getExpression() instanceof QuestionMark) {
            return "";
        }
        int sunday = kind == CronType.QUARTZ ? 1 : 0;
        List<String> days = new ArrayList<>();
        for (int[] range : ranges(field.getExpression(), sunday, sunday + 6)) {
            for (int day = range[0]; day <= range[1]; day += range[2]) {
                String name = DAYS[Math.floorMod(day - sunday, 7)];
                if (!days.contains(name)) {
                    days.add(name);
                }
            }
        }
        return String.join(",", days);
    }
}
