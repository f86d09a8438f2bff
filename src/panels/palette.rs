//! Colours and patterns, with Dask's meanings.
//!
//! - A key prefix has the colour that Dask's dashboard gives it: one of 18, chosen by the MD5 of the prefix.
//! - Transfers are red, disk orange, deserialization gray, failed tasks black; states and memory levels as named below.
//!
//! Differs from Dask, for people who can't tell the colours apart:
//! - prefixes whose colours are equal or neighbours in the list get different hatching, in the order in which they appear;
//! - whatever is not a computation has a shape or hatching of its own;
//! - bars whose colour is close to the background have an outline.

use serde::{Deserialize, Serialize};

use crate::events::Activity;
use crate::events::fold::Standing;

/// Red, green, blue and how opaque (0 to 1).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Color {
    /// Red, green, blue
    pub rgb: [u8; 3],
    /// 1 hides what is below
    pub alpha: f32,
}

/// Lines drawn over a colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pattern {
    /// None
    #[default]
    Solid,
    /// `/`
    Diagonal,
    /// `\`
    BackDiagonal,
    /// `-`
    Horizontal,
    /// `|`
    Vertical,
    /// Both diagonals
    Cross,
}

/// How something is filled.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fill {
    /// The ground
    pub color: Color,
    /// The lines on it
    pub pattern: Pattern,
}

/// The colours of everything that is not data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    /// What the page puts below
    pub background: Color,
    /// Text
    pub ink: Color,
    /// Less important text: still 4.5 : 1 on the background
    pub muted: Color,
    /// Axes and outlines: 3 : 1 on the background
    pub line: Color,
    /// Grid lines and empty bars
    pub faint: Color,
}

