//! The themes that come with the program.

const SHIPPED: [(&str, &str); 9] = [
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("mono", include_str!("../../assets/themes/mono.toml")),
    ("newsprint", include_str!("../../assets/themes/newsprint.toml")),
    ("high-contrast", include_str!("../../assets/themes/high-contrast.toml")),
    ("gruvbox-dark", include_str!("../../assets/themes/gruvbox-dark.toml")),
    ("gruvbox-light", include_str!("../../assets/themes/gruvbox-light.toml")),
    ("catppuccin-mocha", include_str!("../../assets/themes/catppuccin-mocha.toml")),
    ("catppuccin-latte", include_str!("../../assets/themes/catppuccin-latte.toml")),
];

/// The names of the shipped themes and their files' texts, in the order in which they are offered.
pub fn shipped() -> impl Iterator<Item = (&'static str, &'static str)> {
    SHIPPED.into_iter()
}

/// The text of the shipped theme of that name.
pub(super) fn text(name: &str) -> Option<&'static str> {
    shipped().find(|(known, _)| *known == name).map(|(_, text)| text)
}
