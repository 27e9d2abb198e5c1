/**
 * Joins the supervisor with the operating-system layer, and holds both over live reloads. The door is {@link
 * io.quarkiverse.processmanager.runtime.engine.Engine}. The package {@code log} below it writes events and output to the log. It
 * knows neither mappings of the configuration nor CDI; only {@link io.quarkiverse.processmanager.runtime.engine.Application}
 * and what runs its checks know Vert.x.
 */
package io.quarkiverse.processmanager.runtime.engine;
