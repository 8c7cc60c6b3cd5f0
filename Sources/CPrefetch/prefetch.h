#pragma once

/// Asks for the memory at an address before it is needed: the processor goes on while it comes.
static inline void prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }
