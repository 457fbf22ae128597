package dev.alexstream.training;

/**
 * When a challenger may take the champion's place. All but the first are shares.
 *
 * @param minHoldout fewer held-out examples prove nothing; half of it of classes that the champion knows
 * @param confidence with which every claim has to hold, above 0.5 and below 1
 * @param margin gain in accuracy that makes a challenger better
 */
public record GateRules(int minHoldout, double confidence, double margin, Guards guards) {

    /**
     * What no gain elsewhere makes up for.
     *
     * @param tolerance loss in accuracy that still counts as not worse: over everything, and over the classes that the champion knows, of
     *     these to the nearest whole example
     * @param maxClassFall share of a class's examples that may be lost; one example may always be, it could be chance
     * @param minNewAccuracy share of the examples of new classes that the challenger has to get right
     */
    public record Guards(double tolerance, double maxClassFall, double minNewAccuracy) {

        public Guards {
            require(tolerance >= 0 && tolerance < 1, "tolerance", tolerance);
            require(maxClassFall >= 0 && maxClassFall <= 1, "maxClassFall", maxClassFall);
            require(minNewAccuracy >= 0 && minNewAccuracy <= 1, "minNewAccuracy", minNewAccuracy);
        }
    }

    public GateRules {
        require(minHoldout >= 1, "minHoldout", minHoldout);
        require(confidence > 0.5 && confidence < 1, "confidence", confidence);
        require(margin >= 0 && margin < 1, "margin", margin);
    }

    private static void require(boolean holds, String name, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is out of its range: " + value);
        }
    }

    /** Fewer held-out examples of what the champion knows do not show what is forgotten. */
    int leastKnown() {
        return (minHoldout + 1) / 2;
    }

    /** How many of so many examples of what the champion knows may be lost; one always may. */
    int bearableOfKnown(int examples) {
        return Math.max(1, Math.toIntExact(Math.round(guards.tolerance() * examples)));
    }

    /** How many of so many examples may be lost within a share; one always may. */
    static int bearable(double share, int examples) {
        return Math.max(1, (int) Math.floor(share * examples));
    }
}
