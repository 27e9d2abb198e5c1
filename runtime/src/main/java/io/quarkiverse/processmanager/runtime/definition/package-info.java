/**
 * The values behind the public interfaces of a definition: one immutable record for each, with its defaults, and the rules
 * that a definition must fulfil alone. The builders of the API, the configuration and the engine make and compare these
 * records here. This package must not know the configuration, the plan or the engine.
 */
package io.quarkiverse.processmanager.runtime.definition;
