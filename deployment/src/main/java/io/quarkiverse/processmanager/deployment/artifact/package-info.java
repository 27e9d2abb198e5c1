/**
 * Resolves the artifacts of processes with the resolver of the application. Only the class {@code MavenFiles} and the classes
 * that it uses know the resolver, which a build does not have on its class path in each way of starting Quarkus.
 */
package io.quarkiverse.processmanager.deployment.artifact;
