/**
 * Owns all processes on one loop: commands, dependencies, shutdowns, changes of the plan, and what follows each step. The door of
 * the engine is {@link io.quarkiverse.processmanager.runtime.supervisor.Supervisor}, the door of users is {@link
 * io.quarkiverse.processmanager.runtime.supervisor.ProcessManagerFacade}. It does not know what is below {@link
 * io.quarkiverse.processmanager.runtime.process.ProcessRunner}, nor configuration, CDI, Quarkus or Vert.x.
 * <p>
 * The packages below it are, from the lowest: {@code application} (the seam to the application), {@code command} (the runs of the
 * commands of processes), {@code loop} (the steps and what is published after them) and {@code life} (one process). The classes can
 * be read in this order, since none knows a later one: {@code SupervisorContext} and {@code ProcessState} (what a process has),
 * {@code ProcessReports} (what can happen to it), {@code SupervisedProcess} (its phases, and what entering one does),
 * {@code ExitDecisions}, {@code LimitDecisions}, {@code CheckDecisions} and {@code ReportDecisions} (what a report leads to),
 * {@code ProcessCommands} (what a command leads to), {@code DependencyWatch}, {@code OrderedShutdown}, {@code StepEnd} (what follows
 * a step), {@code Reconciler}, {@code Supervisor}.
 */
package io.quarkiverse.processmanager.runtime.supervisor;
