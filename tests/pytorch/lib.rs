//! Nothing: what is here are a program, `exports.rs`, and a judge, `check_export.py`.
