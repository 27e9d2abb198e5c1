/**
 * Makes foreign texts harmless: {@link io.quarkiverse.processmanager.runtime.safe.SecretText} finds secrets,
 * {@link io.quarkiverse.processmanager.runtime.safe.SafeText} removes control sequences, and
 * {@link io.quarkiverse.processmanager.runtime.safe.TimedPattern} matches regular expressions within a time. JDK types only, so
 * that every package and the command line can use them.
 */
package io.quarkiverse.processmanager.runtime.safe;
