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
    let absolute = to_place(x, y);
    let Some(row) = from.y else { return absolute };
    let column = from.x.filter(|known| *known == x).map(|_| Vec::new());
    let column = column.unwrap_or_else(|| {
        let returned = [b"\r".as_slice(), &across(0, x, &rewrite)].concat();
        let mut ways = vec![numbered(x + 1, b'G'), returned];
        ways.extend(from.x.map(|known| across(known, x, &rewrite)));
        shortest(ways)
    });
    shortest(vec![[down(row, y), column].concat(), absolute])
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
    shortest(vec![
        one.repeat(usize::from(rows)),
        numbered(rows, many),
        numbered(to + 1, b'd'),
    ])
}

fn across(from: u16, to: u16, rewrite: impl Fn(u16, u16) -> Option<Vec<u8>>) -> Vec<u8> {
    let columns = from.abs_diff(to);
    if columns == 0 {
        Vec::new()
    } else if to < from {
        shortest(vec![
            vec![0x08; usize::from(columns)],
            numbered(columns, b'D'),
        ])
    } else {
        let mut ways = vec![numbered(columns, b'C')];
        ways.extend(rewrite(from, to));
        shortest(ways)
    }
}

/// A control sequence with one number, which is left out when it is 1.
pub(super) fn numbered(number: u16, end: u8) -> Vec<u8> {
    let mut bytes = b"\x1b[".to_vec();
    if number != 1 {
        bytes.extend(number.to_string().into_bytes());
    }
    bytes.push(end);
    bytes
}

fn shortest(ways: Vec<Vec<u8>>) -> Vec<u8> {
    ways.into_iter()
        .min_by_key(Vec::len)
        .expect("every caller offers a way")
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
}
