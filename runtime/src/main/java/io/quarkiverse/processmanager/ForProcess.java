package io.quarkiverse.processmanager;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;

/**
 * Selects one process: {@code @Inject @ForProcess("db") ManagedProcess db},
 * {@code void crashed(@Observes @ForProcess("db") Crashed event)}, or a bean of {@link ProcessHooks}. An id that is not
 * declared fails the build. You can also inject a declared process that does not run in the current mode, as in production by
 * default: {@link ProcessManager#find} then returns nothing, and the methods of the injected process fail with
 * {@link ProcessException.Reason#NOT_FOUND}.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ TYPE, FIELD, METHOD, PARAMETER })
public @interface ForProcess {

    /** The id of the process. */
    String value();

    /** The qualifier for programmatic lookup: {@code manager.select(ForProcess.Literal.of("db"))}. */
    final class Literal extends AnnotationLiteral<ForProcess> implements ForProcess {

        private static final long serialVersionUID = 1L;

        private final String value;

        private Literal(String value) {
            this.value = value;
        }

        /** The qualifier for the process with this id. */
        public static Literal of(String id) {
            return new Literal(id);
        }

        @Override
        public String value() {
            return value;
        }
    }
}
