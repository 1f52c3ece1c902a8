//! Developer commands: `cargo run -p xtask -- <command>`.
//!
//! Each command is a file of its own; this one only chooses.

fn main() {
    let command = std::env::args().nth(1).unwrap_or_default();
    eprintln!("xtask: unknown command {command:?}");
    std::process::exit(2);
}
