package io.quarkiverse.processmanager.deployment.export.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class KubernetesExportProcessorTest {

    /** Quarkus reads the signatures of all methods, also in an application without the Kubernetes extension. */
    @Test
    void noMethodNamesAClassOfTheExtension() {
        List<Class<?>> named = new ArrayList<>();
        for (Method method : KubernetesExportProcessor.class.getDeclaredMethods()) {
            named.add(method.getReturnType());
            named.addAll(List.of(method.getParameterTypes()));
        }

        assertThat(named).extracting(Class::getName)
                .noneMatch(name -> name.startsWith("io.fabric8.") || name.startsWith("io.dekorate."));
    }
}
