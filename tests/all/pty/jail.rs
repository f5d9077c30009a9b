//! What a key opens over a real SSH, and what it does not.
//!
//! Needs OpenSSH as `ssh` does.

use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use chrono::{Days, Local, NaiveDate};
use rustix::process::{Pid, Signal, kill_process};

use super::ssh::{Programs, Server};
use super::{MEDIUM, NARROW, Pty};
use crate::cli::{Home, Run};

/// A unit with two people and three users: anna has the arena of one of them, eva is coordinator, and root administers.
/// The first key is anna's, the second eva's.
struct Unit {
    home: Home,
    server: Server,
}

fn today() -> NaiveDate {
    Local::now().date_naive()
}

impl Unit {
    fn new(settings: &str) -> Option<Unit> {
        let programs = Programs::or_skipped()?;
        let home = Home::new();
        let start = today().checked_sub_days(Days::new(30)).unwrap();
        let list = format!(
            "namn;grupp;arena;start\nLena Berg;ute;Parken;{start}\nOlle Ek;inne;Köket;{start}\n"
        );
        let list = home.file("people.csv", list);
        local(&home, &["import", "--new-arena", &list]).ok();
        for words in [
            &[
                "user",
                "add",
                "anna",
                "--role",
                "supervisor",
                "--arena",
                "Parken",
            ][..],
            &["user", "add", "eva", "--role", "coordinator"],
        ] {
            local(&home, words).ok();
        }
        let server = Server::start(programs, home.path("ssh"), "", settings);
        let unit = Unit { home, server };
        for (name, key) in [("anna", "user_key"), ("eva", "other_key")] {
            let key = unit.server.key(key);
            local(&unit.home, &["key", "add", name, key.to_str().unwrap()]).ok();
        }
        unit.export();
        Some(unit)
    }

    /// Writes the keys for sshd, as the page for administrators has it.
    fn export(&self) {
        let keys = self.server.folder.join("authorized_keys");
        local(&self.home, &["key", "export", keys.to_str().unwrap()]).ok();
    }

    /// What a login with a key and these words gives, without a terminal.
    fn ask(&self, key: &str, asked: &str) -> Output {
        let mut client = self.server.client(key, &[]);
        client.arg("127.0.0.1").arg(asked).stdin(Stdio::null());
        client.output().unwrap()
    }

    fn entries(&self) -> u64 {
        let log = local(&self.home, &["log", "verify", "--json"]).ok();
        let log: serde_json::Value = serde_json::from_str(&log.out).unwrap();
        log["entries"].as_u64().unwrap()
    }
}

/// A command at the machine itself, on the day that it is.
fn local(home: &Home, words: &[&str]) -> Run {
    home.today(words)
}

