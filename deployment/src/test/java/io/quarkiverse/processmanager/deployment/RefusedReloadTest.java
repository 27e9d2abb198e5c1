package io.quarkiverse.processmanager.deployment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.response.ValidatableResponse;

class RefusedReloadTest {

    @RegisterExtension
    static final QuarkusDevModeTest APP = new QuarkusDevModeTest()
            .withApplicationRoot(root -> root.addClass(Hello.class).addAsResource(new StringAsset("""
                    quarkus.processes.db.command=postgres
                    quarkus.processes.db.port=5432
                    quarkus.processes.db.auto-start=false
                    """), "application.properties"));

    @Test
    void theErrorPageNamesAllProblemsAndFixingTheFileIsEnough() {
        hello().statusCode(200).body(is("hello"));

        APP.modifyResourceFile("application.properties",
                text -> text.replace("5432", "65536").replace("postgres", "'postgres"));
        hello().statusCode(500).body(allOf(
                containsString("quarkus.processes.db.port: 65536 is not between 0 and 65535"),
                containsString("quarkus.processes.db.command: has an unbalanced quote")));

        APP.modifyResourceFile("application.properties", text -> text.replace("=65536", "=5433").replace("'", ""));
        hello().statusCode(200).body(is("hello"));
    }

    private static ValidatableResponse hello() {
        return given().port(DevMode.PORT).get("/hello").then();
    }

    @Path("/hello")
    public static class Hello {

        @GET
        public String hello() {
            return "hello";
        }
    }
}
