package dev.alexstream.bench;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * How many times as fast as another engine one of this program is.
 *
 * @param own the figure of this program
 * @param peer the fastest engine it is compared with
 */
public record PeerRatio(EngineFigure own, EngineFigure peer) {

    /**
     * Each precision of this program against the fastest library.
     *
     * @param figures of one batch size
     */
    public static List<PeerRatio> of(List<EngineFigure> figures) {
        Predicate<EngineFigure> own = figure -> figure.engine().engine().equals(Peer.OWN);
        EngineFigure fastest = figures.stream()
                .filter(own.negate())
                .min(Comparator.comparingDouble(EngineFigure::medianMillis))
                .orElseThrow(() -> new BenchException("there is no engine to compare with"));
        return figures.stream()
                .filter(own)
                .map(figure -> new PeerRatio(figure, fastest))
                .toList();
    }

    public double value() {
        return peer.medianMillis() / own.medianMillis();
    }
}
