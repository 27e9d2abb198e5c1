/**
 * The services of the extension, one class for each, and the search for the program of a service. The package knows the public
 * types and the resolver of artifacts: no mapping, no engine. To add a service, write one class and name it in {@code Services}.
 */
package io.quarkiverse.processmanager.runtime.service;
