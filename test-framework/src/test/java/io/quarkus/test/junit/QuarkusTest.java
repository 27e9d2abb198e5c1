package io.quarkus.test.junit;

import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Stands for the annotation of Quarkus with this name, which the module recognizes without a dependency on it. */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
public @interface QuarkusTest {
}
