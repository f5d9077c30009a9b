//! What somebody did earlier today, in a session that has ended: offered to be undone, or made again.

use super::{Desk, Moment};
use crate::app::{Made, Surroundings};
use crate::domain::decide::taking_back::Left;
use crate::domain::difference::taken_back::question;
use crate::domain::difference::{Notes, Words};
use crate::store::{Next, NotCommitted, Request, clock_time_on};

impl Desk {
    /// Finds one's own latest of today in the log and asks about it; nothing is done at once.
    pub(super) fn look_back(&mut self, redo: bool) {
        self.take_in_entries();
        let moment = self.moment();
        let Surroundings {
            register,
            today,
            who,
            lang,
            ..
        } = &self.around;
        let request = Request::of(who, *today, moment.millis);
        let zone = register.settings.zone;
        // The day may be held to another one; the log has the clock's.
        let by_clock = Moment::at(moment.millis, zone).today;
        let since = zone.begin(by_clock).unwrap_or(i64::MIN);
        let next = self
            .store
            .next_to_restore(register, &request, (redo, since));
        let Next {
            made,
            changes,
            left,
        } = match next {
            Ok(Some(next)) => next,
            Ok(None) => return self.app.offer_nothing(redo, &self.around),
            Err(NotCommitted::Refused(refusal)) => {
                return self.app.refuse(refusal.text(self.voice));
            }
            Err(NotCommitted::Failed(error)) => return self.fault(&error),
        };
        let words = Words {
            register,
            lang: *lang,
            notes: Notes::Whole,
            changes: &changes,
        };
        let at = clock_time_on(by_clock, made.at, zone, *lang);
        let left = Left::people(&left);
        let text = question(redo, (made.what, &at, left), &changes, &words);
        let (of, what) = (made.seq, made.what);
        self.app
            .offer(redo, (Made { of, what }, text), &self.around);
    }
}
