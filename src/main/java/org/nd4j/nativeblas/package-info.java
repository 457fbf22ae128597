/** One class that DL4J M2.1 looks up by a name its own libraries no longer have. */
package org.nd4j.nativeblas;
