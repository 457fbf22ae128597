package dev.alexstream.network;

import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.Dropout;
import dev.alexstream.network.Layer.LocalResponseNormalization;
import dev.alexstream.network.Layer.MaxPooling;
import dev.alexstream.network.Layer.Softmax;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers to lines of TorchScript, with the operators that {@code torch.compile} chooses for a network that is frozen on a CPU: weights
 * re-ordered once into the layout that oneDNN asks for, bias and ReLU fused. Answers the layer's lines.
 */
final class TorchScript implements Layer.Visitor<String> {

    static final String CLASS = "Network";

    /** Of PyTorch's scalar types. */
    private static final int FLOAT = 6;

    private static final int BFLOAT16 = 15;

    /** What an operator that is fused takes besides its name. */
    private static final String NO_SCALARS = "annotate(List[Optional[number]], []), None";

    private final Shapes shapes;
    private final int type;
    private final List<String> prepared = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private int given;

    TorchScript(Shapes shapes, DataType type) {
        this.shapes = shapes;
        this.type = type == DataType.BF16 ? BFLOAT16 : FLOAT;
    }

    String text() {
        String arguments = "(self: __torch__." + CLASS + ", images: Tensor, weights: List[Tensor])";
        return String.join(
                "\n",
                "class " + CLASS + "(Module):",
                "  __parameters__ = []",
                "  __buffers__ = []",
                "  training : bool",
                "  def prepare" + arguments + " -> List[Tensor]:",
                "    count = torch.size(images, 0)",
                "    return [" + String.join(", ", prepared) + "]",
                "  def forward" + arguments + " -> Tensor:",
                "    x = torch.to(images, " + type + ")",
                String.join("\n", lines),
                "    return x",
                "");
    }

    @Override
    public String convolution(Convolution layer) {
        Shape input = shapes.input(layer.name());
        String geometry = pair(layer.padding()) + ", " + pair(layer.stride()) + ", [1, 1], " + layer.groups();
        String weight = keep("ops.mkldnn._reorder_convolution_weight(" + given() + ", " + geometry + ", [count, "
                + input.channels() + ", " + input.height() + ", " + input.width() + "])");
        return line("ops.mkldnn._convolution_pointwise(x, " + weight + ", " + keep(given()) + ", " + geometry
                + ", \"relu\", " + NO_SCALARS + ")");
    }

    /** As in {@code torch.nn.functional.local_response_norm}, whose average pooling PyTorch lacks in bfloat16: shifted slices, added. */
    @Override
    public String normalization(LocalResponseNormalization layer) {
        int channels = shapes.input(layer.name()).channels();
        int half = layer.size() / 2;
        add("squares = torch.constant_pad_nd(torch.mul(x, x), [0, 0, 0, 0, " + half + ", " + half + "], 0)");
        add("sum = torch.add(torch.slice(squares, 1, 0, " + channels + "), torch.slice(squares, 1, 1, " + (channels + 1)
                + "))");
        for (int shift = 2; shift < layer.size(); shift++) {
            add("sum = torch.add_(sum, torch.slice(squares, 1, " + shift + ", " + (shift + channels) + "))");
        }
        return line("torch.div(x, torch.pow_(torch.add_(torch.mul_(sum, " + layer.alpha() + "), " + layer.k() + "), "
                + layer.beta() + "))");
    }

    @Override
    public String pooling(MaxPooling layer) {
        return line("torch.max_pool2d(x, " + pair(layer.kernel()) + ", " + pair(layer.stride())
                + ", [0, 0], [1, 1], False)");
    }

    @Override
    public String dense(Dense layer) {
        return connected(true);
    }

    @Override
    public String dropout(Dropout layer) {
        return "";
    }

    /** In 32 bits: exponentials of few digits have no digits. */
    @Override
    public String softmax(Softmax layer) {
        connected(false);
        return line("torch.softmax(torch.to(x, " + FLOAT + "), 1)");
    }

    /**
     * In float by MKL, as {@code torch.compile} has it: the oneDNN in PyTorch 2.7.1 was seen to add up wrongly in dense layers with two
     * threads.
     */
    private String connected(boolean relu) {
        if (type == BFLOAT16) {
            String weight = keep("ops.mkldnn._reorder_linear_weight(" + given() + ", count)");
            return line("ops.mkldnn._linear_pointwise(torch.flatten(x, 1), " + weight + ", " + keep(given()) + ", \""
                    + (relu ? "relu" : "none") + "\", " + NO_SCALARS + ")");
        }
        String weight = given();
        String sums = "ops.mkl._mkl_linear(torch.flatten(x, 1), "
                + keep("ops.mkl._mkl_reorder_linear_weight(" + weight + ", count)") + ", " + keep(weight) + ", "
                + keep(given()) + ", torch.size(x, 0))";
        return line(relu ? "torch.relu_(" + sums + ")" : sums);
    }

    /** The next weight or bias as it comes. */
    private String given() {
        return "torch.to(weights[" + given++ + "], " + type + ")";
    }

    /** @return what {@code forward} reads of what is prepared */
    private String keep(String value) {
        prepared.add(value);
        return "weights[" + (prepared.size() - 1) + "]";
    }

    private String line(String value) {
        return add("x = " + value);
    }

    private String add(String statement) {
        String line = "    " + statement;
        lines.add(line);
        return line;
    }

    private static String pair(int value) {
        return "[" + value + ", " + value + "]";
    }
}
