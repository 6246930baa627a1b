//! Commands: what each one does to the reader.

mod choosing;
mod citation;
mod deleting;
mod lines;
mod moving;
mod panels;
mod places;
mod setting;
mod shelves;
mod sideways;
mod tagging;
mod voices;

use jiff::{SignedDuration, Timestamp};

use super::event::{Cause, Effect};
use super::outside::Program;
use super::panel::Panel;
use super::pending::{Held, Keep, is_about_rows};
use super::prompt::PromptKind;
use super::shelves::Shelf;
use super::{App, Focus};
use crate::archive::{Bound, Change, Order, Reach};
use crate::command::Command;
use crate::text::number::grouped;
use moving::Step;
pub(super) use places::{Letter, Past};

/// What is said while all hits are ranked, or all headlines looked through.
const RANKING: &str = "Ranking all hits.";
const LOOKING: &str = "Looking through all headlines.";
/// For so long what takes the place of a story that was seen is not opened: the key was meant for the other.
const UNSEEN: SignedDuration = SignedDuration::from_millis(800);

impl App {
    /// Does what the reader asks for, `times` times or with that number.
    pub(super) fn perform(&mut self, command: Command, times: Option<usize>) -> Vec<Effect> {
        let by = isize::try_from(times.unwrap_or(1)).unwrap_or(1);
        if let Some(effects) = self.perform_on_voices(command) {
            return effects;
        }
        if self.over.panel.is_some() && self.perform_in_panel(command, times) {
            return Vec::new();
        }
        if self.screen.focus == Focus::Shelves {
            if let Some(effects) = self.perform_on_shelves(command, times) {
                return effects;
            }
        } else if is_about_rows(command) && self.hold(Held::Command(command, times)) {
            return Vec::new();
        }
        let unseen = self.pending.unseen.take();
        if command == Command::Open && unseen.is_some_and(|since| self.is_too_soon(since)) {
            let open = self.way(Command::Open);
            self.status.refuse(format!("The finished words do not find that story; {open} opens this one."));
            return Vec::new();
        }
        match command {
            Command::Down => self.go(by, Step::Line),
            Command::Up => self.go(-by, Step::Line),
            Command::HalfDown => self.go(by, Step::Half),
            Command::HalfUp => self.go(-by, Step::Half),
            Command::PageDown => self.go(by, Step::Page),
            Command::PageUp => self.go(-by, Step::Page),
            Command::ReadOn => self.read_on(),
            Command::Top | Command::Bottom if times.is_some() => self.go_to_row(times.unwrap_or(1)),
            Command::Top => self.top(),
            Command::Bottom => self.bottom(),
            Command::Open => self.open(),
            Command::Back => self.back(),
            Command::OtherPane => self.other_pane(),
            Command::NextStory => self.step_story(by),
            Command::PreviousStory => self.step_story(-by),
            Command::NextMatch => self.step_match(by),
            Command::PreviousMatch => self.step_match(-by),
            Command::NextQuote => self.step_quote(by),
            Command::PreviousQuote => self.step_quote(-by),
            Command::NextHeading => self.step_heading(by),
            Command::PreviousHeading => self.step_heading(-by),
            Command::Choose => self.choose(by),
            Command::Quotes => self.show_quotes(),
            Command::Speakers => self.show_speakers(),
            Command::Metadata => self.show_metadata(),
            Command::Help => self.show_keys(),
            Command::Query => self.show_query(),
            Command::Problems => self.show_problems(),
            Command::Feeds => self.show_feeds(),
            _ => self.perform_rest(command, times),
        }
    }

    /// Whether so little time has gone by since a story took the place of another that nobody can have seen it.
    fn is_too_soon(&self, since: Timestamp) -> bool {
        self.clock.now.duration_since(since) < UNSEEN
    }

