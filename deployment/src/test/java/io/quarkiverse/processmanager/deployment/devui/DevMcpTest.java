package io.quarkiverse.processmanager.deployment.devui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.deployment.DevMode;
import io.quarkus.test.QuarkusDevModeTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Calls the Dev MCP server as a coding agent does. */
class DevMcpTest {

    private static final String LIBRARY = "@modelcontextprotocol/sdk@1.32.2";
    private static final String NAMESPACE = "quarkus-process-manager_";

    @RegisterExtension
    static final QuarkusDevModeTest APP = new QuarkusDevModeTest()
            .withApplicationRoot(root -> root.addAsResource(new StringAsset("""
                    quarkus.processes.db.command=sh -c 'echo cannot open data; exit 4'
                    # A process that is alive after the window is up, however slow the machine is.
                    quarkus.processes.db.startup-window=60s
                    quarkus.processes.db.restart.policy=never
                    quarkus.processes.api.command=sleep 1000
                    quarkus.processes.api.startup-window=50ms
                    quarkus.processes.api.depends-on=db
                    quarkus.processes.worker.command=sh -c 'echo ready; exec sleep 1000'
                    quarkus.processes.worker.startup-window=50ms
                    quarkus.processes.worker.health.log=ready
                    quarkus.processes.worker.commands."reset".command=echo {what} is empty
                    quarkus.processes.worker.commands."reset".confirm=Empty it?
                    quarkus.processes.worker.commands."reset".args."what".title=What
                    quarkus.processes.noise.command=echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab
                    quarkus.processes.noise.restart.policy=never
                    quarkus.processes.seed.command=test "$1" = "a b"
                    quarkus.processes.seed.shell=true
                    quarkus.processes.seed.kind=task
                    quarkus.processes.seed.auto-start=false
                    quarkus.processes.copies.command=sleep 1000
                    quarkus.processes.copies.replicas=2
                    quarkus.processes.copies.auto-start=false
                    """), "application.properties"));

    private final HttpClient client = HttpClient.newHttpClient();
    private int number;

    @Test
    void agentFindsOutWhyAProcessIsDown(@TempDir Path home) throws Exception {
        String before = System.getProperty("user.home");
        enable(home);
        try {
            assertThat(rpc("initialize", JsonObject.of("protocolVersion", "2024-11-05", "capabilities", new JsonObject(),
                    "clientInfo", JsonObject.of("name", "test", "version", "1"))).getJsonObject("serverInfo")).isNotNull();

            new ForeignRequests("/q/").areRefused();
            toolsAreDescribed();
            await().atMost(DevUiPage.PATIENCE).until(() -> call("listProcesses", Map.of()).encode().contains("FAILED")
                    && call("listProcesses", Map.of()).encode().contains("RUNNING"));
            diagnosisNamesTheProblemAndTheNextSteps();
            clientLibraryCallsTheTools(home);
            explanationNamesTheCause();
            outputIsReadAndSearched();
            slowSearchEndsWithItsClient();
            processesAreCommanded();
        } finally {
            System.setProperty("user.home", before);
        }
    }

    /** The server is disabled unless a file in the home directory enables it; the first call reads that file. */
    static void enable(Path home) throws IOException {
        Files.createDirectories(home.resolve(".quarkus"));
        Files.writeString(home.resolve(".quarkus/dev-mcp.properties"), "enabled=true\n");
        System.setProperty("user.home", home.toString());
    }

    private void toolsAreDescribed() throws Exception {
        JsonArray tools = rpc("tools/list", new JsonObject()).getJsonArray("tools");
        assertThat(tools.stream().map(JsonObject.class::cast).filter(tool -> tool.getString("name").startsWith(NAMESPACE))
                .map(tool -> tool.getString("name").substring(NAMESPACE.length())))
                .containsExactlyInAnyOrder("listProcesses", "explainProcess", "readProcessLog", "searchProcessLogs",
                        "startProcess", "runTask", "scaleProcess", "stopProcess", "restartProcess", "awaitProcessHealthy",
                        "diagnoseProcesses", "listProcessCommands", "runProcessCommand", "cancelProcessCommand");
        assertThat(tools.stream().map(JsonObject.class::cast).filter(tool -> tool.getString("name").startsWith(NAMESPACE)))
                .allSatisfy(tool -> {
                    assertThat(tool.getString("name")).hasSizeLessThanOrEqualTo(50);
                    String description = tool.getString("description");
                    assertThat(description).isNotBlank();
                    tool.getJsonObject("inputSchema").getJsonObject("properties").forEach(parameter -> {
                        String own = ((JsonObject) parameter.getValue()).getString("description");
                        assertThat(own).as("that of the parameter, and not of the tool").isNotEqualTo(description);
                        assertThat(own != null && !own.isBlank() || description.contains("'" + parameter.getKey() + "'"))
                                .as("%s describes %s", description, parameter.getKey()).isTrue();
                    });
                });
    }

