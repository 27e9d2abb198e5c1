package io.quarkiverse.processmanager.deployment.export.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.quarkiverse.processmanager.Problem;

/** Where the processes of an application run, and which places are refused. */
class PlacementsTest {

    @Test
    void aSidecarStartsBeforeTheApplicationAndAContainerWithIt() {
        Manifests manifests = Manifests.of("db.command=db", "db.image=acme/db", "db.start-phase=before-app", "ui.command=ui",
                "ui.image=acme/ui", "late.command=late", "late.image=acme/late", "late.start-phase=after-app");

        assertThat(names(manifests.pod().getInitContainers())).containsExactly("db");
        assertThat(names(manifests.pod().getContainers())).containsExactlyInAnyOrder("shop", "ui", "late");
        assertThat(manifests.container("db").getRestartPolicy()).isEqualTo("Always");
        assertThat(manifests.container("ui").getRestartPolicy()).isNull();
    }

    @Test
    void aProcessThatAnotherWaitsForStartsBeforeThatOne() {
        Manifests manifests = Manifests.of("ui.command=ui", "ui.image=acme/ui", "ui.depends-on=api", "api.command=api",
                "api.image=acme/api", "api.depends-on=setup", "setup.command=setup", "setup.image=acme/setup",
                "setup.kind=task");

        assertThat(names(manifests.pod().getInitContainers())).containsExactly("setup", "api");
        assertThat(names(manifests.pod().getContainers())).containsExactly("shop", "ui");
        assertThat(manifests.container("setup").getRestartPolicy()).isNull();
    }

    @Test
    void aProcessThatPodsOfTheirOwnNeedHasAService() {
        Manifests manifests = Manifests.of("db.command=db", "db.image=acme/db", "db.port=5432", "db.start-phase=before-app",
                "nightly.command=report", "nightly.image=acme/report", "nightly.schedule.every=24h", "nightly.depends-on=db");

        assertThat(manifests.find(Deployment.class, "shop-db").getSpec().getReplicas()).isEqualTo(1);
        assertThat(manifests.find(Service.class, "shop-db").getSpec().getPorts()).singleElement()
                .satisfies(port -> assertThat(port.getPort()).isEqualTo(5432));
        assertThat(manifests.pod().getInitContainers()).isEmpty();
        assertThat(manifests.problems()).isEmpty();
    }

    @Test
    void theZoneOfAClusterIsReported() {
        String[] task = { "nightly.command=report", "nightly.image=acme/report", "nightly.schedule.cron=0 0 3 * * ?" };
        String[] there = { task[0], task[1], task[2], "nightly.schedule.time-zone=Europe/Berlin" };

        assertThat(Manifests.of(task).withoutCounterpart()).containsExactly("quarkus.processes.nightly.schedule.time-zone: is"
                + " missing: the times of the CronJob are those of the time zone of the cluster, mostly UTC");
        assertThat(Manifests.of(there).withoutCounterpart()).isEmpty();
        assertThat(Manifests.of(there).find(CronJob.class, "shop-nightly").getSpec().getTimeZone()).isEqualTo("Europe/Berlin");
    }

    @Test
    void theOnlyReplicaHasTheIndexZeroAsAtRunTime() {
        Manifests manifests = Manifests.of("api.command=api --node {replica}", "api.image=acme/api", "api.replicas=1");

        assertThat(manifests.container("api").getArgs()).containsExactly("--node", "0");
        assertThat(manifests.container("api").getEnv()).anySatisfy(variable -> {
            assertThat(variable.getName()).isEqualTo("REPLICA_INDEX");
            assertThat(variable.getValue()).isEqualTo("0");
        });
    }

    @Test
    void aSeparateProcessFindsTheApplicationBesideAnotherProcessWithThePortOfItsService() {
        Manifests manifests = Manifests.of("front.command=front", "front.image=acme/front", "front.port=80",
                "front.kubernetes.placement=separate", "agent.command=agent", "agent.image=acme/agent",
                "agent.kubernetes.placement=separate", "agent.env.SHOP=http://localhost:${quarkus.http.port:8080}/x",
                "agent.env.PORT_OF_SHOP=${quarkus.http.port:8080}", "agent.env.FRONT=http://localhost:80/");

        Map<String, String> variables = new TreeMap<>();
        manifests.find(Deployment.class, "shop-agent").getSpec().getTemplate().getSpec().getContainers().get(0).getEnv()
                .forEach(variable -> variables.put(variable.getName(), variable.getValue()));
        assertThat(variables).containsEntry("SHOP", "http://shop:80/x").containsEntry("PORT_OF_SHOP", "80")
                .containsEntry("FRONT", "http://shop-front:80/");
    }

