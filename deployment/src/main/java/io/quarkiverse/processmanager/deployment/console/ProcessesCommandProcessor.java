package io.quarkiverse.processmanager.deployment.console;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.config.ProcessManagerBuildTimeConfig;
import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.ConsoleCommandBuildItem;

/** Adds the commands about processes to the terminal mode of the console. */
class ProcessesCommandProcessor {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    /** The annotation of {@link ProcessesCommand}. By its name, because aesh 3 does not have it. */
    private static final String OF_AESH_2 = "org.aesh.command.GroupCommandDefinition";

    /** The class lives as long as dev mode. */
    private static boolean reported;

    @BuildStep(onlyIf = IsLocalDevelopment.class)
    void commands(ProcessManagerBuildTimeConfig config, BuildProducer<ConsoleCommandBuildItem> commands) {
        if (!config.enabled()) {
            return;
        }
        if (isTerminalKnown()) {
            commands.produce(new ConsoleCommandBuildItem(new ProcessesCommand()));
        } else {
            reportUnknown();
        }
    }

    /**
     * Whether this Quarkus has the terminal library that this package is compiled for, which is aesh 2. Quarkus 3.38 has aesh 3, with
     * other names. Dev mode then runs without the commands, the key and the status line of the terminal.
     */
    static boolean isTerminalKnown() {
        return isTerminalKnown(ProcessesCommandProcessor.class.getClassLoader());
    }

    static boolean isTerminalKnown(ClassLoader loader) {
        try {
            Class.forName(OF_AESH_2, false, loader);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static synchronized void reportUnknown() {
        if (!reported) {
            reported = true;
            LOG.info(
                    "The terminal of this version of Quarkus has no monitor, no status line and no commands for processes yet; use"
                            + " the Dev UI or the command line 'processes'");
        }
    }
}
