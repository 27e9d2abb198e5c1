package io.quarkiverse.processmanager.runtime.config.text;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.logging.Level;

import io.smallrye.config.WithDefault;
import io.smallrye.config.common.utils.StringUtil;

/**
 * The type of a setting, as its method in a mapping declares it.
 *
 * @param valueType the name of the type of a value, or of an element of a list
 * @param list whether the value is a list, separated by commas
 * @param fallback the default that the mapping needs, because the method is not optional; empty for an optional setting
 */
public record SettingType(String valueType, boolean list, Optional<String> fallback) {

    private static final String ANY_TEXT = "java.lang.String";

    public static SettingType of(Method method) {
        Type type = method.getGenericReturnType();
        boolean list = false;
        while (type instanceof ParameterizedType generic) {
            Class<?> container = (Class<?>) generic.getRawType();
            list |= Collection.class.isAssignableFrom(container);
            Type[] arguments = generic.getActualTypeArguments();
            type = arguments[arguments.length - 1];
        }
        Class<?> value = type instanceof Class<?> plain ? plain : String.class;
        Optional<String> fallback = Optional.ofNullable(method.getAnnotation(WithDefault.class)).map(WithDefault::value);
        return new SettingType(boxed(value).getName(), list, fallback);
    }

    /**
     * Why the text is not a value of the setting, as the end of a sentence; empty if it is one.
     *
     * @param mask hides secrets in a text for the sentence
     * @param refused the values of the type that the setting cannot have, which the sentence must not offer. Another check refuses
     *        them with their reason
     */
    public Optional<String> problem(String text, UnaryOperator<String> mask, Set<String> refused) {
        if (list && !text.isBlank() && Arrays.stream(StringUtil.split(text)).allMatch(String::isBlank)) {
            return Optional.of("'" + text + "' has nothing but commas");
        }
        if (text.isBlank() && fallback.isPresent()) {
            return Optional.of("is empty; remove the property, or write a value such as " + fallback.get());
        }
        if (valueType.equals(ANY_TEXT)) {
            return Optional.empty();
        }
        Class<?> type = type();
        for (String element : list ? StringUtil.split(text) : new String[] { text }) {
            String value = element.isBlank() ? element : element.strip();
            if (!isEmpty(type, value) && !ValueSyntax.isValid(type, value)) {
                return Optional.of(ValueSyntax.problem(type, value, mask, refused));
            }
        }
        return Optional.empty();
    }

    /** Whether the value is true or false, so that it is no secret, whatever its name is. */
    public boolean isFlag() {
        return valueType.equals(Boolean.class.getName());
    }

    /** Whether a mapping takes the text for no value. The converter of levels refuses blanks. */
    private static boolean isEmpty(Class<?> type, String text) {
        return type == Level.class ? text.isEmpty() : text.isBlank();
    }

    /** The type of one element of a list that has a property for each element. */
    public SettingType ofElement() {
        return new SettingType(valueType, false, fallback);
    }

    /** The type is loaded only for a value that is set. */
    private Class<?> type() {
        try {
            return Class.forName(valueType, true, SettingType.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(valueType, e);
        }
    }

    private static Class<?> boxed(Class<?> type) {
        if (type == OptionalInt.class || type == int.class) {
            return Integer.class;
        } else if (type == OptionalLong.class || type == long.class) {
            return Long.class;
        } else if (type == OptionalDouble.class || type == double.class) {
            return Double.class;
        }
        return type == boolean.class ? Boolean.class : type;
    }
}
