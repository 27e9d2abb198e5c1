package io.quarkiverse.processmanager.runtime.config.group;

import org.eclipse.microprofile.config.spi.Converter;

/** Keeps a text unchanged. The default converter drops an empty element of a list, but a program may need an empty argument. */
public final class VerbatimConverter implements Converter<String> {

    private static final long serialVersionUID = 1L;

    @Override
    public String convert(String value) {
        return value;
    }
}
