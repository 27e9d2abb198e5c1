/**
 * The public API of health checks: {@link io.quarkiverse.processmanager.probe.Probe} for a check of your own, and the kinds of
 * check that the configuration uses. No parameter and no result
 * is null unless its annotation says so.
 */
@NullMarked
package io.quarkiverse.processmanager.probe;

import org.jspecify.annotations.NullMarked;
