package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.platform.Platform;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;

/** The first start opens what a runner without processes does not need. */
class FirstStartTest {

    @RegisterExtension
    final Workshop workshop = new Workshop(
            with(Platform.class, Platform.ofThisMachine(), "watchdog", FirstStartTest::withoutThread));

    /** The system refuses the thread of the JDK that waits for the shell. */
    private static Object withoutThread(Object watchdog) {
        return with(Watchdog.class, (Watchdog) watchdog, "open", nothing -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
    }

    @Test
    void aStartIsReportedAsFailedIfTheWatchdogCannotBeOpened() {
        Witness witness = workshop.start(workshop.sh("exit 0")).witness().awaitGone();

        assertThat(witness.events()).containsExactly("exited", "gone");
        assertThat(witness.exit().reason()).contains(Reason.OUT_OF_RESOURCES);
    }

    /** The same object with another result of one of its methods. */
    private static <T> T with(Class<T> type, T real, String name, UnaryOperator<Object> change) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
            try {
                Object result = method.invoke(real, arguments);
                return method.getName().equals(name) ? change.apply(result) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
