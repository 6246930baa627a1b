//! The one table of what a reader can ask for.
//!
//! Keys, the help screen, the command line, the hints and the configuration are all made from it. Default keys stand in
//! `config.example.toml`, under the command's name.

/// What a reader asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    Down,
    Up,
    HalfDown,
    HalfUp,
    PageDown,
    PageUp,
    ReadOn,
    Top,
    Bottom,
    Open,
    Back,
    OtherPane,
    NextStory,
    PreviousStory,
    NextMatch,
    PreviousMatch,
    NextQuote,
    PreviousQuote,
    NextHeading,
    PreviousHeading,
    Search,
    Cancel,
    Limit,
    HideRead,
    Order,
    Whole,
    ToggleRead,
    ReadAll,
    Star,
    Tag,
    Choose,
    ChooseStretch,
    Delete,
    Undo,
    Redo,
    Mark,
    GoToMark,
    Past,
    Calendar,
    Arrivals,
    Sections,
    Save,
    Forget,
    Quotes,
    Speakers,
    Metadata,
    OpenLink,
    OpenLinkRead,
    Hints,
    CopyLink,
    CopyCitation,
    Add,
    Import,
    Fetch,
    FetchAll,
    FullText,
    Feeds,
    Sample,
    Narrower,
    Wider,
    Density,
    ScrollLeft,
    ScrollRight,
    Zen,
    Pictures,
    CommandLine,
    Set,
    Help,
    Query,
    Problems,
    Pipe,
    Write,
    Pager,
    Edit,
    Theme,
    Redraw,
    Suspend,
    Close,
    Quit,
}

/// Where a command applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The headline list.
    List,
    /// The reading pane.
    Story,
    /// The pane of sections, sources and saved searches.
    Shelves,
    /// A panel: quotes, metadata, help, problems.
    Panel,
    /// The empty store.
    Welcome,
}

/// One command: its name, what it does, where it applies.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub command: Command,
    /// As it stands in the configuration and on the command line.
    pub name: &'static str,
    /// One imperative line.
    pub help: &'static str,
    pub scopes: &'static [Scope],
}

const EVERYWHERE: &[Scope] = &Scope::ALL;
const TEXT: &[Scope] = &[Scope::List, Scope::Story, Scope::Shelves, Scope::Panel];
const PANES: &[Scope] = &[Scope::List, Scope::Story, Scope::Shelves];
const NEWS: &[Scope] = &[Scope::List, Scope::Story];
const STORY: &[Scope] = &[Scope::List, Scope::Story, Scope::Panel];
const WELCOME: &[Scope] = &[Scope::Welcome];

const fn entry(command: Command, name: &'static str, help: &'static str, scopes: &'static [Scope]) -> Entry {
    Entry { command, name, help, scopes }
}

