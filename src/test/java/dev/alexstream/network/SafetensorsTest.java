package dev.alexstream.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

    @TempDir
    Path folder;

    @Test
    void shouldReadBackEveryTypeAndTheMetadata() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("half", Tensor.of(DataType.F16, List.of(3), 1, -0.5f, 3));
        tensors.put("full", Tensor.of(DataType.F32, List.of(2, 1), 0.1f, Float.MIN_VALUE));
        tensors.put("brain", Tensor.of(DataType.BF16, List.of(), 256));
        tensors.put("empty", Tensor.of(DataType.F32, List.of(0, 7)));
        Path file = folder.resolve("weights.safetensors");

        new Safetensors(Map.of("license", "Apache-2.0"), new Weights(tensors)).write(file);
        Safetensors read = Safetensors.read(file);

        assertThat(read.metadata()).containsExactly(Map.entry("license", "Apache-2.0"));
        assertThat(read.weights().names()).containsExactly("empty", "full", "brain", "half");
        assertThat(read.weights().floats("half")).containsExactly(1, -0.5f, 3);
        assertThat(read.weights().floats("full")).containsExactly(0.1f, Float.MIN_VALUE);
        assertThat(read.weights().floats("brain")).containsExactly(256);
        assertThat(read.weights().tensor("empty").shape()).containsExactly(0, 7);
    }

    @Test
    void shouldWriteTheSameBytesWhateverTheOrderOfInsertion() throws IOException {
        Tensor one = Tensor.of(DataType.F16, List.of(3), 1, 2, 3);
        Tensor two = Tensor.of(DataType.F32, List.of(1), 5);
        Map<String, Tensor> forwards = new LinkedHashMap<>();
        forwards.put("one", one);
        forwards.put("two", two);
        Map<String, Tensor> backwards = new LinkedHashMap<>();
        backwards.put("two", two);
        backwards.put("one", one);

        byte[] bytes = written(forwards);

        assertThat(written(backwards)).isEqualTo(bytes);
        String header =
                "{\"__metadata__\":{\"a\":\"b\"},\"two\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"one\":{\"dtype\":\"F16\",\"shape\":[3],\"data_offsets\":[4,10]}}";
        int padded = (header.length() + 7) / 8 * 8;
        assertThat(new String(bytes, 8, header.length(), StandardCharsets.UTF_8))
                .isEqualTo(header);
        assertThat(bytes).hasSize(8 + padded + 10).startsWith(padded, 0, 0, 0, 0, 0, 0, 0);
        assertThat(bytes).endsWith(0x00, 0x00, 0xA0, 0x40, 0x00, 0x3C, 0x00, 0x40, 0x00, 0x42);
    }

    private static byte[] written(Map<String, Tensor> tensors) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Safetensors(Map.of("a", "b"), new Weights(tensors)).write(out);
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            not JSON at all                                                             | not one JSON value
            ["list"]                                                                    | not one JSON object
            {} {}                                                                       | not one JSON value
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | duplicate names
            {"a":[[[[[[[[1]]]]]]]]}                                                     | not one JSON value
            {"__metadata__":{"a":1}}                                                    | not text
            {"__metadata__":"text"}                                                     | not an object
            {"a":{"dtype":"F32","shape":[1]}}                                           | not an object of
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"more":1}}             | not an object of
            {"a":{"dtype":"F32","shape":[1],"data_offset":[0,4]}}                       | not a short list
            {"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}                      | dtype other than
            {"a":{"dtype":"f32","shape":[1],"data_offsets":[0,4]}}                      | dtype other than
            {"a":{"dtype":1,"shape":[1],"data_offsets":[0,4]}}                          | dtype other than
            {"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}                     | whole number
            {"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}                    | whole number
            {"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}                    | whole number
            {"a":{"dtype":"F32","shape":[18446744073709551617],"data_offsets":[0,4]}}   | whole number
            {"a":{"dtype":"F32","shape":[4294967297],"data_offsets":[0,4]}}             | too long
            {"a":{"dtype":"F32","shape":[2147483647,2147483647,4],"data_offsets":[0,4]}} | too many values
            {"a":{"dtype":"F32","shape":[65536,65536],"data_offsets":[0,0]}}            | too many values
            {"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}}      | not a short list
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}                      | do not hold 8 bytes
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}                      | do not hold 4 bytes
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}                     | whole number
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}                    | has not two
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}                      | apart from
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}} | inside
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | inside
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}                     | more than the file has
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}                      | bytes follow
            """)
    void shouldRefuseHostileHeader(String header, String why) throws IOException {
        byte[] file = file(header.getBytes(StandardCharsets.UTF_8), 8);
        Path path = Files.write(folder.resolve("hostile.safetensors"), file);

        assertThatThrownBy(() -> Safetensors.read(path))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining(why);
        assertThatThrownBy(() -> Safetensors.read(new ByteArrayInputStream(file)))
                .isInstanceOf(SafetensorsException.class);
    }

    @ParameterizedTest
    @CsvSource({"-1", "0", "1", "9", "1048577", "4294967304", "9223372036854775807", "-9223372036854775808"})
    void shouldRefuseHeaderLengthOverTheFileOrTheLimit(long length) throws IOException {
        byte[] file = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put("{}      ".getBytes(StandardCharsets.UTF_8))
                .array();
        Path path = Files.write(folder.resolve("long.safetensors"), file);

        assertThatThrownBy(() -> Safetensors.read(path)).isInstanceOf(SafetensorsException.class);
        assertThatThrownBy(() -> Safetensors.read(new ByteArrayInputStream(file)))
                .isInstanceOf(SafetensorsException.class);
    }

    @Test
    void shouldRefuseFilesThatEndEarlyWithoutAllocatingWhatTheyClaim() {
        byte[] claim = "{\"a\":{\"dtype\":\"F32\",\"shape\":[250000000],\"data_offsets\":[0,1000000000]}}"
                .getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Safetensors.read(new ByteArrayInputStream(file(claim, 8))))
                .isInstanceOf(SafetensorsException.class)
                .hasMessage("the file ends early");
        assertThatThrownBy(() -> Safetensors.read(new ByteArrayInputStream(new byte[3])))
                .isInstanceOf(SafetensorsException.class);
        assertThatThrownBy(() -> Safetensors.read(new ByteArrayInputStream(file(claim, 8)), 1_000_000))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining("the limit allows");
    }

    @Test
    void shouldReadTensorsOfManyPieces() throws IOException {
        float[] values = new float[3_000_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 1024;
        }
        Tensor large = Tensor.of(DataType.F16, List.of(values.length), values);
        var out = new ByteArrayOutputStream();
        new Safetensors(Map.of(), new Weights(Map.of("large", large))).write(out);
        byte[] file = out.toByteArray();

        Safetensors read = Safetensors.read(new ByteArrayInputStream(file));

        assertThat(Arrays.equals(read.weights().floats("large"), values)).isTrue();
        assertThatThrownBy(() -> Safetensors.read(new ByteArrayInputStream(file, 0, file.length - 1)))
                .isInstanceOf(SafetensorsException.class)
                .hasMessage("the file ends early");
    }

    @Test
    void shouldReadTheSharedTrunkWhenThere() throws IOException {
        Path trunk = SharedData.file("alexnet/alexnet-2012-trunk.safetensors");

        Safetensors read = Safetensors.read(trunk);

        assertThat(read.weights().tensor("conv2.weight").shape()).containsExactly(256, 48, 5, 5);
        assertThat(read.metadata()).containsEntry("format", "alexnet-2012 trunk");
    }

    private static byte[] file(byte[] header, int dataBytes) {
        return ByteBuffer.allocate(8 + header.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }
}