    fn perform_rest(&mut self, command: Command, times: Option<usize>) -> Vec<Effect> {
        match command {
            Command::Search => self.start_search(),
            Command::Limit => self.start_limit(),
            Command::Sections => self.toggle_shelves(),
            Command::Arrivals => self.bring_in(),
            Command::Save => self.line(PromptKind::Command, "save "),
            Command::Forget if self.over.panel.is_some() => self.unfollow(),
            Command::Forget => self.forget_selected(),
            Command::Cancel => self.cancel(),
            Command::HideRead => self.hide_read(),
            Command::Order => self.reorder(),
            Command::Whole => self.look_further(),
            Command::ToggleRead => self.mark_selected(|read, _| Change::Read(!read)),
            Command::Star => self.mark_selected(|_, starred| Change::Starred(!starred)),
            Command::Tag => self.line(PromptKind::Command, "tag "),
            Command::ChooseStretch => self.choose_stretch(),
            Command::Delete => self.delete(),
            Command::ReadAll => self.read_all(),
            Command::Undo => self.take_back(),
            Command::Redo => self.redo(),
            Command::Mark => self.await_letter(Letter::Set),
            Command::GoToMark => self.await_letter(Letter::Go),
            Command::Past => self.show_past(),
            Command::Calendar => self.show_calendar(),
            Command::Hints => self.show_hints(),
            Command::OpenLink | Command::OpenLinkRead => self.open_link(times, command),
            Command::CopyLink => self.copy(times),
            Command::CopyCitation => self.copy_citation(),
            Command::Add => self.line(PromptKind::Command, "add "),
            Command::Import => self.line(PromptKind::Command, "import "),
            Command::Fetch => self.fetch_this(),
            Command::FetchAll => self.fetch_all(),
            Command::FullText => self.fetch_text(),
            Command::Sample => vec![Effect::Sample],
            Command::Narrower => self.set_measure(-4),
            Command::Wider => self.set_measure(4),
            Command::Density => self.toggle_density(),
            Command::ScrollLeft => self.scroll_aside(false),
            Command::ScrollRight => self.scroll_aside(true),
            Command::Pictures => self.toggle_pictures(),
            Command::Zen => self.zen(),
            Command::CommandLine => self.line(PromptKind::Command, ""),
            Command::Pipe => self.line(PromptKind::Command, &format!("pipe {}", self.config.programs.pipe)),
            Command::Write => self.line(PromptKind::Command, &format!("write {}", self.file_name())),
            Command::Pager => self.show_outside(Program::Pager),
            Command::Edit => self.show_outside(Program::Editor),
            Command::Theme => self.show_themes(),
            Command::Set => self.line(PromptKind::Command, "set "),
            Command::Redraw => vec![Effect::Redraw],
            Command::Suspend => vec![Effect::Suspend],
            Command::Close => self.close(),
            Command::Quit => self.quit(),
            _ => Vec::new(),
        }
    }

    /// Opens the selected story: the keys go to it, and it counts as read.
    fn open(&mut self) -> Vec<Effect> {
        if let Some(target) = self.over.panel.as_ref().and_then(Panel::target).cloned() {
            return self.go_to(&target);
        }
        if self.over.panel.is_some() || self.list.story().is_none() {
            self.status.refuse("No story is selected.");
            return Vec::new();
        }
        self.screen.focus = Focus::Story;
        self.lay_out();
        let mut effects = self.follow();
        effects.extend(self.read_selected());
        effects
    }

    pub(super) fn read_selected(&self) -> Option<Effect> {
        let (id, ..) = self.in_hand().filter(|(_, is_read, _)| !is_read)?;
        Some(Effect::Mark { stories: vec![id], change: Change::Read(true), cause: Cause::Reader })
    }

    pub(super) fn back(&mut self) -> Vec<Effect> {
        if self.close_panel() {
            return Vec::new();
        }
        if let Some(effects) = self.leave_visit() {
            return effects;
        }
        self.screen.zen = false;
        self.enter_list();
        Vec::new()
    }

    /// The keys go to the list.
    pub(super) fn enter_list(&mut self) {
        self.end_visit();
        self.screen.focus = Focus::List;
        self.lay_out();
    }

    /// Takes away the nearest of what is open or in force: a panel, an import, the search, the limit, the shelf.
    fn cancel(&mut self) -> Vec<Effect> {
        if let Some(coming) = &mut self.pending.coming {
            coming.held.clear();
        }
        if self.close_panel() {
            return Vec::new();
        }
        if let Some(effects) = self.leave_visit() {
            return effects;
        }
        if self.status.import.take().is_some() {
            self.status.tell("The import stops; what was read is filed.");
            return vec![Effect::CancelImport];
        }
        if self.stop_fetching() {
            return vec![Effect::CancelFetch];
        }
        if self.list.choose_none() {
            return Vec::new();
        }
        self.reading.quote = None;
        let keep = self.list.story().map_or(Keep::Top, Keep::Story);
        let now = self.clock.zoned();
        if !self.search.text.is_empty() {
            self.search.understand(PromptKind::Search, "", false, &now);
        } else if !self.search.within.limit.is_empty() {
            self.search.understand(PromptKind::Limit, "", false, &now);
        } else {
            self.search.go_to(Shelf::All, String::new(), &now);
        }
        let effects = self.list_wanted(keep);
        self.lay_out();
        effects
    }

    fn hide_read(&mut self) -> Vec<Effect> {
        self.search.hide_read = !self.search.hide_read;
        self.status.tell(if self.search.hide_read { "Only unread stories." } else { "Read stories too." });
        self.ask_list(Keep::Selection)
    }

    fn reorder(&mut self) -> Vec<Effect> {
        self.search.order = if self.search.order == Order::Date { Order::Relevance } else { Order::Date };
        let by = if self.search.order == Order::Date { "date" } else { "relevance" };
        if !self.search.is_ranked() {
            self.status.tell(format!("This list is by date, as no words are searched for; the next search is by {by}."));
            return Vec::new();
        }
        self.status.tell(format!("Hits by {by}."));
        self.ask_list(Keep::Top)
    }

