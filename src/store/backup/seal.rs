//! Encryption of backups in the `age` format: to public keys alone, so that who makes them cannot read them.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::os::unix::fs::FileExt;

use age::{DecryptError, Decryptor, EncryptError, Encryptor, IdentityFile, x25519};

use super::fault::{KeyFault, NotProved};
use super::{BLOCK, Step, Tell, tell_step};
use crate::store::StoreError;

/// What every file in the format begins with.
pub const MAGIC: &[u8] = b"age-encryption.org/";
/// What the last line of its header begins with, after the end of the line before.
const HEADER_END: &[u8] = b"\n--- ";
/// More than the header of any file that is encrypted to so many as can be given.
const LARGEST_HEADER: usize = 1 << 16;
/// To how many a backup can be encrypted: each takes 98 bytes of the header.
const MOST_RECIPIENTS: usize = 500;
/// What a private key begins with.
const PRIVATE: &str = "AGE-SECRET-KEY-";
/// What a file of private keys begins with that is itself encrypted.
const ENCRYPTED_KEYS: [&str; 2] = ["age-encryption.org/", "-----BEGIN AGE ENCRYPTED FILE-----"];

/// Whom backups are encrypted to. Nobody: then they are not encrypted.
#[derive(Clone, Debug, Default)]
pub struct Recipients(Vec<x25519::Recipient>);

/// The private keys that open an encrypted backup.
#[derive(Default)]
pub struct Identities(Vec<Box<dyn age::Identity + Send + Sync>>);

impl Recipients {
    /// Adds a public key as `age-keygen` prints it: `age1…`.
    pub fn add(&mut self, key: &str) -> Result<(), KeyFault> {
        self.add_line(key.trim(), None)
    }

    /// Adds each key of a file that has one on each line, beside empty lines and comments.
    pub fn add_file(&mut self, text: &str) -> Result<(), KeyFault> {
        let before = self.0.len();
        for (number, line) in (1..).zip(text.lines().map(str::trim)) {
            if !line.is_empty() && !line.starts_with('#') {
                self.add_line(line, Some(number))?;
            }
        }
        match self.0.len() > before {
            true => Ok(()),
            false => Err(KeyFault::NoKeys),
        }
    }

    fn add_line(&mut self, key: &str, line: Option<usize>) -> Result<(), KeyFault> {
        if key.to_ascii_uppercase().starts_with(PRIVATE) {
            return Err(KeyFault::Private { line });
        }
        if self.0.len() >= MOST_RECIPIENTS {
            return Err(KeyFault::TooMany {
                most: MOST_RECIPIENTS,
            });
        }
        let recipient = key.parse();
        self.0
            .push(recipient.map_err(|_| KeyFault::NotPublic { line })?);
        Ok(())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Identities {
    /// Adds the private keys of a file as `age-keygen` writes it.
    pub fn add_file(&mut self, text: &str) -> Result<(), KeyFault> {
        if ENCRYPTED_KEYS.iter().any(|start| text.starts_with(start)) {
            return Err(KeyFault::Encrypted);
        }
        let file = IdentityFile::from_buffer(text.as_bytes()).map_err(|_| KeyFault::NotPrivate)?;
        let keys = file.into_identities().map_err(|_| KeyFault::NotPrivate)?;
        if keys.is_empty() {
            return Err(KeyFault::NoKeys);
        }
        self.0.extend(keys);
        Ok(())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Encrypts a file into an empty one.
pub fn seal(
    mut plain: &File,
    into: &File,
    recipients: &Recipients,
    tell: Tell,
) -> Result<(), StoreError> {
    let to = recipients.0.iter().map(|to| to as &dyn age::Recipient);
    let encryptor = Encryptor::with_recipients(to).map_err(|error| match error {
        EncryptError::Io(error) => error.into(),
        _ => StoreError::Io(io::ErrorKind::Other),
    })?;
    let of = plain.metadata()?.len();
    plain.rewind()?;
    let into = BufWriter::with_capacity(BLOCK, into);
    let mut writer = encryptor.wrap_output(into)?;
    let (mut block, mut done) = (vec![0; BLOCK], 0);
    loop {
        tell_step(tell, Step::Encrypting, done, of);
        let read = plain.read(&mut block)?;
        if read == 0 {
            break;
        }
        writer.write_all(&block[..read])?;
        done += read as u64;
    }
    Ok(writer.finish()?.flush()?)
}

/// Decrypts a file into an empty one.
pub fn open(
    mut sealed: &File,
    mut into: &File,
    identities: &Identities,
    tell: Tell,
) -> Result<(), NotProved> {
    if identities.0.is_empty() {
        return Err(NotProved::Sealed);
    }
    let of = sealed.metadata().map_err(of_sealed)?.len();
    if !has_short_header(sealed).map_err(of_sealed)? {
        return Err(NotProved::Unsound(StoreError::Damaged));
    }
    sealed.rewind().map_err(of_sealed)?;
    let reader = BufReader::with_capacity(BLOCK, sealed);
    let decryptor = Decryptor::new_buffered(reader).map_err(of_header)?;
    let keys = identities.0.iter().map(|key| &**key as &dyn age::Identity);
    let mut reader = decryptor.decrypt(keys).map_err(of_header)?;
    let (mut block, mut done) = (vec![0; BLOCK], 0);
    loop {
        tell_step(tell, Step::Decrypting, done, of);
        let read = reader.read(&mut block).map_err(of_sealed)?;
        if read == 0 {
            return Ok(());
        }
        let written = into.write_all(&block[..read]);
        written.map_err(|error| NotProved::Scratch(error.into()))?;
        done += read as u64;
    }
}

/// Whether the header ends within what one can be. What reads it takes ever longer for each byte of a longer one, and
/// keeps it all.
fn has_short_header(sealed: &File) -> io::Result<bool> {
    let (mut start, mut read) = (vec![0; LARGEST_HEADER], 0);
    while read < start.len() {
        match sealed.read_at(&mut start[read..], read as u64) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let mut parts = start[..read].windows(HEADER_END.len());
    Ok(parts.any(|part| part == HEADER_END))
}

fn of_header(error: DecryptError) -> NotProved {
    match error {
        DecryptError::Io(error) => of_sealed(error),
        DecryptError::NoMatchingKeys => NotProved::WrongIdentity,
        _ => NotProved::Unsound(StoreError::Damaged),
    }
}

/// Damaged bytes do not decrypt, and a file that is cut short lacks its last part: both are told as damage.
fn of_sealed(error: io::Error) -> NotProved {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
            NotProved::Unsound(StoreError::Damaged)
        }
        _ => NotProved::File(error.into()),
    }
}
