package io.quarkiverse.processmanager.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.engine.Engine;

class TestScopeTest {

    private static final String A = "[engine:junit-jupiter]/[class:A]";

    private static TestScope scope(String owner, String id) {
        TestProcess process = new TestProcess(ProcessDefinition.builder(id).command("sleep", "1").build(), 20);
        return new TestScope(new TestEngine(Engine.standalone()), owner, List.of(process), Set.of());
    }

    private static boolean collide(TestScope one, TestScope other) {
        assertThat(one.collidesWith(other)).isEqualTo(other.collidesWith(one));
        return one.collidesWith(other);
    }

    @Test
    void aScopeCanReplaceAProcessOfAScopeAroundIt() {
        assertThat(collide(scope(A + "/[method:a()]", "stub"), scope(A, "stub"))).isFalse();
        assertThat(collide(scope(A + "/[method:a()]", "stub"), scope("", "stub"))).isFalse();
        assertThat(collide(scope(A, "stub"), scope(A, "stub"))).isFalse();
    }

    @Test
    void twoTestsCollideIfTheyHaveAProcessWithTheSameId() {
        assertThat(collide(scope(A + "/[method:a()]", "stub"), scope(A + "/[method:b()]", "stub"))).isTrue();
        assertThat(collide(scope(A + "/[method:a()]", "stub"), scope(A + "/[method:ab()]", "other"))).isFalse();
        assertThat(collide(scope(A, "stub"), scope(A + "B", "stub"))).isTrue();
    }
}
