package io.quarkiverse.processmanager.deployment.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.test.InjectProcess;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.junit.QuarkusTest;

/** A test of Quarkus cannot receive a process in its constructor, and a test of plain JUnit can. */
class TestConstructorsTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Base.class, Inherited.class, Plain.class, OfMethod.class,
                    InjectProcess.class))
            .assertException(failure -> assertThat(failure).hasMessage("""
                    cannot inject a process into the constructor of %1$s$Base: Quarkus creates this test as a bean; use \
                    @InjectProcess on a field or on a parameter of a test method
                        cannot inject a process into the constructor of %1$s$Inherited: Quarkus creates this test as a \
                    bean; use @InjectProcess on a field or on a parameter of a test method"""
                    .formatted(TestConstructorsTest.class.getName())));

    @Test
    void bothAreRefused() {
        fail("the application must not start");
    }

    @QuarkusTest
    static class Base {

        Base(@InjectProcess ManagedProcess db) {
            // Quarkus creates no instance.
        }
    }

    static class Inherited extends Base {

        Inherited(@InjectProcess ManagedProcess db) {
            super(db);
        }
    }

    static class Plain {

        Plain(@InjectProcess ManagedProcess db) {
            // JUnit creates the instance.
        }
    }

    @QuarkusTest
    static class OfMethod {

        void test(@InjectProcess ManagedProcess db) {
            // JUnit resolves the parameter.
        }
    }
}
