//! A form opened by itself on a register that a colleague has open too.

use std::collections::HashMap;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tolv::screens::Screen;
use tolv::store::{Committed, NotCommitted, Request, Store};

use super::*;
use crate::screen::moment;

/// Anna's form with what it has opened above it, and Berit's session beside it.
pub struct Opened {
    pub register: Register,
    pub said: Vec<String>,
    /// What was carried out for Anna, in order.
    pub done: Vec<Command>,
    store: Store,
    keymap: Keymap,
    screens: Vec<Box<dyn Screen>>,
    colleague: (Store, Register),
    _folder: tempfile::TempDir,
}

fn request(actor: &str) -> Request<'_> {
    Request::alone(actor, monday(), moment(monday()).millis)
}

impl Opened {
    /// A form on a register in which these commands have been carried out.
    pub fn new(
        before: &[Command],
        overlays: &[&'static str],
        opening: impl FnOnce(&Register) -> Opening,
    ) -> Opened {
        let folder = tempfile::tempdir().expect("a folder for the register");
        let path = folder.path().join("tolv.redb");
        let (mut store, mut register) =
            Store::create(&path, &request("anna")).expect("a new register");
        for command in before {
            store
                .commit(&mut register, &request("anna"), command)
                .expect("what was done before");
        }
        let opening = opening(&register);
        let colleague = Store::open(&path).expect("it opens a second time");
        let everybody: Vec<PersonId> = register.people.keys().copied().collect();
        let marks = store.day(monday(), everybody.iter().copied());
        let marks = marks.expect("the day is read");
        register.marks.read_some(monday(), &everybody, marks);
        register.marks.read_all(monday());
        let text = |name| Keymap::shipped(name).expect("a shipped overlay");
        let overlays: Vec<_> = overlays.iter().map(|name| (*name, text(name))).collect();
        let mut opened = Opened {
            register,
            said: Vec::new(),
            done: Vec::new(),
            store,
            keymap: Keymap::load(&overlays).expect("good keys"),
            screens: Vec::new(),
            colleague,
            _folder: folder,
        };
        opened.settle(Effect::Open(opening));
        opened.paint();
        opened
    }

    fn with<T>(&mut self, what: impl FnOnce(&mut Vec<Box<dyn Screen>>, &View) -> T) -> T {
        let view = View {
            register: &self.register,
            keymap: &self.keymap,
            theme: Theme {
                palette: Palette::None,
                ascii: false,
            },
            lang: Lang::Sv,
            today: monday(),
            actor: "anna",
            advance: true,
            saved: None,
            message: None,
            size: (80, 40),
            log: &[],
        };
        what(&mut self.screens, &view)
    }

    fn top<T>(&mut self, what: impl FnOnce(&mut dyn Screen, &View) -> T) -> T {
        self.with(|screens, view| what(&mut **screens.last_mut().expect("a screen"), view))
    }

    fn paint(&mut self) {
        self.with(|screens, view| {
            for screen in screens {
                screen.refresh(view);
                screen.painted();
            }
        });
    }

    /// Does what an action leads to, as the app does.
    pub fn act(&mut self, action: Action) -> &mut Opened {
        let effect = self.top(|screen, view| screen.act(action, view));
        self.settle(effect);
        self.paint();
        self
    }

    fn settle(&mut self, effect: Effect) {
        match effect {
            Effect::Nothing => {}
            Effect::Close | Effect::ShowDay(_) | Effect::ShowPerson(_) => {
                self.screens.pop();
            }
            Effect::Say(message) => self.said.push(message.text),
            Effect::All(effects) => effects.into_iter().for_each(|effect| self.settle(effect)),
            Effect::Open(opening) => {
                let screen = self.with(|_, view| open(opening, view));
                self.screens.push(screen);
            }
            Effect::Replace(opening) => {
                self.screens.pop();
                self.settle(Effect::Open(opening));
            }
            Effect::Pass(action) => {
                self.screens.pop();
                let effect = self.top(|screen, view| screen.act(action, view));
                self.settle(effect);
            }
            Effect::Do(command) => self.carry_out(command),
            other => panic!("no form does {other:?}"),
        }
    }

    fn carry_out(&mut self, command: Command) {
        let result = (self.store).commit(&mut self.register, &request("anna"), &command);
        self.done.push(command);
        let (entry, refusal, text);
        let outcome = match result {
            Ok(Committed::Written(written)) => {
                entry = written;
                Outcome::Written(&entry)
            }
            Ok(Committed::Unchanged) => Outcome::Unchanged,
            Err(NotCommitted::Refused(refused)) => {
                text = refused.text(Lang::Sv);
                refusal = refused;
                self.said.push(text.clone());
                Outcome::Failed(Failure {
                    text: &text,
                    refusal: Some(&refusal),
                })
            }
            Err(NotCommitted::Failed(error)) => panic!("{}", error.text(Lang::Sv)),
        };
        let effects = self.with(|screens, view| {
            let screens = screens.iter_mut().rev();
            let told = screens.map(|screen| screen.carried_out(&outcome, view));
            told.collect::<Vec<Effect>>()
        });
        effects.into_iter().for_each(|effect| self.settle(effect));
    }

    /// Berit does something, and Anna's session does not know of it yet.
    pub fn colleague(&mut self, command: &Command) -> &mut Opened {
        let (store, register) = &mut self.colleague;
        let done = store.commit(register, &request("berit"), command);
        assert!(matches!(done, Ok(Committed::Written(_))), "{command:?}");
        self
    }

    /// Anna's session hears of it.
    pub fn hear(&mut self) -> &mut Opened {
        let heard = self.store.catch_up(&mut self.register);
        assert!(!heard.expect("the log is read").is_empty());
        self.paint();
        self
    }

    pub fn press(&mut self, code: KeyCode, modifiers: KeyModifiers) -> &mut Opened {
        let key = KeyEvent::new(code, modifiers);
        let effect = self.top(|screen, view| screen.typed(key, view));
        self.settle(effect.unwrap_or(Effect::Nothing));
        self.paint();
        self
    }

    /// Puts a text in the place of what stands in a field, or chooses an option by as many steps as `>` are written.
    pub fn write(&mut self, label: &str, text: &str) -> &mut Opened {
        self.go_to(label);
        if text.starts_with('>') {
            for _ in text.chars() {
                self.press(KeyCode::Right, KeyModifiers::NONE);
            }
            return self;
        }
        self.press(KeyCode::End, KeyModifiers::NONE);
        self.press(KeyCode::Char('u'), KeyModifiers::CONTROL);
        for letter in text.chars() {
            self.press(KeyCode::Char(letter), KeyModifiers::NONE);
        }
        self
    }

    pub fn go_to(&mut self, label: &str) {
        for _ in 0..20 {
            if self.is_at(label) {
                return;
            }
            self.act(Action::NextField);
        }
        panic!("no field {label} in\n{}", self.screen());
    }

    /// Whether a field is in focus.
    pub fn is_at(&mut self, label: &str) -> bool {
        self.screen().contains(&format!("▸ {label} "))
    }

    /// How many screens are open, the form among them.
    pub fn open(&self) -> usize {
        self.screens.len()
    }

    /// What the topmost screen shows, a line each, with single blanks.
    pub fn screen(&mut self) -> String {
        let mut terminal = Terminal::new(TestBackend::new(80, 40)).expect("a test terminal");
        self.top(|screen, view| {
            let drawn = terminal.draw(|frame| screen.draw(frame, view.area(), view));
            drawn.map(|_| ()).expect("drawn to memory");
        });
        let buffer = terminal.backend().buffer();
        let row = |y| -> String { (0..80).map(|x| buffer[(x, y)].symbol()).collect() };
        let rows: Vec<String> = (0..40).map(|y| row(y) + "\n").collect();
        rows.concat()
    }

    /// All that the topmost screen says, without lines and frames.
    pub fn words(&mut self) -> String {
        let screen = self.screen().replace(['│', '╭', '╮', '╰', '╯', '─'], " ");
        screen.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The facts in the file, as a third session reads them: people, settings, closed days, what was done
    /// about duties, the day's marks.
    pub fn facts(&mut self) -> String {
        let (store, register) = &mut self.colleague;
        store.catch_up(register).expect("the log is read");
        let everybody = register.people.keys().copied();
        let marks: HashMap<PersonId, Mark> =
            store.day(monday(), everybody).expect("the day is read");
        let marks: std::collections::BTreeMap<_, _> = marks.into_iter().collect();
        let (people, settings) = (&register.people, &register.settings);
        let (closed, handled) = (&register.closed, &register.handled);
        format!("{people:?} {settings:?} {closed:?} {handled:?} {marks:?}")
    }
}
