/** Where bytes come from, and what may not be reached. */
package dev.alexstream.fetch;
