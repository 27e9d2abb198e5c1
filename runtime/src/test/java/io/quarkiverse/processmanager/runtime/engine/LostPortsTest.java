package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.PortConflict;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;
import io.quarkiverse.processmanager.runtime.supervisor.application.CreatedPorts;

/** The configuration of this application chooses the next port after each loss. */
class LostPortsTest {

    private final List<String> losses = new ArrayList<>();
    private final List<Plan> followed = new ArrayList<>();
    private Plan known = plan(20001);
    private Plan running = Plan.EMPTY;
    private final LostPorts ports = ports(Runnable::run);

    private LostPorts ports(Executor executor) {
        return new LostPorts(new LostPorts.Plans(() -> known, () -> running),
                new LostPorts.Choices(losses::add, new NextPort()), followed::add, executor);
    }

    /** Gives a replica that a command has added another port. */
    private static final class NextPort implements CreatedPorts {

        @Override
        public List<ProcessDefinition> choose(List<ProcessDefinition> definitions) {
            return definitions.stream().<ProcessDefinition> map(one -> Replicas.withPorts(one, Map.of("", 20099))).toList();
        }

        @Override
        public void release(String processId) {
            throw new AssertionError("the process is still there");
        }
    }

    @BeforeEach
    void start() {
        ports.applicationStarted(() -> plan(20001 + losses.size()));
    }

    private static Plan plan(int port) {
        return Plan.of(List.of(ProcessDefinition.builder("db").command("db").port(port).build()));
    }

    private void fails(Reason reason) {
        ports.accept(new ProcessEvent.GaveUp("db", 1, Instant.EPOCH, reason, "why", List.of()));
    }

    private void isUp() {
        ports.accept(new ProcessEvent.Running("db", 1, Instant.EPOCH, Duration.ZERO, Health.HEALTHY));
    }

    @Test
    void aPortThatWasTakenBeforeTheFirstStartIsReplaced() {
        fails(Reason.PORT_IN_USE);

        assertThat(followed).hasSize(1);
        assertThat(followed.get(0).find("db").orElseThrow().port()).hasValue(20002);
    }

    @Test
    void afterTheFirstStartThePortStays() {
        isUp();

        fails(Reason.PORT_IN_USE);

        assertThat(losses).isEmpty();
        assertThat(followed).isEmpty();
    }

    @Test
    void anotherFailureIsNoLoss() {
        fails(Reason.ENOENT);

        assertThat(losses).isEmpty();
    }

    @Test
    void aFixedPortStays() {
        ports.applicationStarted(() -> plan(20001));

        fails(Reason.PORT_IN_USE);

        assertThat(followed).isEmpty();
    }

    @Test
    void onlyProcessesThatThePortChangesReceiveAnotherDefinition() {
        ProcessDefinition web = ProcessDefinition.builder("web").command("web", "-p", "8080").build();
        known = Plan.of(List.of(db(20001), client(20001), web));
        ports.applicationStarted(() -> Plan.of(List.of(db(20001 + losses.size()), client(20001 + losses.size()),
                ProcessDefinition.builder("web").command("web", "-p", "43210").build())));

        fails(Reason.PORT_IN_USE);

        Plan plan = followed.get(0);
        assertThat(plan.find("client").orElseThrow().command().words()).contains("20002");
        assertThat(plan.findGiven("web")).contains(web);
    }

    /** The configuration does not have the process, and the plan of the application must not be applied again. */
    @Test
    void aProcessThatCodeHasCreatedKeepsItsPort() {
        ports.accept(new ProcessEvent.GaveUp("made", 1, Instant.EPOCH, Reason.PORT_IN_USE, "why", List.of()));

        assertThat(losses).isEmpty();
        assertThat(followed).isEmpty();
    }

    private void scale() {
        ProcessDefinition worker = ProcessDefinition.builder("worker").command("w", "-p", "{port}").replicas(1).port(20001)
                .portConflict(PortConflict.NEXT).build();
        known = Plan.of(Replicas.expand(List.of(worker)));
        running = Plan.of(List.of(known.findGiven("worker-0").orElseThrow(),
                Replicas.complete(Replicas.withPorts(Replicas.outline(worker, 1), Map.of("", 20002)))));
        ports.applicationStarted(() -> known);
    }

    private void replica(Function<String, ProcessEvent> event) {
        ports.accept(event.apply("worker-1"));
    }

    private static ProcessEvent taken(String id) {
        return new ProcessEvent.GaveUp(id, 1, Instant.EPOCH, Reason.PORT_IN_USE, "why", List.of());
    }

    private static ProcessEvent running(String id) {
        return new ProcessEvent.Running(id, 1, Instant.EPOCH, Duration.ZERO, Health.HEALTHY);
    }

    /** The configuration knows the declared replicas only. */
    @Test
    void aReplicaThatACommandHasAddedReceivesAnotherPort() {
        scale();

        replica(LostPortsTest::taken);

        assertThat(followed).hasSize(1);
        assertThat(followed.get(0).ids()).containsExactly("worker-0", "worker-1");
        assertThat(followed.get(0).find("worker-1").orElseThrow().command().words()).containsExactly("w", "-p", "20099");
        assertThat(followed.get(0).findGiven("worker-0")).isEqualTo(known.findGiven("worker-0"));
    }

    @Test
    void aReplicaThatACommandHasAddedKeepsThePortWithWhichItWasUp() {
        scale();
        replica(LostPortsTest::running);
        replica(LostPortsTest::taken);

        assertThat(followed).isEmpty();

        replica(id -> new ProcessEvent.Starting(id, 1, Instant.EPOCH));
        replica(LostPortsTest::taken);

        assertThat(followed).as("the replica was removed and added again").hasSize(1);
    }

    @Test
    void theReplacementForAnApplicationThatHasEndedIsDropped() {
        List<Runnable> later = new ArrayList<>();
        LostPorts slow = ports(later::add);
        slow.applicationStarted(() -> plan(20001 + losses.size()));
        slow.accept(new ProcessEvent.GaveUp("db", 1, Instant.EPOCH, Reason.PORT_IN_USE, "why", List.of()));

        slow.applicationEnds();
        slow.applicationStarted(() -> plan(20001 + losses.size()));
        later.forEach(Runnable::run);

        assertThat(losses).isEmpty();
        assertThat(followed).isEmpty();
    }

    private static ProcessDefinition db(int port) {
        return ProcessDefinition.builder("db").command("db").port(port).build();
    }

    private static ProcessDefinition client(int port) {
        return ProcessDefinition.builder("client").command("client", "-p", String.valueOf(port)).build();
    }

    @Test
    void withoutAnApplicationNothingIsRead() {
        ports.applicationEnds();

        fails(Reason.PORT_IN_USE);

        assertThat(losses).isEmpty();
    }
}
