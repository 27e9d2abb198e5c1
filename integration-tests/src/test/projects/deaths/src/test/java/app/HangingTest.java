package app;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class HangingTest {

    @Test
    void neverEnds() throws InterruptedException {
        Thread.currentThread().join();
    }
}
