/**
 * Processes of a test: {@link io.quarkiverse.processmanager.test.WithProcess} runs them,
 * {@link io.quarkiverse.processmanager.test.InjectProcess} hands them to the test. No parameter and no result of the public types
 * is null.
 */
@NullMarked
package io.quarkiverse.processmanager.test;

import org.jspecify.annotations.NullMarked;