fn told(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

#[test]
fn a_key_opens_what_its_user_may_and_nothing_else() {
    let Some(unit) = Unit::new("") else {
        return;
    };
    let given = [
        ("user_key", "day", 0, "Lena Berg"),
        ("user_key", "tolv day --json", 0, "\"Lena Berg\""),
        ("user_key", "mark 'Lena Berg' sick", 0, "Lena Berg"),
        ("other_key", "list", 0, "Olle Ek"),
        ("other_key", "mark 2 present", 0, "Olle Ek"),
        ("other_key", "quota", 0, "4"),
        ("user_key", "help", 0, "Commands"),
        ("user_key", "day --help", 0, "Usage"),
    ];
    for (key, asked, code, word) in given {
        let (was, out, err) = told(&unit.ask(key, asked));
        assert_eq!(was, Some(code), "{asked}: {out}{err}");
        assert!(out.contains(word), "{asked}: {out}{err}");
    }
    let day = local(&unit.home, &["day", "--json"]).ok().out;
    let day: serde_json::Value = serde_json::from_str(&day).unwrap();
    let by = |who: usize| {
        let mut rows = day.as_array().unwrap().iter();
        let row = rows.find(|row| row["id"] == who).unwrap();
        (row["code"].clone(), row["by"].clone())
    };
    assert_eq!(by(1), ("sick".into(), "anna".into()));
    assert_eq!(by(2), ("present".into(), "eva".into()));

    // Nothing of this is done, whatever it would be.
    let before = unit.entries();
    let long = "day ".repeat(30_000);
    let stays = unit.home.path("stays");
    let touch = format!("day; touch {}", stays.display());
    let substituted = format!("find $(touch {})", stays.display());
    let ticked = format!("find `touch {}`", stays.display());
    let lines = format!("day\ntouch {}", stays.display());
    let refused = [
        "id",
        "sh",
        "bash -i",
        "/bin/sh",
        "internal-sftp",
        "scp -t /tmp",
        "rsync --server .",
        &touch,
        &substituted,
        &ticked,
        &lines,
        "day | cat",
        "day > /tmp/x",
        "mark 2 present",
        "show 2",
        "find Olle",
        "add Maj Sand --group indoor",
        "user list",
        "key list",
        "key export -",
        "export -",
        "backup",
        "restore x",
        "verify x",
        "check",
        "doctor",
        "salvage /tmp/y",
        "demo",
        "session k2",
        "import /etc/passwd",
        "log",
        "day --database /etc/passwd",
        "day --as eva",
        "day --today 2020-01-01",
        "day --keymap /etc/passwd",
        "'day",
        "completions bash",
        "man /tmp",
        &long,
    ];
    for asked in refused {
        let (code, out, err) = told(&unit.ask("user_key", asked));
        let short: String = asked.chars().take(60).collect();
        assert!(matches!(code, Some(1 | 2)), "{short}: {code:?} {out}{err}");
        assert!(out.is_empty(), "{short}: {out}");
        assert!(err.starts_with("tolv: "), "{short}: {err}");
        assert!(!err.contains("Olle"), "{short}: {err}");
    }
    assert!(!stays.exists());
    assert_eq!(unit.entries(), before);
}

#[test]
fn a_key_opens_the_board_of_its_user_alone() {
    let Some(unit) = Unit::new("") else {
        return;
    };
    let mut board = unit.server.login(MEDIUM, &[]);
    board.wait_for("anna");
    board.wait_for("Lena Berg");
    assert!(!board.screen().contents().contains("Olle Ek"));
    // What anna may not is not offered, and its key leads nowhere.
    board.keys("p");
    board.wait_for("p means nothing");
    board.keys("j");
    board.wait_for("Reason");
    board.write(b"Bo is ill\r");
    board.wait_for("Olle Ek");
    board.keys("q");
    assert_eq!(board.exit(), 0);
    // Neither a shell nor another program is behind a terminal.
    let mut shell = unit.server.login(MEDIUM, &["sh"]);
    shell.wait_for("tolv: ");
    assert_ne!(shell.exit(), 0);
}

#[test]
fn no_file_moves() {
    let Some(unit) = Unit::new("") else {
        return;
    };
    let secret = unit.home.file("secret", "hemligt");
    for program in ["scp", "sftp"] {
        let mut copy = unit.server.copies(program);
        let (from, to) = (format!("127.0.0.1:{secret}"), unit.home.path("copied"));
        let run = copy.arg(&from).arg(&to).stdin(Stdio::null()).output();
        assert!(!run.unwrap().status.success(), "{program}");
        assert!(!to.exists(), "{program}");
    }
}

#[test]
fn no_port_is_forwarded_and_neither_agent_nor_display() {
    let Some(unit) = Unit::new("") else {
        return;
    };
    // To a port here, from one, as a proxy, and of the agent and the display.
    let target = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    target.set_nonblocking(true).unwrap();
    let port = target.local_addr().unwrap().port();
    let free = || {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        taken.local_addr().unwrap().port()
    };
    let (near, proxy, far) = (free(), free(), free());
    let direct = unit
        .server
        .client("user_key", &["-W", &format!("127.0.0.1:{port}")]);
    let mut direct = direct;
    let output = direct
        .arg("127.0.0.1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.stdout.is_empty(), "{output:?}");
    let forwards: [&[&str]; 3] = [
        &["-N", "-L", &format!("{near}:127.0.0.1:{port}")],
        &["-N", "-D", &proxy.to_string()],
        &["-N", "-R", &format!("{far}:127.0.0.1:{port}")],
    ];
    for (words, at) in forwards.into_iter().zip([near, proxy, far]) {
        let mut client = unit.server.client("user_key", words);
        let mut client = client
            .arg("127.0.0.1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let until = Instant::now() + Duration::from_secs(3);
        while Instant::now() < until {
            if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", at)) {
                // A SOCKS request for the target, or anything.
                let [high, low] = port.to_be_bytes();
                let _ = stream.write_all(&[4, 1, high, low, 127, 0, 0, 1, 0]);
            }
            std::thread::sleep(Duration::from_millis(100));
            assert!(target.accept().is_err(), "{words:?}: it was reached");
        }
        let _ = client.kill();
        let _ = client.wait();
    }
    for option in ["-A", "-X"] {
        let mut client = unit.server.client("user_key", &[option]);
        let output = client.arg("127.0.0.1").arg("day").stdin(Stdio::null());
        let (code, out, _) = told(&output.output().unwrap());
        assert_eq!(code, Some(0), "{option}: {out}");
    }
}

#[test]
fn what_the_client_puts_into_the_environment_changes_nothing() {
    let Some(unit) = Unit::new("AcceptEnv *") else {
        return;
    };
    let elsewhere = unit.home.path("elsewhere.redb");
    let mut client = unit.server.client("user_key", &[]);
    for name in [
        "TOLV_DATABASE",
        "LC_ALL",
        "LD_PRELOAD",
        "SSH_ORIGINAL_COMMAND",
        "TERM",
    ] {
        client.args(["-o", &format!("SendEnv={name}")]);
    }
    client
        .env("TOLV_DATABASE", &elsewhere)
        .env("LC_ALL", "x".repeat(5_000))
        .env("SSH_ORIGINAL_COMMAND", "export -")
        .env("TERM", "\u{1b}[2J;id")
        .args(["-o", "SetEnv=LD_PRELOAD=/tmp/none.so LOGNAME=eva USER=eva"]);
    let (code, out, err) = told(&client.arg("127.0.0.1").arg("day").output().unwrap());
    assert_eq!(code, Some(0), "{out}{err}");
    assert!(out.contains("Lena Berg") && !out.contains("Olle"), "{out}");
    assert!(!elsewhere.exists());
}

#[test]
fn after_the_first_key_sshd_starts_sessions_alone_and_a_shell_administers() {
    let Some(unit) = Unit::new("") else {
        return;
    };
    let tolv = env!("CARGO_BIN_EXE_tolv");
    let register = unit.home.register();
    let register = register.to_str().unwrap();
    // The administrator's own key is in the file without a forced command.
    let keys = unit.server.folder.join("authorized_keys");
    let own = std::fs::read_to_string(unit.server.key("other_key")).unwrap();
    std::fs::write(&keys, &own).unwrap();
    for asked in [
        format!("{tolv} --database {register} list"),
        format!("{tolv} --database {register} --as eva list"),
        format!("exec {tolv} --database {register} list"),
        format!("cd / && {tolv} --database {register} list; true"),
    ] {
        let (_, out, err) = told(&unit.ask("other_key", &asked));
        assert!(out.is_empty(), "{asked}: {out}");
        assert!(err.contains("session kN"), "{asked}: {err}");
    }
    // Whoever has a shell there is at the machine.
    let mut shell = unit.server.login_with("other_key", (200, 40), &[]);
    shell.write(
        format!("{tolv} --database {register} --lang en user list; echo en''de\n").as_bytes(),
    );
    shell.wait_for("ende");
    let screen = shell.screen().contents();
    assert!(screen.contains("supervisor"), "{screen}");
    shell.write(b"exit\n");
    shell.exit();
}

#[test]
fn a_revoked_key_and_changed_rights_bite_in_an_open_session() {
    let Some(unit) = Unit::new("") else {
        return;
    };
    let mut board = unit.server.login(MEDIUM, &[]);
    board.wait_for("Lena Berg");
    local(&unit.home, &["user", "change", "anna", "--arena", "Köket"]).ok();
    board.wait_for("Olle Ek");
    board.becomes(|screen| !screen.contents().contains("Lena Berg"));
    local(&unit.home, &["key", "revoke", "k1"]).ok();
    // The session ends by itself.
    assert_eq!(board.exit(), 1);
    let before = unit.entries();
    let (code, _, err) = told(&unit.ask("user_key", "mark 2 present"));
    assert_eq!(code, Some(1));
    assert!(err.contains("k1"), "{err}");
    assert_eq!(unit.entries(), before);
    // And sshd knows nothing of the key once the file is written anew.
    unit.export();
    let output = unit.ask("user_key", "day");
    assert_eq!(output.status.code(), Some(255), "{output:?}");
}

#[test]
fn windows_of_every_size_are_harmless() {
    let Some(unit) = Unit::new("") else {
        return;
    };
    for (columns, rows) in [(1, 1), (2, 60_000), (60_000, 2), (65_535, 1), (45, 20)] {
        let mut board = unit.server.login((columns, rows), &[]);
        board.resize(NARROW);
        board.wait_for("Lena Berg");
        board.keys("q");
        assert_eq!(board.exit(), 0, "{columns} x {rows}");
    }
}

/// The page for administrators of the README: its lines of commands and of settings.
fn page() -> (Vec<String>, String) {
    let readme = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    let (_, page) = readme.split_once("<!-- administration -->").unwrap();
    let (page, _) = page.split_once("\n## ").unwrap();
    let blocks = page.split("```text\n").skip(1);
    let blocks: Vec<&str> = blocks
        .map(|block| block.split_once("```").unwrap().0)
        .collect();
    let is_settings = |block: &&&str| block.contains("Match User ami");
    let settings = blocks.iter().find(is_settings).unwrap();
    let settings = settings.to_string();
    let commands = blocks.iter().filter(|block| !is_settings(block));
    let commands = commands.flat_map(|block| block.lines());
    (commands.map(str::to_owned).collect(), settings)
}

/// The lines that only a machine of one's own can carry out: the program's place and the account.
const OF_THE_MACHINE: [&str; 3] = ["cargo build", "sudo install", "sudo adduser"];

/// Carries out the lines of the account's; how many there were.
fn carried_out(home: &Home, commands: &[String]) -> usize {
    let account = home.path("").display().to_string();
    let is_of_the_machine =
        |command: &&String| OF_THE_MACHINE.iter().any(|line| command.starts_with(line));
    let own = commands
        .iter()
        .filter(|command| !is_of_the_machine(command));
    let done = own.map(|command| {
        let line = command.strip_prefix("sudo -Hu ami ").unwrap_or_else(|| {
            panic!("{command}: neither the account's nor known as the machine's")
        });
        let line = line.replace("/home/ami", account.trim_end_matches('/'));
        let line = match line.strip_prefix("tolv ") {
            Some(rest) => format!("'{}' {rest}", env!("CARGO_BIN_EXE_tolv")),
            None => line,
        };
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &line]).env_clear();
        shell
            .env("HOME", home.path(""))
            .env("PATH", "/usr/bin:/bin");
        let output = shell.current_dir(home.path("")).output().unwrap();
        assert!(output.status.success(), "{command}: {output:?}");
    });
    done.count()
}

