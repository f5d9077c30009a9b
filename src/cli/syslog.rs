//! The system's log: one line for a session's begin and end, a refusal, a backup. No name and no number of a person.

use std::env;
use std::os::unix::net::UnixDatagram;

/// Where the system takes lines.
const SOCKET: &str = "/dev/log";
/// Facility authpriv (10), severity info (6), by RFC 3164.
const PRIORITY: u8 = 10 << 3 | 6;

/// Sends a line. Where nobody takes it, nothing happens: a session must not fail for it.
pub fn note(line: &str) {
    let Ok(socket) = UnixDatagram::unbound() else {
        return;
    };
    let _ = socket.set_nonblocking(true);
    let pid = std::process::id();
    let plain: String = line.chars().filter(|c| !c.is_control()).take(400).collect();
    let _ = socket.send_to(
        format!("<{PRIORITY}>tolv[{pid}]: {plain}").as_bytes(),
        SOCKET,
    );
}

/// From where a session came, as sshd tells it.
pub fn address() -> String {
    let from = env::var("SSH_CONNECTION").unwrap_or_default();
    let address = from.split(' ').next().unwrap_or_default();
    let is_address = address.parse::<std::net::IpAddr>().is_ok();
    match is_address {
        true => format!("from {address}"),
        false => "from here".to_owned(),
    }
}
