//! To come.

pub mod console;
pub mod import;
pub mod paths;
