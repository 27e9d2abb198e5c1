package io.quarkiverse.processmanager.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Supplier;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.WithTestResourceRepeatable;

/**
 * Runs a process for all tests of a class, or for one test method. The process is ready before the first test, and its process
 * tree is gone after the last one. A start that fails fails the tests, with the reason and the last lines of output.
 * <p>
 * In a test of plain JUnit, each test class has processes of its own. In a {@code @QuarkusTest} the process is one of the
 * application: it replaces the declared process with its id as a whole, which never starts, or is added. Classes with equal
 * annotations share an application. The process of a method, or of a {@code @Nested} class, replaces another one with its id
 * while the test runs. Each invocation of a parameterized or repeated test has its own process of the method. In a test that
 * launches applications, such as a {@code @QuarkusIntegrationTest} or a {@code @QuarkusMainTest}, the process runs in the JVM of
 * the test, and the application receives its port.
 * <p>
 * The attributes have no arrays: Quarkus compares the attributes of two classes to find out whether the application must
 * restart, and no two arrays are equal.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Repeatable(WithProcess.List.class)
@ExtendWith(ProcessExtension.class)
@ResourceLock(providers = ProcessLocks.class)
@WithTestResource(WithProcessResource.class)
public @interface WithProcess {

    /** The id of the process: a lower-case letter, followed by at most 62 lower-case letters, digits and dashes. */
    String id();

    /**
     * The command line, as in {@code quarkus.processes."id".command}: words by the quoting rules of a shell, and expressions such as
     * {@code ${quarkus.processes.stub.port}} (default: none; a {@link #service()} or a {@link #definition()} needs no command).
     */
    String command() default "";

    /**
     * A service, such as {@code postgresql}, as in {@code quarkus.processes."id".service}. It needs no command, gets a free port and
     * empty data, and is initialized before its start. {@link #settings()} has its settings, such as {@code service.version=17}. In a
     * {@code @QuarkusTest} it configures the clients of the application.
     */
    String service() default "";

    /** Whether {@link #command()} is a script for {@code sh -c} (default: false). */
    boolean shell() default false;

    /** The working directory (default: the working directory of the tests, which is the module with Maven). */
    String cwd() default "";

    /**
     * The port that the process listens on, in its environment as {@code PORT}; 0 chooses a free port (default: none). A process
     * of a method whose port is 0 takes the port of the process that it replaces, because the application knows that port.
     */
    int port() default -1;

    /**
     * The path of an HTTP check on the port, such as {@code /health} (default: no HTTP check; a port is checked with a connection).
     */
    String healthPath() default "";

    /** A regular expression: the process is up when a line of its output contains a match (default: no such check). */
    String healthLog() default "";

    /** The ids of the processes that must be up first, separated by commas, as in {@code depends-on}. */
    String dependsOn() default "";

    /** The longest time until the first successful check, such as {@code 10s} (default: 60 s). */
    String startupTimeout() default "";

    /**
     * Further settings as lines of a properties file. The names are those below {@code quarkus.processes."id"}, such as
     * {@code env.MODE=test} or {@code stop.timeout=2s}. The default of {@code restart.policy} is {@code never}, because a crash
     * during a test is a finding. {@code modes} and {@code test} are refused: the process runs in the test.
     */
    String settings() default "";

    /**
     * A class with a default constructor that makes the whole definition with {@link ProcessDefinition#builder(String)}. Only
     * {@link #id()} and {@link #lastLines()} can be set beside it. The process runs in the test whatever the definition says about
     * {@code modes} and {@code test}, and its {@code dataDir} is a directory of the tests.
     */
    Class<? extends Supplier<ProcessDefinition>> definition() default NoDefinition.class;

    /** How many of the last lines of output a failed test reports (default: 20). */
    int lastLines() default 20;

    /** Several processes. */
    @Target({ ElementType.TYPE, ElementType.METHOD })
    @Retention(RetentionPolicy.RUNTIME)
    @Inherited
    @Documented
    @ExtendWith(ProcessExtension.class)
    @ResourceLock(providers = ProcessLocks.class)
    @WithTestResourceRepeatable(WithProcess.class)
    @interface List {

        WithProcess[] value();
    }

    /** Stands for a definition that the attributes make. */
    final class NoDefinition implements Supplier<ProcessDefinition> {

        @Override
        public ProcessDefinition get() {
            throw new UnsupportedOperationException("the attributes make the definition");
        }
    }
}
