package dev.alexstream.engine;

import dev.alexstream.engine.OneDnnMemory.Current;
import dev.alexstream.engine.OneDnnParameters.Plain;
import dev.alexstream.engine.OneDnnProgram.Output;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.Dropout;
import dev.alexstream.network.Layer.LocalResponseNormalization;
import dev.alexstream.network.Layer.MaxPooling;
import dev.alexstream.network.Layer.Softmax;
import dev.alexstream.network.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Turns layers into oneDNN primitives for one batch size. Each primitive chooses the layouts it likes; where two of them in a row do not
 * agree, a reorder comes between.
 */
final class OneDnnCompiler implements Layer.Visitor<Void> {

    private static final int ANY = dnnl.dnnl_format_tag_any;
    private static final int INFERENCE = dnnl.dnnl_forward_inference;

    private final OneDnnNetwork network;
    private final OneDnnNumbers numbers;
    private final OneDnnWeights stored;
    private final OneDnnParameters parameters;
    private final OneDnnMemory memory;
    private final OneDnnSite site;
    private final int images;
    private final List<OneDnnStep> steps = new ArrayList<>();
    private final Map<String, Output> outputs = new LinkedHashMap<>();
    private Current current;
    private float unit = 1;
    private boolean flat;

    OneDnnCompiler(OneDnnNetwork network, OneDnnWeights stored, OneDnnMemory memory, OneDnnSite site, int images) {
        this.network = network;
        this.numbers = network.numbers();
        this.stored = stored;
        this.parameters = new OneDnnParameters(network.numbers(), stored, site.passing());
        this.memory = memory;
        this.site = site;
        this.images = images;
    }

    /**
     * @param input how the images lie in the memory's image slot
     */
    OneDnnProgram compile(OneDnnInput input) {
        take(input);
        for (Layer layer : network.architecture().layers()) {
            layer.accept(this);
            Shape shape = network.shapes().output(layer.name());
            dnnl_memory_desc plain = flat
                    ? site.lasting().layout(dnnl.dnnl_f32, dnnl.dnnl_nc, images, shape.channels())
                    : site.lasting()
                            .layout(
                                    dnnl.dnnl_f32,
                                    dnnl.dnnl_nchw,
                                    images,
                                    shape.channels(),
                                    shape.height(),
                                    shape.width());
            dnnl_memory_desc layout = site.lasting().copy(current.layout());
            Current lasting = new Current(current.memory(), layout, current.turn());
            outputs.put(layer.name(), new Output(steps.size(), lasting, plain, unit, layer instanceof Softmax));
        }
        return new OneDnnProgram(steps, outputs, site.lasting());
    }

    private void take(OneDnnInput input) {
        int side = network.architecture().inputSide();
        dnnl_memory_desc layout = site.passing().layout(input.dataType(), input.tag(), images, 3, side, side);
        current = new Current(memory.images().bind(layout, site.lasting()), layout, 0);
        if (input == OneDnnInput.BYTES && !network.foldsInput()) {
            centre(side);
        }
    }

    /**
     * {@code (level - mean) / scale}, where the first layer cannot do it. The result is in 32 bits: oneDNN 3.11 has no code generator for any
     * other here, and its plain loop takes longer than the whole network. Its generated code is slow for three channels in a row, so it is told
     * of rows of pixels.
     */
    private void centre(int side) {
        dnnl_memory_desc pixels = site.passing().layout(dnnl.dnnl_f32, dnnl.dnnl_nhwc, images, 3, side, side);
        arrange("input", pixels);
        dnnl_memory_desc rows = site.passing().layout(dnnl.dnnl_f32, dnnl.dnnl_nc, (long) images * side, 3L * side);
        dnnl_memory_desc row = site.passing().layout(dnnl.dnnl_f32, dnnl.dnnl_nc, 1, 3L * side);
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        int status = dnnl.dnnl_binary_primitive_desc_create(
                description,
                site.engine(),
                dnnl.dnnl_binary_sub,
                rows,
                row,
                rows,
                site.passing().dividedBy(row));
        append(
                "input",
                site.passing().owned(status, description, "centring"),
                Map.of(
                        dnnl.DNNL_ARG_SRC_1,
                        stored.get("input.mean", row, row, () -> network.mean(side)),
                        dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | dnnl.DNNL_ARG_SRC_1,
                        stored.get("input.scale", row, row, () -> network.scale(side))));
        current = new Current(memory.turns().get(current.turn()).bind(pixels, site.lasting()), pixels, current.turn());
    }

    @Override
    public Void convolution(Convolution layer) {
        Shape in = network.shapes().input(layer.name());
        Shape out = network.shapes().output(layer.name());
        int groups = layer.groups();
        long[] sides = {out.channels(), in.channels() / groups, layer.kernel(), layer.kernel()};
        long[] grouped = {groups, out.channels() / groups, sides[1], sides[2], sides[3]};
        Plain plain = groups == 1
                ? new Plain(layer.name(), out.channels(), dnnl.dnnl_oihw, sides)
                : new Plain(layer.name(), out.channels(), dnnl.dnnl_goihw, grouped);
        long[] stride = {layer.stride(), layer.stride()};
        long[] padding = {layer.padding(), layer.padding()};
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        int status = dnnl.dnnl_convolution_forward_primitive_desc_create(
                description,
                site.engine(),
                INFERENCE,
                dnnl.dnnl_convolution_direct,
                spatial(numbers.source(layer.name()), in),
                parameters.weights(plain),
                parameters.bias(plain),
                spatial(numbers.result(layer.name()), out),
                stride,
                new long[2],
                padding,
                padding,
                parameters.scaled(site.passing().withRelu(), plain));
        append(site.passing().owned(status, description, "convolution " + layer.name()), plain);
        return null;
    }