    @Test
    void theReportNamesTheFilesThatTheClusterNeeds() {
        assertThat(Manifests.of("db.service=postgresql", "db.image=postgres:18", "db.env-file=a.env,b.env",
                "db.service.init-scripts=src/db/tables.sql").withoutCounterpart())
                .anySatisfy(line -> assertThat(line).contains("env-file: (a.env, b.env) "))
                .anySatisfy(line -> assertThat(line).contains("init-scripts: (src/db/tables.sql) "));
    }

    @Test
    void aTaskAfterTheApplicationIsAJob() {
        Manifests manifests = Manifests.of("seed.command=seed", "seed.image=acme/seed", "seed.kind=task",
                "seed.start-phase=after-app");

        assertThat(manifests.find(Job.class, "shop-seed").getSpec().getBackoffLimit()).isZero();
    }

    @Test
    void aPlaceThatCannotWorkIsRefused() {
        assertThat(
                Manifests.of("db.command=db", "db.image=acme/db", "db.kubernetes.placement=sidecar", "nightly.command=report",
                        "nightly.image=acme/report", "nightly.schedule.every=24h", "nightly.depends-on=db").problems())
                .containsExactly(
                        "quarkus.processes.db.kubernetes.placement: must be separate, because 'nightly' runs in a pod of"
                                + " its own and connects to the process");
        assertThat(Manifests.of("a.command=a", "a.image=acme/a", "a.kubernetes.placement=container", "b.command=b",
                "b.image=acme/b", "b.kubernetes.placement=sidecar", "b.depends-on=a").problems())
                .containsExactly(
                        "quarkus.processes.a.kubernetes.placement: must be sidecar, because 'b' waits for the process and"
                                + " starts before each container");
        assertThat(Manifests.of("a.command=a", "a.image=acme/a", "a.data-dir=data", "a.kubernetes.storage=1Gi").problems())
                .containsExactly("quarkus.processes.a.kubernetes.storage: needs kubernetes.placement=separate: each pod of the"
                        + " application would mount the same volume");
    }

    /** As the Job for Flyway. */
    @Test
    void aProcessThatAJobOfTheApplicationNeedsHasAService() {
        String[] lines = { "db.command=db", "db.image=acme/db", "db.port=5432", "db.config.\"shop.db\"=localhost:5432",
                "ui.command=ui", "ui.image=acme/ui" };

        assertThat(names(Manifests.of(lines).pod().getInitContainers())).containsExactly("db");
        Manifests manifests = Manifests.withJobs(Set.of("shop-flyway-init"), lines);

        assertThat(manifests.find(Service.class, "shop-db")).isNotNull();
        assertThat(names(manifests.pod().getContainers())).containsExactly("shop", "ui");
        assertThat(manifests.container("shop").getEnv()).extracting(EnvVar::getName, EnvVar::getValue)
                .contains(tuple("SHOP_DB", "shop-db:5432"));
    }

    @Test
    void theContainersOfAPodNeedDifferentPorts() {
        Manifests manifests = Manifests.of("a.command=a", "a.image=acme/a", "a.port=8080", "b.command=b", "b.image=acme/b",
                "b.port=9000", "c.command=c", "c.image=acme/c", "c.port=9000", "d.command=d", "d.image=acme/d", "d.port=9000",
                "d.kubernetes.placement=separate");

        assertThat(manifests.problems()).containsExactly(
                "quarkus.processes.a.kubernetes.placement: must be separate, because the application has the port 8080 in the pod of"
                        + " the application, too",
                "quarkus.processes.c.kubernetes.placement: must be separate, because 'b' has the port 9000 in the pod of the"
                        + " application, too");
    }

    @Test
    void aProcessThatStartsOnDemandIsLeftOutOrHasNoPods() {
        Manifests manifests = Manifests.of("tool.command=tool", "tool.image=acme/tool", "tool.auto-start=false",
                "other.command=other", "other.image=acme/other", "other.auto-start=false",
                "other.kubernetes.placement=separate");

        assertThat(names(manifests.pod().getContainers())).containsExactly("shop");
        assertThat(manifests.find(Deployment.class, "shop-other").getSpec().getReplicas()).isZero();
        assertThat(manifests.withoutCounterpart()).singleElement().asString()
                .startsWith("quarkus.processes.tool.auto-start: is false, and a container of the application always starts");
    }

    private static List<String> names(List<Container> containers) {
        return containers.stream().map(Container::getName).toList();
    }

    @Test
    void knativeHasNoContainerBesideThatOfTheApplication() {
        Manifests manifests = Manifests.of("shop.command=a", "shop.image=acme/a", "b-.command=b", "b-.image=acme/b",
                "c.command=c",
                "c.image=acme/c", "c.kubernetes.placement=separate");

        assertThat(manifests.document().withoutPod()).extracting(Problem::processId).containsExactly("b-", "shop");
    }
}
