package dev.alexstream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** What concerns the program as a whole. */
@ConfigMapping(prefix = "alexstream")
public interface CoreConfig {

    /** Folder of the model to serve, whatever the registry says; unless set, its champion, or the starter model while it has none. */
    Optional<Path> model();

    /** Where the embedded broker and, unless told otherwise, published models are kept. */
    @WithDefault("${user.home}/.alexstream")
    Path dataDir();

    /** What this process does: classify, learn, or both. */
    @WithDefault("worker,trainer")
    Set<Role> roles();

    /** Whether workers classify images of the label topic, too, to tell how often they are right. */
    @WithDefault("true")
    boolean liveAccuracy();

    /** Whether a broker is started in this process when none is configured. */
    @WithDefault("auto")
    EmbeddedBrokerChoice embeddedBroker();

    /** What a process does. */
    enum Role {
        WORKER,
        TRAINER
    }

    /** With {@code never}, a missing {@code kafka.bootstrap.servers} is an error. */
    enum EmbeddedBrokerChoice {
        AUTO,
        NEVER
    }
}
