/**
 * The replicas of a process: one definition that stands for several processes, and the definition of each of them. The door is
 * {@link io.quarkiverse.processmanager.runtime.rules.replica.Replicas}.
 */
package io.quarkiverse.processmanager.runtime.rules.replica;
