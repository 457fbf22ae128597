package dev.alexstream.bench;

import java.util.ArrayList;
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

    private static final String FINEST = "fp32";

    /**
     * Each precision of this program against the fastest library in 32 bits, and against the fastest library at any precision where that is
     * another one.
     *
     * @param figures of one batch size
     */
    public static List<PeerRatio> of(List<EngineFigure> figures) {
        List<EngineFigure> peers = figures.stream()
                .filter(figure -> !figure.engine().engine().equals(Peer.OWN))
                .toList();
        EngineFigure fastest = fastest(peers, peer -> true);
        List<PeerRatio> ratios = new ArrayList<>();
        for (EngineFigure own : figures) {
            if (own.engine().engine().equals(Peer.OWN)) {
                EngineFigure exact =
                        fastest(peers, peer -> peer.engine().precision().equals(FINEST));
                ratios.add(new PeerRatio(own, exact));
                if (!exact.equals(fastest)) {
                    ratios.add(new PeerRatio(own, fastest));
                }
            }
        }
        return ratios;
    }

    private static EngineFigure fastest(List<EngineFigure> peers, Predicate<EngineFigure> which) {
        return peers.stream()
                .filter(which)
                .min(Comparator.comparingDouble(EngineFigure::medianMillis))
                .orElseThrow(() -> new BenchException("there is no engine to compare with"));
    }

    public double value() {
        return peer.medianMillis() / own.medianMillis();
    }
}
