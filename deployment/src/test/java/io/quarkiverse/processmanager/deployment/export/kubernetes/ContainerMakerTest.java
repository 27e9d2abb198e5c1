package io.quarkiverse.processmanager.deployment.export.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;

/** What a container has of the settings of its process. */
class ContainerMakerTest {

    @Test
    void noManifestHasASecret() {
        Manifests manifests = Manifests.of("api.command=api --token t0ps3cret --db jdbc:x://me:pa55w0rd@localhost/",
                "api.image=acme/api",
                "api.env.API_KEY=k3y-of-api", "api.env.DB_URL=postgresql://me:pa55w0rd@localhost/shop",
                "api.stop.command=bye --token t0ps3cret", "api.health.command=check --token t0ps3cret",
                "my-db.command=db", "my-db.image=acme/db", "my-db.env.DB_PASSWORD=pa55w0rd2",
                "my-db.kubernetes.secret=credentials");

        assertThat(manifests.yaml()).doesNotContain("t0ps3cret", "pa55w0rd", "k3y-of-api");
        assertThat(manifests.document().secrets()).containsOnlyKeys("shop-processes", "credentials")
                .containsEntry("credentials", Set.of("MY_DB_DB_PASSWORD"));
        Container api = manifests.container("api");
        assertThat(api.getArgs()).startsWith("--token").satisfies(args -> assertThat(args.get(1)).matches("\\$\\(API_\\w+\\)"));
        EnvVar url = api.getEnv().stream().filter(variable -> variable.getName().equals("DB_URL")).findFirst().orElseThrow();
        assertThat(url.getValue()).matches("postgresql://me:\\$\\(API_\\w+\\)@localhost/shop");
        assertThat(api.getLifecycle()).isNull();
        assertThat(api.getStartupProbe()).isNull();
        assertThat(manifests.withoutCounterpart())
                .anyMatch(line -> line.startsWith("quarkus.processes.api.stop.command: contains a secret"))
                .anyMatch(line -> line.startsWith("quarkus.processes.api.health.command: contains a secret"));
    }

    /** Kubernetes expands a variable that stands before the one that refers to it. */
    @Test
    void aSecretStandsBeforeTheVariableThatRefersToIt() {
        Container api = Manifests
                .of("api.command=api", "api.image=acme/api", "api.env.A_URL=postgresql://me:pa55w0rd@localhost/shop")
                .container("api");

        assertThat(api.getEnv()).extracting(variable -> variable.getValueFrom() != null).containsExactly(true, false);
    }

    @Test
    void aCheckBecomesProbesWithItsFigures() {
        Container api = Manifests.of("api.command=api", "api.image=acme/api", "api.port=3000", "api.health.path=/health?deep=1",
                "api.health.headers.\"X-Probe\"=1", "api.health.interval=7s", "api.health.timeout=1500ms",
                "api.health.retries=4",
                "api.health.success-threshold=2", "api.health.on-unhealthy=restart", "api.startup-timeout=90s")
                .container("api");

        Probe startup = api.getStartupProbe();
        assertThat(startup.getPeriodSeconds()).isEqualTo(1);
        assertThat(startup.getFailureThreshold()).isEqualTo(90);
        assertThat(startup.getTimeoutSeconds()).isEqualTo(2);
        assertThat(startup.getHttpGet().getPath()).isEqualTo("/health?deep=1");
        assertThat(startup.getHttpGet().getHost()).isNull();
        assertThat(startup.getHttpGet().getHttpHeaders()).singleElement()
                .satisfies(header -> assertThat(header.getName()).isEqualTo("X-Probe"));
        assertThat(api.getReadinessProbe().getSuccessThreshold()).isEqualTo(2);
        assertThat(api.getReadinessProbe().getPeriodSeconds()).isEqualTo(7);
        // Another success threshold than 1 is refused there.
        assertThat(api.getLivenessProbe().getSuccessThreshold()).isNull();
        assertThat(api.getLivenessProbe().getFailureThreshold()).isEqualTo(4);
    }

