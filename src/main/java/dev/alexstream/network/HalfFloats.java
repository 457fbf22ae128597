package dev.alexstream.network;

/** Conversions between 32-bit and 16-bit floating point, rounding to nearest, ties to even; every NaN becomes a quiet one. */
final class HalfFloats {

    private static final int FLOAT16_INFINITY = 0x7C00;
    private static final int FLOAT16_NAN = 0x7E00;

    /** First magnitude that rounds to infinity: halfway between the largest binary16, 65504, and 65536. */
    private static final float FLOAT16_OVERFLOW = 65520f;

    /** Smallest normal binary16, 2^-14. */
    private static final float FLOAT16_NORMAL = 0x1p-14f;

    private HalfFloats() {}

    static float fromFloat16(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >> 10) & 0x1F;
        int mantissa = half & 0x3FF;
        if (exponent == 0) {
            float magnitude = mantissa * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int wideExponent = exponent == 31 ? 0xFF : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | (wideExponent << 23) | (mantissa << 13));
    }

    static short toFloat16(float value) {
        int bits = Float.floatToIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        float magnitude = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | FLOAT16_NAN);
        }
        if (magnitude >= FLOAT16_OVERFLOW) {
            return (short) (sign | FLOAT16_INFINITY);
        }
        if (magnitude < FLOAT16_NORMAL) {
            // Steps of 2^-24; the product is exact, and a carry into the normal range gives its first number.
            return (short) (sign | (int) Math.rint(magnitude * 0x1p24f));
        }
        int rebased = (bits & 0x7FFFFFFF) - ((127 - 15) << 23);
        return (short) (sign | roundedShift(rebased, 13));
    }

    static float fromBfloat16(short half) {
        return Float.intBitsToFloat(half << 16);
    }

    static short toBfloat16(float value) {
        int bits = Float.floatToIntBits(value);
        return (short) (Float.isNaN(value) ? bits >>> 16 : ((bits >>> 31) << 15) | roundedShift(bits & 0x7FFFFFFF, 16));
    }

    /** Drops low bits of a non-negative number, rounding to nearest, ties to even; a carry moves into the exponent, as it should. */
    private static int roundedShift(int bits, int by) {
        int half = (1 << (by - 1)) - 1;
        return (bits + half + ((bits >>> by) & 1)) >>> by;
    }
}
