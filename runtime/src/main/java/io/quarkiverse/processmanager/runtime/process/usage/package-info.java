/**
 * Measures how much CPU, memory, threads and files the process trees use. {@link
 * io.quarkiverse.processmanager.runtime.process.usage.UsageSampler} is the door. It must not decide which process belongs to a
 * tree: the tree package answers that.
 */
package io.quarkiverse.processmanager.runtime.process.usage;
