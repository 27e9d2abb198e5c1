package org.acme.shop;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same tests, with the packaged shop. */
@QuarkusIntegrationTest
class ShopIT extends ShopTest {
}
