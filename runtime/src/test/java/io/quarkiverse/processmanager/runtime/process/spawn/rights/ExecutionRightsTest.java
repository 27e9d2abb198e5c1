package io.quarkiverse.processmanager.runtime.process.spawn.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRefusedException;

/** The refusals for an application with few rights. The rights of the test's own user do not matter. */
class ExecutionRightsTest {

    private static final Privileges ORDINARY = new Privileges(1000, 1001, 0, 5,
            Map.of("Max open files", 4096L, "Max nice priority", 0L));
    private static final Privileges ROOT = new Privileges(0, 0, -1, 0, ORDINARY.hardLimits());

    @Test
    void anotherUserNeedsRoot() {
        assertRefused(define().user("nobody"),
                "user=nobody needs root, or the capability to change the user; this application runs as user 1000, group 1001");
    }

    @Test
    void anotherGroupNeedsRoot() {
        assertRefused(define().group("0"),
                "group=0 needs root, or the capability to change the group; this application runs as user 1000, group 1001");
    }

    @Test
    void theOwnUserAndGroupNeedNothing() {
        assertPermitted(define().user("1000").group("1001"), ORDINARY);
    }

    @Test
    void morePriorityThanTheApplicationNeedsRoot() {
        assertRefused(define().nice(4),
                "nice=4 is more urgent than this application, which is at 5; that needs root, or the capability SYS_NICE");
        assertPermitted(define().nice(5), ORDINARY);
        assertPermitted(define().nice(-20), ROOT);
    }

    @Test
    void theSystemCanPermitSomePriority() {
        Privileges permitted = new Privileges(1000, 1000, 0, 5, Map.of("Max nice priority", 22L));

        assertPermitted(define().nice(-2), permitted);
        assertPermitted(define().nice(-20), new Privileges(1000, 1000, 0, 5, Map.of()));
        assertThat(refusal(define().nice(-3), permitted).reason()).isEqualTo(Reason.NOT_PERMITTED);
    }

    @Test
    void aHigherHardLimitNeedsRoot() {
        assertRefused(define().ulimit("nofile", "10:4097"),
                "ulimits.nofile=10:4097 is more than the hard limit of this application,"
                        + " which is 4096; more needs root with the capability SYS_RESOURCE");
        assertPermitted(define().ulimit("nofile", "4096"), ORDINARY);
        assertPermitted(define().ulimit("core", "unlimited"), ORDINARY);
        assertPermitted(define().ulimit("nofile", "4097"), ROOT);
    }

    @Test
    void noLimitIsMoreThanAny() {
        Privileges limited = new Privileges(1000, 1000, 0, 0, Map.of("Max address space", 1L));

        assertThat(refusal(define().ulimit("as", "unlimited"), limited).reason()).isEqualTo(Reason.NOT_PERMITTED);
    }

    private static ProcessDefinitionBuilder define() {
        return ProcessDefinition.builder("p").command("x");
    }

    private static void check(ProcessDefinitionBuilder definition, Privileges own) throws StartRefusedException {
        Execution execution = definition.build().execution();
        RunAs.of(execution, own);
        ExecutionRights.check(execution, own);
    }

    private static void assertPermitted(ProcessDefinitionBuilder definition, Privileges own) {
        assertThatCode(() -> check(definition, own)).doesNotThrowAnyException();
    }

    private static StartFailure refusal(ProcessDefinitionBuilder definition, Privileges own) {
        return catchThrowableOfType(StartRefusedException.class, () -> check(definition, own)).failure();
    }

    private static void assertRefused(ProcessDefinitionBuilder definition, String detail) {
        assertThat(refusal(definition, ORDINARY)).isEqualTo(new StartFailure(Reason.NOT_PERMITTED, detail));
    }
}
