/** Where bytes come from, and what may not be reached: a message chooses the address, this room decides whether anyone ever connects to it. */
package dev.alexstream.fetch;
