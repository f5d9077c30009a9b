//! The terminal room: what is drawn arrives on the screen, cheaply, and the terminal is always given back.

mod frames;
mod input;
mod pty;
