package dev.alexstream;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How much native memory JavaCPP hands out, for oneDNN and OpenCV. Left alone it allows as much as the Java heap may have, which a small heap
 * makes too little for a model beside the one that serves. What counts is the memory of the machine, or of the container: near its end a
 * shortage is reported, which is better than to be killed.
 */
public final class NativeMemory {

    /** As JavaCPP's documentation of Pointer has them. */
    static final String OF_POINTERS = "org.bytedeco.javacpp.maxbytes";

    static final String OF_PROCESS = "org.bytedeco.javacpp.maxphysicalbytes";

    private static final double SHARE = 0.95;

    private NativeMemory() {}

    /** Before the first native library is loaded; what the user has set stays. */
    public static void allow() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long most = (long) (SHARE * system.getTotalMemorySize());
        allow(OF_POINTERS, most);
        allow(OF_PROCESS, most);
    }

    private static void allow(String property, long bytes) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Long.toString(bytes));
        }
    }
}
