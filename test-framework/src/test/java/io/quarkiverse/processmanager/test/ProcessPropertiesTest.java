package io.quarkiverse.processmanager.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;

class ProcessPropertiesTest {

    @WithProcess(id = "stub", command = "node stub.js", shell = true, cwd = "web", port = 9001, healthPath = "/up", dependsOn = "db", startupTimeout = "5s", settings = """
            # a comment
            env.GREETING = hello, world
            restart.policy=always
            """)
    static class All {
    }

    @WithProcess(id = "stub", command = "node", settings = "command=deno")
    static class Twofold {
    }

    @WithProcess(id = "stub", command = "node", settings = "modes=dev\ntest=off")
    static class InDevMode {
    }

    @Test
    void attributesAndSettingsBecomePropertiesOfAProcess() {
        assertThat(ProcessProperties.of(All.class.getAnnotation(WithProcess.class))).containsOnly(
                entry("command", "node stub.js"), entry("shell", "true"), entry("cwd", "web"), entry("port", "9001"),
                entry("health.path", "/up"), entry("depends-on", "db"), entry("startup-timeout", "5s"),
                entry("env.GREETING", "hello, world"), entry("restart.policy", "always"), entry("modes", "test"));
    }

    private static Map.Entry<String, String> entry(String setting, String value) {
        return Map.entry("quarkus.processes.stub." + setting, value);
    }

    @Test
    void nothingIsSetTwice() {
        assertThatThrownBy(() -> ProcessProperties.of(Twofold.class.getAnnotation(WithProcess.class)))
                .isInstanceOf(ProcessException.class)
                .hasMessage("cannot define process 'stub': command is set by an attribute and "
                        + "by settings; remove one of them");
    }

    @Test
    void theModeIsThatOfTheTest() {
        assertThatThrownBy(() -> ProcessProperties.of(InDevMode.class.getAnnotation(WithProcess.class)))
                .hasMessage("cannot define process 'stub': modes, test cannot be set, because the process runs in the test");
    }

    @Test
    void anApplicationKnowsAllPortsAndTheContributionsOfAProcess() {
        assertThat(ProcessProperties.known(stub())).containsOnly(entry("port", "9001"), entry("ports.\"grpc\"", "9002"),
                Map.entry("app.url", "http://stub"));
    }

    @Test
    void aLaunchedApplicationDoesNotStartTheDeclaredProcessWhateverItsSettingsAre() {
        assertThat(ProcessProperties.knownOutside(stub())).containsAllEntriesOf(ProcessProperties.known(stub())).contains(
                entry("modes", "dev"), entry("test", "off"), entry("command", "node"),
                Map.entry("process-manager.test.served.stub", "true"));
    }

    private static ProcessDefinition stub() {
        return ProcessDefinition.builder("stub").command("node", "stub.js").port(9001).port("grpc", 9002)
                .config("app.url", "http://stub").build();
    }

    @WithProcess(id = "worker", command = "sleep 1000", settings = "replicas=2")
    static class Several {
    }

    @Test
    void aProcessOfATestHasNoReplicas() {
        String message = "cannot define process 'worker': a process of a test has no replicas; define one process for each of them";

        assertThatThrownBy(() -> AnnotationReader.here().read(List.of(Several.class.getAnnotation(WithProcess.class)),
                RealPorts.ofApplication())).isInstanceOf(ProcessException.class).hasMessage(message);
        ProcessDefinition definition = ProcessDefinition.builder("worker").command("sleep", "1000").replicas(2).build();
        assertThatThrownBy(() -> RealPorts.ofApplication().into(definition)).hasMessage(message);
    }

    @WithProcess(id = "web", settings = "npm-script=dev\ncwd=target/npm-project")
    static class Script {
    }

    @Test
    void aTestInstallsNoPackages() throws IOException {
        Path project = Files.createDirectories(Path.of("target/npm-project/.git")).getParent();
        Files.writeString(project.resolve("package.json"),
                "{\"scripts\": {\"dev\": \"vite\"}, \"devDependencies\": {\"vite\": \"7\"}}");
        Files.writeString(project.resolve("package-lock.json"), "{\"lockfileVersion\": 3}");

        assertThatThrownBy(() -> AnnotationReader.here().read(List.of(Script.class.getAnnotation(WithProcess.class)),
                RealPorts.ofApplication())).isInstanceOf(ProcessException.class)
                .hasMessage("cannot define process 'web': npm-script needs the task 'web-install', and a test installs no "
                        + "packages; install them before the tests, and run the script with command");
    }
}
