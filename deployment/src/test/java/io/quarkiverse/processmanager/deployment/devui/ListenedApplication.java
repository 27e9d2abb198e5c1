package io.quarkiverse.processmanager.deployment.devui;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.quarkiverse.processmanager.runtime.engine.SharedEngine;

/** An application that reports the number of listeners of its processes. */
@Path("/")
public class ListenedApplication {

    static final int VERSION = 0;

    @GET
    @Path("version")
    public int version() {
        return VERSION;
    }

    @GET
    @Path("listeners")
    public int listeners() {
        return SharedEngine.get().listeners().count();
    }
}
