package io.quarkiverse.processmanager.demo;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessManager;

/** The processes of this application, and the commands of the page. */
@Path("/processes")
public class ProcessesResource {

    @Inject
    ProcessManager processes;

    @GET
    public List<ProcessView> all() {
        return processes.status().values().stream().map(ProcessView::of).toList();
    }

    @POST
    @Path("/{id}/start")
    public CompletionStage<ProcessView> start(String id) {
        return processes.get(id).start().thenApply(ProcessView::of);
    }

    @POST
    @Path("/{id}/stop")
    public CompletionStage<ProcessView> stop(String id) {
        return processes.get(id).stop().thenApply(ProcessView::of);
    }

    @POST
    @Path("/{id}/restart")
    public CompletionStage<ProcessView> restart(String id) {
        return processes.get(id).restart().thenApply(ProcessView::of);
    }

    /** Kills a process without the process manager, which is a crash. */
    @POST
    @Path("/{id}/kill")
    public ProcessView kill(String id) {
        ManagedProcess process = processes.get(id);
        OptionalLong pid = process.status().pid();
        if (pid.isPresent()) {
            ProcessHandle.of(pid.getAsLong()).ifPresent(ProcessHandle::destroyForcibly);
        }
        return ProcessView.of(process.status());
    }

    @ServerExceptionMapper
    public RestResponse<String> explain(ProcessException e) {
        RestResponse.Status status = e.reason() == ProcessException.Reason.NOT_FOUND ? RestResponse.Status.NOT_FOUND
                : RestResponse.Status.CONFLICT;
        return ResponseBuilder.create(status, e.getMessage()).type(MediaType.TEXT_PLAIN_TYPE).build();
    }
}