    /** oneDNN divides alpha by the number of channels it looks at. */
    @Override
    public Void normalization(LocalResponseNormalization layer) {
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        int status = dnnl.dnnl_lrn_forward_primitive_desc_create(
                description,
                site.engine(),
                INFERENCE,
                dnnl.dnnl_lrn_across_channels,
                current.layout(),
                current.layout(),
                layer.size(),
                (float) (layer.alpha() * layer.size()),
                (float) layer.beta(),
                (float) layer.k(),
                site.passing().plain());
        append(layer.name(), site.passing().owned(status, description, "normalisation " + layer.name()));
        return null;
    }

    @Override
    public Void pooling(MaxPooling layer) {
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        int status = dnnl.dnnl_pooling_forward_primitive_desc_create(
                description,
                site.engine(),
                INFERENCE,
                dnnl.dnnl_pooling_max,
                current.layout(),
                spatial(
                        OneDnnHandles.dataType(current.layout()),
                        network.shapes().output(layer.name())),
                new long[] {layer.stride(), layer.stride()},
                new long[] {layer.kernel(), layer.kernel()},
                new long[2],
                new long[2],
                new long[2],
                site.passing().plain());
        append(layer.name(), site.passing().owned(status, description, "pooling " + layer.name()));
        return null;
    }

    @Override
    public Void dense(Dense layer) {
        connected(layer.name(), layer.units(), site.passing().withRelu());
        return null;
    }

    @Override
    public Void dropout(Dropout layer) {
        return null;
    }

    @Override
    public Void softmax(Softmax layer) {
        connected(layer.name(), layer.classes(), site.passing().plain());
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        int status = dnnl.dnnl_softmax_forward_primitive_desc_create(
                description,
                site.engine(),
                INFERENCE,
                dnnl.dnnl_softmax_accurate,
                current.layout(),
                current.layout(),
                1,
                site.passing().plain());
        site.passing().owned(status, description, "softmax " + layer.name());
        dnnl_memory target = memory.values().bind(current.layout(), site.lasting());
        Map<Integer, dnnl_memory> arguments = Map.of(dnnl.DNNL_ARG_SRC, current.memory(), dnnl.DNNL_ARG_DST, target);
        steps.add(site.step(layer.name(), description, arguments));
        current = new Current(target, current.layout(), current.turn());
        return null;
    }

    private void connected(String layer, int units, dnnl_primitive_attr attributes) {
        Shape in = network.shapes().input(layer);
        Plain plain = flat
                ? new Plain(layer, units, dnnl.dnnl_oi, units, in.size())
                : new Plain(layer, units, dnnl.dnnl_oihw, units, in.channels(), in.height(), in.width());
        int source = numbers.source(layer);
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        int status = dnnl.dnnl_inner_product_forward_primitive_desc_create(
                description,
                site.engine(),
                INFERENCE,
                flat ? site.passing().layout(source, ANY, images, in.size()) : spatial(source, in),
                parameters.weights(plain),
                parameters.bias(plain),
                site.passing().layout(numbers.result(layer), dnnl.dnnl_nc, images, units),
                parameters.scaled(attributes, plain));
        append(site.passing().owned(status, description, "dense layer " + layer), plain);
        flat = true;
    }

    /** Activations in whatever layout suits. */
    private dnnl_memory_desc spatial(int dataType, Shape shape) {
        return site.passing().layout(dataType, ANY, images, shape.channels(), shape.height(), shape.width());
    }

    private void append(dnnl_primitive_desc description, Plain plain) {
        Map<Integer, dnnl_memory> arguments = parameters.arguments(plain, description);
        arrange(plain.layer(), dnnl.dnnl_primitive_desc_query_md(description, dnnl.dnnl_query_src_md, 0));
        append(plain.layer(), description, arguments);
        unit = numbers.resultUnit(plain.layer());
    }

    /** Brings the current activations into a layout, where they are not in it already. */
    private void arrange(String layer, dnnl_memory_desc wanted) {
        if (dnnl.dnnl_memory_desc_equal(current.layout(), wanted) == 0) {
            Current next = next(wanted);
            steps.add(
                    numbers.sourceUnit(layer) == unit
                            ? site.reorder(layer, current.layout(), wanted, current.memory(), next.memory())
                            : site.quantization(layer, current, next, parameters.sourceUnit(layer)));
            current = next;
        }
    }

    private void append(String layer, dnnl_primitive_desc description) {
        append(layer, description, Map.of());
    }

    /** A primitive that reads the current activations and leaves the next ones. */
    private void append(String layer, dnnl_primitive_desc description, Map<Integer, dnnl_memory> more) {
        Current next = next(dnnl.dnnl_primitive_desc_query_md(description, dnnl.dnnl_query_dst_md, 0));
        Map<Integer, dnnl_memory> arguments = new HashMap<>(more);
        arguments.put(dnnl.DNNL_ARG_SRC, current.memory());
        arguments.put(dnnl.DNNL_ARG_DST, next.memory());
        steps.add(site.step(layer, description, arguments));
        current = next;
    }

    private Current next(dnnl_memory_desc layout) {
        int turn = 1 - current.turn();
        return new Current(memory.turns().get(turn).bind(layout, site.lasting()), layout, turn);
    }
}
