package io.quarkiverse.processmanager.runtime.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.runtime.config.BadInputs.Row;
import io.quarkiverse.processmanager.runtime.program.ArtifactFiles;
import io.quarkiverse.processmanager.runtime.program.ArtifactFinder;
import io.quarkus.runtime.LaunchMode;

/**
 * A table of inputs that no user means, with the answer to each: the sentences of the build, or {@code accepted}. All rows are
 * read at once, each as a process of its own. A new key fails the test until the table has its rows: run the test with
 * {@code -Drecord} and check each new answer.
 */
class BadInputsTest {

    /** The settings of a program become its command line. */
    private static final Set<String> OF_PROGRAM = Set.of("args", "artifact", "java-options", "main-class", "npm-script");
    private static final Path TABLE = Path.of("src/test/resources/bad-inputs/table.txt");

    @BeforeAll
    static void resolveArtifacts() {
        ArtifactFinder.use(request -> new ArtifactFiles(List.of(Path.of("/repository/a.jar")), Optional.of("com.acme.App"),
                Optional.empty()).texts());
    }

    @AfterAll
    static void resolveNothing() {
        ArtifactFinder.useNone();
    }

    @Test
    void eachInputHasItsAnswer() throws IOException {
        Map<String, String> expected = table();
        if (System.getProperty("record") != null) {
            List<Row> rows = new ArrayList<>(BadInputs.of(KnownKeys.OF_PROCESS.types(), KnownKeys.COMMON.types()));
            BadInputs.rows(expected.keySet()).stream().filter(row -> !rows.contains(row)).forEach(rows::add);
            Files.writeString(TABLE, answers(rows).entrySet().stream().map(row -> row.getKey() + "\t" + row.getValue() + "\n")
                    .collect(joining()), StandardCharsets.UTF_8);
            return;
        }

        assertThat(answers(BadInputs.rows(expected.keySet()))).containsExactlyEntriesOf(expected);
    }

    @Test
    void eachKeyHasARowForEachKindOfBadValue() throws IOException {
        Set<String> missing = new TreeSet<>();
        BadInputs.of(KnownKeys.OF_PROCESS.types(), KnownKeys.COMMON.types()).forEach(row -> missing.add(row.text()));
        missing.removeAll(table().keySet());

        assertThat(missing).as("inputs without an answer; record them").isEmpty();
    }

    /** No stack trace, no name of a class, no whole value of a long input, no control character, and the name of the property. */
    @Test
    void eachAnswerIsASentenceAboutItsProperty() throws IOException {
        List<String> bad = new ArrayList<>();
        table().forEach((input, answer) -> {
            String key = BadInputs.key(input).split("[.\"\\[]", 2)[0];
            boolean named = answer.equals("accepted") || answer.startsWith(key)
                    || OF_PROGRAM.contains(key) && answer.startsWith("command: ");
            if (!named || answer.length() > 600 || answer.matches("(?s).*(Exception|java\\.|\\bnull\\b|SRCFG|\\p{Cntrl}).*")) {
                bad.add(input + " -> " + answer);
            }
        });

        assertThat(bad).isEmpty();
    }

