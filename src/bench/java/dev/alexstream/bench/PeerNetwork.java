package dev.alexstream.bench;

import dev.alexstream.network.AlexNets;
import dev.alexstream.network.ArchitectureParameters;

/** The network of a comparison, by name: every process makes the same weights and images of it. */
public record PeerNetwork(String architecture, int classes) {

    public MeasuredNetwork measured() {
        return MeasuredNetwork.random(AlexNets.of(architecture, ArchitectureParameters.ofClasses(classes)));
    }
}