    private void diagnosisNamesTheProblemAndTheNextSteps() throws Exception {
        JsonObject diagnosis = new JsonObject(call("diagnoseProcesses", Map.of()).getString("text"));
        JsonObject problem = diagnosis.getJsonArray("problems").getJsonObject(0);

        assertThat(diagnosis.getString("summary")).startsWith("db is down (2 down, ");
        assertThat(diagnosis.getJsonArray("problems")).hasSize(1);
        assertThat(problem.getString("cause")).isEqualTo("cannot open data");
        assertThat(problem.getJsonArray("keepsDown")).containsExactly("api");
        assertThat(problem.getJsonArray("whatToDo")).hasSize(3);
    }

    /** As an agent does: with the reference library of the protocol, which npm installs. */
    private static void clientLibraryCallsTheTools(Path directory) throws Exception {
        Files.copy(Path.of("src/test/js/mcp-client.mjs"), directory.resolve("mcp-client.mjs"));
        run(directory, "npm", "install", "--silent", "--no-audit", "--no-fund", "--prefer-offline", "--prefix", ".", LIBRARY);
        JsonArray calls = JsonArray.of(JsonArray.of(NAMESPACE + "diagnoseProcesses", new JsonObject()),
                JsonArray.of(NAMESPACE + "readProcessLog", JsonObject.of("id", "worker", "lines", 5)),
                JsonArray.of(NAMESPACE + "awaitProcessHealthy", JsonObject.of("id", "worker", "seconds", 30)));

        String output = run(directory, System.getenv().getOrDefault("NODE", "node"), "mcp-client.mjs",
                "http://localhost:" + DevMode.PORT + "/q/dev-mcp", calls.encode());

        assertThat(output).contains(NAMESPACE + "diagnoseProcesses error=false", "db is down",
                NAMESPACE + "readProcessLog error=false",
                "process 'worker' is RUNNING, HEALTHY");
    }

