package io.quarkiverse.processmanager.deployment.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypedKeysTest {

    private final TypedKeys keys = new TypedKeys();

    @Test
    void aPeekTakesNothing() {
        keys.add(new int[] { 'a', '●' });

        assertThat(keys.peek(0)).isEqualTo('a');
        assertThat(keys.read(0)).isEqualTo('a');
        assertThat(keys.read(0)).isEqualTo('●');
        assertThat(keys.read(0)).isEqualTo(TypedKeys.TIMEOUT);
        assertThat(keys.peek(0)).isEqualTo(TypedKeys.TIMEOUT);
    }

    @Test
    void theEndStays() {
        keys.add(new int[] { 'a' });
        keys.end();

        assertThat(keys.peek(-1)).isEqualTo(TypedKeys.END);
        assertThat(keys.read(-1)).isEqualTo(TypedKeys.END);
        assertThat(keys.read(-1)).isEqualTo(TypedKeys.END);
    }
}
