package io.quarkiverse.processmanager.deployment.console;

import java.util.Map;
import java.util.Optional;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.config.ProcessManagerBuildTimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerValidationConfig;
import io.quarkiverse.processmanager.terminal.text.Style;
import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.console.AeshConsole;
import io.quarkus.deployment.console.ConsoleInstalledBuildItem;
import io.quarkus.dev.console.DevConsoleManager;
import io.quarkus.dev.console.QuarkusConsole;

/** Adds the status line to the terminal of dev mode. It stays over live reloads. Without a terminal there is none. */
class StatusLineProcessor {

    /** The runtime module finds the display by this name. */
    private static final String DISPLAY = "io.quarkiverse.processmanager.display";
    /** Between the prompt and the lines about tests. */
    private static final int PRIORITY = 50;

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    /** The class lives as long as dev mode. */
    private static Optional<ProcessDisplay> display = Optional.empty();

    @BuildStep(onlyIf = IsLocalDevelopment.class)
    @Consume(ConsoleInstalledBuildItem.class)
    @Produce(ServiceStartBuildItem.class)
    void register(ProcessManagerBuildTimeConfig manager, ProcessManagerValidationConfig settings) {
        if (manager.enabled() && settings.common().console().statusLine()
                && ProcessesCommandProcessor.isTerminalKnown()) {
            show();
        } else {
            hide();
        }
    }

    private static synchronized void show() {
        if (display.isEmpty() && QuarkusConsole.INSTANCE instanceof AeshConsole console) {
            try {
                ProcessDisplay shown = display(new ConsoleTerminal(new QuarkusTerminal(console)));
                display = Optional.of(shown);
                DevConsoleManager.setGlobal(DISPLAY, shown);
            } catch (ReflectiveOperationException | RuntimeException e) {
                LOG.debug("The terminal of this version of Quarkus has no status line for processes", e);
            }
        }
    }

    private static ProcessDisplay display(ConsoleTerminal terminal) {
        ProcessDisplay made = new ProcessDisplay(QuarkusConsole.INSTANCE.registerStatusLine(PRIORITY), terminal,
                new DisplayText(style(System.getenv(), terminal.isUnicode())));
        terminal.listen(made::beforeResize, made::afterResize, made::beforeClose);
        return made;
    }

    static Style style(Map<String, String> environment, boolean unicode) {
        boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
        return new Style(!dumb && environment.getOrDefault("NO_COLOR", "").isEmpty(), unicode);
    }

    private static synchronized void hide() {
        display.ifPresent(ProcessDisplay::close);
        display.ifPresent(hidden -> DevConsoleManager.setGlobal(DISPLAY, Optional.empty()));
        display = Optional.empty();
    }
}
