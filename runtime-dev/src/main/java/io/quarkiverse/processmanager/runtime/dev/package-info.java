/**
 * The parts of the extension that exist in dev mode only; the module is not in a packaged application.
 * {@link io.quarkiverse.processmanager.runtime.dev.EndOfDevMode} connects the engine to the end of dev mode. No class of the
 * other modules may depend on this package at run time.
 */
package io.quarkiverse.processmanager.runtime.dev;
