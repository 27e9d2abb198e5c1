package io.quarkiverse.processmanager.deployment.artifact;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.version.Version;

import io.quarkiverse.processmanager.runtime.program.ArtifactCoordinates;
import io.quarkus.bootstrap.model.ApplicationModel;
import io.quarkus.bootstrap.resolver.maven.BootstrapMavenContext;
import io.quarkus.bootstrap.resolver.maven.BootstrapMavenContextConfig;
import io.quarkus.bootstrap.resolver.maven.BootstrapMavenException;
import io.quarkus.bootstrap.resolver.maven.workspace.LocalProject;
import io.quarkus.maven.dependency.ArtifactCoords;

/**
 * Resolves artifacts as the application resolves its dependencies: with the local repository, {@code settings.xml}, the mirrors,
 * the offline mode and the profiles of the Maven command, and the repositories and the modules of its pom. A project without a
 * pom, as one of Gradle, has the settings of Maven and Maven Central.
 */
final class MavenFiles {

    private static final String RUNTIME = "runtime";

    private final ApplicationModel application;
    private final Path project;

    MavenFiles(ApplicationModel application, Path project) {
        this.application = application;
        this.project = project;
    }

    /**
     * The files of the class path: each artifact with its dependencies, one after the other. Each has the versions of its own
     * pom, as a program that runs alone; an artifact that is there already is not added again.
     *
     * @param log receives the progress of downloads
     */
    List<Path> resolve(List<ArtifactCoordinates> wanted, DownloadLog log) throws UnresolvedArtifactException {
        try {
            BootstrapMavenContext maven = context();
            DefaultRepositorySystemSession session = new DefaultRepositorySystemSession(maven.getRepositorySystemSession());
            session.setTransferListener(new LoggedTransfers(log));
            Map<String, Path> files = new LinkedHashMap<>();
            for (ArtifactCoordinates coordinates : wanted) {
                Optional<String> version = coordinates.version();
                ArtifactCoordinates exact = version.isPresent() ? coordinates
                        : coordinates.withVersion(managedVersion(coordinates, maven, session));
                add(exact, maven, session, files);
            }
            return List.copyOf(files.values());
        } catch (BootstrapMavenException | RepositoryException e) {
            throw new UnresolvedArtifactException(ResolutionFailure.text(e));
        }
    }

    /**
     * The file of one artifact with a version, without its dependencies: the pom of a distribution names all its parts.
     *
     * @param log receives the progress of the download
     */
    Path file(ArtifactCoordinates exact, DownloadLog log) throws UnresolvedArtifactException {
        try {
            BootstrapMavenContext maven = context();
            DefaultRepositorySystemSession session = new DefaultRepositorySystemSession(maven.getRepositorySystemSession());
            session.setTransferListener(new LoggedTransfers(log));
            ArtifactRequest request = new ArtifactRequest(artifact(exact), maven.getRemoteRepositories(), null);
            return maven.getRepositorySystem().resolveArtifact(session, request).getArtifact().getFile().toPath();
        } catch (BootstrapMavenException | RepositoryException e) {
            throw new UnresolvedArtifactException(ResolutionFailure.text(e));
        }
    }

    /** The coordinates with the newest version that begins with the given one: 17 means 17.6.0. A complete version stays. */
    ArtifactCoordinates newest(ArtifactCoordinates wanted) throws UnresolvedArtifactException {
        String begin = wanted.version().orElse("");
        if (!begin.matches("\\d+(\\.\\d+)?")) {
            return wanted;
        }
        int dot = begin.lastIndexOf('.');
        String next = begin.substring(0, dot + 1) + (Integer.parseInt(begin.substring(dot + 1)) + 1);
        try {
            BootstrapMavenContext maven = context();
            VersionRangeRequest request = new VersionRangeRequest(artifact(wanted.withVersion("[" + begin + "," + next + ")")),
                    maven.getRemoteRepositories(), null);
            Version version = maven.getRepositorySystem().resolveVersionRange(maven.getRepositorySystemSession(), request)
                    .getHighestVersion();
            if (version == null) {
                throw new UnresolvedArtifactException("has no version " + begin);
            }
            return wanted.withVersion(version.toString());
        } catch (BootstrapMavenException | RepositoryException e) {
            throw new UnresolvedArtifactException(ResolutionFailure.text(e));
        }
    }

