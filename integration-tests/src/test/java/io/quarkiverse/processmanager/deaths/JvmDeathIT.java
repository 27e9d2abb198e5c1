package io.quarkiverse.processmanager.deaths;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.maven.TinyProject;

/**
 * The JVM of an application dies: packaged, in dev mode, and in the fork of Surefire. No process and no state file is left. All
 * deaths of one kind run at the same time, so that the waiting times overlap.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "/proc lists the remaining processes")
class JvmDeathIT {

    private static final String CTRL_C = "\u0003";
    /** How many seconds the fork has for its end before it halts, instead of 30. */
    private static final String HALTS_SOON = "-Dsurefire.exitTimeout=5";

    @TempDir
    static Path directory;

    private static TinyProject project;

    private final List<Family> families = new ArrayList<>();

    @BeforeAll
    static void buildTheApplication() throws Exception {
        project = TinyProject.build("deaths", directory, "resources:resources", "compiler:compile", "compiler:testCompile",
                "jar:jar", "quarkus:build");
    }

    @AfterEach
    void killRemainingProcesses() {
        families.forEach(Family::close);
    }

    @Test
    void packagedApplication() throws Exception {
        List<String> signals = List.of("TERM", "INT", "HUP", "KILL", "ABRT", "SEGV");
        Path application = project.directory().resolve("target/quarkus-app/quarkus-run.jar");
        for (String signal : signals) {
            families.add(Family.start(directory.resolve(signal), directory,
                    List.of(System.getProperty("java.home") + "/bin/java", "-jar", application.toString())));
        }
        families.forEach(Family::awaitUp);

        for (int i = 0; i < signals.size(); i++) {
            Family family = families.get(i);
            assertThat(family.application()).isEqualTo(family.first());
            family.signal(signals.get(i), family.first());
        }

        families.forEach(Family::awaitNothingLeft);
    }

    /** TerminalIT types Ctrl-C. */
    @Test
    void devMode() throws Exception {
        Family killed = maven("dev-killed", "-Ddebug=false", "quarkus:dev");
        Family hungUp = mavenAtTerminal("dev-hung-up", "-Ddebug=false", "quarkus:dev");
        families.forEach(Family::awaitUp);

        killed.signal("KILL", killed.application());
        hungUp.signal("KILL", hungUp.first());

        families.forEach(Family::awaitNothingLeft);
    }

    /** Quarkus cannot shut down while a start hangs. StuckApplicationTest sends each signal to a packaged application. */
    @Test
    void devModeWithAStartThatHangs() throws Exception {
        Family terminated = maven(stuck("stuck-terminated"), "-Ddebug=false", "quarkus:dev");
        Family interrupted = mavenAtTerminal(stuck("stuck-interrupted"), "-Ddebug=false", "quarkus:dev");
        families.forEach(Family::awaitUp);

        // Maven passes the signal on to the JVM of the application.
        terminated.signal("TERM", terminated.first());
        interrupted.type(CTRL_C);

        families.forEach(Family::awaitNothingLeft);
    }

    /** The application of this name hangs in its start. */
    private static String stuck(String name) throws IOException {
        Files.createFile(Files.createDirectories(directory.resolve(name)).resolve("stuck"));
        return name;
    }

    /**
     * The tests of the project never end. The fork of a killed Maven is killed, too: on a slow machine Surefire 3.5.6 can see the end of
     * its input, stop its check of Maven, and neither exit nor halt.
     */
    @Test
    void surefire() throws Exception {
        Family withoutMaven = maven("maven-killed", HALTS_SOON, "surefire:test");
        Family terminated = maven("maven-terminated", HALTS_SOON, "surefire:test");
        Family interrupted = mavenAtTerminal("maven-interrupted", HALTS_SOON, "surefire:test");
        families.forEach(Family::awaitUp);

        long fork = withoutMaven.application();
        withoutMaven.signal("KILL", withoutMaven.first());
        withoutMaven.signal("KILL", fork);
        terminated.signal("TERM", terminated.first());
        interrupted.type(CTRL_C);

        families.forEach(Family::awaitNothingLeft);
    }

    private Family maven(String name, String... words) throws IOException {
        Path home = directory.resolve(name);
        TinyProject copy = project.copy(home);
        Family family = Family.start(home, copy.directory(), copy.maven(words));
        families.add(family);
        return family;
    }

    private Family mavenAtTerminal(String name, String... words) throws IOException {
        Path home = directory.resolve(name);
        TinyProject copy = project.copy(home);
        Family family = Family.startAtTerminal(home, copy.directory(), copy.maven(words));
        families.add(family);
        return family;
    }
}
