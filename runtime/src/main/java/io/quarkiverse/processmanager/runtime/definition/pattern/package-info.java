/** What a pattern sets: the builders record it here, and a definition shows it. It knows the texts of values. */
package io.quarkiverse.processmanager.runtime.definition.pattern;
