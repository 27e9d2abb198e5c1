/**
 * The groups of settings that need no syntax of their own: a group passes its values to a builder. It knows the public types, the
 * records of definitions, and no other mapping.
 */
package io.quarkiverse.processmanager.runtime.config.group;
