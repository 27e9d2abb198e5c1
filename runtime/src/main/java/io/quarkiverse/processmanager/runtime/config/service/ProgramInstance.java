package io.quarkiverse.processmanager.runtime.config.service;

import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.service.FoundProgram;
import io.quarkiverse.processmanager.service.ServiceInstance;

/** What a service can ask about its program, wherever the other settings come from. */
interface ProgramInstance extends ServiceInstance {

    /** The program; empty if the service has none. */
    Optional<FoundProgram> program();

    @Override
    default String executable(String name) {
        return program().map(found -> found.path(name)).orElse(name);
    }

    @Override
    default boolean has(String executable) {
        return program().filter(found -> found.has(executable)).isPresent();
    }

    @Override
    default boolean isJava() {
        return program().filter(FoundProgram::isJava).isPresent();
    }

    @Override
    default List<String> java(List<String> options, String mainClass) {
        return FoundProgram.java(program(), options, mainClass);
    }

    @Override
    default Optional<String> version() {
        return program().flatMap(FoundProgram::version);
    }
}
