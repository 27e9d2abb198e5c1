package io.quarkiverse.processmanager.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Sets a field, or a parameter of a test or lifecycle method, to a process: one of {@link WithProcess}, or a declared one of the
 * application in a {@code @QuarkusTest}. The type is {@code ManagedProcess}, or {@code ProcessManager} for all processes.
 * A failed test reports the last lines of the process.
 * <p>
 * Fields are set before each test. The constructor of a {@code @QuarkusTest} cannot have such a parameter, because the test is a
 * bean; the build refuses it.
 */
@Target({ ElementType.FIELD, ElementType.PARAMETER })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(ProcessExtension.class)
public @interface InjectProcess {

    /** The id of the process (default: the name of the field or parameter; {@code mockServer} stands for {@code mock-server}). */
    String value() default "";
}
