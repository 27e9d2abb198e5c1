package io.quarkiverse.processmanager.runtime.dev.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessManager;

class ProcessViewsTest {

    /** A process that code has removed after a reader received it: it knows its id, and no more. */
    private final ManagedProcess removed = answering(ManagedProcess.class, (proxy, method, arguments) -> {
        if (method.getName().equals("id")) {
            return "gone";
        }
        throw new ProcessException(ProcessException.Reason.NOT_FOUND, "gone", "Process not found: gone");
    });
    private final ProcessViews views = new ProcessViews(answering(ProcessManager.class,
            (proxy, method, arguments) -> method.getName().equals("processes") ? List.of(removed) : null));

    @Test
    void aProcessThatIsRemovedMeanwhileHasNoMoments() {
        assertThat(views.moments(id -> true)).isEmpty();
    }

    @Test
    void aProcessThatIsRemovedMeanwhileIsNotInTheTimeline() {
        assertThat(views.timeline().bars()).isEmpty();
    }

    private static <T> T answering(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, answers));
    }
}