#[test]
fn the_page_for_administrators_word_by_word_lets_two_log_in() {
    let Some(programs) = Programs::or_skipped() else {
        return;
    };
    let (commands, settings) = page();
    let home = Home::new();
    let me = std::process::Command::new("id")
        .arg("-un")
        .output()
        .unwrap();
    let me = String::from_utf8(me.stdout).unwrap();
    let settings = settings.replace("Match User ami", &format!("Match User {}", me.trim()));
    let server = Server::start(programs, home.path("ssh"), "", &settings);
    let start = today().checked_sub_days(Days::new(30)).unwrap();
    home.file(
        "people.csv",
        format!(
            "namn;grupp;arena;start\nLena Berg;ute;Parken;{start}\nOlle Ek;inne;Köket;{start}\n"
        ),
    );
    for (name, key) in [("anna", "user_key"), ("eva", "other_key")] {
        let key = std::fs::read_to_string(server.key(key)).unwrap();
        home.file(&format!("{name}.pub"), key);
    }
    assert!(carried_out(&home, &commands) > 8);
    let keys = home.path(".ssh/authorized_keys");
    std::fs::copy(keys, server.folder.join("authorized_keys")).unwrap();
    let mut anna = server.login(MEDIUM, &[]);
    anna.wait_for("Lena Berg");
    let mut eva = server.login_with("other_key", NARROW, &[]);
    eva.wait_for("Olle Ek");
    anna.keys("s");
    anna.wait_for_row(&["Lena Berg", " s Sick"]);
    eva.keys("q");
    assert_eq!(eva.exit(), 0);
    // Each has the program as they want it, wherever they log in.
    let mut says = server.client("user_key", &[]);
    let says = says.args(["127.0.0.1", "prefer --speak sv --keys phone"]);
    assert!(says.output().unwrap().status.success());
    let mut swedish = server.login(MEDIUM, &[]);
    swedish.wait_for(" hjälp");
    swedish.keys("q");
    assert_eq!(swedish.exit(), 0);
    anna.keys("q");
    assert_eq!(anna.exit(), 0);
    let day = local(&home, &["day", "--json"]).ok().out;
    assert!(day.contains("\"by\": \"anna\""), "{day}");
}

