package dev.alexstream.image;

/** Which bits of which coefficients the scans of a JPEG file have brought so far (ITU-T T.81, sections B.2.3 and G.1.1.1). */
final class JpegScans {

    private static final int COEFFICIENTS = 64;
    private static final int MOST_COMPONENTS = 4;

    /** Encoders write about ten. Each costs a pass over all pixels, however few bytes it has. */
    private static final int MOST_SCANS = 64;

    /** For each component, in order of appearance: its identifier. */
    private final int[] identifiers = new int[MOST_COMPONENTS];

    /** For each component and coefficient: whether its lowest bit has come. */
    private final boolean[][] exact = new boolean[MOST_COMPONENTS][COEFFICIENTS];

    private int seen;
    private int count;
    private int componentsOfFirst;

    /** @param start position of the length of a start-of-scan segment */
    void add(Octets in, int start) {
        int components = in.u8(start + 2);
        if (components < 1 || components > MOST_COMPONENTS) {
            throw ImageRefusal.undecodable("a scan of the JPEG file names " + components + " components");
        }
        if (count == MOST_SCANS) {
            throw ImageRefusal.undecodable("the JPEG file has more than " + MOST_SCANS + " scans");
        }
        if (count++ == 0) {
            componentsOfFirst = components;
        }
        int parameters = start + 3 + 2 * components;
        int first = in.u8(parameters);
        int last = Math.min(in.u8(parameters + 1), COEFFICIENTS - 1);
        boolean lowestBit = (in.u8(parameters + 2) & 0x0F) == 0;
        for (int i = 0; i < components && lowestBit; i++) {
            int component = indexOf(in.u8(start + 3 + 2 * i));
            for (int k = first; k <= last; k++) {
                exact[component][k] = true;
            }
        }
    }

    int count() {
        return count;
    }

    int componentsOfFirst() {
        return componentsOfFirst;
    }

    /** Whether every coefficient of every component has come to its lowest bit. */
    boolean complete(int components) {
        if (seen < components) {
            return false;
        }
        for (int component = 0; component < components; component++) {
            for (boolean coefficient : exact[component]) {
                if (!coefficient) {
                    return false;
                }
            }
        }
        return true;
    }

    private int indexOf(int identifier) {
        for (int i = 0; i < seen; i++) {
            if (identifiers[i] == identifier) {
                return i;
            }
        }
        if (seen == MOST_COMPONENTS) {
            throw ImageRefusal.undecodable("the scans of the JPEG file name more than four components");
        }
        identifiers[seen] = identifier;
        return seen++;
    }
}
