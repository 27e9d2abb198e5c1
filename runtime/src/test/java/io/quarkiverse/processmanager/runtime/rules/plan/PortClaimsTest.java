package io.quarkiverse.processmanager.runtime.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.PortConflict;
import io.quarkiverse.processmanager.PortOwner;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.listen.PortClaim;

class PortClaimsTest {

    @Test
    void theDeclaredPortIsClaimed() {
        assertThat(claims(define("a").port(80))).containsExactly(new PortClaim(80, "port"));
        assertThat(claims(define("a").port(80).health(h -> h.command("x")))).containsExactly(new PortClaim(80, "port"));
        assertThat(claims(define("a"))).isEmpty();
    }

    @Test
    void thePortOfACheckOfThisMachineIsClaimed() {
        assertThat(claims(define("a").health(h -> h.port(80)))).containsExactly(PortClaim.ofCheck(80));
        assertThat(claims(define("a").port(80).health(h -> h.url("http://LOCALHOST:90/"))))
                .containsExactly(new PortClaim(80, "port"), PortClaim.ofCheck(90));
        assertThat(claims(define("a").health(h -> h.url("https://[::1]/")))).containsExactly(PortClaim.ofCheck(443));
        assertThat(claims(define("a").health(h -> h.url("http://127.0.0.1/")))).containsExactly(PortClaim.ofCheck(80));
    }

    @Test
    void thePortOfAnotherMachineIsNotClaimed() {
        assertThat(claims(define("a").health(h -> h.url("http://db.example.org:80/")))).isEmpty();
        assertThat(claims(define("a").health(h -> h.host("10.0.0.1").port(80)))).isEmpty();
    }

    @Test
    void namedPortsAreClaimedToo() {
        assertThat(claims(define("a").port(80).port("admin", 90).health(h -> h.port(90))))
                .containsExactly(new PortClaim(80, "port"), new PortClaim(90, "ports.admin"));
        assertThat(claims(define("a").host("db.example.org").port(80).port("admin", 90))).isEmpty();
    }

    @Test
    void aChosenPortIsTold() {
        ProcessDefinition chosen = ProcessSettings.of(define("a").port(0).port("admin", 90).build())
                .withPorts(OptionalInt.of(20001), Map.of("admin", 90));

        assertThat(PortClaims.of(chosen)).containsExactly(new PortClaim(20001, "port", true),
                new PortClaim(90, "ports.admin", false));
        assertThat(claims(define("a").port(80).portConflict(PortConflict.NEXT)))
                .containsExactly(new PortClaim(80, "port", true));
    }

    @Test
    void aPortOfAnyProcessIsNotClaimed() {
        assertThat(claims(define("a").port(80).health(h -> h.port(90)).portOwner(PortOwner.ANY))).isEmpty();
    }

    private static ProcessDefinitionBuilder define(String id) {
        return ProcessDefinition.builder(id).command("run");
    }

    private static List<PortClaim> claims(ProcessDefinitionBuilder builder) {
        return PortClaims.of(builder.build());
    }
}