impl Color {
    /// Opaque, from `0xRRGGBB`.
    pub const fn hex(rgb: u32) -> Color {
        Color { rgb: [(rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8], alpha: 1.0 }
    }

    /// The same with another opacity.
    pub const fn alpha(self, alpha: f32) -> Color {
        Color { rgb: self.rgb, alpha }
    }

    /// `#rrggbb`, without the opacity.
    pub fn css(self) -> String {
        let [r, g, b] = self.rgb;
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    /// What is seen when this lies on an opaque colour.
    pub fn over(self, ground: Color) -> Color {
        self.mixed(ground, 1.0 - self.alpha)
    }

    /// A `share` (0 to 1) of another colour mixed in; opaque.
    pub fn mixed(self, other: Color, share: f32) -> Color {
        let mix = |a: u8, b: u8| (f32::from(a) * (1.0 - share) + f32::from(b) * share).round() as u8;
        let [a, b] = [self.rgb, other.rgb];
        Color { rgb: [mix(a[0], b[0]), mix(a[1], b[1]), mix(a[2], b[2])], alpha: 1.0 }
    }

    /// The contrast ratio of WCAG, 1 to 21, of two opaque colours.
    pub fn contrast(self, other: Color) -> f32 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Black or white, whichever is easier to read on it.
    pub fn readable(self) -> Color {
        let (black, white) = (Color::hex(0), Color::hex(0xFFFFFF));
        if self.contrast(black) >= self.contrast(white) { black } else { white }
    }

    fn luminance(self) -> f32 {
        let linear = |channel: u8| {
            let value = f32::from(channel) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let [r, g, b] = self.rgb.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
}

impl Fill {
    /// A colour without lines.
    pub const fn solid(color: Color) -> Fill {
        Fill { color, pattern: Pattern::Solid }
    }
}

impl Pattern {
    /// Its name in legends.
    pub fn name(self) -> &'static str {
        match self {
            Pattern::Solid => "solid",
            Pattern::Diagonal => "diagonal",
            Pattern::BackDiagonal => "back-diagonal",
            Pattern::Horizontal => "horizontal",
            Pattern::Vertical => "vertical",
            Pattern::Cross => "cross",
        }
    }

    const ALL: [Pattern; 6] = [
        Pattern::Solid,
        Pattern::Diagonal,
        Pattern::BackDiagonal,
        Pattern::Horizontal,
        Pattern::Vertical,
        Pattern::Cross,
    ];
}

impl Theme {
    /// Dark on light.
    pub const LIGHT: Theme = Theme {
        background: Color::hex(0xFFFFFF),
        ink: Color::hex(0x1B1F24),
        muted: Color::hex(0x57606A),
        line: Color::hex(0x7D8590),
        faint: Color::hex(0xE4E8EC),
    };
    /// Light on dark.
    pub const DARK: Theme = Theme {
        background: Color::hex(0x15181D),
        ink: Color::hex(0xE8EBEF),
        muted: Color::hex(0xA3ADB8),
        line: Color::hex(0x7A8592),
        faint: Color::hex(0x2C323A),
    };

    /// The colour, moved towards the ink until it is seen on the background: 3 : 1.
    pub fn visible(&self, color: Color) -> Color {
        let moved = |step: u8| color.mixed(self.ink, f32::from(step) / 10.0);
        (0..10).map(moved).find(|moved| moved.contrast(self.background) >= 3.0).unwrap_or(self.ink)
    }

    /// The outline that a fill needs to be seen on the background; `None` if it is seen anyway.
    pub fn outline(&self, fill: Color) -> Option<Color> {
        (fill.over(self.background).contrast(self.background) < 3.0).then_some(self.line)
    }
}

/// The colour of a prefix.
pub fn prefix_color(prefix: &str) -> Color {
    Color::hex(PREFIX_COLORS[prefix_color_idx(prefix)])
}

/// Colour and hatching of each prefix, in the order in which they appeared.
pub fn prefix_fills<'a>(prefixes: impl Iterator<Item = &'a str>) -> Vec<Fill> {
    let mut n_near = [0usize; PREFIX_COLORS.len() + 2];
    let fill = |prefix: &'a str| {
        let idx = prefix_color_idx(prefix);
        let pattern = Pattern::ALL[n_near[idx + 1] % Pattern::ALL.len()];
        n_near[idx..idx + 3].iter_mut().for_each(|n| *n += 1);
        Fill { color: Color::hex(PREFIX_COLORS[idx]), pattern }
    };
    prefixes.map(fill).collect()
}

fn prefix_color_idx(prefix: &str) -> usize {
    let [a, b, c, d, ..] = md5::compute(prefix.as_bytes()).0;
    u32::from_be_bytes([a, b, c, d]) as usize % PREFIX_COLORS.len()
}

/// How spans are drawn that are not computations; `None` for those, which have their prefix's colour.
pub fn activity_fill(activity: Activity) -> Option<Fill> {
    match activity {
        Activity::Compute => None,
        Activity::Transfer { .. } => Some(TRANSFER),
        Activity::DiskWrite => Some(Fill { color: DISK, pattern: Pattern::Diagonal }),
        Activity::DiskRead => Some(Fill { color: DISK, pattern: Pattern::BackDiagonal }),
        Activity::Deserialize => Some(Fill { color: Color::hex(0x808080), pattern: Pattern::Vertical }),
    }
}

/// The colours of the Graph plot.
pub fn standing_color(standing: Standing) -> Color {
    match standing {
        Standing::Waiting => Color::hex(0x808080),
        Standing::NoWorker => Color::hex(0xFFA500),
        Standing::Queued => Color::hex(0xFFE000),
        Standing::Processing => Color::hex(0x008000),
        Standing::Memory => Color::hex(0xFF0000),
        Standing::Released => Color::hex(0x0000FF),
        Standing::Erred => Color::hex(0x000000),
    }
}

/// Matplotlib's `plasma`, which `visualize(color=…)` uses: 0 is dark blue, 1 yellow. From eleven of its colours, with
/// straight lines between.
pub fn plasma(value: f64) -> Color {
    let place = if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.0 } * (PLASMA.len() - 1) as f64;
    let idx = (place as usize).min(PLASMA.len() - 2);
    Color::hex(PLASMA[idx]).mixed(Color::hex(PLASMA[idx + 1]), (place - idx as f64) as f32)
}

