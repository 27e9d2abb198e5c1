package io.quarkiverse.processmanager.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.restassured.path.json.JsonPath;

/** The runnable jar of the command line against the packaged demo. The guide has the commands. */
class SecondTerminalIT {

    private static final Path PAGE = Path.of("../docs/modules/ROOT/pages/guides-second-terminal.adoc");
    private static final Path FILES = Path.of("../docs/modules/ROOT/examples/import");
    private static final Path JAR = Path.of("../cli/target/quarkus-process-manager-cli-"
            + System.getProperty("project.version") + ".jar").toAbsolutePath().normalize();
    private static final long PATIENCE_SECONDS = 180;
    private static final String ON = "-Dquarkus.process-manager.control.enabled=true";

    @TempDir
    Path directory;
    private Path state;
    /** Where the client looks for an application. Another integration test can have one in the directory of the module. */
    private Path demo;

    @BeforeEach
    void createDirectories() throws IOException {
        demo = Files.createDirectory(directory.resolve("demo"));
        state = Files.createDirectory(directory.resolve("state"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** The output and the exit code of one command. */
    private record Result(int code, String output) {
    }

    private Result processes(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", JAR.toString()));
        words.addAll(List.of(arguments));
        return run(words);
    }

    private Result run(List<String> words) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "output", "");
        ProcessBuilder builder = new ProcessBuilder(words).directory(demo.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("XDG_RUNTIME_DIR", state.toString());
        Process client = builder.start();
        try {
            assertThat(client.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(words + "\n" + Files.readString(output)).isTrue();
            return new Result(client.exitValue(), Files.readString(output));
        } finally {
            client.destroyForcibly();
        }
    }

    private Path log() {
        return directory.resolve("demo.log");
    }

    @Test
    void eachCommandOfTheGuideWorks() throws Exception {
        try (PackagedDemo app = PackagedDemo.start(state, demo, log(), ON, "-Dquarkus.processes.worker.stdin=open",
                "-Dquarkus.processes.consumers.command=sleep 1000", "-Dquarkus.processes.consumers.replicas=2",
                "-Dquarkus.processes.db.command=sleep 1000",
                "-Dquarkus.processes.db.commands.reset.command=echo {table} is empty",
                "-Dquarkus.processes.db.commands.reset.args.table.required=true")) {
            assertThat(processes("wait", "--timeout", "3m")).as(Files.readString(log())).isEqualTo(new Result(0, ""));

            for (String file : List.of("Procfile", "process-compose.yaml")) {
                Files.copy(FILES.resolve(file), demo.resolve(file));
            }
            List<String> commands = commands();
            assertThat(commands).hasSizeGreaterThan(14);
            for (String command : commands) {
                // The shell takes the quotes away, as in a terminal.
                Result result = run(List.of("sh", "-c", command.replaceFirst("^processes",
                        "'" + System.getProperty("java.home") + "/bin/java' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar '"
                                + JAR + "'")));
                assertThat(result.code()).as(command + "\n" + result.output()).isZero();
                assertThat(result.output().isBlank()).as(command).isEqualTo(command.startsWith("processes wait"));
            }
            assertThat(processes("status", "worker", "--json").output()).contains("\"DEMO_TOKEN\":\"***\"")
                    .doesNotContain("only-for-show");
            assertThat(processes("stop", "clock").code()).isZero();
            assertThat(processes("wait", "clock").code()).isEqualTo(1);
            assertThat(processes("start", "nothing").code()).isEqualTo(1);
            assertThat(processes("run", "redis").code()).isEqualTo(1);
            assertThat(script("graph")).isEqualTo(processes("graph"));
            JsonPath list = JsonPath.from(processes("ps", "--json").output());
            JsonPath worker = JsonPath.from(processes("status", "worker", "--json").output());
            assertThat(
                    undocumented(list, "$", "processes.find { it.id == 'seed' }", "processes.find { it.id == 'seed' }.lastRun",
                            "processes.find { it.id == 'seed' }.lastExit"))
                    .isEmpty();
            assertThat(undocumented(worker, "$", "checks[0]", "exits[0]", "endpoints[0]", "dependsOn[0]")).isEmpty();
            assertThat(app.isAlive()).isTrue();
        }
        assertThat(processes("ps").code()).isEqualTo(3);
        assertThat(sockets()).isEmpty();
    }

    /** The members of the objects at these places that the guide does not name. */
    private static List<String> undocumented(JsonPath json, String... places) throws IOException {
        String page = Files.readString(PAGE);
        return Stream.of(places).map(place -> json.<String, Object> getMap(place)).filter(Objects::nonNull)
                .flatMap(members -> members.keySet().stream()).filter(member -> !page.contains("`" + member + "`")).toList();
    }

    /** The script of the guide and its link, with the jar of this build in place of that of the local repository. */
    private Result script(String... arguments) throws IOException, InterruptedException {
        Path home = Files.createDirectories(directory.resolve("home"));
        Path script = home.resolve(".local/bin/quarkus-processes");
        String end = "chmod +x ~/.local/bin/processes\n";
        String page = Files.readString(PAGE);
        String lines = page.substring(page.indexOf("mkdir -p ~"), page.indexOf(end)) + end
                + page.lines().filter(line -> line.startsWith("ln -s ")).findFirst().orElseThrow();
        Result made = run(List.of("sh", "-c", "HOME='" + home + "'; jar='" + JAR + "'\n" + lines));
        assertThat(made).isEqualTo(new Result(0, ""));
        List<String> words = new ArrayList<>(List.of(script.toString()));
        words.addAll(List.of(arguments));
        return run(words);
    }

    @Test
    void whatAKilledJvmHasLeftIsGoneAfterTheNextCommand() throws Exception {
        try (PackagedDemo app = PackagedDemo.start(state, demo, log(), ON)) {
            assertThat(processes("wait", "clock", "--timeout", "3m").code()).as(Files.readString(log())).isZero();
            assertThat(sockets()).hasSize(2);

            app.kill();

            assertThat(sockets()).hasSize(2);
            Result result = processes("ps");
            assertThat(result.code()).isEqualTo(3);
            assertThat(result.output()).contains("no application with a control socket runs in ");
            assertThat(sockets()).isEmpty();
        }
    }

    @Test
    void productionHasNoSocket() throws Exception {
        try (PackagedDemo app = PackagedDemo.start(state, demo, log())) {
            Awaitility.await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .until(() -> Files.readString(log()).contains("process 'clock' is up"));

            assertThat(app.isAlive()).isTrue();
            assertThat(state.resolve("quarkus-process-manager/control")).doesNotExist();
            assertThat(processes("ps").code()).isEqualTo(3);
        }
    }

    private List<Path> sockets() throws IOException {
        try (Stream<Path> files = Files.list(state.resolve("quarkus-process-manager/control"))) {
            return files.toList();
        }
    }

    /** The lines of the examples, without their numbers. */
    private static List<String> commands() throws IOException {
        return Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("processes "))
                .map(line -> line.replaceFirst("\\s*# <\\d+>$", "")).toList();
    }
}
