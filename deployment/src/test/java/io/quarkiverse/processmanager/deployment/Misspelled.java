package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;

/** An application that names the process {@code databse} and has the processes {@code api} and {@code database}. */
final class Misspelled {

    private Misspelled() {
    }

    /** The application does not start. The refusal names a member of the bean as the place. */
    static QuarkusUnitTest applicationWith(Class<?> bean, String place) {
        return applicationAt(bean, place + " of class " + bean.getName());
    }

    /** The application does not start. */
    static QuarkusUnitTest applicationAt(Class<?> bean, String place) {
        return new QuarkusUnitTest().withApplicationRoot(root -> root.addClass(bean))
                .overrideConfigKey("quarkus.processes.database.command", "sleep 1000")
                .overrideConfigKey("quarkus.processes.api.command", "sleep 1000")
                .assertException(thrown -> assertThat(thrown).hasStackTraceContaining(
                        "Process not found: databse; known: api, database; did you mean 'database'? (@ForProcess at " + place
                                + ")"));
    }
}
