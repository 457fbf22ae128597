/** Whether the worker can take work, and whether it is alive. */
package dev.alexstream.health;
