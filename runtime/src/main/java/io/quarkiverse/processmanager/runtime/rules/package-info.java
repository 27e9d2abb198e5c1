/**
 * The decisions: pure functions over immutable values, with time and randomness as arguments. Doors are
 * {@link io.quarkiverse.processmanager.runtime.rules.Lifecycle}, {@link io.quarkiverse.processmanager.runtime.rules.Verdict} and
 * {@link io.quarkiverse.processmanager.runtime.rules.Readiness}; what is decided before anything runs is in {@code plan}. It
 * knows the public types only: no thread, no clock, no operating system, no supervisor.
 */
package io.quarkiverse.processmanager.runtime.rules;
