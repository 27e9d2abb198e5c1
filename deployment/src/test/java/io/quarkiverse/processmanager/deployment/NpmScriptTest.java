package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkus.test.QuarkusUnitTest;

/** A script of a project whose dependency npm installs first, without a network: it is a directory of the project. */
@EnabledIf("hasNpm")
class NpmScriptTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Path PROJECT = project();

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withApplicationRoot(root -> root.addClass(NothingLeft.class))
            .overrideConfigKey("quarkus.processes.ui.npm-script", "dev")
            .overrideConfigKey("quarkus.processes.ui.cwd", PROJECT.toString())
            .overrideConfigKey("quarkus.processes.ui.args", "--flag,two words")
            .overrideConfigKey("quarkus.processes.ui.health.log", "is up");

    @Inject
    @ForProcess("ui")
    ManagedProcess ui;

    @Inject
    @ForProcess("ui-install")
    ManagedProcess installation;

    static boolean hasNpm() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "npm")));
    }

    @Test
    void theDependenciesAreInstalledBeforeTheScriptRunsWithItsArguments() {
        await("the script").atMost(PATIENCE).until(() -> ui.status().phase() == ProcessPhase.RUNNING);

        assertThat(installation.status().phase()).isEqualTo(ProcessPhase.COMPLETED);
        assertThat(PROJECT.resolve("node_modules/.package-lock.json")).exists();
        assertThat(ui.logs(50)).extracting(LogLine::text).contains("from the helper [\"--flag\",\"two words\"] is up");
    }

    private static Path project() {
        try {
            Path project = Path.of("target", "npm-script-" + ProcessHandle.current().pid()).toAbsolutePath();
            if (Files.exists(project)) {
                // Quarkus loads this class twice.
                return project;
            }
            Files.createDirectories(project);
            Path helper = Files.createDirectory(project.resolve("helper"));
            Files.writeString(helper.resolve("package.json"), """
                    {"name": "helper", "version": "1.0.0", "main": "index.js"}""");
            Files.writeString(helper.resolve("index.js"), "module.exports = 'from the helper';");
            Files.writeString(project.resolve("package.json"), """
                    {"name": "ui", "version": "1.0.0", "scripts": {"dev": "node server.js"},
                     "dependencies": {"helper": "file:helper"}}""");
            Files.writeString(project.resolve("package-lock.json"), """
                    {"name": "ui", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": {
                      "": {"name": "ui", "version": "1.0.0", "dependencies": {"helper": "file:helper"}},
                      "helper": {"version": "1.0.0"},
                      "node_modules/helper": {"resolved": "helper", "link": true}}}""");
            Files.writeString(project.resolve("server.js"), """
                    console.log(require('helper') + ' ' + JSON.stringify(process.argv.slice(2)) + ' is up');
                    setInterval(() => {}, 1000);""");
            return project;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
