//! dateline: a terminal news reader that reads like a newspaper, searches like an archive, and knows who said what.

pub mod app;
pub mod cli;
pub mod command;
pub mod config;
pub mod format;
pub mod ingest;
pub mod keymap;
pub mod news;
pub mod query;
pub mod quote;
pub mod runtime;
pub mod store;
pub mod text;
pub mod theme;
pub mod typeset;
pub mod ui;
