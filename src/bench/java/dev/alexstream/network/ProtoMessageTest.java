package dev.alexstream.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Against the examples in the documentation of protocol buffers. */
class ProtoMessageTest {

    @Test
    void shouldWriteANumberSevenBitsAByte() throws IOException {
        assertThat(hex(new ProtoMessage().number(1, 150))).isEqualTo("089601");
    }

    @Test
    void shouldWriteTheLengthBeforeText() throws IOException {
        assertThat(hex(new ProtoMessage().text(2, "testing"))).isEqualTo("120774657374696e67");
    }

    @Test
    void shouldWriteTheLengthBeforeAMessage() throws IOException {
        assertThat(hex(new ProtoMessage().message(3, new ProtoMessage().number(1, 150))))
                .isEqualTo("1a03089601");
    }

    @Test
    void shouldWriteAFloatLittleEndian() throws IOException {
        assertThat(hex(new ProtoMessage().real(2, 0.75))).isEqualTo("150000403f");
    }

    @Test
    void shouldWriteAFieldNumberThatTakesTwoBytes() throws IOException {
        assertThat(hex(new ProtoMessage().number(20, 1))).isEqualTo("a00101");
    }

    private static String hex(ProtoMessage message) throws IOException {
        var bytes = new ByteArrayOutputStream();
        message.writeTo(Channels.newChannel(bytes));
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
