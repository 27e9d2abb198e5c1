package org.acme.shop;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;

import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkus.test.junit.QuarkusTest;

/** The development server of the front end starts after the shop. Its first start installs what it needs. */
@QuarkusTest
class FrontEndTest {

    @Inject
    @ForProcess("web")
    ManagedProcess web;

    @Test
    void shopLeadsToThePage() {
        web.awaitReady(Duration.ofMinutes(3));

        given().get("/").then().statusCode(200).body(containsString("/@vite/client"), containsString("<h1>Shop</h1>"));
    }

    @Test
    void pageReachesTheShop() {
        web.awaitReady(Duration.ofMinutes(3));
        String page = given().redirects().follow(false).get("/").then().extract().header("Location");

        given().get(page + "/products").then().statusCode(200).body("name", hasItems("teapot"));
    }
}
