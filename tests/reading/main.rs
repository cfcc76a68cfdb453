//! Reading a trained network: maps, dreams and window curves whose answer is known.

mod dreams;
mod faults;
mod figures;
mod hearing;
mod maps;
mod networks;
mod windows;
