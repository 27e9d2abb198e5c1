package io.quarkiverse.processmanager.deployment.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.deployment.console.ConsoleKeys.Use;
import io.quarkus.deployment.console.ConsoleCommand;
import io.quarkus.deployment.console.ConsoleStateManager;
import io.quarkus.deployment.console.ConsoleStateManager.ConsoleContext;

class ConsoleKeysTest {

    private final ConsoleContext other = ConsoleStateManager.INSTANCE.createContext("Another extension");
    private final List<String> ran = new ArrayList<>();

    @AfterEach
    void tearDown() {
        other.reset();
        ConsoleKeys.remove(Use.MONITOR);
        ConsoleKeys.remove(Use.CONTRIBUTED_CONFIGURATION);
    }

    private ConsoleCommand command(char key, String name) {
        return new ConsoleCommand(key, name, null, () -> ran.add(name));
    }

    private void press(char key) {
        other.getCommandByKey(key).getRunnable().run();
    }

    @Test
    void eachUseHasAKeyAndEachBuildSetsItAgain() {
        ConsoleKeys.set(Use.MONITOR, command('m', "monitor"));
        ConsoleKeys.set(Use.CONTRIBUTED_CONFIGURATION, command('c', "configuration"));
        ConsoleKeys.set(Use.MONITOR, command('m', "monitor again"));
        press('c');
        press('m');

        assertThat(ran).containsExactly("configuration", "monitor again");
    }

    @Test
    void aRemovedKeyIsFree() {
        ConsoleKeys.set(Use.MONITOR, command('m', "monitor"));
        ConsoleKeys.set(Use.CONTRIBUTED_CONFIGURATION, command('c', "configuration"));
        ConsoleKeys.remove(Use.MONITOR);
        other.reset(command('m', "other"));
        press('c');
        press('m');

        assertThat(ran).containsExactly("configuration", "other");
    }

    @Test
    void theKeyOfAnotherExtensionStaysItsKey() {
        other.reset(command('m', "other"));
        ConsoleKeys.set(Use.MONITOR, command('m', "monitor"));
        ConsoleKeys.set(Use.CONTRIBUTED_CONFIGURATION, command('c', "configuration"));
        press('c');
        press('m');

        assertThat(ran).containsExactly("configuration", "other");
    }
}
