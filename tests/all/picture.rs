//! The picture in the README: what the program draws, as an SVG. `UPDATE_GOLDEN=1` draws it anew.

use std::fmt::Write;
use std::path::Path;

use crate::cli::Home;
use crate::pty::Size;

const SIZE: Size = (112, 24);

/// A cell of the screen in the picture, in its pixels.
const CELL: (f64, f64) = (8.4, 16.5);
const MARGIN: f64 = 16.0;
/// From the top of a row down to the line that letters stand on.
const BASELINE: f64 = 12.7;

const BACKGROUND: &str = "#16181d";
const FOREGROUND: &str = "#d7dae0";

/// The terminal's sixteen colours, as a picture of a dark one has them.
const COLOURS: [&str; 16] = [
    "#3b4048", "#f0707a", "#8fd07a", "#e6c46b", "#6cb0f2", "#cf8ee6", "#5fc8d4", "#d7dae0",
    "#6b727d", "#ff8f98", "#a9e396", "#f4d98a", "#8cc6ff", "#e0a9f4", "#7fe0eb", "#ffffff",
];

/// Who is marked with what, by number: a morning halfway through.
const MORNING: [(&str, &str); 10] = [
    ("1", "n"),
    ("14", "n"),
    ("19", "s"),
    ("7", "n"),
    ("11", "v"),
    ("21", "n"),
    ("20", "n"),
    ("8", "o"),
    ("2", "n"),
    ("16", "s"),
];

/// How a run of cells looks.
#[derive(Clone, Copy, PartialEq)]
struct Look {
    colour: &'static str,
    behind: Option<&'static str>,
    bold: bool,
    dim: bool,
    underline: bool,
}

impl Look {
    fn of(cell: &vt100::Cell) -> Look {
        let front = colour(cell.fgcolor());
        let behind = colour(cell.bgcolor());
        let (front, behind) = match cell.inverse() {
            true => (behind.or(Some(BACKGROUND)), front.or(Some(FOREGROUND))),
            false => (front, behind),
        };
        Look {
            colour: front.unwrap_or(FOREGROUND),
            behind,
            bold: cell.bold(),
            dim: cell.dim(),
            underline: cell.underline(),
        }
    }

    /// Whether a blank that looks like this is seen.
    fn marks_blanks(self) -> bool {
        self.underline || self.behind.is_some()
    }
}

/// `None` for the terminal's own.
fn colour(colour: vt100::Color) -> Option<&'static str> {
    match colour {
        vt100::Color::Default => None,
        vt100::Color::Idx(n) => Some(COLOURS[usize::from(n)]),
        vt100::Color::Rgb(..) => panic!("the program uses sixteen colours"),
    }
}

/// Cells beside each other that look the same.
struct Run {
    column: u16,
    columns: u16,
    text: String,
    look: Look,
}

impl Run {
    /// Leaves out blanks at the ends that are not seen.
    fn trim(&mut self) {
        if self.look.marks_blanks() {
            return;
        }
        let blanks = |text: &str| u16::try_from(text.len()).expect("at most the columns");
        let text = self.text.trim_start_matches(' ');
        let before = blanks(&self.text[..self.text.len() - text.len()]);
        let trimmed = text.trim_end_matches(' ');
        let after = blanks(&text[trimmed.len()..]);
        self.column += before;
        self.columns -= before + after;
        self.text = trimmed.to_owned();
    }
}

fn runs(screen: &vt100::Screen, row: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for column in 0..screen.size().1 {
        let cell = screen.cell(row, column).expect("within the screen");
        let look = Look::of(cell);
        let text = match cell.contents() {
            "" if cell.is_wide_continuation() => "",
            "" => " ",
            text => text,
        };
        match runs.last_mut() {
            Some(run) if run.look == look => {
                run.columns += 1;
                run.text.push_str(text);
            }
            _ => runs.push(Run {
                column,
                columns: 1,
                text: text.to_owned(),
                look,
            }),
        }
    }
    runs.iter_mut().for_each(Run::trim);
    runs.retain(|run| !run.text.is_empty());
    runs
}

/// The screen as an SVG: one `text` for every run, as wide as its cells, so that columns line up in any font.
fn svg(screen: &vt100::Screen) -> String {
    let (rows, columns) = screen.size();
    let (width, height) = CELL;
    let full = |cells: u16, size: f64| f64::from(cells) * size + 2.0 * MARGIN;
    let (wide, high) = (full(columns, width), full(rows, height));
    let mut svg = String::new();
    let mut line = |text: std::fmt::Arguments| {
        svg.write_fmt(text).expect("a string takes everything");
        svg.push('\n');
    };
    line(format_args!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.1} {high:.1}" width="{wide:.0}" height="{high:.0}" role="img" aria-label="tolv: the board">"#
    ));
    line(format_args!(
        r#"<rect width="{wide:.1}" height="{high:.1}" rx="10" fill="{BACKGROUND}"/>"#
    ));
    line(format_args!(
        r#"<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" fill="{FOREGROUND}" xml:space="preserve">"#
    ));
    for row in 0..rows {
        for run in runs(screen, row) {
            let x = MARGIN + f64::from(run.column) * width;
            let top = MARGIN + f64::from(row) * height;
            let length = f64::from(run.columns) * width;
            if let Some(behind) = run.look.behind {
                line(format_args!(
                    r#"<rect x="{x:.1}" y="{top:.1}" width="{length:.1}" height="{height:.1}" fill="{behind}"/>"#
                ));
            }
            let (y, style, text) = (top + BASELINE, style(run.look), escaped(&run.text));
            line(format_args!(
                r#"<text x="{x:.1}" y="{y:.1}" textLength="{length:.1}" lengthAdjust="spacingAndGlyphs"{style}>{text}</text>"#
            ));
        }
    }
    line(format_args!("</g>"));
    line(format_args!("</svg>"));
    svg
}

fn style(look: Look) -> String {
    let mut style = String::new();
    if look.colour != FOREGROUND {
        style += &format!(r#" fill="{}""#, look.colour);
    }
    for (is_so, attribute) in [
        (look.bold, r#" font-weight="bold""#),
        (look.dim, r#" opacity="0.6""#),
        (look.underline, r#" text-decoration="underline""#),
    ] {
        if is_so {
            style += attribute;
        }
    }
    style
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[test]
fn the_picture_is_what_the_program_draws() {
    let home = Home::with_demo();
    // Marks made before the start: the board would show when it saved its own.
    for (who, code) in MORNING {
        home.run(&["mark", who, code, "--as", "anna"]).ok();
    }
    let mut pty = home.screen(SIZE, &[]);
    pty.wait_for(" help");
    pty.keys("Down Down Down Down");
    pty.wait_for("▸ Rebecka");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/board.svg");
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        std::fs::write(&path, svg(pty.screen())).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    // The frame may come in several pieces.
    pty.wait_until("the picture that is kept", |screen| svg(screen) == kept);
}

#[test]
fn what_would_be_markup_is_text() {
    let mut parser = vt100::Parser::new(1, 20, 0);
    parser.process("<b>&amp;\x1b[1;31mred".as_bytes());
    let svg = svg(parser.screen());
    assert!(svg.contains(">&lt;b&gt;&amp;amp;</text>"), "{svg}");
    assert!(
        svg.contains(r##" fill="#f0707a" font-weight="bold">red"##),
        "{svg}"
    );
}
