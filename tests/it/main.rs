//! The one integration test binary: a module per file in this folder, and a check that none is forgotten.
#![cfg(test)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "tests say what went wrong by failing")]

mod acting;
mod architecture;
mod arrivals;
mod bytes;
mod care;
mod cli;
mod desk;
mod durability;
mod exports;
mod fetch;
mod following;
mod formats;
mod front;
mod groups;
mod guide;
mod import;
mod keys;
mod linear;
mod looks;
mod markup;
mod narrow;
mod picture;
mod pictures;
mod places;
mod quotes;
mod ranks;
mod relevance;
mod sandbox;
mod screens;
mod server;
mod shelves;
mod spoken;
mod store;
mod storm;
mod subscriptions;
mod tagging;
mod terminal;
mod trash;
mod typesetting;
mod typing;
mod voices;
mod wire;
mod wires;
