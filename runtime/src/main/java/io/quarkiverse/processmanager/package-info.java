/**
 * The public API of the extension: {@link io.quarkiverse.processmanager.ProcessManager} and
 * {@link io.quarkiverse.processmanager.ManagedProcess} to inject, the definitions of processes with their builders, and the
 * values, snapshots and events that an application reads. Unless a type or a method says something else, these rules hold:
 * <ul>
 * <li>No parameter and no result is null.</li>
 * <li>Values, snapshots and events are immutable, so any thread can read them. A builder, also one of a group of settings such as
 * {@link io.quarkiverse.processmanager.RestartBuilder}, is for one thread.</li>
 * <li>A setter of a builder checks nothing. {@link io.quarkiverse.processmanager.ProcessDefinitionBuilder#build()} reports all invalid
 * values together.</li>
 * <li>An error is a {@link io.quarkiverse.processmanager.ProcessException}, thrown or in the stage.</li>
 * </ul>
 */
@NullMarked
package io.quarkiverse.processmanager;

import org.jspecify.annotations.NullMarked;
