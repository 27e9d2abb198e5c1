/**
 * The build steps of the extension: they read and check the definitions, register the beans, and record the start. The build
 * items {@link io.quarkiverse.processmanager.deployment.ProcessDefinitionBuildItem},
 * {@link io.quarkiverse.processmanager.deployment.ProcessDefinitionsBuildItem} and
 * {@link io.quarkiverse.processmanager.deployment.ProcessPatternBuildItem} are its API for other extensions. The package must
 * not start processes, and records only calls of the recorders.
 */
package io.quarkiverse.processmanager.deployment;
