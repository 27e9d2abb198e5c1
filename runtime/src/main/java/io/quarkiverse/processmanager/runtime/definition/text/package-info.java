/** Texts about a definition: values as a property file shows them, and messages about problems. */
package io.quarkiverse.processmanager.runtime.definition.text;
