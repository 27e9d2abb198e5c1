/**
 * The public API of health checks: {@link io.quarkiverse.processmanager.probe.Probe} and its kinds. The package knows no other
 * package of the extension. No parameter and no result is null unless its annotation says so.
 */
@NullMarked
package io.quarkiverse.processmanager.probe;

import org.jspecify.annotations.NullMarked;
