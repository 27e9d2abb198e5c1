/**
 * The records behind the public interfaces of a definition, with their defaults, the names of signals, and the rules for a
 * single definition. The builders of the API make these records; the configuration and the engine use and compare them. The
 * package must not know the configuration, the plan or the engine.
 */
package io.quarkiverse.processmanager.runtime.definition;
