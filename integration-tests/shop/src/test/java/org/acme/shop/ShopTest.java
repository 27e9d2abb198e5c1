package org.acme.shop;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;

/** The tests know no port either: they ask the shop only. */
@QuarkusTest
class ShopTest {

    @Test
    void productsComeFromTheMigratedDatabase() {
        given().get("/products").then().statusCode(200).body("name", hasItems("teapot", "cup", "spoon"));
    }

    @Test
    void redisCountsTheVisits() {
        int before = given().get("/products/1").then().statusCode(200).extract().path("visits");

        given().get("/products/1").then().statusCode(200).body("visits", equalTo(before + 1));
    }

    @Test
    void wireMockAnswersForTheWarehouse() {
        given().get("/products/1").then().statusCode(200).body("name", equalTo("teapot")).body("inStock", equalTo(7));
    }

    @Test
    void newProductIsStored() {
        int id = given().contentType(ContentType.JSON).body("{\"name\": \"test pan\", \"cents\": 1999}").post("/products")
                .then().statusCode(200).extract().path("id");

        given().get("/products/{id}", id).then().statusCode(200).body("name", equalTo("test pan"));
    }
}