    @Test
    void eachKindOfCheckHasAProbeOrAReason() {
        Manifests manifests = Manifests.of("tcp.command=a", "tcp.image=acme/a", "tcp.port=7001", "grpc.command=a",
                "grpc.image=acme/a",
                "grpc.port=7002", "grpc.health.grpc=localhost:7002/shop", "file.command=a", "file.image=acme/a",
                "file.health.file=/tmp/ready", "log.command=a", "log.image=acme/a", "log.port=7003", "log.health.log=ready",
                "exit.command=a", "exit.image=acme/a", "exit.health.command=check", "exit.health.expected-exit-code=3",
                "far.command=a", "far.image=acme/a", "far.health.url=https://example.org/health");

        assertThat(manifests.container("tcp").getStartupProbe().getTcpSocket().getPort().getIntVal()).isEqualTo(7001);
        assertThat(manifests.container("grpc").getStartupProbe().getGrpc().getService()).isEqualTo("shop");
        assertThat(manifests.container("file").getStartupProbe().getExec().getCommand()).containsExactly("test", "-e",
                "/tmp/ready");
        assertThat(manifests.container("log").getStartupProbe().getTcpSocket().getPort().getIntVal()).isEqualTo(7003);
        assertThat(manifests.container("exit").getStartupProbe()).isNull();
        assertThat(manifests.container("far").getStartupProbe().getHttpGet().getHost()).isEqualTo("example.org");
        assertThat(manifests.container("far").getStartupProbe().getHttpGet().getScheme()).isEqualTo("HTTPS");
        assertThat(manifests.withoutCounterpart()).containsExactlyInAnyOrder(
                "quarkus.processes.exit.health.expected-exit-code: has no counterpart: a probe expects 0; Kubernetes does not check the process",
                "quarkus.processes.log.health.type: has no counterpart; the probe is a TCP connection to the port 7003 instead");
    }

    @Test
    void aWarningLimitDoesNotKill() {
        Manifests manifests = Manifests.of("a.command=a", "a.image=acme/a", "a.usage-limit.memory=64M", "b.command=b",
                "b.image=acme/b",
                "b.usage-limit.memory=1000000", "b.usage-limit.cpu=25", "b.usage-limit.action=restart");

        assertThat(manifests.container("a").getResources().getLimits()).isEmpty();
        assertThat(manifests.container("a").getResources().getRequests()).isEqualTo(Map.of("memory", new Quantity("64", "Mi")));
        assertThat(manifests.container("b").getResources().getLimits())
                .isEqualTo(Map.of("memory", new Quantity("1000000"), "cpu", new Quantity("250", "m")));
    }

    @Test
    void aStopCommandRunsBeforeTheSignal() {
        assertThat(
                Manifests.of("a.command=a", "a.image=acme/a", "a.stop.signal=QUIT", "a.stop.command=drain --all").container("a")
                        .getLifecycle().getPreStop().getExec().getCommand())
                .containsExactly("sh", "-c",
                        "\"$@\"; kill -s QUIT 1; while kill -0 1 2>/dev/null; do sleep 1; done", "sh", "drain", "--all");
    }

    @Test
    void aUserNeedsANumberAndADirectoryMustBeOneOfTheImage() {
        Manifests manifests = Manifests.of("a.command=a", "a.image=acme/a", "a.user=nobody", "a.cwd=src/main/web");

        assertThat(manifests.container("a").getSecurityContext()).isNull();
        assertThat(manifests.container("a").getWorkingDir()).isNull();
        assertThat(manifests.withoutCounterpart()).containsExactlyInAnyOrder(
                "quarkus.processes.a.user: is a name, 'nobody', and Kubernetes needs the number; the user of the image runs the process",
                "quarkus.processes.a.cwd: is a directory of the build; the container begins in the working directory of its image");
    }

    /** Kubernetes stops the sidecars after the application, one after the other, and the other containers with it. */
    @Test
    void theGracePeriodOfThePodIsLongEnoughForAllStops() {
        Manifests manifests = Manifests.of("a.command=a", "a.image=acme/a", "a.kubernetes.placement=sidecar",
                "a.stop.timeout=20s",
                "b.command=b", "b.image=acme/b", "b.kubernetes.placement=sidecar", "b.stop.timeout=5s", "c.command=c",
                "c.image=acme/c",
                "c.stop.timeout=40s");

        assertThat(manifests.pod().getTerminationGracePeriodSeconds()).isEqualTo(40 + 20 + 5);
    }

    @Test
    void namesAreShortEnough() {
        String id = "a-very-long-name-of-a-process-for-the-orders-of-the-shop";
        Manifests manifests = Manifests.of(id + ".command=a", id + ".image=acme/a", id + ".port=7000",
                id + ".ports.administration=7001",
                id + ".kubernetes.placement=separate");

        assertThat(manifests.objects())
                .allSatisfy(object -> assertThat(object.getMetadata().getName()).hasSizeLessThanOrEqualTo(63));
        assertThat(Manifests.of(id + ".command=a", id + ".image=acme/a", id + ".port=7000", id + ".ports.administration=7001")
                .container(id).getPorts()).extracting(port -> port.getName()).doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(15).matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?"));
    }

