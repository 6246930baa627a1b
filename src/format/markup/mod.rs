//! What pages and feeds have in common below their own vocabulary: addresses, dates, broken XML, and bounds.

pub(crate) mod address;
pub(crate) mod date;
pub(crate) mod entity;
pub(crate) mod tracking;
pub(crate) mod xml;
