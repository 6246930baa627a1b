use super::{html, markdown, ninjs, text};
