//! The shortest way for the cursor from where it is to where it should be.

/// Where the cursor is, as far as known. After the last column is written, or a glyph whose width is in doubt, the
/// column is not known; the row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub x: Option<u16>,
    pub y: Option<u16>,
}

impl Place {
    pub fn at(x: u16, y: u16) -> Self {
        Self {
            x: Some(x),
            y: Some(y),
        }
    }
}

/// The shortest bytes that take the cursor to column `x` of row `y`. `rewrite` gives the bytes of what stands between two
/// columns of that row, if writing them again changes nothing.
///
/// A line feed is only ever used to a row of the screen below the cursor, so it cannot scroll.
pub(super) fn travel(
    from: Place,
    x: u16,
    y: u16,
    rewrite: impl Fn(u16, u16) -> Option<Vec<u8>>,
) -> Vec<u8> {
    if from == Place::at(x, y) {
        return Vec::new();
    }
    let Some(row) = from.y else {
        return to_place(x, y);
    };
    let column = match from.x {
        Some(known) if known == x => Vec::new(),
        known => to_column(known, x, &rewrite),
    };
    if row == y {
        return column;
    }
    shortest([[down(row, y), column].concat(), to_place(x, y)])
}

/// To a column of the same row.
fn to_column(from: Option<u16>, x: u16, rewrite: impl Fn(u16, u16) -> Option<Vec<u8>>) -> Vec<u8> {
    let mut way = numbered(x + 1, b'G');
    // From further off it is no shorter to go there by way of the first column.
    if usize::from(x) <= way.len() {
        way = shortest([way, [b"\r".as_slice(), &across(0, x, &rewrite)].concat()]);
    }
    match from {
        Some(known) => shortest([way, across(known, x, &rewrite)]),
        None => way,
    }
}

fn to_place(x: u16, y: u16) -> Vec<u8> {
    match (x, y) {
        (0, 0) => b"\x1b[H".to_vec(),
        (0, _) => format!("\x1b[{}H", y + 1).into_bytes(),
        (_, 0) => format!("\x1b[;{}H", x + 1).into_bytes(),
        _ => format!("\x1b[{};{}H", y + 1, x + 1).into_bytes(),
    }
}

fn down(from: u16, to: u16) -> Vec<u8> {
    let rows = from.abs_diff(to);
    let (one, many): (&[u8], u8) = if to > from {
        (b"\n", b'B')
    } else {
        (b"\x1bM", b'A')
    };
    if usize::from(rows) * one.len() <= NUMBERED {
        return one.repeat(usize::from(rows));
    }
    let ways = [numbered(rows, many), numbered(to + 1, b'd')];
    shortest([one.repeat(usize::from(rows)), shortest(ways)])
}

fn across(from: u16, to: u16, rewrite: impl Fn(u16, u16) -> Option<Vec<u8>>) -> Vec<u8> {
    let columns = from.abs_diff(to);
    let jump = numbered(columns, if to < from { b'D' } else { b'C' });
    // A column takes a byte at the least, whether it is stepped back over or written again.
    if columns == 0 || usize::from(columns) > jump.len() {
        return if columns == 0 { Vec::new() } else { jump };
    }
    if to < from {
        return vec![0x08; usize::from(columns)];
    }
    match rewrite(from, to) {
        Some(again) => shortest([jump, again]),
        None => jump,
    }
}

/// The fewest bytes of a control sequence with a number: those without one.
const NUMBERED: usize = 3;

/// A control sequence with one number, which is left out when it is 1.
pub(super) fn numbered(number: u16, end: u8) -> Vec<u8> {
    let mut bytes = b"\x1b[".to_vec();
    if number != 1 {
        bytes.extend(number.to_string().into_bytes());
    }
    bytes.push(end);
    bytes
}

