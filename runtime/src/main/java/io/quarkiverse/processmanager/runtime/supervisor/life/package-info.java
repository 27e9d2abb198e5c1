/**
 * One process: its state, its phases, its incarnations and checks, what its reports lead to, and the callers that wait for it.
 * {@link io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess} is the door. It must not know any other process.
 */
package io.quarkiverse.processmanager.runtime.supervisor.life;
