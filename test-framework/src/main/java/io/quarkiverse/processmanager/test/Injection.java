package io.quarkiverse.processmanager.test;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessManager;

/** Sets the fields and parameters of {@link InjectProcess}. */
final class Injection {

    private Injection() {
    }

    /**
     * Sets the fields of a test instance. A field can receive a process that another extension starts later.
     *
     * @param instance the instance; without one, the static fields are set
     */
    static void of(TestContext test, Optional<Object> instance) {
        Class<?> type = instance.<Class<?>> map(Object::getClass).orElseGet(test.junit()::getRequiredTestClass);
        for (Field field : fields(type)) {
            if (instance.isPresent() || Modifier.isStatic(field.getModifiers())) {
                set(test, field, instance);
            }
        }
    }

    /**
     * Checks that each field of a test instance has a process that exists.
     *
     * @throws ProcessException with the known ids
     */
    static void check(TestContext test, Object instance) {
        fields(instance.getClass()).stream().filter(field -> field.getType() == ManagedProcess.class)
                .forEach(field -> check(test, id(field)));
    }

    private static void check(TestContext test, String id) {
        try {
            test.engine().commands().get(id);
        } catch (ProcessException e) {
            throw new ProcessException(Reason.NOT_FOUND, id, "cannot inject process '" + id + "': " + e.getMessage());
        }
    }

    static Object value(TestContext test, Parameter parameter) {
        InjectProcess inject = parameter.getAnnotation(InjectProcess.class);
        if (inject.value().isEmpty() && parameter.getType() == ManagedProcess.class && !parameter.isNamePresent()) {
            throw new ExtensionConfigurationException("the name of a parameter with @InjectProcess is unknown, because the "
                    + "test is compiled without -parameters; write the id into the annotation");
        }
        String id = id(inject, parameter.getName());
        if (parameter.getType() == ManagedProcess.class) {
            check(test, id);
        }
        return value(test, parameter.getType(), id);
    }

    private static List<Field> fields(Class<?> type) {
        return AnnotationSupport.findAnnotatedFields(type, InjectProcess.class, field -> true,
                HierarchyTraversalMode.TOP_DOWN);
    }

    private static void set(TestContext test, Field field, Optional<Object> instance) {
        Object value = value(test, field.getType(), id(field));
        try {
            field.setAccessible(true);
            field.set(instance.orElse(null), value);
        } catch (IllegalAccessException | IllegalArgumentException e) {
            throw new ExtensionConfigurationException("cannot set the field " + field + " with @InjectProcess", e);
        }
    }

    private static Object value(TestContext test, Class<?> type, String id) {
        if (type == ProcessManager.class) {
            return test.engine().commands();
        }
        test.report(id);
        return test.engine().commands().declared(id);
    }

    private static String id(Field field) {
        return id(field.getAnnotation(InjectProcess.class), field.getName());
    }

    /** {@code mockServer} stands for {@code mock-server}. */
    static String id(InjectProcess inject, String name) {
        return inject.value().isEmpty() ? name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT)
                : inject.value();
    }
}
