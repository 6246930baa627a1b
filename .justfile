# What is done often.  `just` lists it.

default:
    @just --list

# What CI runs.
ci:
    bash .ci/run

# The tests, as the README says.
test:
    cargo test

# Format and lint.
lint:
    cargo fmt
    cargo clippy --all-targets -- -D warnings

# The reader on the sample edition.
demo:
    cargo run --release -- demo
