//! News of a file: told by the kernel through a descriptor that the one wait looks at, with no thread in between.
//!
//! Linux only. Elsewhere nothing can be watched, and the inbox looks once a second.

#[cfg(target_os = "linux")]
pub use linux::Watch;
#[cfg(not(target_os = "linux"))]
pub use other::Watch;

#[cfg(target_os = "linux")]
mod linux {
    use std::ffi::OsString;
    use std::io;
    use std::mem::MaybeUninit;
    use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
    use std::os::unix::ffi::OsStrExt;
    use std::path::{Path, PathBuf};

    use rustix::fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags};

    /// A file whose changes are told, also when another one is put in its place or something is put beside it whose
    /// name begins with the file's own.
    #[derive(Debug)]
    pub struct Watch {
        kernel: OwnedFd,
        file: PathBuf,
        name: OsString,
    }

    impl Watch {
        /// Watches what is written to the file; and its folder for another file in its place, since a watch on the
        /// file alone would follow it away.
        pub fn on(file: &Path) -> io::Result<Watch> {
            let file = std::path::absolute(file.canonicalize().as_deref().unwrap_or(file))?;
            let name = file
                .file_name()
                .ok_or(io::ErrorKind::InvalidInput)?
                .to_owned();
            let kernel = inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC)?;
            let replaced = WatchFlags::CREATE | WatchFlags::DELETE | WatchFlags::MOVE;
            inotify::add_watch(&kernel, &file, WatchFlags::MODIFY)?;
            inotify::add_watch(&kernel, file.parent().unwrap_or(&file), replaced)?;
            Ok(Watch { kernel, file, name })
        }

        /// Takes in all that has been told. Says whether anything of it was about the file.
        pub fn take(&self) -> bool {
            let mut buffer = [MaybeUninit::uninit(); 4096];
            let mut told = inotify::Reader::new(&self.kernel, &mut buffer);
            let mut is_news = false;
            while let Ok(event) = told.next() {
                // What is told of the file itself has no name.
                let name = event.file_name();
                let is_ours =
                    name.is_none_or(|name| name.to_bytes().starts_with(self.name.as_bytes()));
                if name.is_some_and(|name| name.to_bytes() == self.name.as_bytes()) {
                    // Another file, whose changes are news from now on. Where it has gone there are none.
                    let _ = inotify::add_watch(&self.kernel, &self.file, WatchFlags::MODIFY);
                }
                // What overflowed may have been ours.
                is_news |= is_ours || event.events().contains(ReadFlags::QUEUE_OVERFLOW);
            }
            is_news
        }
    }

    impl AsFd for Watch {
        fn as_fd(&self) -> BorrowedFd<'_> {
            self.kernel.as_fd()
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod other {
    use std::io;
    use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
    use std::path::Path;

    /// Never made here.
    #[derive(Debug)]
    pub struct Watch(OwnedFd);

    impl Watch {
        pub fn on(_file: &Path) -> io::Result<Watch> {
            Err(io::ErrorKind::Unsupported.into())
        }

        pub fn take(&self) -> bool {
            false
        }
    }

    impl AsFd for Watch {
        fn as_fd(&self) -> BorrowedFd<'_> {
            self.0.as_fd()
        }
    }
}
