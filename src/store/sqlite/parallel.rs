//! Does the same to many things on all cores, in order.

use std::num::NonZero;
use std::thread;

/// Fewer things than this are not worth a thread.
const WORTHWHILE: usize = 32;

/// `work` done to each of `things`.
pub(crate) fn map<T: Sync, R: Send>(things: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    map_with(things, || (), |(), thing| work(thing))
}

/// The same, with something that each thread makes for itself once.
pub(crate) fn map_with<T: Sync, S, R: Send>(things: &[T], own: impl Fn() -> S + Sync, work: impl Fn(&mut S, &T) -> R + Sync) -> Vec<R> {
    let alone = |part: &[T]| {
        let mut own = own();
        part.iter().map(|thing| work(&mut own, thing)).collect::<Vec<R>>()
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(things.len() / WORTHWHILE);
    if threads < 2 {
        return alone(things);
    }
    let parts: Vec<&[T]> = things.chunks(things.len().div_ceil(threads)).collect();
    thread::scope(|scope| {
        let running: Vec<_> = parts.iter().map(|part| (*part, scope.spawn(|| alone(part)))).collect();
        // A part whose thread died is done again here, where its panic belongs to the caller.
        running.into_iter().flat_map(|(part, thread)| thread.join().unwrap_or_else(|_| alone(part))).collect()
    })
}