    private BootstrapMavenContext context() throws BootstrapMavenException {
        BootstrapMavenContextConfig<?> config = BootstrapMavenContext.config();
        Path pom = config.getPomForDirOrNull(project);
        if (pom != null) {
            config.setCurrentProject(pom.toString());
        }
        config.setWorkspaceDiscovery(pom != null);
        config.setArtifactTransferLogging(false);
        return new BootstrapMavenContext(config);
    }

    private static void add(ArtifactCoordinates coordinates, BootstrapMavenContext maven,
            DefaultRepositorySystemSession session, Map<String, Path> files)
            throws BootstrapMavenException, RepositoryException {
        CollectRequest request = new CollectRequest().setRoot(new Dependency(artifact(coordinates), RUNTIME))
                .setRepositories(maven.getRemoteRepositories());
        for (ArtifactResult result : maven.getRepositorySystem()
                .resolveDependencies(session, new DependencyRequest(request, MavenFiles::isOnClassPath)).getArtifactResults()) {
            Artifact found = result.getArtifact();
            files.putIfAbsent(found.getGroupId() + ":" + found.getArtifactId() + ":" + found.getClassifier() + ":"
                    + found.getExtension(), found.getFile().toPath());
        }
    }

    private static boolean isOnClassPath(org.eclipse.aether.graph.DependencyNode node,
            List<org.eclipse.aether.graph.DependencyNode> parents) {
        Dependency dependency = node.getDependency();
        return dependency != null && !dependency.isOptional()
                && (dependency.getScope().equals(RUNTIME) || dependency.getScope().equals("compile"));
    }

    private static Artifact artifact(ArtifactCoordinates coordinates) {
        return new DefaultArtifact(coordinates.group(), coordinates.artifact(), coordinates.classifier(), coordinates.type(),
                coordinates.version().orElse(""));
    }

    /** The version of a dependency of the application, else that of its dependency management, else that of its platforms. */
    private String managedVersion(ArtifactCoordinates wanted, BootstrapMavenContext maven,
            DefaultRepositorySystemSession session)
            throws BootstrapMavenException, RepositoryException, UnresolvedArtifactException {
        for (io.quarkus.maven.dependency.Dependency dependency : application.getDependencies()) {
            if (dependency.getGroupId().equals(wanted.group()) && dependency.getArtifactId().equals(wanted.artifact())) {
                return dependency.getVersion();
            }
        }
        for (Artifact bom : boms(maven)) {
            ArtifactDescriptorRequest request = new ArtifactDescriptorRequest(bom, maven.getRemoteRepositories(), null);
            for (Dependency managed : maven.getRepositorySystem().readArtifactDescriptor(session, request)
                    .getManagedDependencies()) {
                Artifact some = managed.getArtifact();
                if (some.getGroupId().equals(wanted.group()) && some.getArtifactId().equals(wanted.artifact())) {
                    return some.getVersion();
                }
            }
        }
        throw new UnresolvedArtifactException(wanted + " has no version, and the application manages none for it; write "
                + wanted.group() + ":" + wanted.artifact() + ":VERSION");
    }

    private List<Artifact> boms(BootstrapMavenContext maven) {
        List<Artifact> boms = new ArrayList<>();
        LocalProject module = maven.getCurrentProject();
        if (module != null) {
            boms.add(new DefaultArtifact(module.getGroupId(), module.getArtifactId(), "pom", module.getVersion()));
        }
        if (application.getPlatforms() != null) {
            for (ArtifactCoords bom : application.getPlatforms().getImportedPlatformBoms()) {
                boms.add(new DefaultArtifact(bom.getGroupId(), bom.getArtifactId(), "pom", bom.getVersion()));
            }
        }
        return boms;
    }
}
