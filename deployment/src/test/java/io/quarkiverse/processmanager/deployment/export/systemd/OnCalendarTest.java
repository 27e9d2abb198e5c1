package io.quarkiverse.processmanager.deployment.export.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;

import io.quarkiverse.processmanager.deployment.TimeLimit;

/** A calendar event of systemd is due when the cron expression is due, for systemd itself. */
class OnCalendarTest {

    private static final ZonedDateTime BEGIN = ZonedDateTime.of(2026, 2, 27, 22, 59, 30, 0, ZoneOffset.UTC);
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);
    private static final int RUNS = 8;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "QUARTZ|0 0 3 * * ?", "QUARTZ|0 0/15 8-18 ? * MON-FRI", "QUARTZ|30 5,35 * 1,15 * ?",
            "QUARTZ|0 0 12 ? * 1", "QUARTZ|0 0 12 ? * SUN,WED", "QUARTZ|*/20 * * * * ?", "QUARTZ|0 10/20 0 1 1/3 ? 2026-2030",
            "QUARTZ|0 0 0 29 2 ?", "UNIX|0 3 * * *", "UNIX|*/5 9-17 * * 1-5", "UNIX|0 0 * * 0", "UNIX|0 0 * * 7",
            "UNIX|15 14 1 * *", "QUARTZ|0 0 6 ? * 2-6/2", "SPRING|0 0 9 * * MON" })
    void theEventIsDueWhenTheExpressionIs(CronType kind, String cron) throws Exception {
        Optional<String> event = OnCalendar.of(cron, kind, Optional.of("UTC"));

        assertThat(event).isPresent();
        assertThat(bySystemd(event.get())).as("%s as %s", cron, event.get()).isEqualTo(byCron(kind, cron));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "QUARTZ|0 0 3 L * ?", "QUARTZ|0 0 3 15W * ?", "QUARTZ|0 0 3 ? * 6#3",
            "QUARTZ|0 0 3 ? * 6L",
            "UNIX|0 0 13 * 5" })
    void anExpressionWithAnotherMeaningHasNoEvent(CronType kind, String cron) {
        assertThat(OnCalendar.of(cron, kind, Optional.empty())).isEmpty();
    }

    private static List<String> byCron(CronType kind, String cron) {
        ExecutionTime times = ExecutionTime
                .forCron(new CronParser(CronDefinitionBuilder.instanceDefinitionFor(kind)).parse(cron));
        List<String> runs = new ArrayList<>();
        for (Optional<ZonedDateTime> next = times.nextExecution(BEGIN); next.isPresent() && runs.size() < RUNS; next = times
                .nextExecution(next.get())) {
            runs.add(SHOWN.format(next.get()));
        }
        return runs;
    }

    private static List<String> bySystemd(String event) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("systemd-analyze", "calendar", "--iterations=" + RUNS,
                "--base-time=" + BEGIN.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'")), event);
        builder.environment().put("TZ", "UTC");
        builder.environment().put("LC_ALL", "C");
        Process analyze = TimeLimit.of(builder.redirectErrorStream(true).start());
        String output = new String(analyze.getInputStream().readAllBytes());
        assertThat(analyze.waitFor()).as(output).isZero();
        return output.lines().filter(line -> line.matches(".*(Next elapse|Iter(ation)?\\.? #\\d+): .*"))
                .map(line -> line.substring(line.indexOf(": ") + 2).strip()).toList();
    }
}
