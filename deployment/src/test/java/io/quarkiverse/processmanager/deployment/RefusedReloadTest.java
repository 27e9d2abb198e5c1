package io.quarkiverse.processmanager.deployment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.response.ValidatableResponse;

class RefusedReloadTest {

    /** Not the usual port: a request of anybody else would be a reload too. */
    static final int PORT = freePort();

    @RegisterExtension
    static final QuarkusDevModeTest APP = new QuarkusDevModeTest()
            .withApplicationRoot(root -> root.addClass(Hello.class).addAsResource(new StringAsset("""
                    quarkus.http.port=%d
                    quarkus.processes.db.command=postgres
                    quarkus.processes.db.port=5432
                    quarkus.processes.db.auto-start=false
                    """.formatted(PORT)), "application.properties"));

    @Test
    void theErrorPageNamesAllProblemsAndMendingTheFileIsEnough() {
        hello().statusCode(200).body(is("hello"));

        APP.modifyResourceFile("application.properties", text -> text.replace("5432", "0").replace("postgres", "'postgres"));
        hello().statusCode(500).body(allOf(
                containsString("quarkus.processes.db.port: 0 is not between 1 and 65535"),
                containsString("quarkus.processes.db.command: has an unbalanced quote")));

        APP.modifyResourceFile("application.properties", text -> text.replace("=0", "=5433").replace("'", ""));
        hello().statusCode(200).body(is("hello"));
    }

    private static ValidatableResponse hello() {
        return given().port(PORT).get("/hello").then();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Path("/hello")
    public static class Hello {

        @GET
        public String hello() {
            return "hello";
        }
    }
}
