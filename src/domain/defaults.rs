//! Records whose fields each say what they are at first, in the same line.

/// A record and its [`Default`] from one line a field: `pub advance: bool = true,`.
#[macro_export]
macro_rules! defaults {
    ($(#[$outer:meta])* pub struct $name:ident {
        $($(#[$inner:meta])* pub $field:ident: $type:ty = $default:expr,)+
    }) => {
        $(#[$outer])*
        pub struct $name { $($(#[$inner])* pub $field: $type,)+ }

        impl Default for $name {
            fn default() -> $name {
                $name { $($field: $default,)+ }
            }
        }
    };
}
