package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.StarterModel;
import dev.alexstream.network.ActivationRanges;
import dev.alexstream.network.SharedData;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarterActivationsTest {

    @TempDir
    Path scratch;

    @Test
    void shouldHaveTheRangesThatItsPhotographsGiveWhenThere() {
        LoadedModel starter = StarterModel.load();
        Photographs photographs = DrawnPhotographs.read(SharedData.file("flowers17"));
        var tools = new ModelTraining.Tools(
                DrawnPhotographs.DECODER, DrawnPhotographs.ENGINE, scratch, TrainingProgress.NONE);
        var activations = new PhotographActivations(tools, starter.manifest().preprocessing(), photographs.examples());

        ActivationRanges ranges = activations.ranges(starter.architecture(), starter.weights());

        ActivationRanges stated = starter.manifest().activationRanges();
        assertThat(stated.images()).isEqualTo(ranges.images());
        assertThat(stated.largest()).hasSameSizeAs(ranges.largest());
        ranges.largest()
                .forEach((layer, largest) ->
                        assertThat(stated.largest().get(layer)).as(layer).isCloseTo(largest, withinPercentage(1)));
    }
}