    private static String run(Path directory, String... command) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).as(String.join(" ", command)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
            return Files.readString(output);
        } finally {
            process.destroyForcibly();
        }
    }

    private void explanationNamesTheCause() throws Exception {
        JsonObject api = new JsonObject(call("explainProcess", Map.of("id", "api")).getString("text"));
        assertThat(api.getString("why")).startsWith("db failed: exited with 4");
        assertThat(api.getJsonArray("blockedBy")).containsExactly("db");

        JsonObject db = new JsonObject(call("explainProcess", Map.of("id", "db")).getString("text"));
        assertThat(db.getJsonArray("lastLines")).containsExactly("cannot open data");
        assertThat(db.getJsonArray("lastExits").getJsonObject(0).getInteger("code")).isEqualTo(4);

        JsonObject copies = new JsonObject(call("explainProcess", Map.of("id", "copies")).getString("text"));
        assertThat(copies.getInteger("replicas")).isEqualTo(2);
        assertThat(copies.getInteger("ready")).isZero();
        assertThat(copies.getJsonObject("worst").getString("id")).isEqualTo("copies-0");
        assertThat(new JsonObject(call("explainProcess", Map.of("id", "copies-1")).getString("text")).getString("id"))
                .isEqualTo("copies-1");

        assertThat(call("explainProcess", Map.of("id", "dbb")).getString("text")).contains("Process not found: dbb");
    }

    private void outputIsReadAndSearched() throws Exception {
        assertThat(new JsonObject(call("readProcessLog", Map.of("id", "worker", "lines", 10)).getString("text"))
                .getJsonArray("lines")).containsExactly("ready");
        JsonObject found = new JsonObject(
                call("searchProcessLogs", Map.of("regex", "(?i)CANNOT .*data", "id", "", "most", 0)).getString("text"));
        assertThat(found.getJsonArray("lines")).containsExactly("db: cannot open data");
        assertThat(found.getInteger("found")).isEqualTo(1);
        assertThat(found.getString("note")).isEmpty();
        assertThat(call("searchProcessLogs", Map.of("regex", "(", "id", "", "most", 0)).getString("text"))
                .contains("cannot search for '('");
    }

    /** The expression takes years for the line. The search ends with the connection, long before its time is over. */
    private void slowSearchEndsWithItsClient() throws Exception {
        assertThat(call("searchProcessLogs", Map.of("regex", "(?:(?:(?:){30000}){30000}){30000}", "id", "", "most", 0))
                .getString("text")).contains("multiply to more than");

        JsonObject search = JsonObject.of("name", NAMESPACE + "searchProcessLogs", "arguments",
                JsonObject.of("regex", "^((a+)+)+$", "id", "noise", "most", 0));
        try (Socket leaving = RawRequest.post("/q/dev-mcp",
                JsonObject.of("jsonrpc", "2.0", "id", ++number, "method", "tools/call", "params", search).encode())
                .with("Host", "localhost:" + DevMode.PORT).with("Content-Type", "application/json").open()) {
            await().atMost(DevUiPage.PATIENCE).until(DevMcpTest::isSearching);
        }
        await().atMost(Duration.ofSeconds(25)).until(() -> !isSearching());
    }

    private static boolean isSearching() {
        return Thread.getAllStackTraces().values().stream().flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getClassName().endsWith(".runtime.dev.ui.LineSearch"));
    }

    private void processesAreCommanded() throws Exception {
        assertThat(call("awaitProcessHealthy", Map.of("id", "worker", "seconds", 30)).getString("text"))
                .contains("process 'worker' is RUNNING, HEALTHY");
        assertThat(call("restartProcess", Map.of("id", "worker")).getString("text")).contains("\"ok\" : true");
        assertThat(call("listProcessCommands", Map.of("id", "worker")).getString("text")).contains("Empty it?");
        assertThat(call("runProcessCommand",
                Map.of("id", "worker", "name", "reset", "args", "{\"what\": \"a b\"}", "confirmed", false))
                .getString("text")).contains("a user must confirm it: Empty it?");
        assertThat(call("runProcessCommand",
                Map.of("id", "worker", "name", "reset", "args", "{\"what\": \"a b\"}", "confirmed", true))
                .getString("text")).contains("\"exitCode\" : 0", "a b is empty");
        assertThat(call("cancelProcessCommand", Map.of("id", "worker", "name", "reset")).getString("text"))
                .contains("\"ok\" : false", "cannot cancel command 'reset' of process 'worker': it does not run");
        assertThat(call("stopProcess", Map.of("id", "worker")).getString("text")).contains("process 'worker' is STOPPED");
        assertThat(call("runTask", Map.of("id", "seed", "args", "'a b'")).getString("text"))
                .contains("process 'seed' is COMPLETED");
        assertThat(call("runTask", Map.of("id", "seed", "args", "")).getString("text"))
                .contains("\"ok\" : false", "process 'seed': exited with 1");
        assertThat(call("scaleProcess", Map.of("id", "seed", "replicas", 2)).getString("text"))
                .contains("\"ok\" : false", "cannot scale process 'seed': it has no replicas");
        assertThat(call("startProcess", Map.of("id", "db")).getString("text"))
                .contains("\"ok\" : false", "cannot start process 'db': exited with 4");
        assertThat(call("awaitProcessHealthy", Map.of("id", "worker", "seconds", 1)).getString("text"))
                .contains("cannot wait for process 'worker': it is stopped");
    }

    /** The first content of the answer of a tool. */
    private JsonObject call(String tool, Map<String, ?> arguments) throws Exception {
        return rpc("tools/call", JsonObject.of("name", NAMESPACE + tool, "arguments", arguments)).getJsonArray("content")
                .getJsonObject(0);
    }

    private JsonObject rpc(String method, JsonObject params) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + DevMode.PORT + "/q/dev-mcp"))
                .header("Content-Type", "application/json").header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(
                        JsonObject.of("jsonrpc", "2.0", "id", ++number, "method", method, "params", params).encode()))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(method + " " + response.body()).isEqualTo(200);
        JsonObject answer = new JsonObject(response.body());
        assertThat(answer.getValue("error")).as(method + " " + params).isNull();
        return answer.getJsonObject("result");
    }
}
