package dev.alexstream;

import dev.alexstream.model.DriftRules;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When the images of now count as unlike those that the champion is made for. */
@ConfigMapping(prefix = "alexstream.drift")
public interface DriftConfig {

    /** Answers that are held against the champion's reference together. */
    @WithDefault("1000")
    int window();

    /** A population stability index of labels or of confidence above this is reported; 0.1 is little, 0.25 is much. */
    @WithDefault("0.25")
    double threshold();

    /** A distance of the mean in feature space above this is reported, in standard deviations of single images. */
    @WithDefault("0.25")
    double featureThreshold();

    default DriftRules rules() {
        return new DriftRules(window(), threshold(), featureThreshold());
    }
}
