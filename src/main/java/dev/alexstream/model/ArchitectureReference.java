package dev.alexstream.model;

import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.ArchitectureException;
import dev.alexstream.network.ArchitectureParameters;

/** An architecture by its name and parameters, as a manifest holds it. */
public record ArchitectureReference(String name, ArchitectureParameters parameters) {

    /**
     * @throws ModelException {@link Problem#UNKNOWN_ARCHITECTURE} if this build knows no such architecture
     */
    public Architecture resolve() {
        try {
            return AlexNets.of(name, parameters);
        } catch (ArchitectureException e) {
            throw new ModelException(Problem.UNKNOWN_ARCHITECTURE, e.getMessage(), e);
        }
    }
}
