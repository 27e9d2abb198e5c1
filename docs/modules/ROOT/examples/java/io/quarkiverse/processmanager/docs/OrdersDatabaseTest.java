package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.test.InjectProcess;
import io.quarkiverse.processmanager.test.WithProcess;

// tag::test[]
@WithProcess(id = "orders", service = "redis")
class OrdersDatabaseTest {

    @InjectProcess
    ManagedProcess orders;

    @Test
    void theDatabaseIsReady() {
        assertThat(orders.status().isReady()).isTrue();
    }
}
// end::test[]
