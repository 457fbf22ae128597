package dev.alexstream.engine;

import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;

/** oneDNN's handle on the CPU, and the stream on which primitives run in order. */
record OneDnnCore(dnnl_engine engine, dnnl_stream stream) implements AutoCloseable {

    /** Multiplies pairs of bfloat16 in hardware, with or without tiles. */
    private static final int NATIVE_BF16 = dnnl.dnnl_cpu_isa_avx512_core_bf16;

    /**
     * Primitives are kept for whoever wants the same again. A network has about a thousand at 64 batch sizes: of oneDNN's own 1,024 each would
     * be gone before it is wanted again. These are enough for two networks, and a model finds all of another one of its shape.
     */
    private static final int PRIMITIVES_KEPT = 2048;

    private static final LoadOnce NATIVES = new LoadOnce(OneDnnCore::loadNatives);

    /**
     * Loads the natives, and ND4J before them: both come with an OpenMP, the first one loaded serves both, and ND4J is the one that can be
     * told how many threads to take.
     *
     * @throws EngineException when this machine has no natives for oneDNN
     */
    static void load() {
        NativeRuntime.prepare();
        NATIVES.ensure();
    }

    private static void loadNatives() {
        try {
            Loader.load(dnnl.class);
            OneDnnHandles.require(dnnl.dnnl_set_primitive_cache_capacity(PRIMITIVES_KEPT), "to keep primitives");
        } catch (LinkageError e) {
            throw new EngineException("the native libraries of oneDNN cannot be loaded: " + e.getMessage(), e);
        }
    }

    static boolean hasNativeBf16() {
        return isX86() && has(dnnl.dnnl_get_effective_cpu_isa(), NATIVE_BF16);
    }

    /** Whether products of bytes are added up in 32 bits; older instructions add pairs of them in 16, which they may not fit. */
    static boolean multipliesBytes() {
        int features = dnnl.dnnl_get_effective_cpu_isa();
        return isX86()
                && (has(features, dnnl.dnnl_cpu_isa_avx512_core_vnni) || has(features, dnnl.dnnl_cpu_isa_avx2_vnni));
    }

    private static boolean isX86() {
        return System.getProperty("os.arch").matches("amd64|x86_64");
    }

    private static boolean has(int features, int wanted) {
        return (features & wanted) == wanted;
    }

    static OneDnnCore open() {
        load();
        dnnl_engine engine = new dnnl_engine();
        OneDnnHandles.require(dnnl.dnnl_engine_create(engine, dnnl.dnnl_cpu, 0), "an engine");
        dnnl_stream stream = new dnnl_stream();
        int status = dnnl.dnnl_stream_create(stream, engine, dnnl.dnnl_stream_default_flags);
        if (status != dnnl.dnnl_success) {
            dnnl.dnnl_engine_destroy(engine);
        }
        OneDnnHandles.require(status, "a stream");
        return new OneDnnCore(engine, stream);
    }

    /** Returns when all that was put into the stream is done. */
    void await() {
        OneDnnHandles.require(dnnl.dnnl_stream_wait(stream), "to wait for its stream");
    }

    @Override
    public void close() {
        dnnl.dnnl_stream_destroy(stream);
        dnnl.dnnl_engine_destroy(engine);
    }
}
