use super::{fragment, read};