    /// Ranks or looks through all there is, where it was not looked to the end.
    fn look_further(&mut self) -> Vec<Effect> {
        let told = match self.list.bound {
            Some(Bound::Ranked(_)) => RANKING,
            Some(Bound::Examined(_)) => LOOKING,
            None => "This list is whole already.",
        };
        self.status.tell(told);
        if self.list.bound.is_none() {
            return Vec::new();
        }
        self.search.reach = Reach::Whole;
        self.ask_list(Keep::Top)
    }

    /// Says that it is done, where it was said that it is under way.
    pub(super) fn tell_of_whole(&mut self) {
        let count = self.list.total.map_or_else(|| "All hits".to_owned(), |total| format!("All {}", grouped(total)));
        let done = match self.status.notice.as_ref().map(|notice| notice.text.as_str()) {
            Some(RANKING) => format!("{count} ranked."),
            Some(LOOKING) => "All headlines are looked through.".to_owned(),
            _ => return,
        };
        self.status.tell(done);
    }

    /// Marks what the list has read: not what has come in since, which nobody has seen.
    fn read_all(&mut self) -> Vec<Effect> {
        if self.hold(Held::Command(Command::ReadAll, None)) {
            return Vec::new();
        }
        let (query, newest) = (self.list.listing.query.clone(), self.list.newest);
        vec![Effect::MarkAll { query, change: Change::Read(true), newest }]
    }

    fn take_back(&mut self) -> Vec<Effect> {
        if self.step_waits(Command::Undo) {
            return Vec::new();
        }
        let effect = self.pending.undo.undo();
        if effect.is_none() {
            self.status.refuse("Nothing to undo.");
        }
        effect.into_iter().collect()
    }

    fn redo(&mut self) -> Vec<Effect> {
        if self.step_waits(Command::Redo) {
            return Vec::new();
        }
        let effect = self.pending.undo.redo();
        if effect.is_none() {
            self.status.refuse("Nothing to redo.");
        }
        effect.into_iter().collect()
    }

    /// Opens the page of the story at hand, or a link of the one that is shown; by the other command the story is read then.
    fn open_link(&mut self, number: Option<usize>, command: Command) -> Vec<Effect> {
        if number.is_none() && self.selected().is_none() && self.in_hand().is_some() {
            return self.first_bring(command);
        }
        let mut effects = self.with_link(number, Effect::OpenLink);
        if command == Command::OpenLinkRead && !effects.is_empty() {
            effects.extend(self.read_selected());
        }
        effects
    }

    fn with_link(&mut self, number: Option<usize>, effect: impl Fn(String) -> Effect) -> Vec<Effect> {
        match self.reading.link(number) {
            Some(url) => vec![effect(url)],
            None => {
                self.status.refuse(match number {
                    Some(n) => format!("This story has no link {n}."),
                    None => "This story has no address.".to_owned(),
                });
                Vec::new()
            }
        }
    }

    fn set_measure(&mut self, by: isize) -> Vec<Effect> {
        if self.screen.focus == Focus::List && self.regions().divider.width > 0 {
            return self.set_list_columns(by);
        }
        let measure = self.config.reading.measure.saturating_add_signed(by).clamp(20, 200);
        self.config.reading.measure = measure;
        self.status.measure_changed = true;
        self.status.tell(format!("A measure of {measure} columns."));
        self.lay_out();
        Vec::new()
    }

    /// Moves the line between list and story.
    fn set_list_columns(&mut self, by: isize) -> Vec<Effect> {
        self.divide_at(self.regions().list.width.saturating_add_signed(i16::try_from(by).unwrap_or(0)));
        Vec::new()
    }

    /// Gives the list so many columns, as far as there is room.
    pub(super) fn divide_at(&mut self, columns: u16) {
        self.screen.list_columns = Some(columns);
        let columns = self.regions().list.width;
        self.screen.list_columns = Some(columns);
        self.status.tell(format!("A list of {columns} columns."));
        self.lay_out();
    }

    fn zen(&mut self) -> Vec<Effect> {
        self.screen.zen = !self.screen.zen;
        if self.screen.zen {
            self.screen.focus = Focus::Story;
        }
        self.lay_out();
        let mut effects = self.follow();
        if self.screen.zen {
            effects.extend(self.read_selected());
        }
        effects
    }

    /// Closes the topmost thing that is open; on the front page quits.
    fn close(&mut self) -> Vec<Effect> {
        let limited = !self.search.is_everything() && self.screen.focus == Focus::List;
        if self.over.panel.is_some() || limited {
            return self.cancel();
        }
        if self.screen.zen || self.screen.focus == Focus::Story {
            return self.back();
        }
        self.quit()
    }

    pub(super) fn quit(&mut self) -> Vec<Effect> {
        vec![Effect::Quit]
    }
}
