package io.quarkiverse.processmanager.runtime.process.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurvivorsTest {

    private static final SubordinateUsers RANGES = new SubordinateUsers(
            List.of("# name:first:count", "me:100000:65536", "1001:300000:10", "other:200000:65536", "me:x:1", ""));

    @ParameterizedTest
    @CsvSource({ "99999, false", "100000, true", "165535, true", "165536, false", "200001, false", "300009, true",
            "300010, false",
            "unknown, false" })
    void theRangesOfAUserAreThoseOfItsNameAndOfItsNumber(String user, boolean subordinate) {
        assertThat(RANGES.include(user, Set.of("me", "1001"))).isEqualTo(subordinate);
    }

    @Test
    void theMessageSaysHowAProcessOfAnotherUserEnds() {
        String me = System.getProperty("user.name");
        SubordinateUsers own = new SubordinateUsers(List.of(me + ":100000:65536"));

        assertThat(Survivors.ofUser(4711, "0", "1000", own)).isEqualTo("it runs as user 0, and this application, user 1000,"
                + " may not signal it; end it as root with 'kill -KILL 4711'");
        assertThat(Survivors.ofUser(4711, "33", "1000", own)).endsWith("; end it as root or as user 33 with 'kill -KILL 4711'");
        assertThat(Survivors.ofUser(4711, "100999", "1000", own)).endsWith("; it is probably in a container: end it with"
                + " 'podman unshare kill -KILL 4711' or, as root, with 'kill -KILL 4711'");
    }
}
