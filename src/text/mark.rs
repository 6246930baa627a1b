//! What a stretch of text is: a span and its slot. How it looks is the theme's business, far above.

use super::Span;

/// How many speakers of one story have a colour of their own before the colours begin again.
pub const SPEAKER_SLOTS: u8 = 6;

/// One kind of meaning on the screen. Later slots are painted over earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Slot {
    Text,
    Section,
    Headline,
    Standfirst,
    Meta,
    Rule,
    Dateline,
    Crosshead,
    BlockQuote,
    Caption,
    Credit,
    Preformatted,
    TableHead,
    ListMarker,
    Strong,
    Emphasis,
    Code,
    Link,
    LinkNumber,
    Quote,
    Cue,
    /// The first of the speakers' slots; [`Slot::speaker`] gives the others.
    Speaker0,
    Speaker1,
    Speaker2,
    Speaker3,
    Speaker4,
    Speaker5,
    /// The quotation the reader jumped to.
    Current,
    Hit,
    /// The search hit the reader stands on.
    CurrentHit,
}

impl Slot {
    /// Every slot, in the order in which they are painted.
    pub const ALL: [Self; 30] = [
        Self::Text,
        Self::Section,
        Self::Headline,
        Self::Standfirst,
        Self::Meta,
        Self::Rule,
        Self::Dateline,
        Self::Crosshead,
        Self::BlockQuote,
        Self::Caption,
        Self::Credit,
        Self::Preformatted,
        Self::TableHead,
        Self::ListMarker,
        Self::Strong,
        Self::Emphasis,
        Self::Code,
        Self::Link,
        Self::LinkNumber,
        Self::Quote,
        Self::Cue,
        Self::Speaker0,
        Self::Speaker1,
        Self::Speaker2,
        Self::Speaker3,
        Self::Speaker4,
        Self::Speaker5,
        Self::Current,
        Self::Hit,
        Self::CurrentHit,
    ];

    /// The slot of the `n`th speaker of a story (from 0).
    pub const fn speaker(n: usize) -> Self {
        match n % SPEAKER_SLOTS as usize {
            0 => Self::Speaker0,
            1 => Self::Speaker1,
            2 => Self::Speaker2,
            3 => Self::Speaker3,
            4 => Self::Speaker4,
            _ => Self::Speaker5,
        }
    }
}

/// A stretch of text and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub span: Span,
    pub slot: Slot,
}

impl Mark {
    /// Marks `span` as `slot`.
    pub fn new(span: impl Into<Span>, slot: Slot) -> Self {
        Self { span: span.into(), slot }
    }
}

/// A set of slots: everything that a run of text is at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Slots(u32);

impl Slots {
    /// This set with `slot` in it.
    #[must_use]
    pub const fn with(self, slot: Slot) -> Self {
        Self(self.0 | 1 << slot as u8)
    }

    /// This set without `slot`.
    #[must_use]
    pub const fn without(self, slot: Slot) -> Self {
        Self(self.0 & !(1 << slot as u8))
    }

    /// Whether `slot` is in the set.
    pub const fn has(self, slot: Slot) -> bool {
        self.0 & (1 << slot as u8) != 0
    }

    /// The slots in the order in which they are painted.
    pub fn iter(self) -> impl Iterator<Item = Slot> {
        Slot::ALL.into_iter().filter(move |slot| self.has(*slot))
    }
}

impl From<Slot> for Slots {
    fn from(slot: Slot) -> Self {
        Self::default().with(slot)
    }
}
