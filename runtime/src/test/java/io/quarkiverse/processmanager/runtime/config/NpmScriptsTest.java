package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.StopPolicy.Scope;
import io.quarkiverse.processmanager.TestPolicy;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.testing.DevInstance;
import io.quarkiverse.processmanager.runtime.testing.DevProcess;
import io.quarkus.runtime.LaunchMode;

/** A process whose program is a script of package.json. */
class NpmScriptsTest {

    private static final String PROJECT = "{\"scripts\": {\"dev\": \"vite\", \"docs\": \"docs\"}, \"devDependencies\": {\"vite\": \"7\"}}";

    @TempDir
    Path directory;

    @BeforeEach
    void hasAProject() throws IOException {
        Files.createDirectories(directory.resolve("ui/.git"));
        write("ui/package.json", PROJECT);
        write("ui/package-lock.json", "{\"lockfileVersion\": 3}");
    }

    @Test
    void thePackageManagerRunsTheScriptInTheDirectoryOfTheProject() {
        ProcessDefinition ui = read("ui.npm-script=dev", "ui.cwd=ui", "ui.args=--host,::1").get("ui");

        assertThat(ui.command().words()).containsExactly("npm", "run", "dev", "--", "--host", "::1");
        assertThat(ui.command().directory()).contains(directory.resolve("ui"));
        assertThat(ui.command().program().npmScript()).contains("dev");
    }

    @Test
    void buildWarnsOfAServerThatDoesNotReceiveThePort() {
        assertThat(warnings("ui.npm-script=dev", "ui.port=5173"))
                .containsExactly("quarkus.processes.ui.npm-script: runs vite, which "
                        + "does not read the variable PORT and listens on its default port; write args=--port,${quarkus.processes.ui.port}, "
                        + "or read process.env.PORT in its configuration");
        assertThat(warnings("ui.npm-script=dev", "ui.port=5173", "ui.args=--port,5173")).isEmpty();
        assertThat(warnings("ui.npm-script=dev")).as("no port").isEmpty();
        assertThat(warnings("ui.npm-script=docs", "ui.port=1")).as("another script").isEmpty();
    }

    private List<String> warnings(String... properties) {
        return Configured.with(properties).andGlobal("quarkus.processes.ui.cwd=ui").in(directory)
                .atBuildOf(LaunchMode.DEVELOPMENT)
                .read().warnings().stream().map(Problem::toString).toList();
    }

    @Test
    void theStopSignalGoesToTheWholeTreeUnlessTheScopeIsSet() {
        Map<String, ProcessDefinition> all = read("a.npm-script=dev", "a.cwd=ui", "b.npm-script=docs", "b.cwd=ui",
                "b.stop.scope=root");

        assertThat(all.get("a").stop().scope()).isEqualTo(Scope.TREE);
        assertThat(all.get("b").stop().scope()).isEqualTo(Scope.ROOT);
    }

    @Test
    void aTaskInstallsTheDependenciesFirst() {
        Map<String, ProcessDefinition> all = read("ui.npm-script=dev", "ui.cwd=ui", "ui.env.TOKEN=x", "ui.modes=dev,test",
                "ui.auto-start=false",
                "ui.test=shared");

        ProcessDefinition task = all.get("ui-install");
        assertThat(all.get("ui").dependencies()).containsExactly(Dependency.on("ui-install", Condition.COMPLETED));
        assertThat(task.kind()).contains(ProcessKind.TASK);
        assertThat(task.command().words()).startsWith("npm", "ci");
        assertThat(task.command().directory()).contains(directory.resolve("ui"));
        assertThat(task.command().environment()).containsEntry("TOKEN", "x");
        assertThat(task.modes()).contains(Set.of(Mode.DEV, Mode.TEST));
        assertThat(task.start().auto()).isFalse();
        assertThat(task.start().test()).contains(TestPolicy.SHARED);
        assertThat(task.start().creates()).isEmpty();
    }

    @Test
    void theTaskIsSkippedIfTheDependenciesAreThereAndRunsAgainIfTheLockFileChanges() throws IOException {
        ProcessDefinition first = read("ui.npm-script=dev", "ui.cwd=ui").get("ui-install");
        Files.createDirectories(directory.resolve("ui/node_modules"));
        write("ui/node_modules/.package-lock.json", "{}");
        ProcessDefinition installed = read("ui.npm-script=dev", "ui.cwd=ui").get("ui-install");
        write("ui/package-lock.json", "{\"lockfileVersion\": 4}");
        ProcessDefinition changed = read("ui.npm-script=dev", "ui.cwd=ui").get("ui-install");

        assertThat(installed.start().creates()).contains(directory.resolve("ui/node_modules/.package-lock.json"));
        assertThat(ProcessSettings.needRestart(first, installed)).isFalse();
        assertThat(ProcessSettings.needRestart(installed, changed)).isTrue();
    }

    @Test
    void scriptsOfOneProjectShareTheTask() {
        Map<String, ProcessDefinition> all = read("ui.npm-script=dev", "ui.cwd=ui", "handbook.npm-script=docs",
                "handbook.cwd=ui");

        assertThat(all.keySet()).containsExactly("handbook", "handbook-install", "ui");
        assertThat(all.get("ui").dependencies()).containsExactly(Dependency.on("handbook-install", Condition.COMPLETED));
    }

