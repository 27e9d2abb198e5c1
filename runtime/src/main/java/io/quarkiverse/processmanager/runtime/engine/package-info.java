/**
 * Joins the supervisor with the operating-system layer, holds both over live reloads, and writes events and output to the log.
 * The door is {@link io.quarkiverse.processmanager.runtime.engine.Engine}. It knows neither configuration nor CDI; only
 * {@link io.quarkiverse.processmanager.runtime.engine.Application} knows Vert.x.
 */
package io.quarkiverse.processmanager.runtime.engine;
