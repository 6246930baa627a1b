//! The one integration test binary: a module per file in this folder, and a check that none is forgotten.

mod quotes;
