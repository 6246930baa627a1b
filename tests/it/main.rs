//! The one integration test binary: a module per file in this folder, and a check that none is forgotten.
#![cfg(test)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "tests say what went wrong by failing")]

mod architecture;
mod arrivals;
mod care;
mod cli;
mod desk;
mod durability;
mod exports;
mod fetch;
mod following;
mod formats;
mod groups;
mod guide;
mod import;
mod keys;
mod markup;
mod narrow;
mod picture;
mod quotes;
mod ranks;
mod relevance;
mod sandbox;
mod screens;
mod server;
mod shelves;
mod spoken;
mod store;
mod subscriptions;
mod terminal;
mod trash;
mod typing;
mod voices;
mod wire;
mod wires;
