/**
 * The public API of the extension: {@link io.quarkiverse.processmanager.ProcessManager} and
 * {@link io.quarkiverse.processmanager.ManagedProcess} to inject, the definitions of processes with their builders, and the
 * values, snapshots and events that an application reads. No parameter and no result is null unless its annotation says so.
 */
@NullMarked
package io.quarkiverse.processmanager;

import org.jspecify.annotations.NullMarked;
