package io.quarkiverse.processmanager.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortOfScriptTest {

    private static final List<String> PLAIN = List.of("npm", "run", "dev", "--");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = { "vite", "vite dev", "vite --host", "npx vite", "NODE_ENV=x vite", "tsc && vite",
            "cross-env A=b vite" })
    void viteDoesNotReadTheVariable(String script) {
        assertThat(PortOfScript.ignoredBy(script, PLAIN, directory)).hasValueSatisfying(
                server -> assertThat(server).isEqualTo("vite"));
    }

    @Test
    void angularAndAstroDoNotReadItEither() {
        assertThat(PortOfScript.ignoredBy("ng serve --open", PLAIN, directory)).contains("ng serve");
        assertThat(PortOfScript.ignoredBy("astro dev", PLAIN, directory)).contains("astro dev");
    }

    @ParameterizedTest
    @ValueSource(strings = { "vite build", "vitest", "next dev", "node server.js", "vite --port 3000", "echo vite",
            "nodemon vite.js" })
    void otherScriptsAreFine(String script) {
        assertThat(PortOfScript.ignoredBy(script, PLAIN, directory)).isEmpty();
    }

    @Test
    void portCanBeAnArgument() {
        assertThat(PortOfScript.ignoredBy("vite", List.of("npm", "run", "dev", "--", "--port", "5173"), directory)).isEmpty();
        assertThat(PortOfScript.ignoredBy("vite", List.of("npm", "run", "dev", "--", "--port=5173"), directory)).isEmpty();
    }

    @Test
    void configurationCanReadTheVariable() throws IOException {
        Files.writeString(directory.resolve("vite.config.js"), "export default { server: { port: Number(process.env.PORT) } }");

        assertThat(PortOfScript.ignoredBy("vite", PLAIN, directory)).isEmpty();
    }

    @Test
    void configurationWithoutTheVariableDoesNot() throws IOException {
        Files.writeString(directory.resolve("vite.config.js"), "export default { server: { port: 5173 } }");

        assertThat(PortOfScript.ignoredBy("vite", PLAIN, directory)).contains("vite");
    }
}
