//! Backups while other processes mark: each is the register as it was at some moment.

use std::fs;

use tolv::store::Store;
use tolv::store::backup::{Identities, Place, prove};

use super::make;
use crate::disk::{Disk, assert_whole, enrol, must, whole_log};
use crate::sessions::Session;

const BACKUPS: usize = 25;

#[test]
fn each_made_while_two_processes_mark_restores_to_a_state_that_existed() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    for name in ["Lena Berg", "Åsa Öberg", "Ida Falk", "Olle Dahl"] {
        must(&mut store, &mut register, "anna", &enrol(name));
    }
    let mut sessions = [1, 2].map(|who| Session::start(&format!("mark-on {who}"), &disk.path()));
    for session in &mut sessions {
        assert_eq!(session.answer().as_deref(), Some("started"));
    }
    let mut made = Vec::new();
    while made.len() < BACKUPS {
        // Each after something has been marked since the one before.
        if !store.catch_up(&mut register).expect("news").is_empty() {
            made.push(make(&mut store, &mut register, &Place::Usual.into()));
        }
    }
    sessions.iter_mut().for_each(Session::tell);
    for session in &mut sessions {
        assert_eq!(session.rest().len(), 1, "it marked until it was told");
    }
    store.catch_up(&mut register).expect("news");
    let log = whole_log(&store);
    let mut checkpoints = Vec::new();
    for made in &made {
        let proof = prove(&made.path, &Identities::default(), &mut |_| ());
        let proof = proof.expect("it can be restored");
        assert_eq!(proof.manifest.as_ref(), Some(&made.manifest));
        let checkpoint = proof.holds.checkpoint.seq;
        let restored = disk.at("restored.redb");
        fs::copy(&made.path, &restored).expect("a copy");
        let (copy, _) = Store::open(&restored).expect("it opens");
        let until = usize::try_from(checkpoint).expect("few");
        assert_eq!(whole_log(&copy), log[..until], "{}", made.path.display());
        drop(copy);
        // All its tables say what its log says.
        assert_whole(&restored);
        checkpoints.push(checkpoint);
    }
    assert!(
        checkpoints.is_sorted_by(|a, b| a + 1 < *b),
        "{checkpoints:?}"
    );
    assert_whole(&disk.path());
}