    @Test
    void aDeclaredProcessTakesThePlaceOfTheTask() {
        Map<String, ProcessDefinition> all = read("ui.npm-script=dev", "ui.cwd=ui", "ui.depends-on=ui-install:completed",
                "ui-install.command=make modules");

        assertThat(all.get("ui-install").command().words()).containsExactly("make", "modules");
        assertThat(all.get("ui").dependencies()).containsExactly(Dependency.on("ui-install", Condition.COMPLETED));
    }

    @Test
    void aProjectWithoutDependenciesHasNoTask() throws IOException {
        write("ui/package.json", "{\"scripts\": {\"dev\": \"node server.js\"}}");

        assertThat(read("ui.npm-script=dev", "ui.cwd=ui").keySet()).containsExactly("ui");
    }

    @Test
    void aChangeOfTheScriptRestartsTheProcess() throws IOException {
        ProcessDefinition before = read("ui.npm-script=dev", "ui.cwd=ui").get("ui");
        write("ui/package.json", PROJECT.replace("\"vite\",", "\"vite --open\","));

        assertThat(ProcessSettings.needRestart(before, read("ui.npm-script=dev", "ui.cwd=ui").get("ui"))).isTrue();
    }

    @Test
    void problemsNameThePropertyAndAreReportedTogether() {
        assertThat(configured("a.npm-script=dve", "a.cwd=ui", "b.npm-script=dev", "b.cwd=ui", "b.command=x", "c.npm-script=dev",
                "c.artifact=g:a:1", "c.cwd=ui").problems()).containsExactly(
                        "quarkus.processes.a.npm-script: 'dve' is not a script of " + directory.resolve("ui/package.json")
                                + "; its scripts are dev, docs",
                        "quarkus.processes.b.npm-script: is the program of the process, and command names another one; keep one"
                                + " of them, and write arguments into args",
                        "quarkus.processes.c.artifact: is the program of the process, and npm-script names another one; keep one"
                                + " of them, and write arguments into args",
                        "quarkus.processes.c.npm-script: is the program of the process, and artifact names another one; keep one"
                                + " of them, and write arguments into args");
    }

    @Test
    void aProcessThatATestLeavesOutHasNoTask() {
        Map<String, ProcessDefinition> all = new TreeMap<>();
        configured("ui.npm-script=dev", "ui.cwd=ui", "ui.test=off").atStartOf(LaunchMode.TEST).read().all()
                .forEach(definition -> all.put(definition.id(), definition));

        assertThat(all.keySet()).containsExactly("ui");
    }

    @Test
    void theTaskGoesWithTheLastProcessThatATestReplaces() throws IOException {
        Files.createDirectories(directory.resolve("web/.git"));
        write("web/package.json", PROJECT);
        Definitions declared = configured("ui.npm-script=dev", "ui.cwd=ui", "handbook.npm-script=docs", "handbook.cwd=ui",
                "web.npm-script=dev", "web.cwd=web", "api.command=x").read();
        ProcessDefinition handbook = ProcessDefinition.builder("handbook").command("fake").build();
        ProcessDefinition ui = ProcessDefinition.builder("ui").command("fake").build();

        assertThat(ids(declared.overriddenBy(List.of(ui)))).containsExactly("api", "handbook", "handbook-install", "ui", "web",
                "web-install");
        assertThat(ids(declared.overriddenBy(List.of(handbook)))).contains("handbook-install");
        assertThat(ids(declared.overriddenBy(List.of(handbook, ui)))).containsExactly("api", "handbook", "ui", "web",
                "web-install");
    }

    private static List<String> ids(Definitions definitions) {
        return definitions.all().stream().map(ProcessDefinition::id).toList();
    }

    @Test
    void aBuildForAnotherMachineReadsNoFile() {
        assertThat(configured("ui.npm-script=dve", "ui.cwd=elsewhere", "ui.modes=prod").atBuildOf(LaunchMode.NORMAL).problems())
                .isEmpty();
    }

    /** Two installations in one directory at the same time would disturb each other. */
    @Test
    void testsBesideDevModeWaitForItsInstallation() throws IOException {
        Configured inDevMode = configured("ui.npm-script=dev", "ui.cwd=ui", "handbook.npm-script=docs", "handbook.cwd=ui",
                "handbook.modes=dev");
        DevInstance.declare(inDevMode.read().running());
        Map<String, DevProcess> dev = DevInstance.processes();
        DevInstance.withdraw();
        Configured tests = configured("ui.npm-script=dev", "ui.cwd=ui", "ui.test=own").besideDevMode(dev);

        Definitions same = tests.read();
        write("ui/package-lock.json", "{\"lockfileVersion\": 4}");
        Definitions newer = tests.read();

        assertThat(dev).containsOnlyKeys("handbook", "handbook-install", "ui");
        assertThat(same.allProblems()).isEmpty();
        assertThat(ids(same)).containsExactly("ui", "ui-install");
        assertThat(same.sharedTasks()).extracting(ProcessDefinition::id).containsExactly("ui-install");
        assertThat(same.plan().ids()).containsExactly("ui");
        assertThat(newer.plan().ids()).as("dev mode has not installed these yet").containsExactly("ui-install", "ui");
    }

    private Map<String, ProcessDefinition> read(String... properties) {
        Definitions definitions = configured(properties).read();
        assertThat(definitions.allProblems()).isEmpty();
        Map<String, ProcessDefinition> all = new TreeMap<>();
        definitions.all().forEach(definition -> all.put(definition.id(), definition));
        return all;
    }

    private Configured configured(String... properties) {
        return Configured.with(properties).in(directory);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
