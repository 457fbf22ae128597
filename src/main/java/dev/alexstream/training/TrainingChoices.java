package dev.alexstream.training;

import dev.alexstream.model.ArchitectureReference;
import dev.alexstream.model.ModelManifest;
import dev.alexstream.model.TrainingLineage.Stage;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.Layer;
import dev.alexstream.network.LrnOrder;
import dev.alexstream.network.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person chose; what was left open follows from the base, then from the architecture. */
public record TrainingChoices(Recipe recipe, Network network, Effort effort, long seed) {

    static final double HEAD_RATE = 5e-4;
    static final double FINE_TUNING_RATE = 1e-3;
    static final double SCRATCH_RATE = 1e-4;
    static final int HEAD_BATCH = 64;
    static final int BATCH = 32;

    /** This program's own recipe. */
    public TrainingChoices(Network network, Effort effort, long seed) {
        this(Recipe.OWN, network, effort, seed);
    }

    /** All may be empty. */
    public record Network(Optional<String> architecture, List<Integer> denseUnits, Optional<LrnOrder> lrnOrder) {}

    /**
     * @param epochs of the dense head, or of the whole network where there is no base
     * @param thaws what follows, in order
     */
    public record Effort(int epochs, List<Thaw> thaws) {

        public Effort {
            thaws = List.copyOf(thaws);
        }
    }

    /** Training of a layer and all later ones after the head. */
    public record Thaw(String from, int epochs) {}

    /** Whether the starter model can be the base. */
    public static boolean fitsStarter(Network network) {
        return network.architecture().orElse(AlexNets.ALEXNET_2012).equals(AlexNets.ALEXNET_2012);
    }

    /**
     * @throws TrainingException if the base does not fit the network, or the recipe begins with nothing and there is one
     */
    public TrainingRequest over(BaseModel base, List<String> labels) {
        if (recipe.isPublished() && !base.equals(BaseModel.RANDOM)) {
            throw new TrainingException("recipe " + recipe.word() + " begins with nothing, not with " + base.name());
        }
        ArchitectureReference reference = architecture(base, labels.size());
        Architecture architecture = reference.resolve();
        var start = new TrainingRequest.Base(base.name(), base.usefulFor(architecture, labels));
        if (!base.equals(BaseModel.RANDOM) && start.weights().names().isEmpty()) {
            throw new TrainingException("nothing in " + base.name() + " fits " + architecture.name());
        }
        return new TrainingRequest(
                reference, preprocessing(base, architecture), start, stages(base, architecture), recipe, seed);
    }

    private ArchitectureReference architecture(BaseModel base, int classes) {
        Optional<ArchitectureReference> known = base.manifest().map(ModelManifest::architecture);
        String name = network.architecture()
                .or(() -> known.map(ArchitectureReference::name))
                .orElse(recipe.architecture());
        Optional<ArchitectureParameters> same =
                known.filter(other -> other.name().equals(name)).map(ArchitectureReference::parameters);
        List<Integer> units = network.denseUnits().isEmpty()
                ? same.map(ArchitectureParameters::denseUnits).orElse(List.of())
                : network.denseUnits();
        LrnOrder order = network.lrnOrder()
                .or(() -> same.map(ArchitectureParameters::lrnOrder))
                .orElse(LrnOrder.BEFORE_POOLING);
        return new ArchitectureReference(name, new ArchitectureParameters(classes, units, order));
    }

    private static Preprocessing preprocessing(BaseModel base, Architecture architecture) {
        return base.manifest()
                .map(ModelManifest::preprocessing)
                .orElseGet(() -> AlexNets.preprocessing(architecture.name()));
    }

    private List<Stage> stages(BaseModel base, Architecture architecture) {
        String first = architecture.layers().get(0).name();
        if (base.equals(BaseModel.RANDOM)) {
            return List.of(new Stage(first, effort.epochs(), recipe.firstRate(), false, recipe.batchSize()));
        }
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage(firstOfHead(architecture), effort.epochs(), HEAD_RATE, false, HEAD_BATCH));
        effort.thaws()
                .forEach(thaw -> stages.add(new Stage(thaw.from(), thaw.epochs(), FINE_TUNING_RATE, true, BATCH)));
        return stages;
    }

    /** The first dense layer, or the dropout of its inputs. */
    private static String firstOfHead(Architecture architecture) {
        return architecture.layers().stream()
                .filter(layer -> layer instanceof Layer.Dense
                        || layer instanceof Layer.Softmax
                        || layer instanceof Layer.Dropout)
                .findFirst()
                .orElseThrow()
                .name();
    }
}