#[test]
fn fifty_log_in_within_a_second_and_forty_mark_at_once() {
    let Some(unit) = Unit::new("MaxStartups 100:30:200") else {
        return;
    };
    let logins: Vec<_> = (0..50)
        .map(|_| {
            let mut client = unit.server.client("user_key", &[]);
            client.args(["127.0.0.1", "day"]).stdin(Stdio::null());
            client.stdout(Stdio::piped()).stderr(Stdio::piped());
            client.spawn().unwrap()
        })
        .collect();
    for login in logins {
        let output = login.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }
    let before = unit.entries();
    // In turns, so that each is another mark than the one before it.
    let marks: Vec<_> = (0..40)
        .map(|n| {
            let note = format!("mark 'Lena Berg' present --note 'nummer {n}'");
            let mut client = unit.server.client("user_key", &[]);
            client.args(["127.0.0.1", &note]).stdin(Stdio::null());
            client.stdout(Stdio::piped()).stderr(Stdio::piped());
            client.spawn().unwrap()
        })
        .collect();
    for mark in marks {
        let output = mark.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }
    // None is lost, none is there twice.
    assert_eq!(unit.entries(), before + 40);
}

/// How a link is lost.
#[derive(Clone, Copy, Debug)]
enum Lost {
    /// The client ends by a signal.
    By(Signal),
    /// The client's terminal is gone.
    Terminal,
    /// The client is there and says nothing any more.
    Silent,
    /// The server's half is killed.
    Server,
    /// By OpenSSH's own word for it.
    Escape,
    /// In the middle of marking.
    Marking,
}