/// Every command, in the order in which help shows them.
pub const TABLE: &[Entry] = &[
    entry(Command::Down, "down", "Move one down", TEXT),
    entry(Command::Up, "up", "Move one up", TEXT),
    entry(Command::HalfDown, "half-down", "Move half a screen down", TEXT),
    entry(Command::HalfUp, "half-up", "Move half a screen up", TEXT),
    entry(Command::PageDown, "page-down", "Move a screen down", TEXT),
    entry(Command::PageUp, "page-up", "Move a screen up", TEXT),
    entry(Command::ReadOn, "read-on", "Read on: a screen down, at the end the next unread story", TEXT),
    entry(Command::Top, "top", "Go to the top", TEXT),
    entry(Command::Bottom, "bottom", "Go to the end", TEXT),
    entry(Command::Open, "open", "Open the story, or list the section", &[Scope::List, Scope::Shelves, Scope::Panel]),
    entry(Command::Back, "back", "Go back to the list", TEXT),
    entry(Command::OtherPane, "other-pane", "Go to the next pane, or from the story to the archive", TEXT),
    entry(Command::NextStory, "next-story", "Go to the next story", NEWS),
    entry(Command::PreviousStory, "previous-story", "Go to the previous story", NEWS),
    entry(Command::NextMatch, "next-match", "Go to the next hit, or to the next unread story", NEWS),
    entry(Command::PreviousMatch, "previous-match", "Go to the previous hit, or to the previous unread story", NEWS),
    entry(Command::NextQuote, "next-quote", "Go to the next quote", NEWS),
    entry(Command::PreviousQuote, "previous-quote", "Go to the previous quote", NEWS),
    entry(Command::NextHeading, "next-heading", "Go to the next crosshead, day or group", PANES),
    entry(Command::PreviousHeading, "previous-heading", "Go to the previous crosshead, day or group", PANES),
    entry(Command::Search, "search", "Search the archive", TEXT),
    entry(Command::Cancel, "cancel", "Close what is open, clear the search", EVERYWHERE),
    entry(Command::Limit, "limit", "Limit the list to what answers a query", PANES),
    entry(Command::HideRead, "hide-read", "Hide or show stories that are read", PANES),
    entry(Command::Order, "order", "Order by relevance or date, speakers by number or date", STORY),
    entry(Command::Whole, "whole", "Rank all hits, not only the newest", NEWS),
    entry(Command::ToggleRead, "toggle-read", "Mark the story read or unread", NEWS),
    entry(Command::ReadAll, "read-all", "Mark all stories of the list read", NEWS),
    entry(Command::Star, "star", "Star the story or take its star away", NEWS),
    entry(Command::Tag, "tag", "Give the story tags, or take them away: +water -draft", NEWS),
    entry(Command::Choose, "choose", "Choose the story, to change several at once", &[Scope::List]),
    entry(Command::ChooseStretch, "choose-stretch", "Choose all stories from here to where it is pressed again", &[Scope::List]),
    entry(Command::Delete, "delete", "Delete the story; undo brings it back", NEWS),
    entry(Command::Undo, "undo", "Undo the last change", EVERYWHERE),
    entry(Command::Redo, "redo", "Redo what was undone", EVERYWHERE),
    entry(Command::Mark, "mark", "Mark this place with a letter", NEWS),
    entry(Command::GoToMark, "go-to-mark", "Go to the place of a letter; twice: back to where you were", NEWS),
    entry(Command::Past, "past", "Show what was read before", PANES),
    entry(Command::Calendar, "calendar", "Show when the stories of the list are from", TEXT),
    entry(Command::Arrivals, "arrivals", "Take in the stories that have arrived", PANES),
    entry(Command::Sections, "sections", "Show or hide sections, sources and saved searches", PANES),
    entry(Command::Save, "save", "Save the search under a name", PANES),
    entry(Command::Forget, "forget", "Forget the selected saved search or feed", &[Scope::Shelves, Scope::Panel]),
    entry(Command::Quotes, "quotes", "Show who said what", STORY),
    entry(Command::Speakers, "speakers", "Show who said what in the whole archive", TEXT),
    entry(Command::Metadata, "metadata", "Show all that is known of the story", STORY),
    entry(Command::OpenLink, "open-link", "Open the story's page, or with a number that link", NEWS),
    entry(Command::OpenLinkRead, "open-link-read", "Open the story's page, or that link, and mark the story read", NEWS),
    entry(Command::Hints, "hints", "Put letters over the links that follow them", NEWS),
    entry(Command::CopyLink, "copy-link", "Copy the address, with a number that link, or the quote", STORY),
    entry(Command::CopyCitation, "copy-citation", "Copy a citation with its address; on a quote the quote", STORY),
    entry(
        Command::Add,
        "add",
        "Follow a feed, or add a file, a folder, an archive",
        &[Scope::List, Scope::Story, Scope::Shelves, Scope::Welcome],
    ),
    entry(Command::Import, "import", "Import stories: a file, a folder, an archive", WELCOME),
    entry(Command::Fetch, "fetch", "Fetch the feed of the story or the source", TEXT),
    entry(Command::FetchAll, "fetch-all", "Fetch all feeds that are followed", EVERYWHERE),
    entry(Command::FullText, "full-text", "Fetch the whole text of the story from its page", NEWS),
    entry(Command::Feeds, "feeds", "Show the feeds that are followed and how they stand", EVERYWHERE),
    entry(Command::Sample, "sample", "Read the sample edition", WELCOME),
    entry(Command::Narrower, "narrower", "Set the text, or in the list the list, narrower", NEWS),
    entry(Command::Wider, "wider", "Set the text, or in the list the list, wider", NEWS),
    entry(Command::Density, "density", "Set the list roomy or compact", PANES),
    entry(Command::ScrollLeft, "scroll-left", "Move wide tables back to the left, at last wrap them", NEWS),
    entry(Command::ScrollRight, "scroll-right", "Unwrap wide tables and code, move on to the right", NEWS),
    entry(Command::Zen, "zen", "Show the story alone, or both panes again", NEWS),
    entry(Command::Pictures, "pictures", "Show or hide the pictures of the story", NEWS),
    entry(Command::CommandLine, "command-line", "Give a command by name", EVERYWHERE),
    entry(Command::Set, "set", "Change a setting until you quit, or show it", EVERYWHERE),
    entry(Command::Help, "help", "Show the keys that apply here", EVERYWHERE),
    entry(Command::Query, "query", "Show how queries are written", TEXT),
    entry(Command::Problems, "problems", "Show the problems that were found", EVERYWHERE),
    entry(Command::Pipe, "pipe", "Hand the story to a program", NEWS),
    entry(Command::Write, "write", "Write the story to a file", NEWS),
    entry(Command::Pager, "pager", "Read the story in the pager", NEWS),
    entry(Command::Edit, "edit", "Look at the story's text in the editor", NEWS),
    entry(Command::Theme, "theme", "Choose how everything looks", EVERYWHERE),
    entry(Command::Redraw, "redraw", "Draw the screen anew", EVERYWHERE),
    entry(Command::Suspend, "suspend", "Go to the shell; `fg` comes back", EVERYWHERE),
    entry(Command::Close, "close", "Close what is open; on the front page quit", EVERYWHERE),
    entry(Command::Quit, "quit", "Quit", EVERYWHERE),
];

impl Command {
    /// Its row of the table.
    pub fn entry(self) -> &'static Entry {
        TABLE.iter().find(|entry| entry.command == self).unwrap_or(&TABLE[0])
    }

    /// The command of that name.
    pub fn named(name: &str) -> Option<Self> {
        TABLE.iter().find(|entry| entry.name == name).map(|entry| entry.command)
    }
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 5] = [Self::List, Self::Story, Self::Shelves, Self::Panel, Self::Welcome];

    /// As it stands in the configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Story => "story",
            Self::Shelves => "shelves",
            Self::Panel => "panel",
            Self::Welcome => "welcome",
        }
    }

    /// The scope of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}
