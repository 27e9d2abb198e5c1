/**
 * Which processes there are and in what order they start and stop, decided before anything runs. The door is {@link
 * io.quarkiverse.processmanager.runtime.rules.plan.Plan}. It does not know the rules for running processes around it.
 */
package io.quarkiverse.processmanager.runtime.rules.plan;
