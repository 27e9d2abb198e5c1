package io.quarkiverse.processmanager.runtime.config.ports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.runtime.config.Definitions;
import io.quarkiverse.processmanager.runtime.config.LaunchContext;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerRuntimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesBuildTimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesRuntimeConfig;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class ReplicaPortsTest {

    private int chosen;

    private Plan plan(String... lines) {
        Map<String, String> properties = new HashMap<>(Map.of("java.version", "17"));
        for (String line : lines) {
            String[] parts = line.split("=", 2);
            properties.put("quarkus.processes." + parts[0], parts[1]);
        }
        SmallRyeConfig config = new SmallRyeConfigBuilder().addDefaultInterceptors().addDiscoveredConverters()
                .withMapping(ProcessesBuildTimeConfig.class).withMapping(ProcessesRuntimeConfig.class)
                .withMapping(ProcessManagerRuntimeConfig.class).withMappingIgnore("quarkus.**").withProfile("dev")
                .withInterceptorFactories(new RealPorts.Factory() {
                    @Override
                    public RealPorts getInterceptor(ConfigSourceInterceptorContext context) {
                        return new RealPorts((key, wanted, others) -> (wanted == 0 ? 20000 : wanted) + chosen++, Mode.DEV);
                    }
                }).withSources(new PropertiesConfigSource(properties, "application.properties", 250)).build();
        Definitions definitions = Definitions.read(
                ProcessesConfig.ofStart(config.getConfigMapping(ProcessesBuildTimeConfig.class),
                        config.getConfigMapping(ProcessesRuntimeConfig.class),
                        config.getConfigMapping(ProcessManagerRuntimeConfig.class), config),
                LaunchContext.ofStart(Path.of("/base"), LaunchMode.DEVELOPMENT));
        assertThat(definitions.allProblems()).isEmpty();
        return definitions.plan();
    }

    private static ProcessDefinition find(Plan plan, String id) {
        return plan.find(id).orElseThrow();
    }

    @Test
    void eachReplicaHasItsOwnPortsAndItsCheckFollows() {
        Plan plan = plan("worker.command=w --port ${quarkus.processes.worker.port} ${quarkus.processes.worker.ports.admin}",
                "worker.port=0", "worker.ports.admin=0", "worker.replicas=2",
                "worker.health.url=http://localhost:${quarkus.processes.worker.port}/q?x=1");
        ProcessDefinition zero = find(plan, "worker-0");
        ProcessDefinition one = find(plan, "worker-1");

        assertThat(zero.port().getAsInt()).isPositive().isNotEqualTo(one.port().getAsInt());
        assertThat(List.of(zero.port().getAsInt(), one.port().getAsInt(), zero.ports().get("admin"), one.ports().get("admin")))
                .doesNotHaveDuplicates();
        assertThat(one.command().words()).containsExactly("w", "--port", String.valueOf(one.port().getAsInt()),
                String.valueOf(one.ports().get("admin")));
        assertThat(one.healthCheck().orElseThrow().probe()).isInstanceOfSatisfying(HttpProbe.class,
                probe -> assertThat(probe.url()).hasToString("http://localhost:" + one.port().getAsInt() + "/q?x=1"));
    }

    @Test
    void theNextFreePortsFollowAFixedOne() {
        Plan plan = plan("worker.command=w", "worker.port=21987", "worker.port-conflict=next", "worker.replicas=2");

        assertThat(find(plan, "worker-1").port().getAsInt()).isGreaterThan(find(plan, "worker-0").port().getAsInt());
    }

    @Test
    void otherPropertiesReferToThePortOfAReplica() {
        Plan plan = plan("worker.command=w", "worker.port=0", "worker.replicas=2",
                "worker.config.\"app.workers\"=http://localhost:${quarkus.processes.worker.port}/",
                "worker.config.\"app.size\"=2", "web.command=web ${quarkus.processes.worker-1.port}");
        int zero = find(plan, "worker-0").port().getAsInt();
        int one = find(plan, "worker-1").port().getAsInt();

        assertThat(find(plan, "web").command().words()).containsExactly("web", String.valueOf(one));
        assertThat(find(plan, "worker-0").config()).containsEntry("app.workers",
                "http://localhost:" + zero + "/,http://localhost:" + one + "/").containsEntry("app.size", "2");
    }

    @Test
    void dependentsReceiveTheAddressOfEachReplica() {
        Plan plan = plan("worker.command=w", "worker.replicas=2", "worker.port=0", "web.command=a", "web.depends-on=worker");

        assertThat(find(plan, "web").command().references().get("worker-1")).containsOnlyKeys("WORKER_1_HOST",
                "WORKER_1_PORT");
    }

    @Test
    void aFixedPortOfReplicasThatRunElsewhereIsOneAddress() {
        Plan plan = plan("worker.command=w", "worker.port=9000", "worker.host=worker.example", "worker.replicas=2",
                "worker.external=true", "worker.config.\"app.workers\"=http://worker.example:${quarkus.processes.worker.port}");

        assertThat(plan.ids()).containsExactly("worker");
        assertThat(find(plan, "worker").config()).containsEntry("app.workers", "http://worker.example:9000");
    }
}
