package io.quarkiverse.processmanager.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.engine.Application;
import io.quarkiverse.processmanager.runtime.engine.Engine;
import io.quarkiverse.processmanager.runtime.engine.SharedEngine;
import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.runtime.IOThreadDetector;
import io.quarkus.test.junit.QuarkusTest;

/** Quarkus starts another application for a nested class whose class loader is another one, as an IDE and dev mode load it. */
class ApplicationRestartsTest {

    /** Stands for the extension of Quarkus. */
    static final class EachClassHasAnApplication implements BeforeAllCallback {

        @Override
        public void beforeAll(ExtensionContext context) {
            BlockingOperationControl.setIoThreadDetector(new IOThreadDetector[0]);
            SharedEngine.close();
            ExtensionContext.Store store = context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL);
            PlainEngine.Probes probes = store.computeIfAbsent(PlainEngine.Probes.class, type -> PlainEngine.Probes.create(),
                    PlainEngine.Probes.class);
            Engine engine = SharedEngine.get();
            engine.serve(new Application(probes.vertx(), engine.listeners()), Plan.EMPTY, ShutdownLimits.DEFAULT);
        }
    }

    @QuarkusTest
    @ExtendWith(EachClassHasAnApplication.class)
    @WithProcess(id = "outer", command = "sleep 1000", settings = "startup-window=10ms")
    static class Outer {

        @RegisterExtension
        static final ProcessExtension REGISTERED = ProcessExtension
                .with(ProcessDefinition.builder("registered").command("sleep", "1000").build());

        @InjectProcess
        ManagedProcess outer;
        @InjectProcess
        ManagedProcess registered;

        @Test
        void test() {
            assertThat(outer.isRunning()).isTrue();
            assertThat(registered.isRunning()).isTrue();
        }

        @Nested
        @WithProcess(id = "inner", command = "sleep 1000", settings = "startup-window=10ms")
        class Inner {

            @InjectProcess
            ManagedProcess inner;

            @Test
            void test() {
                assertThat(outer.isRunning()).isTrue();
                assertThat(registered.isRunning()).isTrue();
                assertThat(inner.isRunning()).isTrue();
            }
        }
    }

    @Test
    void theProcessesRunInTheApplicationOfTheNestedClass() {
        try {
            Launched results = Launched.run(Outer.class);

            assertThat(results.failures()).isEmpty();
            assertThat(results.passed()).hasSize(2);
        } finally {
            SharedEngine.close();
        }
    }
}
