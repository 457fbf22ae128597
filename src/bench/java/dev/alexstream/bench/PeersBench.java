package dev.alexstream.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Engines of this program beside the libraries that others would take, each in a process of its own, on the same weights and images. They
 * take turns round by round, so that whatever else slows the machine slows all of them; only one computes at a time.
 */
public final class PeersBench implements AutoCloseable {

    private final List<PeerProcess> engines = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    /**
     * Starts a process for each peer.
     *
     * @throws BenchException when one ends
     */
    public PeersBench(List<Peer> peers, PeerNetwork network) {
        try {
            peers.forEach(peer -> open(peer, network));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void open(Peer peer, PeerNetwork network) {
        PeerProcess process = PeerProcess.start(peer, network);
        engines.add(process);
        process.objection().ifPresent(sentence -> {
            engines.remove(process);
            process.close();
            refusals.add(peer + ": " + sentence);
        });
    }

    /** Which engines cannot be had here, and why. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    /**
     * Checks that all engines give what the first one gives, then measures.
     *
     * @param rounds at least {@link EngineBench#LEAST_ROUNDS}
     * @return a figure for each engine
     * @throws BenchException when two engines do not agree
     */
    public List<EngineFigure> measure(int batch, int rounds) {
        List<Agreement.Answers> answers =
                engines.stream().map(engine -> engine.answers(batch)).toList();
        answers.forEach(each -> Agreement.require(answers.get(0), each));
        double[][] millis = new double[engines.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int engine = 0; engine < engines.size(); engine++) {
                millis[engine][round] = engines.get(engine).turn(batch);
            }
        }
        return IntStream.range(0, engines.size())
                .mapToObj(engine -> new EngineFigure(
                        engines.get(engine).info(),
                        batch,
                        Samples.of(millis[engine]).median()))
                .toList();
    }

    @Override
    public void close() {
        engines.forEach(PeerProcess::close);
    }
}
