package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;

/** What a start of the application starts, and what it leaves until the application accepts requests. */
class StartPhasesTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final World world = new World();

    @Test
    void aProcessAfterTheApplicationStartsWhenTheApplicationAcceptsRequests() {
        world.reconcile(after("ui"), define("db")).advance(SOON).expect("ui", STOPPED).expect("db", RUNNING);
        assertThat(world.status("ui").why()).isEqualTo("starts when the application accepts requests");

        accepts(after("ui"), define("db"));

        world.advance(SOON).expect("ui", RUNNING);
        assertThat(world.runner.started("db")).hasSize(1);
    }

    /** The port in the settings is known only then. */
    @Test
    void itStartsWithTheDefinitionOfThatMoment() {
        world.reconcile(after("ui").env("API", "0")).advance(SOON);

        accepts(after("ui").env("API", "4711"));

        assertThat(world.runner.started("ui")).hasSize(1);
        assertThat(world.process("ui").launch.command().environment()).containsEntry("API", "4711");
    }

    @Test
    void itRunsOnOverALiveReload() {
        world.reconcile(after("ui").env("API", "0"));
        accepts(after("ui").env("API", "4711"));
        world.advance(SOON);

        world.detach().attach();
        Plan next = plan(after("ui").env("API", "0")).beforeAppListens(world.supervisor.snapshot().plan());
        world.supervisor.reconcile(next);
        world.loop.settle();
        accepts(after("ui").env("API", "4711"));

        world.advance(SOON).expect("ui", RUNNING);
        assertThat(world.runner.started("ui")).hasSize(1);
    }

    @Test
    void aStartThatFailedLeavesItForTheNextOne() {
        world.reconcile(after("ui")).detach().attach().reconcile(after("ui")).expect("ui", STOPPED);

        accepts(after("ui"));

        world.expect("ui", STARTING);
    }

    @Test
    void aStartThatFailedLeavesItForTheNextOneThatStartsItEarlier() {
        world.reconcile(after("ui"), after("docs")).detach().attach();

        world.reconcile(define("ui"), before("docs")).advance(SOON).expect("ui", RUNNING).expect("docs", RUNNING);
    }

    @Test
    void oneThatIsNoLongerDeclaredIsForgotten() {
        world.reconcile(after("ui")).detach().attach().reconcile().create(define("ui"));

        accepts();

        world.advance(SOON).expect("ui", STOPPED);
    }

    @Test
    void oneThatCodeHasStartedIsNotStartedTwice() {
        world.reconcile(after("ui"));
        world.start("ui");
        world.advance(SOON);

        accepts(after("ui"));

        world.advance(SOON).expect("ui", RUNNING);
        assertThat(world.runner.started("ui")).hasSize(1);
    }

    @Test
    void oneThatDoesNotStartWithTheApplicationStaysDown() {
        ProcessDefinitionBuilder[] both = { after("ui"), define("tool").dependsOn("ui").autoStart(false) };
        world.reconcile(both);

        accepts(both);

        world.advance(SOON).expect("ui", RUNNING).expect("tool", STOPPED);
    }

    /** The start of the application waits for it, so it must not stay as it is; others would fail again at each save. */
    @Test
    void aFailedProcessBeforeTheApplicationStartsAgainWithTheNextStart() {
        ProcessDefinitionBuilder[] both = { before("db"), never(define("tool")) };
        world.reconcile(both).exit("db", 1).exit("tool", 1).advance(SOON).expect("db", FAILED).expect("tool", FAILED);

        world.detach().attach().reconcile(both).advance(SOON);

        world.expect("db", RUNNING).expect("tool", FAILED);
    }

    @Test
    void aProcessBeforeTheApplicationThatACommandHasStoppedStaysDown() {
        world.reconcile(before("db")).advance(SOON);
        world.stop("db");
        world.exit("db", 143).expect("db", STOPPED);

        world.detach().attach().reconcile(before("db")).advance(SOON);

        world.expect("db", STOPPED);
    }

    private void accepts(ProcessDefinitionBuilder... builders) {
        world.supervisor.reconcileRest(plan(builders));
        world.loop.settle();
    }

    private static Plan plan(ProcessDefinitionBuilder... builders) {
        return Plan.of(Arrays.stream(builders).map(ProcessDefinitionBuilder::build).toList());
    }

    private static ProcessDefinitionBuilder after(String id) {
        return define(id).startPhase(StartPhase.AFTER_APP);
    }

    private static ProcessDefinitionBuilder before(String id) {
        return never(define(id).startPhase(StartPhase.BEFORE_APP));
    }

    private static ProcessDefinitionBuilder never(ProcessDefinitionBuilder builder) {
        return builder.restart(restart -> restart.policy(RestartPolicy.Mode.NEVER));
    }
}
