package io.quarkiverse.processmanager.runtime;

import java.util.List;
import java.util.Set;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.runtime.config.Definitions;
import io.quarkiverse.processmanager.runtime.config.LaunchContext;
import io.quarkiverse.processmanager.runtime.config.PatternRegistry;
import io.quarkiverse.processmanager.runtime.config.ProcessesConfig;
import io.quarkiverse.processmanager.runtime.definition.text.ProblemText;
import io.quarkiverse.processmanager.runtime.engine.SharedEngine;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Reads the definitions of an application that starts, and refuses invalid ones. */
final class StartDefinitions {

    private StartDefinitions() {
    }

    /** Reads the definitions with the patterns of the application and the definitions of a test. */
    static Definitions read(ProcessesConfig config, LaunchContext context) {
        Definitions definitions = Definitions.read(config, context, PatternRegistry.with(ApplicationFactsRecorder.patterns()));
        if (definitions.mode() == Mode.TEST) {
            definitions = definitions.overriddenBy(SharedEngine.get().overriding());
        }
        List<Problem> problems = definitions.allProblems();
        if (!problems.isEmpty()) {
            throw refusal(ProblemText.ofProperties("cannot start the processes", problems), ProblemText.fixable(problems));
        }
        return definitions;
    }

    /** The exception whose message Quarkus shows without more. The message says what to change, so there is no stack trace. */
    static ConfigurationException refusal(String message, Set<String> properties) {
        ConfigurationException refusal = new ConfigurationException(message, properties);
        refusal.setStackTrace(new StackTraceElement[0]);
        return refusal;
    }
}