const LOST: [Lost; 8] = [
    Lost::By(Signal::KILL),
    Lost::By(Signal::TERM),
    Lost::By(Signal::HUP),
    Lost::Terminal,
    Lost::Silent,
    Lost::Server,
    Lost::Escape,
    Lost::Marking,
];

/// A silent link is asked twice, a second between, and is gone then: within this much more.
const GONE_WITHIN: Duration = Duration::from_secs(5);

#[test]
fn a_lost_link_ends_the_session_and_costs_nothing_that_was_shown_as_saved() {
    let Some(unit) = Unit::new("ClientAliveInterval 1\nClientAliveCountMax 2") else {
        return;
    };
    let register = unit.home.register();
    for lost in LOST {
        let mut board = unit.server.login(MEDIUM, &[]);
        board.wait_for_row(&["Lena Berg"]);
        board.keys("s");
        board.wait_for_row(&["Lena Berg", " s Sick"]);
        let sessions = tolv::store::sessions(&register);
        assert_eq!(sessions.len(), 1, "{lost:?}");
        let before = unit.entries();
        lose(&mut board, lost, sessions[0].number);
        let until = Instant::now() + GONE_WITHIN + Duration::from_secs(2);
        while tolv::store::is_open(&register).unwrap() {
            assert!(
                Instant::now() < until,
                "{lost:?}: the session is there still"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        if matches!(lost, Lost::Silent) {
            board.signal(Signal::CONT);
        }
        // What was shown is kept, and nobody is in the way of the next.
        let day = local(&unit.home, &["day", "--json"]).ok().out;
        let is_marking = matches!(lost, Lost::Marking);
        assert!(
            is_marking || day.contains("\"code\": \"sick\""),
            "{lost:?}: {day}"
        );
        assert!(unit.entries() >= before, "{lost:?}");
        local(&unit.home, &["clear", "1"]).ok();
    }
    local(&unit.home, &["check"]).ok();
}

fn lose(board: &mut Pty, lost: Lost, session: u32) {
    match lost {
        Lost::By(signal) => board.signal(signal),
        Lost::Terminal => board.hang_up(),
        Lost::Silent => board.signal(Signal::STOP),
        Lost::Server => {
            let stat = std::fs::read_to_string(format!("/proc/{session}/stat")).unwrap();
            let (_, rest) = stat.rsplit_once(')').unwrap();
            let parent = rest.split_whitespace().nth(1).unwrap().parse().unwrap();
            kill_process(Pid::from_raw(parent).unwrap(), Signal::KILL).unwrap();
        }
        Lost::Escape => board.write(b"\r~."),
        Lost::Marking => {
            board.keys("n v s n v s");
            board.signal(Signal::KILL);
        }
    }
}