/// The first where both are as long.
fn shortest([one, other]: [Vec<u8>; 2]) -> Vec<u8> {
    if other.len() < one.len() { other } else { one }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_way_is_taken() {
        let anywhere = Place::default();
        let edge = Place {
            x: None,
            y: Some(4),
        };
        let table: [(Place, u16, u16, &[u8]); 16] = [
            (Place::at(3, 4), 3, 4, b""),
            (anywhere, 0, 0, b"\x1b[H"),
            (anywhere, 0, 9, b"\x1b[10H"),
            (anywhere, 9, 0, b"\x1b[;10H"),
            (anywhere, 9, 9, b"\x1b[10;10H"),
            (edge, 0, 5, b"\n\r"),
            (edge, 79, 4, b"\x1b[80G"),
            (Place::at(7, 4), 7, 5, b"\n"),
            (Place::at(7, 4), 7, 3, b"\x1bM"),
            (Place::at(7, 4), 7, 14, b"\x1b[10B"),
            (Place::at(7, 14), 7, 4, b"\x1b[5d"),
            (Place::at(7, 4), 6, 4, b"\x08"),
            (Place::at(70, 4), 60, 4, b"\x1b[61G"),
            (Place::at(70, 4), 0, 4, b"\r"),
            (Place::at(70, 4), 71, 4, b"\x1b[C"),
            (Place::at(70, 4), 2, 5, b"\n\x1b[3G"),
        ];
        for (from, x, y, bytes) in table {
            assert_eq!(
                travel(from, x, y, |_, _| None).escape_ascii().to_string(),
                bytes.escape_ascii().to_string(),
                "{from:?} -> {x},{y}"
            );
        }
        let rewrite = |from: u16, to: u16| Some(vec![b'-'; usize::from(to - from)]);
        assert_eq!(travel(Place::at(5, 0), 7, 0, rewrite), b"--");
        assert_eq!(travel(Place::at(5, 0), 1, 1, rewrite), b"\n\r-");
    }

    /// Each way there is, and the first of the shortest.
    fn by_trying_all(
        from: Place,
        (x, y): (u16, u16),
        rewrite: impl Fn(u16, u16) -> Option<Vec<u8>>,
    ) -> Vec<u8> {
        let first = |ways: Vec<Vec<u8>>| ways.into_iter().min_by_key(Vec::len).expect("a way");
        let across = |from: u16, to: u16| match from.abs_diff(to) {
            0 => Vec::new(),
            columns if to < from => first(vec![
                vec![0x08; usize::from(columns)],
                numbered(columns, b'D'),
            ]),
            columns => {
                let ways = [Some(numbered(columns, b'C')), rewrite(from, to)];
                first(ways.into_iter().flatten().collect())
            }
        };
        let Some(row) = from.y else {
            return to_place(x, y);
        };
        let mut ways = vec![
            numbered(x + 1, b'G'),
            [b"\r".to_vec(), across(0, x)].concat(),
        ];
        ways.extend(from.x.map(|known| across(known, x)));
        let column = if from.x == Some(x) {
            Vec::new()
        } else {
            first(ways)
        };
        let rows = row.abs_diff(y);
        let (one, many): (&[u8], u8) = if y > row {
            (b"\n", b'B')
        } else {
            (b"\x1bM", b'A')
        };
        let down = first(vec![
            one.repeat(usize::from(rows)),
            numbered(rows, many),
            numbered(y + 1, b'd'),
        ]);
        first(vec![[down, column].concat(), to_place(x, y)])
    }

    #[test]
    fn no_other_way_is_shorter() {
        let columns = [
            0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 50, 97, 98, 99, 100, 101, 130,
        ];
        let rows = [0, 1, 2, 3, 4, 8, 9, 10, 11, 98, 99, 100];
        for (has_column, wide) in [(true, 0), (true, 1), (true, 2), (false, 0), (false, 1)] {
            let rewrite = |from: u16, to: u16| {
                (wide > 0).then(|| vec![b'-'; usize::from((to - from) * wide)])
            };
            for (from_x, from_y) in columns.iter().flat_map(|x| rows.map(|y| (*x, y))) {
                for (x, y) in columns.iter().flat_map(|x| rows.map(|y| (*x, y))) {
                    let mut from = Place::at(from_x, from_y);
                    from.x = from.x.filter(|_| has_column);
                    let (ours, theirs) = (
                        travel(from, x, y, rewrite),
                        by_trying_all(from, (x, y), rewrite),
                    );
                    assert_eq!(ours, theirs, "{from:?} -> {x},{y}");
                }
            }
        }
    }
}
