package org.acme;

import static io.restassured.RestAssured.given;
import static org.hamcrest.CoreMatchers.endsWith;
import static org.hamcrest.CoreMatchers.anyOf;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class QuoteResourceTest {

    @Test
    void answersWithAQuote() {
        given().when().get("/quote").then().statusCode(200).body(anyOf(endsWith("!"), endsWith(".")));
    }
}