/// Data fetched from another worker.
pub const TRANSFER: Fill = Fill::solid(Color::hex(0xFF0000).alpha(0.6));
/// Written to disk or read back.
pub const DISK: Color = Color::hex(0xFFA500).alpha(0.8);
/// A task that failed.
pub const ERRED: Color = Color::hex(0x000000);
/// Memory below 60 % of the limit.
pub const MEMORY_LOW: Color = Color::hex(0x1F77D0);
/// Memory from 60 % on: results go to disk.
pub const MEMORY_HIGH: Color = Color::hex(0xFFA500);
/// Memory from 95 % on, or a worker that is paused.
pub const MEMORY_FULL: Color = Color::hex(0xFF0000);
/// Results on disk.
pub const SPILLED: Fill = Fill { color: Color::hex(0x9AA0A6), pattern: Pattern::Diagonal };
/// Tasks that wait on the scheduler, in Progress.
pub const QUEUED: Fill = Fill { color: Color::hex(0x808080), pattern: Pattern::Diagonal };
/// Tasks that no worker may run, in Progress.
pub const NO_WORKER: Fill = Fill { color: Color::hex(0xFF0000), pattern: Pattern::Cross };
/// Tasks with a worker, in Progress.
pub const PROCESSING: Color = Color::hex(0x808080).alpha(0.5);

/// Bokeh's Viridis with 18 colours, as Dask's dashboard uses it.
const PREFIX_COLORS: [u32; 18] = [
    0x440154, 0x471669, 0x472A79, 0x433C84, 0x3C4D8A, 0x355D8C, 0x2E6C8E, 0x287A8E, 0x23898D, 0x1E978A, 0x20A585,
    0x2EB27C, 0x45BF6F, 0x64CB5D, 0x88D547, 0xAFDC2E, 0xD7E219, 0xFDE724,
];

const PLASMA: [u32; 11] =
    [0x0D0887, 0x41049D, 0x6A00A8, 0x8F0DA4, 0xB12A90, 0xCC4778, 0xE16462, 0xF2844B, 0xFCA636, 0xFCCE25, 0xF0F921];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_have_dasks_colours() {
        // Seen in distributed 2026.8.0: `color_of(prefix)`.
        for (prefix, color) in [
            ("random_sample", "#440154"),
            ("mean_chunk", "#287a8e"),
            ("mean_combine-partial", "#2eb27c"),
            ("mean_agg-aggregate", "#64cb5d"),
            ("sum", "#fde724"),
            ("getitem", "#fde724"),
            ("inc", "#45bf6f"),
            ("add", "#2e6c8e"),
        ] {
            assert_eq!(prefix_color(prefix).css(), color, "{prefix}");
        }
    }

    #[test]
    fn colours_that_look_alike_differ_in_hatching() {
        let fills = prefix_fills(["sum", "inc", "getitem", "sum-aggregate"].into_iter());
        let patterns: Vec<Pattern> = fills.iter().map(|fill| fill.pattern).collect();
        assert_eq!(patterns, [Pattern::Solid, Pattern::Solid, Pattern::Diagonal, Pattern::BackDiagonal]);
    }

    #[test]
    fn text_and_lines_can_be_seen() {
        for theme in [Theme::LIGHT, Theme::DARK] {
            for text in [theme.ink, theme.muted] {
                assert!(text.contrast(theme.background) >= 4.5, "{text:?}");
            }
            assert!(theme.line.contrast(theme.background) >= 3.0);
            for rgb in PREFIX_COLORS {
                let fill = Color::hex(rgb);
                assert!(fill.readable().contrast(fill) >= 4.5);
                assert!(fill.contrast(theme.background) >= 3.0 || theme.outline(fill).is_some());
            }
            for standing in Standing::ALL {
                assert!(theme.visible(standing_color(standing)).contrast(theme.background) >= 3.0);
            }
        }
    }

    #[test]
    fn plasma_runs_from_blue_to_yellow() {
        let ends = [(0.0, "#0d0887"), (0.5, "#cc4778"), (1.0, "#f0f921"), (7.0, "#f0f921"), (f64::NAN, "#0d0887")];
        for (value, color) in ends {
            assert_eq!(plasma(value).css(), color);
        }
    }
}
