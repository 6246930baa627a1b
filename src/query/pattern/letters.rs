//! Folds the letters of a pattern and nothing else of it: `\S` is no letter.

use std::convert::Infallible;

use regex_syntax::ast::parse::ParserBuilder;
use regex_syntax::ast::{Ast, ClassSetItem, Literal, Visitor, visit};
use regex_syntax::hir::translate::TranslatorBuilder;
use regex_syntax::is_meta_character;

use super::{DEEPEST, Flaw};
use crate::text::fold::fold;

/// `source` with its letters folded.
///
/// # Errors
/// Where it is no pattern.
pub(super) fn folded(source: &str) -> Result<String, Flaw> {
    let ast = ParserBuilder::new().nest_limit(DEEPEST).build().parse(source)?;
    TranslatorBuilder::new().case_insensitive(true).build().translate(source, &ast)?;
    let letters = Letters { source, folded: String::with_capacity(source.len()), at: 0 };
    Ok(visit(&ast, letters).unwrap_or_else(|never| match never {}))
}

/// The pattern so far, with its letters up to `at` folded.
struct Letters<'s> {
    source: &'s str,
    folded: String,
    at: usize,
}

impl Visitor for Letters<'_> {
    type Output = String;
    type Err = Infallible;

    fn finish(mut self) -> Result<String, Infallible> {
        self.folded.push_str(self.source.get(self.at..).unwrap_or_default());
        Ok(self.folded)
    }

    fn visit_pre(&mut self, ast: &Ast) -> Result<(), Infallible> {
        if let Ast::Literal(literal) = ast {
            self.fold(literal, true);
        }
        Ok(())
    }

    fn visit_class_set_item_pre(&mut self, part: &ClassSetItem) -> Result<(), Infallible> {
        if let ClassSetItem::Literal(literal) = part {
            self.fold(literal, false);
        }
        Ok(())
    }
}

impl Letters<'_> {
    /// Folds one letter. Several in the place of one must be a group, which a class cannot hold.
    fn fold(&mut self, literal: &Literal, may_group: bool) {
        let folded = fold(literal.c.encode_utf8(&mut [0; 4]));
        let is_one = folded.chars().count() == 1;
        if folded.chars().eq([literal.c]) || !(is_one || may_group) {
            return;
        }
        self.folded.push_str(self.source.get(self.at..literal.span.start.offset).unwrap_or_default());
        self.folded.push_str(if is_one { "" } else { "(?:" });
        for c in folded.chars() {
            if is_meta_character(c) || c == ' ' {
                self.folded.push('\\');
            }
            self.folded.push(c);
        }
        self.folded.push_str(if is_one { "" } else { ")" });
        self.at = literal.span.end.offset;
    }
}
