package dev.alexstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class OctetsTest {

    @Test
    void shouldFindTheNextOnesAtEveryPosition() {
        Random random = new Random(5);
        byte[] values = {0, 1, (byte) 0x7F, (byte) 0x80, (byte) 0xFE, (byte) 0xFF};
        for (int round = 0; round < 2000; round++) {
            byte[] data = new byte[random.nextInt(40)];
            for (int i = 0; i < data.length; i++) {
                data[i] = values[random.nextInt(values.length - (i % 3 == 0 ? 0 : 1))];
            }
            for (int from = 0; from <= data.length; from++) {
                assertThat(new Octets(data).nextOnes(from)).isEqualTo(byOne(data, from));
            }
        }
    }

    private static int byOne(byte[] data, int from) {
        int at = from;
        while (at < data.length && data[at] != (byte) 0xFF) {
            at++;
        }
        return at;
    }
}
