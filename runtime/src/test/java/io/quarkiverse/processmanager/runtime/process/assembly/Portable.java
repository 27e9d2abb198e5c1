package io.quarkiverse.processmanager.runtime.process.assembly;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets the {@link Workshop} of a test class start processes with the JDK, also where the C library can be used. A class with this
 * annotation inherits the tests of a class without it: both ways keep the same promises.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Portable {
}
