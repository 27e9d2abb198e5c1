package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;

/** The configuration of this application chooses the next port after each loss. */
class LostPortsTest {

    private final List<String> losses = new ArrayList<>();
    private final List<Plan> followed = new ArrayList<>();
    private Plan known = plan(20001);
    private final LostPorts ports = new LostPorts(() -> known, losses::add, followed::add, Runnable::run);

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

    @Test
    void theReplacementForAnApplicationThatHasEndedIsDropped() {
        List<Runnable> later = new ArrayList<>();
        LostPorts slow = new LostPorts(() -> known, losses::add, followed::add, later::add);
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
