package dev.alexstream.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntakeMarksTest {

    private final IntakeMarks marks = new IntakeMarks(10, 1000);

    @Test
    void shouldCloseAtTheBoundOfRecordsAndOpenAtHalf() {
        assertThat(marks.admit(9, 0)).isTrue();
        assertThat(marks.admit(10, 0)).isFalse();
        assertThat(marks.admit(6, 0)).isFalse();
        assertThat(marks.admit(5, 0)).isTrue();
        assertThat(marks.admit(9, 0)).isTrue();
    }

    @Test
    void shouldCloseAtTheBoundOfBytesAndOpenWhenBothAreBelowHalf() {
        assertThat(marks.admit(6, 1000)).isFalse();
        assertThat(marks.admit(6, 100)).isFalse();
        assertThat(marks.admit(4, 501)).isFalse();
        assertThat(marks.admit(4, 500)).isTrue();
    }
}
