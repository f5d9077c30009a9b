//! tolv's entrance.
use tolv::{app::Surroundings, desk::*, keys::Keymap, run, store::*, text::Lang, theme::Theme};
fn main() {
    let path = std::env::args().nth(1).expect("path");
    let p = std::path::PathBuf::from(path);
    let m = Moment::now(None);
    let req = Request {
        actor: "anna",
        today: m.today,
        now: m.millis,
    };
    if !p.exists() && std::env::var_os("DEMO").is_some() {
        tolv::demo::command(&p, &tolv::demo::Plan::new(m.today), &req, Lang::Sv).ok();
    }
    let (store, register) = if p.exists() {
        Store::open(&p)
    } else {
        Store::create(&p, &req)
    }
    .unwrap_or_else(|e| panic!("{e}"));
    let around = Surroundings {
        register,
        keymap: Keymap::default(),
        theme: Theme {
            colour: std::env::var_os("NO_COLOR").is_none(),
            ascii: false,
        },
        lang: Lang::Sv,
        today: m.today,
        actor: "anna".into(),
    };
    let e = run::run(Lang::Sv, true, |size| {
        Desk::new(store, around, size, run::clock(None))
    });
    println!("{e:?}");
}