    /** Ids are not values: each row has the properties of a whole configuration, and the problems of its build. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "".command=x | quarkus.processes."": has an empty id; name the process, as in quarkus.processes.db.command
            .command=x | quarkus.processes."": has an empty id; name the process, as in quarkus.processes.db.command
            db.command=x ; "db".port=80 | quarkus.processes.db: has its id with and without quotes, as quarkus.processes."db".port and quarkus.processes.db.command; write all of them without quotes, because the settings in one of the two forms are lost
            "db".command=x ; "db".port=80 |
            "a.b".command=x | quarkus.processes."a.b": the id 'a.b' must be a lower-case letter followed by at most 62 lower-case letters, digits and dashes
            "a b".command=x | quarkus.processes.a b: the id 'a b' must be a lower-case letter followed by at most 62 lower-case letters, digits and dashes
            \u00e9.command=x | quarkus.processes.\u00e9: the id '\u00e9' must be a lower-case letter followed by at most 62 lower-case letters, digits and dashes
            "a\\0b".command=x | quarkus.processes.a\\u0000b: the id 'a\\u0000b' must be a lower-case letter followed by at most 62 lower-case letters, digits and dashes
            1a.command=x | quarkus.processes.1a: the id '1a' must be a lower-case letter followed by at most 62 lower-case letters, digits and dashes
            command=x | quarkus.processes.id.command: is set without an id, as quarkus.processes.command; name the process between 'processes' and 'command'
            db=x | quarkus.processes.db: has a value, but no setting behind the id, such as quarkus.processes.db.command
            "db.command=x | quarkus.processes."db.command": has a value, but no setting behind the id, such as quarkus.processes.db.command
            db..command=x | quarkus.processes.db..command: is not a setting; did you mean 'command'?
            db."command"=x | quarkus.processes.db."command": is not a setting; did you mean 'command'?
            """)
    void eachSpellingOfAnIdHasItsAnswer(String properties, String problem) {
        Configured configured = Configured.with(properties.replace("\\0", "\0").split(" ; "))
                .atBuildOf(LaunchMode.DEVELOPMENT);

        assertThat(String.join(" & ", configured.problems())).isEqualTo(problem == null ? "" : problem);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
            QUARKUS_PROCESSES_DB_PORT           | 8080:80    | quarkus.processes.db.port: '8080:80' is not a whole number; a process has no port mapping, write the port that it listens on: 80
            QUARKUS_PROCESSES_DB_RESTART_DELAY  | -1s        | quarkus.processes.db.restart.delay: -1s is negative
            QUARKUS_PROCESSES_DB_STOP_TIMEOUT   | soon       | quarkus.processes.db.stop.timeout: 'soon' is not a duration, such as 500ms, 10s, 2m or 1h
            QUARKUS_PROCESSES_DB_CWD            | ${NOWHERE} | quarkus.processes.db.cwd: refers to ${NOWHERE}, which has no value
            QUARKUS_PROCESSES__DB__STOP_TIMEOUT | 1s         | quarkus.processes.db: has the environment variable QUARKUS_PROCESSES__DB__STOP_TIMEOUT, whose two underscores around the id name another process; write QUARKUS_PROCESSES_DB_STOP_TIMEOUT
            QUARKUS_PROCESS_MANAGER_SHUTDOWN_TIMEOUT | 0s    | quarkus.process-manager.shutdown-timeout: 0s is not longer than zero
            """)
    void anEnvironmentOverrideHasTheSameAnswer(String variable, String value, String problem) {
        assertThat(Configured.with("db.command=x").andVariable(variable, value).problems()).singleElement().asString()
                .startsWith(problem);
    }

    /** The form that the reference of Quarkus shows. The dashes of the id are dots in it. */
    @Test
    void aVariableWithTwoUnderscoresAroundAnIdWithADashIsRefused() {
        Configured configured = Configured.with("my-db.command=x").andVariable("QUARKUS_PROCESSES__MY_DB__LOG_FILE_PATH",
                "x.log");

        assertThat(configured.problems()).anySatisfy(problem -> assertThat(problem.toString()).isEqualTo(
                "quarkus.processes.my-db: has the environment variable QUARKUS_PROCESSES__MY_DB__LOG_FILE_PATH, whose two"
                        + " underscores around the id name another process; write QUARKUS_PROCESSES_MY_DB_LOG_FILE_PATH"));
    }

    @Test
    void aVariableWithTwoUnderscoresAloneNamesAnId() {
        assertThat(Configured.with().andVariable("QUARKUS_PROCESSES__DB__COMMAND", "x").definition().id()).isEqualTo("db");
    }

    private static Map<String, String> table() throws IOException {
        Map<String, String> table = new LinkedHashMap<>();
        for (String line : Files.readAllLines(TABLE, StandardCharsets.UTF_8)) {
            String[] columns = line.split("\t", 2);
            table.put(columns[0], columns[1]);
        }
        return table;
    }

    private static Map<String, String> answers(List<Row> rows) {
        Map<String, String> answers = new LinkedHashMap<>();
        Map<String, List<String>> together;
        try {
            together = read(rows.stream().filter(row -> !row.isCommon()).toList());
        } catch (RuntimeException | Error e) {
            // One input makes the whole configuration unreadable. Each alone shows which one.
            rows.forEach(row -> answers.put(row.text(), alone(row)));
            return answers;
        }
        rows.forEach(row -> answers.put(row.text(), row.isCommon() ? alone(row) : answer(together.get(row.id()))));
        return answers;
    }

    private static String alone(Row row) {
        try {
            Map<String, List<String>> problems = read(List.of(row));
            return answer(problems.isEmpty() ? null : problems.values().stream().flatMap(List::stream).toList());
        } catch (RuntimeException | Error e) {
            return "THROWS " + e;
        }
    }

    private static Map<String, List<String>> read(List<Row> rows) {
        Configured configured = Configured.with();
        rows.forEach(row -> row.properties().forEach(configured::andProperty));
        Map<String, List<String>> problems = new TreeMap<>();
        for (Problem problem : configured.read().problems()) {
            problems.computeIfAbsent(problem.processId(), any -> new ArrayList<>())
                    .add(problem.setting() + ": " + problem.message());
        }
        return problems;
    }

    private static String answer(List<String> problems) {
        return problems == null ? "accepted" : problems.stream().map(BadInputs::shown).collect(joining(" & "));
    }
}
