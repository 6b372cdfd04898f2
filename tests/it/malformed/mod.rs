//! Hostile input: whatever is sent, the answer is a code and a sentence, never a crash and nothing of our insides.

mod atomic;
mod cursors;
mod hostile;
mod mutations;
mod queries;
