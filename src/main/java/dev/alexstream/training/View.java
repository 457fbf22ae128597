package dev.alexstream.training;

import dev.alexstream.image.RgbPixels;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One way to look at a photograph: the centre square of the image with its short side at {@code shortSide}, a crop of it, perhaps mirrored.
 *
 * @param left of the crop, 0 for the left edge to 1 for the right one
 * @param top of the crop, 0 for the upper edge to 1 for the lower one
 */
public record View(int shortSide, double left, double top, boolean mirrored) {

    private static final double CENTRE = 0.5;
    private static final double LARGEST_ZOOM = 1.25;

    /** What the network sees when it serves. */
    public static View ofServing(int shortSide) {
        return new View(shortSide, CENTRE, CENTRE, false);
    }

    boolean isOfServing() {
        return equals(ofServing(shortSide));
    }

    /** The serving view first, then its mirror image and the four corners with theirs (Krizhevsky et al. 2012, section 4.1). */
    public static List<View> tenCrops(int shortSide) {
        var views = new ArrayList<View>();
        double[][] places = {{CENTRE, CENTRE}, {0, 0}, {1, 0}, {0, 1}, {1, 1}};
        for (double[] place : places) {
            views.add(new View(shortSide, place[0], place[1], false));
            views.add(new View(shortSide, place[0], place[1], true));
        }
        return List.copyOf(views);
    }

    /** The ten crops at several sizes, spread evenly from that of serving to {@value #LARGEST_ZOOM} times it; the serving view first. */
    static List<View> crops(int shortSide, int sizes) {
        var views = new ArrayList<View>();
        for (int size = 0; size < sizes; size++) {
            double zoom = sizes == 1 ? 1 : 1 + (LARGEST_ZOOM - 1) * size / (sizes - 1);
            views.addAll(tenCrops((int) Math.round(shortSide * zoom)));
        }
        return List.copyOf(views);
    }

    /** Anywhere, at up to {@value #LARGEST_ZOOM} times the size. */
    public static View random(int shortSide, RandomGenerator random) {
        int zoomed = (int) Math.round(shortSide * random.nextDouble(1, LARGEST_ZOOM));
        return new View(zoomed, random.nextDouble(), random.nextDouble(), random.nextBoolean());
    }

    /** A crop of {@code side} pixels anywhere in the square, each place as likely as any other, mirrored every other time. */
    static View randomCrop(int shortSide, int side, RandomGenerator random) {
        int room = shortSide - side;
        double left = random.nextInt(room + 1) / (double) Math.max(1, room);
        double top = random.nextInt(room + 1) / (double) Math.max(1, room);
        return new View(shortSide, left, top, random.nextBoolean());
    }

    /** Cuts a square of {@code side} pixels out of the centre square. */
    RgbPixels cut(RgbPixels square, int side) {
        int room = square.side() - side;
        int x0 = (int) Math.round(left * room);
        int y0 = (int) Math.round(top * room);
        byte[] out = new byte[side * side * 3];
        for (int y = 0; y < side; y++) {
            int from = ((y0 + y) * square.side() + x0) * 3;
            System.arraycopy(square.data(), from, out, y * side * 3, side * 3);
        }
        if (mirrored) {
            mirror(out, side);
        }
        return new RgbPixels(side, out);
    }

    private static void mirror(byte[] pixels, int side) {
        for (int y = 0; y < side; y++) {
            for (int left = 0, right = side - 1; left < right; left++, right--) {
                swap(pixels, (y * side + left) * 3, (y * side + right) * 3);
            }
        }
    }

    private static void swap(byte[] pixels, int a, int b) {
        for (int channel = 0; channel < 3; channel++) {
            byte kept = pixels[a + channel];
            pixels[a + channel] = pixels[b + channel];
            pixels[b + channel] = kept;
        }
    }
}
