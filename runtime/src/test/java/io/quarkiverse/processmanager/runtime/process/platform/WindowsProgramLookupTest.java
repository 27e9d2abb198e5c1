package io.quarkiverse.processmanager.runtime.process.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.spawn.checks.ProgramLookup;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.FileAccess;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.RunAs;

/** With the files and variables of Windows, on any system. */
class WindowsProgramLookupTest {

    private static final FileAccess OWN = new FileAccess(RunAs.OWN);

    private final ProgramLookup programs = new WindowsProgramLookup();
    private final Map<String, String> environment = programs.environment();

    @TempDir
    Path disk;

    @BeforeEach
    void installNode() throws IOException {
        Files.createDirectories(disk.resolve("node js"));
        Files.createDirectories(disk.resolve("work"));
        for (String file : List.of("node js/npm", "node js/npm.cmd", "node js/node.exe", "work/gradlew.bat", "work/tool.exe")) {
            Files.createFile(disk.resolve(file));
        }
        environment.put("Path", "\"" + disk.resolve("node js") + "\";" + disk.resolve("none"));
        environment.put("PATHEXT", ".COM;.EXE;.BAT;.CMD;.VBS");
    }

    @Test
    void aNameIsCompletedAsTheCommandInterpreterDoes() {
        assertThat(resolve("npm", "start")).containsExactly(disk.resolve("node js/npm.cmd").toString(), "start");
        assertThat(resolve("node")).containsExactly(disk.resolve("node js/node.exe").toString());
        assertThat(resolve("npm.cmd")).containsExactly(disk.resolve("node js/npm.cmd").toString());
    }

    @Test
    void theDirectoryOfTheChildComesBeforeItsPath() {
        assertThat(resolve("gradlew", "run")).containsExactly(disk.resolve("work/gradlew.bat").toString(), "run");
        assertThat(resolve("./tool")).containsExactly(disk.resolve("work/./tool.exe").toString());
    }

    @Test
    void withoutPathextThereAreTheUsualOnes() {
        environment.remove("pathext");

        assertThat(resolve("npm")).containsExactly(disk.resolve("node js/npm.cmd").toString());
    }

    @Test
    void eachMissingThingHasItsReason() throws IOException {
        assertThat(check("yarn").orElseThrow()).returns(Reason.ENOENT, StartFailure::reason)
                .returns(
                        "command not found: 'yarn' is neither in its working directory nor in one of the 2 directories of its PATH",
                        StartFailure::detail);
        assertThat(check("./yarn").orElseThrow().detail()).endsWith("yarn does not exist");
        assertThat(check("").orElseThrow().reason()).isEqualTo(Reason.INVALID);
        assertThat(programs.check(List.of("npm"), disk.resolve("nowhere"), environment, OWN).orElseThrow().reason())
                .isEqualTo(Reason.INVALID_DIRECTORY);
        assertThat(check("npm")).isEmpty();
    }

    @Test
    void namesOfVariablesAreTheSameInAnyCase() {
        environment.put("PATH", "C:\\other");

        assertThat(environment).hasSize(2).containsEntry("path", "C:\\other");
    }

    @Test
    void aScriptIsForTheCommandInterpreter() {
        assertThat(programs.shell(List.of("dir && echo \"a b\""))).containsExactly("cmd.exe", "/d", "/s", "/c",
                "dir && echo \"a b\"");
        assertThat(programs.nothing().getPath()).isEqualTo("NUL");
    }

    private List<String> resolve(String... words) {
        assertThat(check(words)).isEmpty();
        return programs.resolve(List.of(words), disk.resolve("work"), new HashMap<>(environment));
    }

    private Optional<StartFailure> check(String... words) {
        return programs.check(List.of(words), disk.resolve("work"), new HashMap<>(environment), OWN);
    }
}
