package io.quarkiverse.processmanager.deployment.export.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class KubernetesExportProcessorTest {

    @Test
    void theServiceOfTheApplicationHasThePortOfItsTarget() {
        SmallRyeConfig config = new SmallRyeConfigBuilder().withDefaultValue("quarkus.kubernetes.ports.http.host-port", "8081")
                .withDefaultValue("quarkus.openshift.ports.http.host-port", "8082").build();

        assertThat(KubernetesExportProcessor.servicePort(config, "openshift")).isEqualTo(8082);
        assertThat(KubernetesExportProcessor.servicePort(config, "kubernetes")).isEqualTo(8081);
        assertThat(KubernetesExportProcessor.servicePort(new SmallRyeConfigBuilder().build(), "openshift")).isEqualTo(80);
    }

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
