package dev.alexstream.engine;

import org.bytedeco.dnnl.global.dnnl;

/** How images lie in native memory before the first primitive. */
enum OneDnnInput {
    /** Levels minus {@link InputFolding#MIDDLE}, interleaved as {@link dev.alexstream.image.RgbPixels} holds them. */
    BYTES(dnnl.dnnl_s8, dnnl.dnnl_nhwc),
    /** 32-bit planes, as the first layer takes them. */
    PLANES(dnnl.dnnl_f32, dnnl.dnnl_nchw);

    private final int dataType;
    private final int tag;

    OneDnnInput(int dataType, int tag) {
        this.dataType = dataType;
        this.tag = tag;
    }

    int dataType() {
        return dataType;
    }

    int tag() {
        return tag;
    }
}
