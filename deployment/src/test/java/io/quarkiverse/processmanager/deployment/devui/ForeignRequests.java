package io.quarkiverse.processmanager.deployment.devui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import io.quarkiverse.processmanager.deployment.DevMode;
import io.vertx.core.json.JsonObject;

/** Sends what a page of another site can send to the Dev MCP server and to the Dev UI. */
final class ForeignRequests {

    private static final String PORT = ":" + DevMode.PORT;
    private static final String LOCAL = "localhost" + PORT;
    private static final String JSON = "application/json";
    private static final String LIST = JsonObject.of("jsonrpc", "2.0", "id", 1, "method", "tools/call", "params",
            JsonObject.of("name", "quarkus-process-manager_listProcesses", "arguments", new JsonObject())).encode();

    private final String root;

    /** @param root the path of the routes of Quarkus, with a slash at its end */
    ForeignRequests(String root) {
        this.root = root;
    }

    void areRefused() throws IOException {
        assertThat(tool(LOCAL, "", JSON)).startsWith("200");
        assertThat(tool(LOCAL, "http://" + LOCAL, JSON + "; charset=UTF-8")).startsWith("200");
        assertThat(tool("127.0.0.1" + PORT, "http://" + LOCAL, JSON)).startsWith("200");
        assertThat(tool("[::1]" + PORT, "", JSON)).startsWith("200");

        assertThat(tool(LOCAL, "http://evil.test", JSON)).isEqualTo(
                "403 cannot call Dev MCP: the Origin 'http://evil.test' is not this application");
        assertThat(tool(LOCAL, "http://localhost:1", JSON)).startsWith("403");
        assertThat(tool(LOCAL, "http://localhost.evil.test" + PORT, JSON)).startsWith("403");
        assertThat(tool(LOCAL, "null", JSON)).startsWith("403");
        // The name of a page resolves to this machine.
        assertThat(tool("evil.test" + PORT, "http://evil.test" + PORT, JSON))
                .isEqualTo("403 cannot call Dev MCP: the Host 'evil.test"
                        + PORT + "' is not this machine; quarkus.dev-ui.hosts allows further hosts");
        assertThat(tool("evil.test", "", JSON)).startsWith("403");
        assertThat(tool("0.0.0.0" + PORT, "", JSON)).startsWith("403");
        // A page can send these without a question.
        assertThat(tool(LOCAL, "", "text/plain")).startsWith("415");
        assertThat(tool(LOCAL, "", "application/x-www-form-urlencoded")).startsWith("415");
        assertThat(tool(LOCAL, "", "")).startsWith("415");
        for (String path : new String[] { "dev-mcp/", "dev-mcp?x", "%64ev-mcp", "./dev-mcp", "x/../dev-mcp", "/dev-mcp" }) {
            assertThat(call(root + path, LOCAL, "http://evil.test", "text/plain")).as(path).doesNotStartWith("200");
        }
        theWebSocketRefuses();
    }

    private void theWebSocketRefuses() throws IOException {
        assertThat(webSocket(LOCAL, "http://" + LOCAL)).startsWith("101");
        assertThat(webSocket(LOCAL, "http://evil.test")).startsWith("403");
        assertThat(webSocket(LOCAL, "http://localhost:1")).startsWith("403");
        assertThat(webSocket(LOCAL, "http://localhost.evil.test" + PORT)).startsWith("403");
        assertThat(webSocket("evil.test" + PORT, "http://evil.test" + PORT)).startsWith("403");
        assertThat(webSocket("evil.test", "")).startsWith("403");
    }

    private String tool(String host, String origin, String type) throws IOException {
        return call(root + "dev-mcp", host, origin, type);
    }

    private static String call(String path, String host, String origin, String type) throws IOException {
        return RawRequest.post(path, LIST).with("Host", host).withAny("Origin", origin).withAny("Content-Type", type)
                .with("Connection", "close").send();
    }

    private String webSocket(String host, String origin) throws IOException {
        return RawRequest.webSocket(root + "dev-ui/json-rpc-ws").with("Host", host).withAny("Origin", origin).send();
    }
}
