//! A session on redb 4.5.0: opens a register as every session does, and does one thing in it.

use std::error::Error;
use std::io::stdin;

use redb::{
    Builder, ConcurrencyMode, ReadableDatabase, ReadableTable, ReadableTableMetadata,
    TableDefinition, WriteTransaction,
};

/// What is said of the file and not of the register in it.
const FILE: TableDefinition<&str, u64> = TableDefinition::new("file");
const FILLED: TableDefinition<u64, &[u8]> = TableDefinition::new("filled");
const LOG: TableDefinition<u64, &[u8]> = TableDefinition::new("log");

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, what, number] = arguments.as_slice() else {
        return Err("a file, a word and a number".into());
    };
    let number: u64 = number.parse()?;
    let mut builder = Builder::new();
    builder.set_concurrency_mode(ConcurrencyMode::MultiWriter);
    let db = builder.open(path)?;
    match what.as_str() {
        // So many commits of its own, each one more.
        "count" => {
            for _ in 0..number {
                let txn = db.begin_write()?;
                {
                    let mut file = txn.open_table(FILE)?;
                    let before = file.get("older")?.map_or(0, |count| count.value());
                    file.insert("older", before + 1)?;
                }
                txn.commit()?;
            }
        }
        // Grows the file, and never commits.
        "grow" => {
            let txn = db.begin_write()?;
            fill(&txn, 40_000)?;
            println!("grown");
            stdin().read_line(&mut String::new())?;
        }
        // Commits what makes the file grow, when it is told to.
        "large" => {
            println!("open");
            stdin().read_line(&mut String::new())?;
            let txn = db.begin_write()?;
            fill(&txn, 4_000)?;
            txn.commit()?;
        }
        // How many entries the log has.
        "entries" => println!("{}", db.begin_read()?.open_table(LOG)?.len()?),
        other => return Err(format!("no such word: {other}").into()),
    }
    Ok(())
}

/// So many values of a kilobyte.
fn fill(txn: &WriteTransaction, values: u64) -> Result<(), redb::Error> {
    let mut filled = txn.open_table(FILLED)?;
    for key in 0..values {
        filled.insert(key, [0; 1_000].as_slice())?;
    }
    Ok(())
}
