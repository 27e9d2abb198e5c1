/**
 * Checks texts of the configuration: command lines, expressions and values. The classes are pure functions over texts; they know
 * neither mappings nor definitions. The package imports {@code definition} and {@code rules} only.
 */
package io.quarkiverse.processmanager.runtime.config.text;