    /** A path has a secret without a name that shows it. */
    @Test
    void noProbeHasASecretInItsPath() {
        Manifests manifests = Manifests.of("api.command=api", "api.image=acme/api", "api.port=3000",
                "api.env.API_TOKEN=k3y-of-api", "api.health.path=/health/k3y-of-api");

        assertThat(manifests.yaml()).doesNotContain("k3y-of-api");
        assertThat(manifests.withoutCounterpart()).containsExactly(
                "quarkus.processes.api.health.path: contains a secret, and a probe cannot refer to a Secret; Kubernetes does not check the process");
    }

    /** Kubernetes takes two dollars for one, and leaves a reference of a variable to itself as it is. */
    @Test
    void aReferenceIsExpandedBehindADollarAndInTheVariableWithItsName() {
        Container api = Manifests.of("api.command=api --region ${REGION}", "api.image=acme/api", "api.env.REGION=eu-${REGION}",
                "api.env.COST=a$pa55w0rdx", "api.env.THE_PASSWORD=pa55w0rdx").container("api");

        assertThat(api.getEnv()).extracting(EnvVar::getName, EnvVar::getValue)
                .contains(tuple("REGION", "eu-$(REGION_SECRET)"), tuple("COST", "a$$$(API_THE_PASSWORD)"));
        assertThat(
                api.getEnv().stream().filter(variable -> variable.getName().equals("REGION_SECRET")).findFirst().orElseThrow()
                        .getValueFrom().getSecretKeyRef().getKey())
                .isEqualTo("REGION");
        assertThat(api.getArgs()).containsExactly("--region", "$(REGION_SECRET)");
    }

    @Test
    void dataWithoutAClaimAndASignalThatNeedsAShellAreReported() {
        Manifests manifests = Manifests.of("cache.service=redis", "cache.image=redis:8", "kept.service=redis",
                "kept.image=redis:8", "kept.kubernetes.placement=separate", "kept.kubernetes.storage=1Gi", "a.command=a",
                "a.image=acme/a", "a.stop.signal=INT");

        assertThat(manifests.withoutCounterpart()).containsExactlyInAnyOrder(
                "quarkus.processes.cache.service: has its data in an emptyDir, which is lost with the pod; to keep the data, set "
                        + "kubernetes.placement=separate and kubernetes.storage",
                "quarkus.processes.a.stop.signal: needs sh in the image: a preStop hook sends INT, because Kubernetes sends TERM only");
    }

    /** A CronJob adds 11 characters, and a StatefulSet 11 for the label of its revision. */
    @Test
    void eachObjectAndContainerHasANameThatKubernetesTakes() {
        String id = "a-very-long-name-of-a-process-for-the-orders-of-the-shop--end-";
        Manifests manifests = Manifests.of(id + ".command=a", id + ".image=acme/a", id + ".port=7000",
                id + ".schedule.every=1h", "end-.command=a", "end-.image=acme/a", "end-.replicas=2", "in-.command=a",
                "in-.image=acme/a");

        assertThat(manifests.objects()).allSatisfy(object -> {
            assertThat(object.getMetadata().getName()).hasSizeLessThanOrEqualTo(52).matches("[a-z]([a-z0-9-]*[a-z0-9])?");
            assertThat(
                    object.getMetadata().getLabels() == null ? List.<String> of() : object.getMetadata().getLabels().values())
                    .allSatisfy(label -> assertThat(label).matches("[a-z]([a-z0-9-]*[a-z0-9])?"));
        });
        assertThat(manifests.pod().getContainers()).extracting(Container::getName).containsExactly("shop", "in");
    }

    @Test
    void aSeparateProcessFindsTheApplicationAtThePortOfItsService() {
        Manifests manifests = Manifests.of("a.command=a http://localhost:8080/", "a.image=acme/a",
                "a.kubernetes.placement=separate", "a.env.SHOP=http://localhost:${quarkus.http.port}/x",
                "in.command=in http://localhost:8080/", "in.image=acme/a");

        Container apart = manifests.find(Deployment.class, "shop-a").getSpec().getTemplate().getSpec().getContainers().get(0);
        assertThat(apart.getArgs()).containsExactly("http://shop:80/");
        assertThat(apart.getEnv()).extracting(EnvVar::getValue).contains("http://shop:80/x");
        assertThat(manifests.container("in").getArgs()).containsExactly("http://localhost:8080/");
    }
}
