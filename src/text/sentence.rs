//! Sentence boundaries that survive "Mr. Rao" and "U.S.".
